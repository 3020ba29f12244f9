"""Figures of a survey to compare a network with: read from a file, and counted in the network where that can be done."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import msgspec

from graph.errors import InputRefused
from graph.model import Node
from graph.network import Network
from graph.vocabulary import normalise, vocabulary
from graph.yaml_file import UnreadableYaml, parse_yaml

#: What is wrong with a field as a whole, and how msgspec says so.
_FIELD_FAULTS = {
    "comparison-missing-field": r"missing required field `(\w+)`",
    "comparison-unknown-field": r"contains unknown field `(\w+)`",
}

_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
_Count = Annotated[int, msgspec.Meta(ge=0)]


class Labels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages."""

    nl: str
    en: str


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The report that the figures come from. ``sent``, ``responded`` and ``respondents`` are municipalities."""

    document: str
    publisher: str
    year: int
    month: int | None = None
    authors: tuple[str, ...] = ()
    place: str = ""
    sent: _Count | None = None
    responded: _Count | None = None
    respondents: _Count | None = None


class SizeClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"least": "min", "most": "max"}):
    """Municipalities with ``least`` through ``most`` inhabitants (None: no upper limit), and how many took part."""

    code: str
    label: Labels
    least: _Count
    most: _Count | None
    respondents: _Count


class Figure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure of the survey: ``count`` of ``n`` municipalities, ``total`` as a share (0..1), and the share by size class.

    ``matches``: the types of council that stand for this figure in a network. ``kind`` ``participation-form``: a form
    of participation that a municipality of the network may name by the same label.
    """

    id: str
    label: Labels
    kind: str
    n: _Count
    count: _Count
    total: _Share
    chapter: str = ""
    table: str = ""
    matches: tuple[str, ...] = ()
    by_size: dict[str, _Share] = {}

    @property
    def countable(self) -> bool:
        """Tell whether a network can show this figure."""
        return bool(self.matches) or self.kind == "participation-form"


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A survey: where it comes from, the municipalities that took part by size, and its figures."""

    title: str
    source: Document
    respondents: _Count
    size_classes: tuple[SizeClass, ...]
    figures: tuple[Figure, ...]


class Counted(msgspec.Struct, frozen=True):
    """A figure in the network: ``count`` of the ``of`` municipalities of which it can be told; the same by size class."""

    figure: Figure
    count: int
    of: int
    by_size: dict[str, tuple[int, int]]


class Beside(msgspec.Struct, frozen=True):
    """What stands beside a survey: municipalities, those by size class, those of unknown size, the figures counted."""

    municipalities: int
    by_size: dict[str, int]
    size_unknown: int
    figures: tuple[Counted, ...]


def read_comparison(path: Path) -> Comparison:
    """Read a comparison file. Raises InputRefused when it is not there, is not YAML, or holds something else."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused("comparison-not-text", path=str(path)) from error
    except OSError as error:
        raise InputRefused("comparison-missing", path=str(path), reason=error.strerror or "") from error
    try:
        comparison = msgspec.convert(parse_yaml(text), Comparison)
    except UnreadableYaml as error:
        code = "comparison-not-yaml" if error.line else "comparison-not-yaml-anywhere"
        raise InputRefused(code, path=str(path), line=error.line) from error
    except msgspec.ValidationError as error:
        raise _refused(path, str(error)) from error
    _check(comparison, path)
    return comparison


def compare(network: Network, comparison: Comparison) -> Beside:
    """Count in ``network`` (as it is on one day) what can be counted of the figures of ``comparison``.

    A municipality tells something about forms of participation when it names any form, or has a council that stands for
    the figure; others are left out, because nothing named is not the same as nothing there.
    """
    nodes = _municipalities(network)
    sizes = {node.id: _size(node, comparison.size_classes) for node in nodes}
    councils = _council_types(network)
    figures = tuple(_counted(figure, nodes, sizes, councils) for figure in comparison.figures if figure.countable)
    return Beside(
        municipalities=len(nodes),
        by_size={size.code: sum(code == size.code for code in sizes.values()) for size in comparison.size_classes},
        size_unknown=sum(code is None for code in sizes.values()),
        figures=figures,
    )


def _refused(path: Path, found: str) -> InputRefused:
    """Return the error for what msgspec found: ``Expected `int`, got `str` - at `$.figures[2].count` ``."""
    reason, _, place = found.partition(" - at ")
    place = re.sub(r"[`$]", "", place)
    for code, pattern in _FIELD_FAULTS.items():
        if field := re.search(pattern, reason):
            return InputRefused(code, path=str(path), place=f"{place}.{field[1]}".removeprefix("."))
    code = "comparison-wrong-value" if place else "comparison-something-else"
    return InputRefused(code, path=str(path), place=place.removeprefix("."))


def _check(comparison: Comparison, path: Path) -> None:
    """Refuse codes that nothing else in the file or the vocabulary knows."""
    sizes = {size.code for size in comparison.size_classes}
    types = set(vocabulary().values["council_type"].values)
    for number, figure in enumerate(comparison.figures):
        _check_codes(figure.by_size, sizes, path, f"figures[{number}].by_size")
        _check_codes(figure.matches, types, path, f"figures[{number}].matches")


def _check_codes(codes: Collection[str], known: Collection[str], path: Path, place: str) -> None:
    if unknown := sorted(set(codes) - set(known)):
        names = {"found": ", ".join(unknown), "known": ", ".join(sorted(known))}
        raise InputRefused("comparison-code", path=str(path), place=place, **names)


def _municipalities(network: Network) -> list[Node]:
    """Return the municipalities of the region that the network is narrowed to, or all of them."""
    region = network.scope.region
    inside = network.nodes if region is None else network.area_tree.inside(region)
    return [node for node in network.nodes.values() if node.kind == "municipality" and node.id in inside]


def _size(node: Node, classes: Collection[SizeClass]) -> str | None:
    population = node.properties.get("population")
    if population is None:
        return None
    fitting = (s.code for s in classes if s.least <= population and (s.most is None or population <= s.most))
    return next(fitting, None)


def _council_types(network: Network) -> dict[str, set[str]]:
    """Return, by municipality, the types of the councils that advise it."""
    found: dict[str, set[str]] = {}
    for relation in network.relations_by_type.get("advises", ()):
        type_ = network.nodes[relation.origin].properties.get("type")
        if type_ is not None:
            found.setdefault(relation.target, set()).add(type_)
    return found


def _counted(
    figure: Figure, nodes: Collection[Node], sizes: dict[str, str | None], councils: dict[str, set[str]]
) -> Counted:
    labels = {normalise(figure.label.nl), normalise(figure.label.en)}
    with_council = {node.id for node in nodes if not councils.get(node.id, set()).isdisjoint(figure.matches)}
    having, telling = set(with_council), {node.id for node in nodes}
    if figure.kind == "participation-form":
        forms = {
            node.id: {normalise(form) for form in node.properties.get("participation_forms", ())} for node in nodes
        }
        having |= {id_ for id_, named in forms.items() if not named.isdisjoint(labels)}
        telling = having | {id_ for id_, named in forms.items() if named}
    by_size = {
        code: (sum(sizes[id_] == code for id_ in having), sum(sizes[id_] == code for id_ in telling))
        for code in figure.by_size
    }
    return Counted(figure, len(having), len(telling), by_size)
