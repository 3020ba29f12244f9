"""The table of places, and what a name means in it: a municipality, a former one, a village or a region.

Names are compared as all names are (``graph.names``). A province behind a name tells namesakes apart, with or without
brackets and in full or short: ``Bergen (NH.)``, ``Bergen NH``, ``Hengelo (Gld)``.
"""

from __future__ import annotations

import csv
import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import resources

import msgspec

from graph.names import normalise, qualification
from graph.places.said import said_region
from graph.vocabulary import bare_name

#: The sources that answers name, with the year of what they say: divisions and names, and numbers of inhabitants by year.
SOURCE = "CBS 2026"
COUNTS = {2026: "Register van Overheidsorganisaties 2026", 2023: "CBS 2023"}
SOURCES = (SOURCE, *COUNTS.values())
#: The usual divisions of the country, in the order in which a name means one of them; as the vocabulary types regions.
DIVISIONS = ("province", "corop", "safety", "labour_market")

#: How provinces are written behind a name, normalised.
_SHORT = {
    "Drenthe": ("dr", "drenthe"),
    "Flevoland": ("fl", "flevoland"),
    "Fryslân": ("fr", "frl", "fryslan", "friesland"),
    "Gelderland": ("g", "gld", "gelderland"),
    "Groningen": ("gr", "gn", "groningen"),
    "Limburg": ("l", "lb", "li", "limburg"),
    "Noord-Brabant": ("nb", "nbr", "noordbrabant", "brabant"),
    "Noord-Holland": ("nh", "noordholland"),
    "Overijssel": ("o", "ov", "overijssel"),
    "Utrecht": ("u", "ut", "utrecht"),
    "Zeeland": ("z", "zl", "zld", "zeeland"),
    "Zuid-Holland": ("zh", "zuidholland"),
}
_PROVINCES = {short: province for province, several in _SHORT.items() for short in several}
#: Regions of one province go by two names.
_BOTH = {"fryslan": "friesland", "friesland": "fryslan", "noordbrabant": "brabant"}


class Municipality(msgspec.Struct, frozen=True):
    """A municipality of today; ``counted`` is the year of its number of inhabitants, the point is in degrees."""

    code: str
    name: str
    province: str
    corop: str
    safety: str
    labour_market: str
    inhabitants: int
    counted: int
    latitude: float
    longitude: float
    also: tuple[str, ...] = ()

    def lies_in(self, region: Region) -> bool:
        """Tell whether it lies in a region."""
        return self.code in region.members


class Former(msgspec.Struct, frozen=True):
    """A municipality that ended; ``until`` is the first day without it, ``now_in`` the codes of where its land lies."""

    code: str
    name: str
    province: str
    until: date
    now_in: tuple[str, ...]

    def lies_in(self, region: Region) -> bool:
        """Tell whether it lay in a region: of which province is known."""
        return region.type == DIVISIONS[0] and region.name == self.province


class Village(msgspec.Struct, frozen=True):
    """A village or town, and the code of the municipality that it lies in."""

    name: str
    municipality: str


class Region(msgspec.Struct, frozen=True):
    """A region of a usual division (``type``, one of ``DIVISIONS``), with the codes of its municipalities."""

    type: str
    name: str
    members: tuple[str, ...]


class Places(msgspec.Struct, frozen=True, dict=True):
    """The whole table: municipalities of today and of before, by code."""

    municipalities: Mapping[str, Municipality]
    former: Mapping[str, Former]

    def called(self, name: str) -> list[Municipality]:
        """Return the municipalities of today that ``name`` may mean."""
        return [self.municipalities[code] for code in self._municipalities.called(_bare(name))]

    def formerly_called(self, name: str) -> list[Former]:
        """Return the municipalities of before that ``name`` may mean."""
        return [self.former[code] for code in self._former.called(_bare(name))]

    def villages_called(self, name: str) -> list[Village]:
        """Return the villages that ``name`` may mean."""
        return [self.villages[int(number)] for number in self._village_names.called(name, namesakes=True)]

    def names_of(self, code: str) -> list[str]:
        """Return how a municipality of today or before may be called: its names, with its province behind them or without."""
        known = self.municipalities.get(code) or self.former[code]
        also = known.also if isinstance(known, Municipality) else ()
        bare = [known.name, *also, *(name for name, _ in _apart(known.name))]
        return [*bare, *(f"{name} {province}" for name in bare for province in _SHORT[known.province])]

    def regions_called(self, name: str) -> list[Region]:
        """Return the regions that ``name`` may mean; the word for a division may stand before or behind it."""
        types, bare = _division(name)
        return [region for region in self._regions.get(normalise(bare), ()) if not types or region.type in types]

    def region(self, name: str) -> Region | None:
        """Return the one region that ``name`` means: the province, or else all that are called so have the same members."""
        found = self.regions_called(name)
        if found and (found[0].type == DIVISIONS[0] or len({region.members for region in found}) == 1):
            return found[0]
        return None

    @functools.cached_property
    def regions(self) -> tuple[Region, ...]:
        """Return the regions of every division."""
        members: dict[tuple[str, str], list[str]] = defaultdict(list)
        for type_ in DIVISIONS:
            for each in self.municipalities.values():
                members[type_, getattr(each, type_)].append(each.code)
        return tuple(Region(type_, name, tuple(sorted(codes))) for (type_, name), codes in members.items())

    @functools.cached_property
    def known_names(self) -> frozenset[str]:
        """Return how municipalities are or were called, normalised."""
        names = [name for each in self.municipalities.values() for name in (each.name, *each.also)]
        return frozenset(map(normalise, [*names, *(each.name for each in self.former.values())]))

    @functools.cached_property
    def _regions(self) -> Mapping[str, list[Region]]:
        found: dict[str, list[Region]] = defaultdict(list)
        for region in self.regions:
            key = normalise(region.name)
            for each in filter(None, (key, _BOTH.get(key))):
                found[each].append(region)
        return found

    @functools.cached_property
    def _municipalities(self) -> _Names:
        every = self.municipalities.values()
        return _Names((each.code, name, each.province) for each in every for name in (each.name, *each.also))

    @functools.cached_property
    def _former(self) -> _Names:
        return _Names((each.code, each.name, each.province) for each in self.former.values())

    @functools.cached_property
    def villages(self) -> tuple[Village, ...]:
        """Return every village; read when somebody first asks for one."""
        return tuple(msgspec.convert(row, Village) for row in _read("villages"))

    @functools.cached_property
    def _village_names(self) -> _Names:
        of = self.municipalities
        return _Names((str(i), each.name, of[each.municipality].province) for i, each in enumerate(self.villages))


class _Names:
    """What names mean: in full, and without the province that tells it from a namesake."""

    def __init__(self, named: Iterable[tuple[str, str, str]]) -> None:
        """Take (key, name, province) of everything."""
        self._whole: dict[str, dict[str, None]] = defaultdict(dict)
        self._bare: dict[str, dict[str, str]] = defaultdict(dict)
        for key, name, province in named:
            self._whole[normalise(name)][key] = None
            for bare, _ in [(name, province), *_apart(name)]:
                self._bare[normalise(bare)][key] = province

    def called(self, name: str, *, namesakes: bool = False) -> list[str]:
        """Return the keys of what ``name`` may mean; who bears a name in full goes before who has a province behind it.

        ``namesakes``: both, because people leave the province out.
        """
        wanted = normalise(name)
        whole, bare = self._whole.get(wanted, {}), self._bare.get(wanted, {})
        if found := {**whole, **bare} if namesakes or not whole else whole:
            return list(found)
        told = ((self._bare.get(normalise(bare), {}), province) for bare, province in _apart(name))
        return [key for own, province in told for key in own if own[key] == province]


def _apart(name: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the province when ``name`` has one behind it."""
    bare, _, last = name.rpartition(" ")
    for before, behind in filter(None, (qualification(name), (bare.rstrip(" ,"), last))):
        province = _PROVINCES.get(normalise(behind))
        if province and before:
            yield before, province
            return


def _bare(name: str) -> str:
    """Return the name of a municipality without the word for one before it."""
    return bare_name("municipality", name)


def _division(name: str) -> tuple[tuple[str, ...], str]:
    """Return the divisions that the name of a region tells by a word before or behind it, and the name without."""
    said = said_region(name)
    return ((said.type,), said.bare) if said is not None and said.type in DIVISIONS else ((), name)


@functools.cache
def places() -> Places:
    """Read the table; the result is immutable and the same at every call."""
    municipalities = [_with_lists(row, "also") for row in _read("municipalities")]
    former = [_with_lists(row, "now_in") for row in _read("former_municipalities")]
    return Places(
        {each.code: each for each in msgspec.convert(municipalities, list[Municipality], strict=False)},
        {each.code: each for each in msgspec.convert(former, list[Former])},
    )


def _with_lists(row: dict[str, str], column: str) -> dict[str, object]:
    return {**row, column: [each for each in row[column].split("; ") if each]}


def _read(name: str) -> list[dict[str, str]]:
    """Read one file."""
    text = resources.files("graph").joinpath("places", f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
