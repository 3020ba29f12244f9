"""The vocabulary: kinds, relations, properties, values and sheets, read from ``graph/schema/*.yaml``.

Nothing else in the project lists kinds, relations or columns; everything asks this registry.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from importlib import resources
from typing import Any, TypeVar

import msgspec

from graph.names import normalise, qualification
from graph.yaml_file import parse_yaml

_T = TypeVar("_T")
Labels = dict[str, str]

#: Audiences from narrow to wide; a privacy class names the widest audience that may see something.
AUDIENCES = ("internal", "partners", "public")

#: A text of so many characters is a page, and no name.
_PAGE = 1_000


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of node."""

    code: str
    label: Labels
    plural: Labels
    colour: str
    shape: str
    organisation: bool = False
    mention: bool = False
    called: tuple[str, ...] = ()


class RelationType(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"origins": "from", "targets": "to"}
):
    """A type of relation: ``inverse`` is its label from target to origin, ``ties`` what it means in the carrying graph,
    ``named`` whether partners may know whose tie it is; ``noun`` and ``nouns`` call it where it is counted.
    """

    code: str
    label: Labels
    origins: tuple[str, ...]
    targets: tuple[str, ...]
    privacy: str
    inverse: Labels = {}
    noun: Labels = {}
    nouns: Labels = {}
    undirected: bool = False
    carriers: bool = False
    over_time: bool = False
    ties: str = ""
    named: str = ""
    identity: tuple[str, ...] = ()


class Property(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A property of a node or relation; ``range`` is the least and greatest number that makes sense, and what is below
    ``fewest_public`` the public does not see.
    """

    code: str
    type: str
    label: Labels
    privacy: str
    values: str = ""
    many: bool = False
    range: tuple[float, float] = (-math.inf, math.inf)
    fewest_public: float = -math.inf


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One allowed value with its labels."""

    code: str
    nl: str
    en: str
    alias: tuple[str, ...] = ()
    public_role: bool = False


class ValueList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A list of allowed values; an ``open`` list keeps other values as they were written."""

    code: str
    values: dict[str, Value]
    spellings: dict[str, str]
    open: bool = False

    def find(self, text: str) -> str | None:
        """Return the code that ``text`` (a code, label or alias in any case) stands for, or None."""
        return self.spellings.get(normalise(text))


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of a sheet; ``graph/schema/sheets.yaml`` explains the fields."""

    code: str
    header: Labels
    property: str = ""
    relation: str = ""
    inverse: bool = False
    to: tuple[str, ...] = ()
    topic: str = ""
    region_type: str = ""
    values: str = ""
    many: bool = False
    required: bool = False
    subject: bool = False
    carriers: bool = False
    last_day: bool = False
    end: bool = False
    by_map: bool = False
    of: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    #: Headers that tell the same where no other column does.
    instead: tuple[str, ...] = ()
    example: dict[str, Any] = {}
    help: Labels = {}

    def names(self) -> set[str]:
        """Return every accepted header, normalised."""
        return {normalise(name) for name in (self.code, *self.header.values(), *self.alias)}


class Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sheet: the node it makes (``kind``) or the kinds of its subject (``about``), and its columns."""

    code: str
    header: Labels
    columns: dict[str, Column]
    kind: str = ""
    about: tuple[str, ...] = ()
    dated: bool = False
    appointment: bool = False


class FrequencyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell how often something is; ``graph/schema/words.yaml`` explains them, ``graph.frequency`` reads them."""

    numbers: dict[str, int]
    times: tuple[str, ...]
    per: tuple[str, ...]
    apart: tuple[str, ...]
    within: tuple[str, ...]
    units: dict[str, int]
    adverbs: dict[str, int]
    about: tuple[str, ...]
    ad_hoc: tuple[str, ...]


class OrganisationWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell the kind of an organisation, and its ``type`` perhaps; ``graph/schema/words.yaml`` explains them."""

    kind: str
    type: str = ""
    sure: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    called: tuple[str, ...] = ()


class PeopleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in and around the names of people, normalised (but ``degrees``); ``graph/schema/words.yaml`` explains them."""

    prefixes: frozenset[str]
    leading: frozenset[str]
    prepositions: frozenset[str]
    articles: frozenset[str]
    short: dict[str, tuple[str, ...]]
    degrees: frozenset[str]
    generations: dict[str, str]
    remarks: tuple[str, ...]
    vacancies: tuple[str, ...]
    nobody: tuple[str, ...]
    posts: frozenset[str]


class HourSpan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A span of time for which people tell hours: how often there is one ``in_a_year``, and the ``words`` for it."""

    in_a_year: int
    words: frozenset[str]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in cells that are no value of a list, in lower case: ``titles`` of persons, with ``he`` or ``she`` where they
    tell it, the number of all ``months``, ``empty`` values, and words that tell an organisation.

    ``topics`` are laws and target groups that are one topic each, by type, with what else they are called; ``everyone`` says
    that somebody is there for all of them, ``own_behalf`` that it is on behalf of nobody. ``organisation_names`` are names of
    organisations, and words before one, that do not tell the kind. ``joining`` stands between two names, ``before_areas`` are
    words before the name of an area that are no part of it. ``never`` and ``no_end`` are what people write for a day.
    """

    yes: frozenset[str]
    no: frozenset[str]
    months: dict[str, int]
    titles: dict[str, str]
    people: PeopleWords
    empty: tuple[str, ...]
    organisations: tuple[OrganisationWords, ...]
    organisation_forms: tuple[str, ...]
    no_organisations: frozenset[str]
    weekdays: dict[str, int]
    topics: dict[str, dict[str, tuple[str, ...]]]
    everyone: tuple[str, ...]
    own_behalf: tuple[str, ...]
    organisation_names: tuple[str, ...]
    joining: tuple[str, ...]
    before_areas: frozenset[str]
    parts_of_regions: frozenset[str]
    whole_areas: tuple[str, ...]
    every_area: tuple[str, ...]
    region_names: tuple[str, ...]
    never: tuple[str, ...]
    no_end: tuple[str, ...]
    seasons: dict[str, tuple[int, int]]
    parts_of_year: dict[str, int]
    ordinals: dict[str, int]
    about: tuple[str, ...]
    hours: tuple[str, ...]
    hour_spans: dict[str, HourSpan]
    span_marks: frozenset[str]
    frequency: FrequencyWords


class MarkBeside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a ``mark`` ``says`` (present, absent or unclear) beside one of other marks; with no others: beside any."""

    mark: str
    beside: frozenset[str]
    says: str


class MarkWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Marks of presence and absence; ``letters`` say one thing beside some and the other beside others."""

    present: frozenset[str]
    absent: frozenset[str]
    letters: tuple[MarkBeside, ...]


class ListWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of lists that are no sheet of the vocabulary, as written; ``graph/schema/lists.yaml`` explains them."""

    headers: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]]
    header_words: dict[str, tuple[str, ...]]
    totals: tuple[str, ...]
    remarks: tuple[str, ...]
    marks: MarkWords
    titles: tuple[str, ...]
    occasions: tuple[str, ...]
    gatherings: frozenset[str]
    takings_part: frozenset[str]
    participants: frozenset[str]
    payments: frozenset[str]
    editions: tuple[str, ...]
    presences: tuple[str, ...]
    own_meeting: str
    several: tuple[str, ...]
    short: dict[str, str]
    own_organisation: str
    ditto: frozenset[str]
    left: tuple[str, ...]
    former: tuple[str, ...]
    waiting: tuple[str, ...]
    current: tuple[str, ...]
    delegates: tuple[str, ...]
    advising: frozenset[str]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    talked_of: tuple[str, ...]
    on_behalf: tuple[str, ...]
    comes_from: tuple[str, ...]
    in_front: tuple[str, ...]
    nominations: tuple[str, ...]
    families: tuple[str, ...]
    shared_addresses: frozenset[str]
    everywhere: tuple[str, ...]


class Vocabulary(msgspec.Struct, frozen=True, dict=True):
    """The whole vocabulary."""

    kinds: dict[str, Kind]
    relations: dict[str, RelationType]
    properties: dict[str, Property]
    values: dict[str, ValueList]
    sheets: dict[str, Sheet]
    words: Words

    @functools.cached_property
    def organisation_kinds(self) -> frozenset[str]:
        """Return the kinds that count as organisations."""
        return frozenset(kind.code for kind in self.kinds.values() if kind.organisation)

    @functools.cached_property
    def topic_types(self) -> dict[str, str]:
        """Return the type of every topic that the vocabulary knows, by all that it is called (normalised)."""
        return {key: type_ for type_, key, _ in self._topics()}

    @functools.cached_property
    def topic_names(self) -> dict[str, str]:
        """Return what a topic is called first, by all that it is called (normalised)."""
        return {key: name for _, key, name in self._topics()}

    def _topics(self) -> Iterator[tuple[str, str, str]]:
        for type_, known in self.words.topics.items():
            for name, also in known.items():
                yield from ((type_, normalise(each), name) for each in (name, *also))

    @functools.cached_property
    def lists(self) -> ListWords:
        """Return the words of lists as hubs keep them; read when one is first loaded."""
        return msgspec.convert(_read("lists"), ListWords)

    @functools.cached_property
    def references(self) -> frozenset[str]:
        """Return the properties that hold the id of a node."""
        return frozenset(code for code, known in self.properties.items() if known.type == "reference")

    @functools.cached_property
    def undirected(self) -> frozenset[str]:
        """Return the types of relation of which it does not matter which end is the origin."""
        return frozenset(code for code, type_ in self.relations.items() if type_.undirected)

    @functools.cached_property
    def told_beside(self) -> frozenset[str]:
        """Return the relations that a row may tell besides the one that it is about."""
        about = [sheet for sheet in self.sheets.values() if sheet.about and not sheet.appointment]
        return frozenset(c.relation for sheet in about for c in sheet.columns.values() if c.relation and not c.required)

    def expand(self, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Replace ``organisation`` in ``kinds`` by every kind that is one."""
        organisations = [kind.code for kind in self.kinds.values() if kind.organisation]
        found = [code for kind in kinds for code in (organisations if kind == "organisation" else [kind])]
        return tuple(dict.fromkeys(found))

    def find_sheet(self, name: str) -> Sheet | None:
        """Return the sheet that is called ``name`` in either language, or None."""
        wanted = normalise(name)
        sheets = self.sheets.values()
        return next((each for each in sheets if wanted in map(normalise, (each.code, *each.header.values()))), None)

    def value_list(self, column: Column) -> ValueList | None:
        """Return the list of values that a column takes, or None when any text will do."""
        prop = self.properties.get(column.property)
        return self.values.get(column.values or (prop.values if prop else ""))

    def visible(self, privacy: str, audience: str) -> bool:
        """Tell whether something of class ``privacy`` may be shown to ``audience``."""
        return AUDIENCES.index(privacy) >= AUDIENCES.index(audience)

    def is_own_behalf(self, name: str) -> bool:
        """Tell whether a text says that somebody sits somewhere on behalf of nobody."""
        return normalise(name) in self._own_behalf

    @functools.cached_property
    def _own_behalf(self) -> frozenset[str]:
        return frozenset(map(normalise, self.words.own_behalf))

    def topic_type(self, name: str) -> str:
        """Return the type of a topic of which no list tells it: what somebody speaks for is a target group, but herself."""
        return "" if self.is_own_behalf(name) else self.topic_types.get(normalise(name), "target_group")

    def value_label(self, list_code: str, value: str, lang: str) -> str:
        """Return the label of ``value``; a value that the list does not know is its own label."""
        known = self.values[list_code].values.get(value)
        return value if known is None else str(getattr(known, lang))


def bare_name(kind: str, name: str) -> str:
    """Return the name of a node without the word for its kind that people put before it (``gemeente Velsen``), or behind it
    between brackets."""
    called = vocabulary().kinds[kind].called
    if called and name.endswith(")") and (parts := qualification(name)) is not None and parts[1].casefold() in called:
        return parts[0]
    for word in called:
        if name[: len(word)].casefold() == word and (rest := name[len(word) :]).startswith(" ") and normalise(rest):
            return rest.strip()
    return name


def comparable(name: str, kind: str = "") -> str:
    """Return the name of a node (of ``kind``) to compare by: normalised, but one of punctuation only compares as it is."""
    return _remembered(name, kind) if len(name) < _PAGE else _comparable(name, kind)


def _comparable(name: str, kind: str) -> str:
    return normalise(bare_name(kind, name) if kind else name) or name


#: Every name is compared many times; a page in a cell is not remembered.
_remembered = functools.lru_cache(maxsize=1 << 16)(_comparable)


@functools.cache
def vocabulary() -> Vocabulary:
    """Read the vocabulary; the result is immutable and the same at every call."""
    sheets, kinds = _read("sheets"), _convert(Kind, _read("kinds"))
    organisations = {code for code, kind in kinds.items() if kind.organisation}
    return Vocabulary(
        kinds=kinds,
        relations=_convert(RelationType, _read("relations")),
        properties=_convert(Property, _read("properties")),
        values={code: _value_list(code, raw) for code, raw in _read("values").items()},
        sheets={code: _sheet(code, raw, sheets, organisations) for code, raw in sheets["sheets"].items()},
        words=msgspec.convert(_read("words"), Words),
    )


def _read(name: str) -> dict[str, Any]:
    """Read one schema file."""
    text = resources.files("graph").joinpath("schema", f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = parse_yaml(text)
    return data


def _convert(type_: type[_T], raw: dict[str, Any]) -> dict[str, _T]:
    """Turn ``{code: fields}`` into ``{code: T}``."""
    return {code: msgspec.convert({"code": code, **fields}, type_) for code, fields in raw.items()}


def _value_list(code: str, raw: dict[str, Any]) -> ValueList:
    values = _convert(Value, raw["values"])
    spellings = {normalise(name): v.code for v in values.values() for name in (v.code, v.nl, v.en, *v.alias)}
    return ValueList(code=code, values=values, spellings=spellings, open=raw.get("open", False))


def _sheet(code: str, raw: dict[str, Any], shared: dict[str, Any], organisations: set[str]) -> Sheet:
    """Build one sheet: its own columns, then the shared ones that apply to it."""
    columns = dict(raw["columns"])
    applies = {
        "dated": raw.get("dated", False),
        "node": "kind" in raw,
        "organisation": raw.get("kind") in organisations,
        "common": True,
    }
    for group in applies:
        columns |= shared[group] if applies[group] else {}
    return msgspec.convert({"code": code, **raw, "columns": {c: {"code": c, **f} for c, f in columns.items()}}, Sheet)
