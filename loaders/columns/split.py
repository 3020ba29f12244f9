"""From the rows of a list, read through its column map, to tables of the known sheets: each cell keeps its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from loaders.base import Table
from loaders.columns.find import Found
from loaders.columns.maps import YEARS, TableMap
from loaders.columns.meetings import attend, key_of, meeting_of, read_crosses, was_there
from loaders.columns.organisations import MUNICIPALITIES, Known, Organisation, topics_not_kept
from loaders.columns.people import Somebody
from loaders.columns.readings import told_of
from loaders.columns.rows import MEETINGS, NAMED_BY, RowReader, fixed_values
from loaders.columns.seats import has_left, persons_of, seat, seat_in_roles, seat_officials, seat_several
from loaders.columns.ties import contact, participation, support
from loaders.columns.work import Row, Said, Work


class Split(msgspec.Struct):
    """What came of the tables of a list: tables of known sheets, and what has to be told: (code, table, value, params)."""

    tables: list[Table] = []
    told: list[tuple[str, int, str, dict[str, Any]]] = []


def split(tables: Sequence[tuple[Found, TableMap]], known: Known, hub: str) -> Split:
    """Return the rows of ``tables`` as tables of the known sheets.

    ``hub`` is what the organisation is called whose list of contacts it is, when no list says so.
    """
    work = Work(known, hub)
    for found, table_map in tables:
        _learn(work, found, table_map)
    work.organisations.begin()
    for number, (found, table_map) in enumerate(tables):
        work.begin(number, of_format=bool(found.table.means))
        _read(work, found, table_map)
    _tell_who_is_who(work)
    return Split(work.drafts.tables([found for found, _ in tables]), work.told)


def _learn(work: Work, found: Found, table_map: TableMap) -> None:
    """Learn which municipalities stand alone in a cell, and of which kind organisations are."""
    for n, header in found.header.items():
        targets = table_map.columns.get(header, ())
        if any(each.endswith((".area", ".municipality", ".active_in")) for each in targets):
            work.areas.learn(cells[n] for _, cells in found.rows if n < len(cells))
    wanted = ("organisations.kind", "organisations.area", "organisations.place")
    if not table_map.targets().isdisjoint(wanted):
        reader = RowReader(found, table_map, (*wanted, *NAMED_BY))
        for _, cells in found.rows:
            work.organisations.of_row(reader.values(cells))


def _read(work: Work, found: Found, table_map: TableMap) -> None:
    """Read the rows of one table."""
    reader = RowReader(found, table_map)
    own = work.organisations.named(table_map.organisation, table_map.kind) if table_map.organisation else None
    if own is not None:
        told = work.organisations.told(own, fixed_values({"organisations.area": table_map.area}))
        work.declare(own, found.rows[0][0] if found.rows else found.table.top, {"name": ("", ""), **told})
    for code, value, params in told_of(found.table.name, table_map):
        work.tell(code, value, **params)
    # Who is in a list of meetings has no seat by that.
    seated = not any(target.startswith(MEETINGS) for target in table_map.crosses.values())
    years = next((target for target in table_map.crosses.values() if target in YEARS), "")
    for at, cells in found.rows:
        values = reader.values(cells)
        common = values.plain("row", ("confirmed", "source", "certainty"))
        _read_row(work, Row(at, values, common, own), seated=seated, years=years)


def _read_row(work: Work, row: Row, *, seated: bool, years: str) -> None:
    """Read one row: whom and what it names, and how they are joined."""
    _name_organisation(work, row)
    row.meeting = meeting_of(work, row)
    advising = "advisers" in row.values.filled.forms
    people = list(persons_of(work, row, advising=advising))
    for somebody, said in people:
        if advising:
            support(work, row, somebody)
        elif row.meeting is not None:
            if was_there(work, row, somebody):
                behalf = row.values.first("attendances.organisation") or said.behalf_cell
                attend(work, row, somebody, row.meeting, behalf)
            if said.remark:
                work.drafts.keep(somebody, [f"{said.header}: {said.remark}"])
        elif row.place is not None and seated and not has_left(work, row, somebody):
            for place in (row.place, *row.others):
                seat(work, row, somebody, place, said, years=years)
        elif said.behalf and seated and not has_left(work, row, somebody):
            # The organisation stands behind the name only.
            seat(work, row, somebody, work.brought(row, said.behalf, said.header), Said(said.remark, "", said.header))
    seat_officials(work, row)
    there = [*(somebody for somebody, _ in people), *seat_several(work, row), *seat_in_roles(work, row)]
    for somebody, _ in people:
        read_crosses(work, row, somebody)
    if not people:
        read_crosses(work, row, None)
    if row.named is not None:
        contact(work, row, row.named)
        participation(work, row, row.named)
    _keep(work, row, people[0][0] if people else row.named, list(dict.fromkeys(there)))


def _name_organisation(work: Work, row: Row) -> None:
    """Bring the organisations that a row names into being, with what it tells of the first."""
    if named := work.organisations.of_row(row.values):
        row.named, row.header = named
        others = work.organisations.others(row.values)
        row.others = tuple(work.brought(row, other, row.header) for other in others)
        told = work.organisations.told(row.named, row.values)
        work.declare(row.named, row.number, {"name": ("", row.header), **told}, row.common)
        for text, header in topics_not_kept(row.named, row.values):
            work.tell("list-topics-not-kept", header, organisation=row.named.name, said=text)
        for name, header, lies_in in work.organisations.lying_in(row.values):
            municipality = work.organisations.named(name, MUNICIPALITIES)
            work.declare(municipality, row.number, {"name": ("", header), **lies_in}, row.common)


def _keep(work: Work, row: Row, subject: Somebody | Organisation | None, people: Sequence[Somebody]) -> None:
    """Keep with whom or what a row is about what the map leaves unread, and the remark of the row.

    Of several ``people`` it is not known whose that is: it is kept with where they belong, and beside a vacancy too.
    """
    beside = ""
    if len(people) > 1 and row.place is not None and row.place.declared:
        subject, beside = row.place, f" ({', '.join(each.name.shown for each in people)})"
    elif subject is None and row.nobody:
        subject = row.place
    if isinstance(subject, Organisation) and not subject.declared:
        subject = None
    left = dict.fromkeys(row.values.left())
    if subject is None and row.meeting is not None:
        work.drafts.keep(key_of(row.meeting), [f"{header}: {text}" for header, text in left])
        return
    if subject is None:
        for header, text in left:
            work.tell("list-nobody-to-keep-with", text, header=header, row=row.number)
        return
    if left:
        work.drafts.keep(subject, [f"{header}{beside}: {text}" for header, text in left])
    if note := row.values.first("row.note"):
        sheet = "persons" if isinstance(subject, Somebody) else subject.sheet
        work.put(sheet, row.number, {"note": note}, subject)


def _tell_who_is_who(work: Work) -> None:
    """Tell what the list as a whole says of people and organisations of one name."""
    for group in work.people.told_apart():
        places = list(dict.fromkeys(each.scope[1] for each in group if each.scope[1]))
        work.tell("list-namesakes", group[0].name.shown, count=len(group), places=places)
    for name, people in work.people.in_doubt():
        work.tell("list-initial", name, people=people)
    for each in work.organisations:
        if each.also and each.declared:
            work.tell("list-one-organisation", each.name, also=list(each.also))
        if each.vacancies:
            work.tell("list-vacancies", each.name, count=each.vacancies)
