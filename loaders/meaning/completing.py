"""Rows of a list that are about one node complete each other; where only one value can be, one is kept, and that is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from graph.model import CERTAINTY, Node, Relation
from graph.vocabulary import comparable
from loaders.base import CellValue, Problem, shown
from loaders.meaning.plans import LAST_DAY
from loaders.meaning.rows import Row

#: The fields of a node that have one value, besides its properties, and the slots that may fill each.
_DATED = {"since": ("since", "date", "until", LAST_DAY), "until": ("until", LAST_DAY)}

#: The cells of the rows of a sheet, by the number of the row.
_Cells = Mapping[int, Sequence[CellValue]]


def complete_each_other(rows: Iterable[Row]) -> Iterator[Problem]:
    """Complete the rows of a sheet that are about one node with each other; yield a warning for every value that goes.

    The value that stays is the one that was confirmed last; failing that, the first one.
    """
    found: dict[tuple[int, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.declares and row.statements and not (row.left_out or row.proposed or row.plan.table.derived):
            found[id(row.plan), row.declares].append(row)
    several = [own for own in found.values() if len(own) > 1]
    sheets = {id(own[0].plan): own[0].plan.table for own in several}
    cells = {key: dict(sheet.rows) for key, sheet in sheets.items()}
    for own in several:
        yield from _complete(own, cells[id(own[0].plan)])


def _complete(own: Sequence[Row], cells: _Cells) -> Iterator[Problem]:
    nodes = [_node(row) for row in own]
    kept, lists, relations = _kept(own, nodes), _lists(nodes), _relations(own)
    period = _period(nodes)
    for row, node in zip(own, nodes, strict=True):
        values = _values(node)
        other = {name for name, value in values.items() if name in kept and not _same(value, kept[name][0])}
        yield from (_told(row, kept[name][1], name, cells) for name in values if name in other and name not in period)
        yield from _told_of_period(row, values, period, cells) if period else ()
        properties = {
            name: lists[name] if name in lists else kept[name][0] if name in kept else value
            for name, value in node.properties.items()
            if name not in other
        }
        dates = {name: None for name in _DATED if name in other} | period
        whole = msgspec.structs.replace(node, name=nodes[0].name, properties=properties, **dates)
        row.statements = [
            whole,
            *(relations.get(_key(each), each) for each in row.statements if not _is_node(each, row)),
        ]


def _kept(own: Sequence[Row], nodes: Sequence[Node]) -> dict[str, tuple[Any, Row]]:
    """Return each value that stays, of which there is one, and the row that tells it."""
    ranked = sorted(zip(own, nodes, strict=True), key=lambda one: one[1].last_confirmed or date.min, reverse=True)
    kept: dict[str, tuple[Any, Row]] = {}
    for row, node in ranked:
        for name, value in _values(node).items():
            kept.setdefault(name, (value, row))
    return kept


def _lists(nodes: Sequence[Node]) -> dict[str, list[Any]]:
    """Return all that the rows hold of what there may be several of."""
    lists: dict[str, list[Any]] = defaultdict(list)
    for node in nodes:
        for name, value in node.properties.items():
            if isinstance(value, list):
                lists[name] += (item for item in value if item not in lists[name])
    return lists


def _node(row: Row) -> Node:
    return next(each for each in row.statements if isinstance(each, Node) and _is_node(each, row))


def _is_node(each: Node | Relation, row: Row) -> bool:
    return isinstance(each, Node) and each.id == row.declares


def _period(nodes: Sequence[Node]) -> dict[str, date | None]:
    """Return the dates of a node of which rows tell several periods, else nothing: from the first day of all until the end of
    the one that begins last."""
    begun = sorted({node.since: node for node in nodes if node.since}.items())
    return {"since": begun[0][0], "until": begun[-1][1].until} if len(begun) > 1 else {}


def _told_of_period(row: Row, values: Mapping[str, Any], period: Mapping[str, Any], cells: _Cells) -> Iterator[Problem]:
    """Yield a warning for every date of a row that is not that of the periods together."""
    for name in _DATED:
        if name in values and values[name] != period[name]:
            slot, written = _cell(row, name, cells[row.number])
            yield Problem(row.plan.place(row.number, slot), "periods-as-one", written, dict(period))


def _values(node: Node) -> dict[str, Any]:
    """Return what a row tells of its node of which there is one."""
    properties = {
        name: value for name, value in node.properties.items() if name != CERTAINTY and not isinstance(value, list)
    }
    return properties | {name: day for name in _DATED if (day := getattr(node, name)) is not None}


def _same(one: Any, other: Any) -> bool:
    """Tell whether two values are the same but for how they are typed."""
    if isinstance(one, str) and isinstance(other, str):
        return comparable(one) == comparable(other)
    return bool(one == other)


def _key(each: Node | Relation) -> tuple[str, ...]:
    return (each.relation, each.origin, each.target) if isinstance(each, Relation) else ()


def _relations(own: Sequence[Row]) -> dict[tuple[str, ...], Relation]:
    """Return each relation that several rows tell of with the carriers of all, and all that its lists hold.

    Where it stands is told by every row itself.
    """
    told: dict[tuple[str, ...], list[tuple[Row, Relation]]] = defaultdict(list)
    for row in own:
        for each in row.statements:
            if isinstance(each, Relation):
                told[_key(each)].append((row, each))
    return {key: _united([each for _, each in several]) for key, several in told.items() if len(several) > 1}


def _united(several: Sequence[Relation]) -> Relation:
    properties: dict[str, Any] = {}
    for each in several:
        for name, value in each.properties.items():
            known = properties.setdefault(name, value)
            if isinstance(value, list):
                properties[name] = [*known, *(item for item in value if item not in known)]
    if not all(CERTAINTY in each.properties for each in several):
        properties.pop(CERTAINTY, None)
    return msgspec.structs.replace(
        several[0],
        properties=properties,
        last_confirmed=max((each.last_confirmed for each in several if each.last_confirmed), default=None),
        carriers=tuple(dict.fromkeys(carrier for each in several for carrier in each.carriers)),
        sources=tuple(dict.fromkeys(evidence for each in several for evidence in each.sources)),
    )


def _told(row: Row, first: Row, name: str, cells: _Cells) -> Problem:
    """Return the warning that a row has another value than the one that is kept."""
    slot, value = _cell(row, name, cells[row.number])
    where, kept = _cell(first, name, cells[first.number])
    place = first.plan.place(first.number, where)
    params = {"kept": kept, "row": first.number, "header": place.column}
    return Problem(row.plan.place(row.number, slot), "another-value", value, params)


def _cell(row: Row, name: str, cells: Sequence[CellValue]) -> tuple[str, str]:
    """Return the slot of the cell in which a row tells a value, and what stands there."""
    plan = row.plan
    slots = _DATED.get(name) or [spec.slot for spec in plan.properties if spec.property == name] or [name]
    for slot in slots:
        at = plan.columns.get(slot)
        if at is not None and at < len(cells) and shown(cells[at]).strip():
            return slot, shown(cells[at])
    return "", ""
