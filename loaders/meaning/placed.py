"""Names of places that no list has: what the table of places that comes with the program makes of them.

A list of the hub itself goes first: a name in it never comes here, and what the table knows by another name (Den Haag) is
the one that the list has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from graph.model import Relation, Statement, make_id
from graph.names import normalise, slug
from graph.places.identity import MUNICIPALITY, id_of, names_of
from graph.places.said import said_region
from graph.places.table import DIVISIONS, SOURCE, Former, Municipality, places
from graph.vocabulary import Column, bare_name, vocabulary
from loaders.base import Fault
from loaders.meaning.readings import Ended, Reading
from loaders.meaning.references import Entry, Index, only_mentions

#: There is a village of this name, but who writes it means the country.
_COUNTRY = "nederland"
#: Reads a reference: the id of what a text means, or what is wrong with it.
Refer = Callable[[str], str | Fault]


def placed_reader(index: Index, column: Column, to: tuple[str, ...], refer: Refer) -> Refer:
    """Return ``refer``, which reads a reference to ``to`` in ``column``, after the table where that may know better."""
    kinds = vocabulary().expand(to)
    if MUNICIPALITY not in kinds or column.region_type:
        return refer
    # Among organisations it takes the word for it to tell that a municipality is meant.
    areas = only_mentions(column) or "region" in kinds

    def read(text: str) -> str | Fault:
        if not (areas or bare_name(MUNICIPALITY, text) != text):
            return refer(text)
        found = index.find(text, kinds)
        if found and not _goes_before(found):
            # What the table knows as a region only is no municipality, also when the list that has it is gone.
            index.told_apart |= {entry.id for entry in found if entry.kind == "region" and _only_region(entry.name)}
            return refer(text)
        meant = placed(index, column, text)
        if isinstance(meant, str) and not only_mentions(column):
            index.by_table |= {meant, index.former[meant].successor} if meant in index.former else {meant}
        return refer(text) if meant is None else meant

    return read


def placed(index: Index, column: Column, text: str) -> str | Fault | None:
    """Return the id of the municipality or region that ``text`` means by the table, or what is wrong with it.

    None: the table does not know it, or a cell of ``column`` may be something else.
    """
    known, code = places(), text.removeprefix(id_of(""))
    whole = [known.municipalities[code]] if code in known.municipalities else known.called(text)
    if whole:
        return _one_of(index, text, [_entry(index, each) for each in whole])
    former = [known.former[code]] if code in known.former else known.formerly_called(text)
    if len(former) == 1:
        return _former(index, former[0], text, column)
    if "region" in column.to and (region := _region(index, text)) is not None:
        return region
    villages = known.villages_called(text) if normalise(text) != _COUNTRY else []
    codes = dict.fromkeys(each.municipality for each in villages)
    return _one_of(index, text, [_entry(index, known.municipalities[code]) for code in codes], village=True)


def _only_region(name: str) -> bool:
    return bool(places().regions_called(name)) and not places().called(name)


def _goes_before(found: Sequence[Entry]) -> bool:
    """Tell whether the table may know better what a name means than what was ``found``: only mentions by that name."""
    return all(
        entry.mention and entry.kind == MUNICIPALITY and entry.id == make_id(MUNICIPALITY, slug(entry.name))
        for entry in found
    )


def carried_over(relations: Iterable[Relation], row: Statement, former: Mapping[str, Ended]) -> list[Relation]:
    """Return ``relations`` as they are when a municipality that they are about ended: until that day with it, and from then
    on with the one that has its land now. What is told of that one itself comes last.

    ``row`` has the days of the row, which may be those of what it declares.
    """
    carried: list[Relation] = []
    own: list[Relation] = []
    for relation in relations:
        at = next((end for end in (relation.target, relation.origin) if end in former), None)
        if at is None or (row.until is not None and row.until <= former[at].until):
            own.append(relation)
            continue
        ended = former[at]
        before = row.since is None or row.since < ended.until
        if before:
            own.append(msgspec.structs.replace(relation, until=ended.until))
        if ended.successor:
            after = relation.between(ended.successor if id_ == at else id_ for id_ in relation.nodes)
            carried.append(msgspec.structs.replace(after, since=ended.until) if before else after)
    return [*carried, *own]


def code_of(entry: Entry) -> str:
    """Return the code that the table has for a municipality of which the id does not tell it; empty when it has none."""
    if entry.kind != MUNICIPALITY:
        return ""
    found = places().called(entry.name)
    return found[0].code if len(found) == 1 and entry.id != id_of(found[0].code) else ""


def _one_of(index: Index, text: str, found: list[Entry], *, village: bool = False) -> str | Fault | None:
    """Return the id of the one of ``found`` that ``text`` means: of several the one that a list has."""
    listed = [entry for entry in found if not entry.mention]
    if len(found) > 1 and len(listed) != 1:
        return Fault("ambiguous", text, {**index.candidates(found), "by_key": ""})
    if not found:
        return None
    entry = listed[0] if listed else found[0]
    if village:
        index.read_as[text] = Reading("place-village", {"name": entry.name, "source": SOURCE})
        index.told_apart.add(entry.id)
    elif MUNICIPALITY in index.listed and entry.mention:
        index.read_as[text] = Reading("place-not-listed", {"name": entry.name, "source": SOURCE})
    return _declared(index, entry)


def _former(index: Index, former: Former, text: str, column: Column) -> str:
    """Return the id of a municipality that ended; of who lives there now, where that is."""
    now_in = [_entry(index, places().municipalities[code]) for code in former.now_in]
    params = {"day": former.until, "names": [entry.name for entry in now_in], "source": SOURCE}
    successor = _declared(index, now_in[0]) if len(now_in) == 1 else ""
    index.read_as[text] = Reading("place-ended", params) if successor else Reading("place-split", params)
    if successor and not column.relation:
        return successor
    id_ = id_of(former.code)
    index.former[id_] = Ended(former.until, successor)
    index.told_apart.add(id_)
    return _declared(index, _new(id_, former.name, former.province))


def _region(index: Index, text: str) -> str | None:
    """Return the id of the region of a usual division that ``text`` means; not of what says itself that it is a province."""
    found = places().regions_called(text)
    if not found:
        return None
    # Who writes the word for a division says which one it is.
    said = said_region(text)
    if said is not None and found[0].type == DIVISIONS[0]:
        return None
    id_ = index.mention("region", text, found[0].type if said is not None and said.type else None)
    index.told_apart.add(id_)
    return id_


def _entry(index: Index, each: Municipality) -> Entry:
    """Return the node that a municipality of the table is: the one that a list has, or else one by its code."""
    id_ = id_of(each.code)
    if (known := index.called(id_)) is not None:
        return known
    named = {entry.id: entry for name in names_of(each.code) for entry in index.namesakes(MUNICIPALITY, name)}
    listed = [entry for entry in named.values() if not entry.mention]
    return listed[0] if len(listed) == 1 else _new(id_, each.name, each.province)


def _declared(index: Index, entry: Entry) -> str:
    if entry.id not in index.entries:
        index.declare(entry)
    return entry.id


def _new(id_: str, name: str, province: str) -> Entry:
    return Entry(id_, MUNICIPALITY, name, (province,), mention=True)
