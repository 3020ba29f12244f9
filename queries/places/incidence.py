"""Which organisation has which things (topics, areas, meetings), and what two of them share. Pairs as numbers."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import scipy

from queries.carrying.graph import Flags, Numbers

Values = npt.NDArray[np.float64]


class Incidence:
    """Which row (an organisation) has which column (a thing): ``matrix`` holds ones, ``sizes`` how many have each thing."""

    def __init__(self, things: Sequence[str], matrix: scipy.sparse.csr_array) -> None:
        """Take the things and a matrix that holds something where a row has one."""
        self.things = list(things)
        self.matrix = matrix
        self.matrix.sum_duplicates()
        self.matrix.data = np.ones(len(self.matrix.data))
        self.sizes = np.bincount(self.matrix.indices, minlength=len(self.things))

    @classmethod
    def of_sets(cls, having: Sequence[Iterable[str]]) -> Incidence:
        """Return the incidence of rows that each have a set."""
        number: dict[str, int] = {}
        owned = [[number.setdefault(thing, len(number)) for thing in own] for own in having]
        columns = np.array(list(itertools.chain.from_iterable(owned)), dtype=np.int64)
        starts = np.cumsum([0, *map(len, owned)])
        return cls(
            list(number), scipy.sparse.csr_array((np.ones(len(columns)), columns, starts), (len(owned), len(number)))
        )

    @classmethod
    def of_pairs(cls, rows: Sequence[str], pairs: Iterable[tuple[str, str]]) -> Incidence:
        """Return the incidence of ``rows`` from pairs of a row and a thing; what is of no row is left out."""
        row, number = {id_: i for i, id_ in enumerate(rows)}, dict[str, int]()
        owned = [(row[own], number.setdefault(thing, len(number))) for own, thing in pairs if own in row]
        owners, columns = np.array(owned, dtype=np.int64).reshape(-1, 2).T
        shape = (len(rows), len(number))
        return cls(list(number), scipy.sparse.csr_array((np.ones(len(owned)), (owners, columns)), shape))

    def only(self, kept: Flags) -> Incidence:
        """Return the same with some things only."""
        return Incidence(list(itertools.compress(self.things, kept.tolist())), self.matrix[:, kept])

    def rows(self, wanted: Numbers) -> Incidence:
        """Return the same of other rows: row i is what row ``wanted[i]`` was."""
        return Incidence(self.things, self.matrix[wanted])

    @property
    def rarity(self) -> Values:
        """Return what sharing each thing says: 1 / the number of pairs that share it."""
        return 1.0 / np.maximum(self.sizes * (self.sizes - 1) / 2, 1.0)

    def overlap(self, rows: Numbers, columns: Numbers, weights: Values) -> Values:
        """Return, per pair, the summed weights of what both have."""
        return row_products(self.matrix, self.matrix, rows, columns, weights)

    def most(self, weights: Values) -> Values:
        """Return, per row, the summed weights of what it has: no pair can share more."""
        shared = np.where(self.sizes > 1, weights, 0.0)
        total: Values = self.matrix @ shared
        return total

    def sharing(self, at_most: int, among: Flags) -> Numbers:
        """Return the pairs (keys, see ``key_of``) of some rows that share a thing that ``at_most`` rows in all have."""
        few = of_rows(self.matrix[:, self.sizes <= at_most], among)
        return PairValues(few @ few.T).keys

    def common(self, a: int, b: int) -> tuple[str, ...]:
        """Return what two rows share."""
        return tuple(self.things[i] for i in sorted(common_columns(self.matrix, a, b)))


class PairValues:
    """A value for each of some pairs; 0 for every other pair. ``keys`` are the pairs, sorted (see ``key_of``)."""

    def __init__(self, product: scipy.sparse.csr_array) -> None:
        """Take what a symmetrical matrix holds above its diagonal."""
        self._size = product.shape[0]
        # A symmetrical matrix is its own transpose, and on the way to its columns everything comes in order.
        product = product.tocsc()
        rows = np.repeat(np.arange(self._size, dtype=np.int64), np.diff(product.indptr))
        upper = product.indices > rows
        self.keys: Numbers = rows[upper] * self._size + product.indices[upper]
        self._values: Values = product.data[upper]

    def of(self, rows: Numbers, columns: Numbers) -> Values:
        """Return the value of each pair."""
        if not len(self.keys):
            return np.zeros(len(rows))
        wanted = key_of(rows, columns, self._size)
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        found: Values = np.where(self.keys[place] == wanted, self._values[place], 0.0)
        return found


def of_rows(matrix: scipy.sparse.csr_array, kept: Flags) -> scipy.sparse.csr_array:
    """Return a matrix with nothing in the rows that are not kept."""
    return scipy.sparse.diags_array(kept.astype(np.float64)) @ matrix


def row_products(
    first: scipy.sparse.csr_array, second: scipy.sparse.csr_array, rows: Numbers, columns: Numbers, weights: Values
) -> Values:
    """Return, per pair, the weighted product of a row of ``first`` and a row of ``second``."""
    if not len(rows) or not first.shape[1]:
        return np.zeros(len(rows))
    total: Values = np.asarray(first[rows].multiply(second[columns]) @ weights).ravel()
    return total


def common_columns(matrix: scipy.sparse.csr_array, a: int, b: int) -> set[int]:
    """Return the columns in which rows ``a`` and ``b`` both hold something."""
    first, second = (matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].tolist() for row in (a, b))
    return set(first) & set(second)


def key_of(a: Numbers, b: Numbers, size: int) -> Numbers:
    """Return unordered pairs of numbers below ``size`` as one number each: lower * size + higher."""
    return np.minimum(a, b) * size + np.maximum(a, b)


def contains(keys: Numbers, wanted: Numbers) -> Flags:
    """Tell which of ``wanted`` are among ``keys`` (sorted)."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.bool_)
    found: Flags = keys[np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)] == wanted
    return found
