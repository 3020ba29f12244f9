"""From one row to statements: a node with its relations, or relations of a node that stands elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from graph.model import CERTAINTY, INFERRED, PROPOSED, Evidence, Node, Relation, Statement
from loaders.base import CellValue, Fault, Problem, Told, is_blank, shown
from loaders.meaning.dates import Term
from loaders.meaning.placed import carried_over
from loaders.meaning.plans import LAST_DAY, Plan, RelationColumn
from loaders.meaning.references import Entry, Index

Values = dict[str, Any]


class Mention(NamedTuple):
    """A node that a row mentions; ``may_be`` are the other kinds that it may turn out to be."""

    id: str
    type: str
    may_be: tuple[str, ...]


#: The slots that may contradict another one.
_CHECKED = frozenset({"until", LAST_DAY, "term_end"})
#: The slot and what is wrong with the cell in it; no slot: the row as a whole.
SlotFault = tuple[str, Fault]


class Row(msgspec.Struct):
    """What a row says; a row with ``problems`` says nothing.

    ``declares`` is the id of the node it declares, ``mentions`` are the nodes that it brings into being by naming them;
    ``warnings`` do not keep it from saying so. ``dropped`` is what was wrong with cells that were left out; then ``values``
    are those of the other cells.
    """

    plan: Plan
    number: int
    evidence: Evidence
    statements: Sequence[Node | Relation] = ()
    declares: str | None = None
    mentions: Sequence[Mention] = ()
    problems: Sequence[Problem] = ()
    warnings: Sequence[Problem] = ()
    dropped: Sequence[Problem] = ()
    values: Values = {}
    left_out: bool = False

    @property
    def proposed(self) -> bool:
        """Tell whether what it says is a proposal."""
        return any(each.properties.get(CERTAINTY) == PROPOSED for each in self.statements)

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Add problems; the row no longer says anything."""
        self.problems = (*self.problems, *problems)
        self.statements = ()
        self.mentions = ()


def read_row(
    plan: Plan, index: Index, number: int, cells: Sequence[CellValue], node_id: str | None, *, lenient: bool = False
) -> Row | None:
    """Return what a row says, or None when every cell of a known column is blank.

    ``node_id`` is the id of the node that the row declares; None when it declares none. ``lenient``: an optional cell
    that is wrong is left out, and the row stays.
    """
    values, faults, told = _values(plan, cells)
    if not (values or faults or told):
        return None
    evidence = Evidence(plan.source, plan.table.origin.where(number), values.get("source"))
    row = Row(plan, number, evidence, declares=node_id)
    for slot in plan.required:
        if slot not in values and all(slot != faulty for faulty, _ in faults):
            faults.append((slot, Fault("missing-value")))
    faults += _impossible(row, values, index)
    if lenient:
        row.values = values
        faults = drop_cells(row, faults, cells, index)
    if faults:
        row.refuse(problem for slot, fault in faults for problem in problems_of(plan, number, cells, slot, fault))
    elif plan.mentions and (plan.brings or index.by_table or index.areas_elsewhere):
        row.mentions = tuple(_mentions(row, values, index))
    if told:
        row.warnings = [each for slot, one in told for each in problems_of(plan, number, cells, slot, one)]
    return row


def drop_references(row: Row, lacking: Collection[str], index: Index) -> list[tuple[str, str]]:
    """Leave out the optional cells of a row that refer to one of the nodes ``lacking``; return their slots and that id."""
    slots = [
        (slot, id_)
        for slot in row.plan.references
        if _optional(row.plan, slot)
        and (id_ := next((id_ for id_ in _ids(row.values.get(slot, ())) if id_ in lacking), None))
    ]
    if slots:
        drop_cells(row, [(slot, Fault("")) for slot, _ in slots], (), index)
        row.mentions = tuple(_mentions(row, row.values, index))
    return slots


def needs(row: Row) -> set[str]:
    """Return the ids of the nodes without which a row means nothing."""
    slots = [slot for slot in row.plan.references if not _optional(row.plan, slot)]
    return {id_ for slot in slots for id_ in _ids(row.values.get(slot, ()))} - {row.declares}


def names(row: Row) -> Iterator[str]:
    """Yield the ids of the nodes that the cells of a row name."""
    for slot in row.plan.references:
        yield from _ids(row.values.get(slot, ()))


def _impossible(row: Row, values: Values, index: Index) -> list[SlotFault]:
    """Give a row its statements; return what cannot be true in it."""
    plan = row.plan
    faults: list[SlotFault] = []
    if not values.keys().isdisjoint(_CHECKED) or plan.carriers:
        faults += _contradictions(plan, values)
    subject = row.declares if plan.sheet.kind else values.get(plan.subject)
    if subject is not None:
        faults += _state(row, values, subject, index)
    return faults


def drop_cells(row: Row, faults: list[SlotFault], cells: Sequence[CellValue], index: Index) -> list[SlotFault]:
    """Leave out the cells with ``faults`` when all of these are optional; return the faults of a row that cannot stay."""
    plan = row.plan
    while faults and all(_optional(plan, slot) for slot, _ in faults):
        for slot, fault in faults:
            row.dropped = (*row.dropped, *problems_of(plan, row.number, cells, slot, fault))
            row.values.pop(slot, None)
        # Without that cell another one may be out of place: a carrier of no relation.
        faults = _impossible(row, row.values, index)
    return faults


def _optional(plan: Plan, slot: str) -> bool:
    """Tell whether a row still means something without the cell of ``slot``."""
    return slot in plan.columns and slot not in (*plan.required, plan.subject, "id", "name")


def problems_of(plan: Plan, row: int, cells: Sequence[CellValue], slot: str, fault: Fault) -> Iterator[Problem]:
    """Turn what is wrong with one cell into problems, each with its place and the value as written."""
    at = plan.columns.get(slot)
    written = shown(cells[at]) if at is not None and at < len(cells) else ""
    place = plan.place(row, slot)
    for one in (fault, *fault.others):
        if one.code:
            yield Problem(place, one.code, one.value or written, one.params)


def _values(plan: Plan, cells: Sequence[CellValue]) -> tuple[Values, list[SlotFault], list[SlotFault]]:
    """Parse the cells of a row: the values, what is wrong, and what has to be told of how they were read."""
    values: Values = {}
    faults: list[SlotFault] = []
    told: list[SlotFault] = []
    begun: list[date] = []
    width = len(cells)
    for number, slot, parse in plan.parsers:
        if number >= width:
            continue
        cell = cells[number]
        if cell is None or cell == "":
            continue
        value = parse(cell)
        if value.__class__ is Told:
            told.append((slot, Fault(value.code, value.written, value.params)))
            value = value.value
        if value.__class__ is Term:
            begun.append(value.first)
            value = value.last and value.last.isoformat()
        if value.__class__ is Fault:
            faults.append((slot, value))
        elif value is not None:
            values[slot] = value
    if begun:
        # A column that says so itself goes first.
        values = {"since": begun[0]} | values
    if width > len(plan.table.header):
        extra = [shown(cell) for cell in cells[len(plan.table.header) :] if not is_blank(cell)]
        faults += [("", Fault("extra-cells", "; ".join(extra), {"count": len(extra)}))] if extra else []
    return values, faults, told


def _contradictions(plan: Plan, values: Values) -> Iterator[SlotFault]:
    """Yield what cannot be true together within one row."""
    since, until, last_day = values.get("since"), values.get("until"), values.get(LAST_DAY)
    if until is not None and last_day is not None and until != last_day:
        yield LAST_DAY, Fault("two-ends", params={"until": until, "end": last_day})
    for slot, end in (("until", until), (LAST_DAY, last_day)):
        if since is not None and end is not None and since >= end:
            yield slot, Fault("end-before-start", params={"since": since})
    term_end = values.get("term_end")
    if since is not None and term_end is not None and term_end < since.isoformat():
        yield "term_end", Fault("term-before-start", params={"since": since})
    for slot, relations in plan.carriers:
        if slot in values and not any(spec.relation in relations and spec.slot in values for spec in plan.relations):
            yield slot, Fault("carrier-without-relation")


def _state(row: Row, values: Values, subject: str, index: Index) -> list[SlotFault]:
    """Give a row its statements; return what is wrong with its relations."""
    plan = row.plan
    certainty = {CERTAINTY: sure} if (sure := values.get(CERTAINTY)) in (INFERRED, PROPOSED) else {}
    said = Statement(
        since=values.get("since"),
        until=values.get("until", values.get(LAST_DAY)),
        last_confirmed=values.get("last_confirmed"),
        properties=({"note": values["note"]} if "note" in values else {}) | certainty,
        sources=(row.evidence,),
    )
    statements: list[Node | Relation] = []
    days = said
    if plan.sheet.kind:
        # The dates and the remark are those of the node, not of its relations.
        statements.append(_node(plan, values, subject, said))
        said = Statement(last_confirmed=said.last_confirmed, sources=said.sources, properties=certainty)
    relations: list[Relation] = []
    faults: list[SlotFault] = []
    for spec in plan.relations:
        if spec.slot in values:
            made = _relations(spec, values, subject, said)
            relations += made
            faults += [(spec.slot, Fault("self-relation")) for relation in made if relation.origin == relation.target]
    if index.former:
        relations = carried_over(relations, days, index.former)
    if len(relations) > 1:
        relations = [*{(each.relation, each.origin, each.target): each for each in relations}.values()]
    statements += relations
    if plan.sheet.appointment:
        statements.append(_appointment(plan, values, index.entries[subject], said))
    row.statements = statements
    return faults


def _node(plan: Plan, values: Values, id_: str, said: Statement) -> Node:
    """Return the node that a row declares. A meeting exists from its date."""
    properties = {spec.property: values[spec.slot] for spec in plan.properties if spec.slot in values}
    return Node(
        id=id_,
        kind=plan.sheet.kind,
        name=values.get("name", ""),
        since=date.fromisoformat(values["date"]) if "date" in values else said.since,
        until=said.until,
        last_confirmed=said.last_confirmed,
        properties=properties | said.properties,
        sources=said.sources,
        made="id" not in values,
        mention=plan.table.named,
    )


def _relations(spec: RelationColumn, values: Values, subject: str, said: Statement) -> list[Relation]:
    """Return the relations that one cell makes."""
    properties = {
        told.property: _topics(values[told.slot]) if told.topics else values[told.slot]
        for told in spec.properties
        if told.slot in values
    }
    properties = {name: value for name, value in properties.items() if value != []} | said.properties
    carriers: tuple[str, ...] = ()
    if spec.carriers:
        carriers = tuple(dict.fromkeys(carrier for slot in spec.carriers for carrier in values.get(slot, ())))
    return [
        Relation(
            relation=spec.relation,
            origin=other if spec.inverse else subject,
            target=subject if spec.inverse else other,
            since=said.since,
            until=said.until,
            last_confirmed=said.last_confirmed,
            carriers=carriers,
            properties=properties.copy(),
            sources=said.sources,
        )
        for other in _ids(values[spec.slot], topics=spec.topics)
    ]


def _appointment(plan: Plan, values: Values, person: Entry, said: Statement) -> Node:
    """Return the person of the row with the appointment that it tells of.

    What the row says of relations stands with the appointment too: a row may name nobody who is supported.
    """
    appointment = {spec.property: values[spec.slot] for spec in plan.told if spec.slot in values}
    for name, day in (("since", said.since), ("until", said.until)):
        appointment[name] = day.isoformat() if day else None
    properties: dict[str, Any] = {"appointments": [appointment]}
    told = dict(said.properties)
    if told.get(CERTAINTY) != PROPOSED:
        # That the appointment is inferred says nothing of the person.
        told.pop(CERTAINTY, None)
        if any(spec.slot in values for spec in plan.relations):
            told = {}
    properties |= told
    return Node(
        id=person.id,
        kind=person.kind,
        name=person.name,
        last_confirmed=said.last_confirmed,
        properties=properties,
        sources=said.sources,
    )


def _mentions(row: Row, values: Values, index: Index) -> Iterator[Mention]:
    """Yield the nodes that a row brings into being by naming them.

    A municipality or region of another source is one of them: that source may be withdrawn. Who names a municipality that
    ended may mean the one that has its land now.
    """
    for column in row.plan.mentions:
        ids = _ids(values.get(column.slot, ()))
        for id_ in _carried_over(ids, row, index) if index.former else ids:
            entry = index.entries[id_]
            if entry.kind in column.kinds and (
                (entry.mention and (column.brings or id_ in index.by_table)) or entry.elsewhere
            ):
                certain = entry.id in index.told_apart
                may_be = () if certain else tuple(kind for kind in column.kinds if kind != entry.kind)
                own = entry.type or "" if entry.mention and not entry.elsewhere else ""
                yield Mention(entry.id, column.type or own, may_be)


def _carried_over(ids: list[str], row: Row, index: Index) -> Iterator[str]:
    """Yield ``ids``; in place of a municipality that ended whichever the row is about: it, or the one that has its land."""
    about = {id_ for each in row.statements if isinstance(each, Relation) for id_ in each.nodes}
    for id_ in ids:
        ended = index.former.get(id_)
        if ended is None:
            yield id_
        else:
            yield from (each for each in (id_, ended.successor) if each in about)


def _ids(value: Any, *, topics: bool = True) -> list[str]:
    """Return the ids in a cell that takes one or in a cell that takes several; with a topic comes its name."""
    items = value if isinstance(value, (list, tuple)) else [value]
    ids = [item[0] if isinstance(item, tuple) else item for item in items if topics or not isinstance(item, tuple)]
    return [id_ for id_ in ids if id_]


def _topics(items: list[Any]) -> list[str]:
    """Return the names of the topics in a cell."""
    return [item[1] for item in items if isinstance(item, tuple)]
