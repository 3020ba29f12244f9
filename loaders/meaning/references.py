"""Everything that a cell may refer to, and how a reference is resolved.

A reference is an id (the key or the whole id, letter for letter), a name (compared without case, accents and
punctuation), or a name with what tells it from its namesakes: ``Cliëntenraad (Haarlem)``, ``Utrecht (gemeente)``,
``Overleg (12-9-2026)``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from graph.areas import AREA_RELATIONS
from graph.identity.namesakes import AREAS, Bearer, may_be_one, telling
from graph.model import Node, Relation, kind_of, make_id
from graph.names import normalise, qualification, slug
from graph.places.parts import is_region_by_name
from graph.places.said import said_region, says_everywhere
from graph.places.table import places
from graph.vocabulary import Column, bare_name, comparable, vocabulary
from loaders.base import Fault, Told
from loaders.meaning.advice import Names, proposals
from loaders.meaning.dates import read_date
from loaders.meaning.lists import says_everyone, says_nothing
from loaders.meaning.readings import Ended, Reading

#: For so many unknown names the nearest one is looked up; comparing with every name takes milliseconds.
_PROPOSALS = 100
#: The most nodes that are told of a name that may mean any of them.
_CANDIDATES = 20

#: The type of region whose word beside a name says that no municipality is meant.
_PROVINCE = "province"

#: What a column of topics mentions.
TOPIC = ("topic",)
#: A word that says no more than the header does.
_BEHALF = re.compile(r"^(?:namens|vanuit|on behalf of)\s+", re.IGNORECASE)
#: Kinds on behalf of which nobody sits anywhere.
_SPEAK_FOR_NOBODY = ("person", "region")

#: A reference to something that a sheet with a problem of its own should have declared: nothing can be said about it.
UNJUDGED = Fault("")


class Entry(msgspec.Struct):
    """A node that can be referred to; ``areas`` are the municipalities or regions it is known to belong to.

    ``elsewhere`` tells that another source declares or mentions it, and this one does not declare it; ``at`` is where it
    stands (source and place), ``sources`` are all that tell of it, ``also`` what else they call it, ``aliases`` by what
    other names it may be referred to. ``made`` and ``day``
    are as in ``Bearer``.
    """

    id: str
    kind: str
    name: str
    areas: tuple[str, ...] = ()
    type: str | None = None
    mention: bool = False
    elsewhere: bool = False
    made: bool = False
    day: str = ""
    sources: frozenset[str] = frozenset()
    unplaced: frozenset[str] = frozenset()
    at: tuple[str, str] = ("", "")
    also: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


class Index:
    """The nodes that references may mean: those of other sources and those of this load.

    ``known`` is what others say: nodes, and the relations that tell to which areas organisations belong. ``identity`` is
    the id that a node goes by, by another id that their rows call it.
    """

    def __init__(self, known: Iterable[Node | Relation] = (), identity: Mapping[str, str] | None = None) -> None:
        self.identity = identity or {}
        #: What the version before of this source said, read when it is asked for.
        self.before: Callable[[], Index] | None = None
        self.entries: dict[str, Entry] = {}
        #: Kinds of which a sheet could not be read as a whole: what refers to them cannot be judged.
        self.incomplete: set[str] = set()
        #: Municipalities and regions that were referred to by an id, or by more than their name: their kind is certain.
        self.told_apart: set[str] = set()
        #: Kinds of which a list was loaded (not only mentions).
        self.listed: set[str] = set()
        #: Kinds of which this load has a known sheet.
        self.on_sheets: set[str] = set()
        #: What other sources say of nodes that this one declares as well.
        self.replaced: dict[str, Entry] = {}
        #: Nodes of which a row was refused because another one has its id: who refers to them may mean either.
        self.contested: set[str] = set()
        #: Municipalities that ended, by id, and how names were read that are no municipality of today or in no list.
        self.former: dict[str, Ended] = {}
        self.read_as: dict[str, Reading] = {}
        #: Municipalities and regions that the table of places tells of where organisations are named: that brings them into
        #: being too.
        self.by_table: set[str] = set()
        #: The names of topics, normalised, that other sources or cells with that topic alone tell of.
        self.topics: set[str] = set()
        self._names: dict[str, dict[str, dict[str, None]]] = {}
        self._advice: dict[str, Names] = {}
        #: What is worked out of areas and of what stands behind a name, until another node is declared.
        self._marks: dict[str, frozenset[str]] = {}
        self._bare_regions: dict[str, dict[str, tuple[str, Entry]]] = {}
        self._apart: dict[tuple[str, tuple[str, ...]], dict[str, dict[int, Entry]]] = {}
        self._proposals = 0
        self._aliases: dict[str, dict[str, dict[str, None]]] = {}
        nodes: list[Node] = []
        areas: dict[str, list[str]] = defaultdict(list)
        placing: dict[str, set[str]] = defaultdict(set)
        for each in known:
            if isinstance(each, Node):
                nodes.append(each)
                if area := each.properties.get("municipality"):
                    areas[each.id].append(area)
                    placing[each.id] |= _placing(each)
            elif each.relation in AREA_RELATIONS and kind_of(each.target) in AREAS:
                areas[each.origin].append(each.target)
                placing[each.origin].update(evidence.source for evidence in each.sources)
        #: Whether another source has municipalities or regions.
        self.areas_elsewhere = any(node.kind in AREAS for node in nodes)
        for node in nodes:
            own = tuple(dict.fromkeys(areas.get(node.id, ())))
            type_, sources = node.properties.get("type"), frozenset(evidence.source for evidence in node.sources)
            entry = Entry(
                node.id, node.kind, node.name, own, type_, node.mention, True, node.made, telling(node)[1], sources
            )
            entry.aliases = tuple(node.properties.get("also_known_as", ()))
            entry.unplaced = _declaring(node) - placing.get(node.id, set())
            entry.also = tuple(claim.value for claim in node.alternatives.get("name", ()))
            if node.sources:
                entry.at = (node.sources[0].source, node.sources[0].where)
            self.declare(entry)
            if node.kind == "topic":
                self.topics.add(normalise(node.name))

    def declare(self, entry: Entry) -> None:
        """Add a node; one that is known already is known by its new name as well."""
        known = self.entries.get(entry.id)
        if known is not None and known.elsewhere and not entry.elsewhere:
            self.replaced[entry.id] = known
        self.entries[entry.id] = entry
        for alias in entry.aliases:
            _append(self._aliases.setdefault(entry.kind, {}), alias, entry.id)
        self._advice.pop(entry.kind, None)
        if entry.kind in AREAS:
            self._marks.clear()
            self._bare_regions.clear()
        if entry.kind != "topic":
            self._apart.clear()
        if not entry.mention:
            self.listed.add(entry.kind)
        names = self._names.get(entry.kind)
        if names is None and known is not None and known.name != entry.name:
            names = self._names_of(entry.kind)
            _append(names, known.name, known.id)
        if names is not None:
            _append(names, entry.name, entry.id)

    def find(self, text: str, kinds: tuple[str, ...]) -> list[Entry]:
        """Return the nodes of ``kinds`` that ``text`` may mean: the one with that id, or those with that name."""
        entry = self.called(text)
        if entry is not None and entry.kind in kinds:
            return [entry]
        keyed = [entry for kind in kinds if (entry := self.called(f"{kind}:{text}"))]
        named = keyed or self._named(text, kinds) or self._qualified(text, kinds) or self._also_known(text, kinds)
        return named or self._regions(text, kinds)

    def _regions(self, text: str, kinds: tuple[str, ...]) -> list[Entry]:
        """Return the regions in a list that have another word for one, or none, beside this name.

        So Gelderland is Provincie Gelderland. What is a municipality as well (Utrecht) is meant so.
        """
        said = said_region(text)
        if (
            "region" not in kinds
            or "region" not in self.listed
            or (said is None and normalise(text) in places().known_names)
        ):
            return []
        if not self._bare_regions:
            for entry in self.entries.values():
                if entry.kind == "region" and not entry.mention and (own := said_region(entry.name)):
                    self._bare_regions.setdefault(normalise(own.bare), {})[entry.id] = (own.type, entry)
        found = self._bare_regions.get(normalise(said.bare if said else text), {}).values()
        return [entry for type_, entry in found if said is None or type_ == said.type]

    def _also_known(self, text: str, kinds: tuple[str, ...]) -> list[Entry]:
        """Return what is known by another or a former name as well: a name goes before those."""
        named = ((self._aliases.get(kind, {}), comparable(text, kind)) for kind in kinds)
        return [self.entries[id_] for aliases, name in named for id_ in aliases.get(name, ())]

    def called(self, id_: str) -> Entry | None:
        """Return the node that goes by this id, or that rows of others call by it."""
        return self.entries.get(id_) or self.entries.get(self.identity.get(id_, ""))

    def unnamed(self, names: Iterable[str]) -> set[str]:
        """Return those of ``names`` that are the name or id of nothing but a topic."""
        kinds = tuple(kind for kind in vocabulary().kinds if kind != "topic")
        return {name for name in names if not self.find(name, kinds)}

    def has_topic(self, name: str) -> bool:
        """Tell whether a topic goes by this name already: in another source, or in the version before of this one."""
        found = [entry for entry in self.find(name, TOPIC) if entry.elsewhere]
        return bool(found) or bool(self.before and self.before().find(name, TOPIC))

    def known_topics(self) -> Iterator[Entry]:
        """Yield the topics of other sources."""
        yield from (entry for entry in self.entries.values() if entry.kind == "topic" and entry.elsewhere)

    def municipality_of(self, id_: str) -> str | None:
        """Return the one municipality (id) that a node is or is known to work in, or None when there is not just one."""
        entry = self.entries.get(id_)
        areas = () if entry is None else (entry.id,) if entry.kind == AREAS[0] else entry.areas
        found = {area.id for text in areas for area in self.find(text, AREAS[:1])}
        return found.pop() if len(areas) == len(found) == 1 else None

    def area_names(self, areas: Iterable[str]) -> list[str]:
        """Return the names of municipalities or regions that are given as ids or names."""
        return [found[0].name if (found := self._area(area)) else bare_name(AREAS[0], area) for area in areas]

    def area_marks(self, area: str) -> frozenset[str]:
        """Return by what a municipality or region, given as id or name, is compared: its ids and its names."""
        if area not in self._marks:
            found = self._area(area)
            names = (area, *(entry.name for entry in found))
            marks = {*(entry.id for entry in found), *(comparable(name, AREAS[0]) for name in names)}
            self._marks[area] = frozenset(marks)
        return self._marks[area]

    def namesakes(self, kind: str, name: str) -> list[Entry]:
        """Return the nodes of this kind with this name."""
        return [self.entries[id_] for id_ in self._names_of(kind).get(comparable(name, kind), ())]

    def bearer(self, entry: Entry) -> Bearer:
        """Return what can tell a node from its namesakes; what this load declares is of one source, which has no name."""
        areas = frozenset[str]().union(*map(self.area_marks, entry.areas))
        type_ = entry.type or "" if entry.kind == "region" else ""
        return Bearer(entry.id, entry.made, areas, entry.sources or frozenset({""}), type_, entry.day)

    def candidates(self, found: Sequence[Entry]) -> dict[str, Any]:
        """Return what a message tells of the nodes that a name may mean: the first of them, and how many more there are."""
        more = len(found[_CANDIDATES:])
        told = [self.describe(entry) for entry in found[:_CANDIDATES]]
        return {"candidates": told, **({"more_candidates": more} if more else {})}

    def describe(self, entry: Entry) -> dict[str, Any]:
        """Return what tells a node from another one: name, kind, municipality and day if any, id, and where it stands."""
        told: dict[str, Any] = {
            "name": entry.name,
            "kind": entry.kind,
            "areas": self.area_names(entry.areas),
            "id": entry.id,
        }
        return told | ({"day": entry.day} if entry.day else {}) | ({"at": entry.at} if any(entry.at) else {})

    def nearest(self, text: str, kinds: tuple[str, ...]) -> list[str]:
        """Return what ``text`` may have been meant to be: names or keys of nodes of ``kinds``."""
        if self._proposals >= _PROPOSALS:
            return []
        self._proposals += 1
        if lacking := [kind for kind in kinds if kind not in self._advice]:
            names: dict[str, dict[str, str]] = {kind: {} for kind in lacking}
            for entry in self.entries.values():
                if entry.kind in names:
                    names[entry.kind][entry.id] = entry.name
            self._advice |= {kind: Names(own) for kind, own in names.items()}
        return proposals(text, {kind: self._advice[kind] for kind in kinds})

    def provinces(self, name: str) -> list[Entry]:
        """Return the provinces that ``name`` means, with the word for one beside their own names or without."""
        of_kind = [entry for entry in self.entries.values() if entry.kind == "region" and entry.type == _PROVINCE]
        bare = {entry.id: said.bare if (said := said_region(entry.name)) else entry.name for entry in of_kind}
        return [entry for entry in of_kind if normalise(bare[entry.id]) == normalise(name)]

    def mention(self, kind: str, name: str, type_: str | None = None) -> str:
        """Return the id of the node that comes into being because a row mentions it.

        A province and another region of the same name get different ids.
        """
        name = bare_name(kind, name)
        id_ = make_id(kind, slug(name))
        existing = self.entries.get(id_)
        if existing is not None and type_ and existing.type not in (None, type_):
            id_ = make_id(kind, slug(type_, name))
        if id_ not in self.entries:
            self.declare(Entry(id_, kind, name, type=type_, mention=True))
        return id_

    def _area(self, text: str) -> list[Entry]:
        return self.find(text, AREAS[:1]) or self.find(text, AREAS[1:])

    def _named(self, text: str, kinds: tuple[str, ...]) -> list[Entry]:
        return self._told_apart(text, self._by_name(text, kinds))

    def _by_name(self, text: str, kinds: tuple[str, ...]) -> list[Entry]:
        found = [entry for kind in kinds for entry in self.namesakes(kind, text)]
        if len(found) < 2:
            return found
        # A mention and the listed node of that kind and name are one and the same (graph.store.fold).
        listed = {entry.kind for entry in found if not entry.mention}
        return [entry for entry in found if not (entry.mention and entry.kind in listed)]

    def _told_apart(self, text: str, found: list[Entry]) -> list[Entry]:
        """Return those of ``found`` that a name may mean: not another source's of whom this list speaks; as it is spelled."""
        if len(found) < 2:
            return found
        others = [(entry, self.bearer(entry)) for entry in found if entry.elsewhere]
        own = [(entry.kind, self.bearer(entry)) for entry in found if others and not entry.elsewhere]
        known = {
            entry.id
            for entry, bearer in others
            if any(kind == entry.kind and may_be_one(bearer, one) for kind, one in own)
        }
        found = [entry for entry in found if entry.id not in known]
        return [entry for entry in found if entry.name == text] or found

    def _qualified(self, text: str, kinds: tuple[str, ...]) -> list[Entry]:
        """Return what a name with what tells it apart behind it, between brackets, may mean."""
        read = qualification(text)
        if read is None:
            return []
        name, qualifier = read
        day = read_date(qualifier)
        meant = {normalise(qualifier)} | ({normalise(day.isoformat())} if isinstance(day, date) else set())
        if (name, kinds) not in self._apart:
            apart: dict[str, dict[int, Entry]] = defaultdict(dict)
            for position, entry in enumerate(self._by_name(name, kinds)):
                for word in self._qualifiers(entry):
                    apart[word][position] = entry
            self._apart[name, kinds] = apart
        found: dict[int, Entry] = {}
        for word in meant:
            found |= self._apart[name, kinds].get(word, {})
        return self._told_apart(name, [found[position] for position in sorted(found)])

    def _qualifiers(self, entry: Entry) -> set[str]:
        """Return, normalised, what may stand between brackets behind the name of a node."""
        words = vocabulary()
        labels = list(words.kinds[entry.kind].label.values())
        if entry.kind == "region" and entry.type:
            labels += [words.value_label("region_type", entry.type, lang) for lang in words.kinds[entry.kind].label]
        areas = [found for area in entry.areas for found in self._area(area)]
        keys = [area.id.partition(":")[2] for area in areas]
        names = [text for area in areas for text in (area.name, bare_name(area.kind, area.name))]
        printed = [f"{word} {name}" for word in words.kinds[AREAS[0]].called for name in (*names, *entry.areas)]
        return {normalise(text) for text in (*labels, *keys, *entry.areas, *names, *printed, entry.day) if text}

    def _names_of(self, kind: str) -> dict[str, dict[str, None]]:
        """Return the ids by normalised name of one kind; made when a name of that kind is first looked up."""
        if kind not in self._names:
            names: dict[str, dict[str, None]] = {}
            for entry in self.entries.values():
                if entry.kind == kind:
                    _append(names, entry.name, entry.id)
            self._names[kind] = names
        return self._names[kind]


def reference_reader(index: Index, column: Column, to: tuple[str, ...]) -> Callable[[str], str | Fault]:
    """Return a function from a text in ``column`` to the id of the node of the kinds ``to`` that it refers to."""
    kinds = vocabulary().expand(to)
    everything = tuple(vocabulary().kinds)

    def read(text: str) -> str | Fault:
        found = index.find(text, kinds)
        if column.region_type:
            found = [entry for entry in found if entry.type in (None, column.region_type)]
        if len(found) == 1:
            if found[0].kind in AREAS and normalise(text) != normalise(found[0].name):
                index.told_apart.add(found[0].id)
            return found[0].id
        if found:
            return Fault("ambiguous", text, {**index.candidates(found), **_telling(text, found)})
        if (province := _province(index, column, text)) is not None:
            index.told_apart.add(province)
            return province
        kind = _mentioned_kind(index, column, text)
        if kind is not None:
            id_ = index.mention(kind, text, column.region_type or None)
            if bare_name(kind, text) != text or _says_region(text):
                index.told_apart.add(id_)
            return id_
        return _unknown(index, text, to, index.find(text, everything))

    return read


def _telling(text: str, found: list[Entry]) -> dict[str, Any]:
    """Return by what ``found`` are told apart: their days, their kinds when ``text`` is a key, else their ids."""
    days = [entry.day for entry in found]
    if all(days) and len(set(days)) == len(days):
        return {"by_day": (found[-1].name, days[-1])}
    return {"by_key": found[0].id if all(entry.id.partition(":")[2] == text for entry in found) else ""}


def is_known(index: Index, kinds: tuple[str, ...], text: str) -> bool:
    """Tell whether a whole cell is the name or id of one node of ``kinds``, or the name of a municipality."""
    return bool(index.find(text, kinds)) or normalise(text) in places().known_names


def is_listed(index: Index, kinds: tuple[str, ...], text: str) -> bool:
    """Tell whether a name or id is one that a list or another source has, or the name of a municipality.

    What another row of this list only mentions does not count: in what order the rows stand tells nothing.
    """
    if any(not entry.mention or entry.elsewhere for entry in index.find(text, kinds)):
        return True
    return not set(kinds).isdisjoint(AREAS) and normalise(bare_name(AREAS[0], text)) in places().known_names


def topic_reader(index: Index) -> Callable[[str], tuple[str, str] | Told]:
    """Return a function from the name of a topic to its id and that name.

    A topic goes by one of its names (``senioren`` are ``ouderen``), which is told; by the written one where it has a place in
    the network already. What says that everybody is meant is no topic.
    """

    def read(text: str) -> tuple[str, str] | Told:
        if says_nothing(text):
            return Told(None, "read-as-empty")
        if says_everyone(text):
            return Told(None, "topic-everyone")
        name = vocabulary().topic_names.get(normalise(text), text)
        if normalise(name) == normalise(text) or index.has_topic(text):
            return index.mention("topic", text), text
        topic = index.mention("topic", name), name
        return Told(topic, "read-as-synonym", {"read": name})

    return read


def is_known_topic(index: Index, text: str) -> bool:
    """Tell whether a topic of this name stands in a list, or is one of the vocabulary's own."""
    return normalise(text) in index.topics or is_known_word(text)


def is_known_word(text: str) -> bool:
    """Tell whether a topic of this name is one of the vocabulary's own."""
    return normalise(text) in vocabulary().topic_types


def behalf_reader(index: Index, column: Column) -> Callable[[str], str | tuple[str, str] | Fault | Told]:
    """Return a function from a text in ``column`` to the id of the node of its kinds, or else to a topic and its name.

    What is no topic that is known, and is called like somebody or some area, was meant to be that.
    """
    refer, topic = reference_reader(index, column, column.to), topic_reader(index)
    kinds = vocabulary().expand(column.to)

    def read(text: str) -> str | tuple[str, str] | Fault | Told:
        if not index.find(text, kinds):
            text = _BEHALF.sub("", text)
        if vocabulary().is_own_behalf(text) and not index.find(text, kinds):
            return "", vocabulary().words.own_behalf[0]  # no topic, but it is known that she speaks for nobody
        if index.find(text, kinds):
            return refer(text)
        unsure = index.find(text, _SPEAK_FOR_NOBODY) or not index.incomplete.isdisjoint(kinds)
        return refer(text) if unsure and not is_known_topic(index, text) else topic(text)

    return read


def only_mentions(column: Column) -> bool:
    """Tell whether a name in ``column`` may bring a node into being: all its kinds may come from a mention."""
    mentionable = {kind.code for kind in vocabulary().kinds.values() if kind.mention}
    return bool(column.to) and mentionable.issuperset(column.to)


def _province(index: Index, column: Column, text: str) -> str | None:
    """Return the id of the province that an unknown name with that word beside it means, when it may be mentioned."""
    if column.region_type or "region" not in column.to or not only_mentions(column):
        return None
    said = said_region(text)
    if said is None or said.type != _PROVINCE:
        return None
    found = index.provinces(said.bare)
    if len(found) == 1:
        return found[0].id
    return None if found or "region" in index.listed else index.mention("region", text, _PROVINCE)


def _says_region(text: str) -> bool:
    return said_region(text) is not None or says_everywhere(text) or is_region_by_name(text)


def _mentioned_kind(index: Index, column: Column, text: str) -> str | None:
    """Return the kind of node that an unknown name in ``column`` brings into being, or None when it is a problem."""
    if not only_mentions(column):
        return None
    if column.region_type:
        return column.to[0]
    if "region" in column.to and _says_region(text):
        return "region" if "region" not in index.listed else None
    # Who writes the word for a kind before a name says which kind it is.
    kinds = [kind for kind in column.to if bare_name(kind, text) != text] or column.to
    return next((kind for kind in kinds if kind not in index.listed), None)


def _unknown(index: Index, text: str, to: tuple[str, ...], others: list[Entry]) -> Fault:
    """Return what is wrong with a reference that fits no node of the right kind."""
    kinds = vocabulary().expand(to)
    if not index.incomplete.isdisjoint(kinds):
        return UNJUDGED
    if others:
        return Fault("wrong-kind", text, {**index.candidates(others), "kinds": list(to)})
    if ";" in text:
        return Fault("one-expected", text)
    near = index.nearest(text, kinds)
    return Fault("unknown-reference", text, {"kinds": list(to), **({"suggestion": near} if near else {})})


def _placing(node: Node) -> set[str]:
    """Return the sources that tell in which municipality a person lives, whichever they say."""
    said = node.places_of("municipality")
    others = [claim.evidence for claim in node.alternatives.get("municipality", ())]
    return {evidence.source for evidence in (*said, *others)}


def _declaring(node: Node) -> frozenset[str]:
    """Return the sources that have a row of its own for a node: that of an appointment only refers to a person."""
    aside = node.places_of("appointments") if "appointments" in node.properties else ()
    return frozenset(evidence.source for evidence in node.sources if evidence not in aside)


def _append(names: dict[str, dict[str, None]], name: str, id_: str) -> None:
    names.setdefault(comparable(name, kind_of(id_)), {})[id_] = None
