"""Which meeting a row tells of, who was there, and what the crosses under headers mean."""

from __future__ import annotations

from datetime import date

from graph.names import normalise
from graph.vocabulary import vocabulary
from loaders.base import CellValue, shown
from loaders.columns.dated import dated_header, day_of
from loaders.columns.maps import SOMEBODY, SUPPORTED
from loaders.columns.marks import initials_of, is_mark
from loaders.columns.organisations import Organisation
from loaders.columns.people import Somebody
from loaders.columns.rows import MEETINGS, Cells
from loaders.columns.work import Row, Work
from loaders.meaning.dates import is_whole_day, read_date, read_day_number
from loaders.meaning.people import PersonName, looks_like_person

#: A role has so many words at the most.
_ROLE_WORDS = 3


def meeting_of(work: Work, row: Row) -> str | None:
    """Return how to refer to the meeting that a row tells of; None when it tells of none."""
    day = row.values.first("meetings.date")
    if not day:
        return None
    of = row.place
    if platform := row.values.first("meetings.platform"):
        of = work.brought(row, *platform, "platforms")
    more = {**row.values.plain("meetings", ("place", "themes")), **row.common}
    return _met(work, row, day, row.values.first("meetings.name"), of, more)


def _met(
    work: Work,
    row: Row,
    day: tuple[CellValue, str],
    named: tuple[str, str] | None,
    of: Organisation | None,
    more: Cells,
) -> str | None:
    """Bring a meeting into being; return how to refer to it."""
    counted = read_day_number(day[0])
    on = counted or (day_of(day[0]) if isinstance(day[0], str) else read_date(day[0]))
    name, header = named or (of.name if of else "", "")
    if not isinstance(on, date) or not name:
        return None
    if isinstance(day[0], (str, int)) and not counted and not is_whole_day(shown(day[0])):
        work.tell("list-part-of-date", shown(day[0]), on=on)
    cells: Cells = {"name": (name, header), "date": (day[0] if counted else on, day[1]), **more}
    if of is not None:
        cells["platform" if of.sheet == "platforms" else "convened_by"] = (of, "")
    meeting = f"{name} ({on.isoformat()})"
    work.put("meetings", row.number, cells, key_of(meeting))
    return meeting


def key_of(meeting: str) -> str:
    """Return what a meeting is known by, however its name is written."""
    name, _, day = meeting.rpartition(" (")
    return f"{normalise(name)} {day.removesuffix(')')}"


def attend(
    work: Work, row: Row, somebody: Somebody, meeting: str, behalf: tuple[str, str] | None, header: str = ""
) -> None:
    """Tell that somebody was at a meeting, on behalf of an organisation perhaps."""
    cells: Cells = {"meeting": (meeting, header), "person": (somebody, row.values.name_of_person()[1])}
    if behalf:
        cells["organisation"] = (work.brought(row, *behalf), behalf[1])
    work.put("attendances", row.number, {**cells, **row.common})


def was_there(work: Work, row: Row, somebody: Somebody) -> bool:
    """Tell whether somebody was at the meeting of a row: a mark beside the name may say so, and else the list does."""
    if "signed" in row.values.filled.by_sheet.get("row", {}):
        return _signed(work, row, somebody)
    absent = any(row.values.marks.absences.of(cell) for cell, _ in row.values.by_target.get("row.absent", ()))
    cell = next(iter(row.values.by_target.get("row.present", ())), None)
    said = "present" in row.values.filled.by_sheet.get("row", {})
    there = not absent if not said else _says(work, row, somebody, cell[0]) if cell else False
    if cell and there is None:
        work.tell("list-unknown-mark", shown(cell[0]), header=cell[1])
    elif cell and there:
        row.values.first("row.present")
    if not there:
        _keep_behalf(work, row, somebody)
    return bool(there)


def _signed(work: Work, row: Row, somebody: Somebody) -> bool:
    """Tell whether somebody put her name beside hers; whether she was there when she did not is not certain, and told."""
    cell = row.values.first("row.signed")
    there = cell is not None and row.values.marks.presences.of(cell[0]) is not False
    if not there:
        work.tell("list-not-signed", somebody.name.shown)
        _keep_behalf(work, row, somebody)
    return there


def _keep_behalf(work: Work, row: Row, somebody: Somebody) -> None:
    """Keep for whom somebody was invited: who was not there is there on behalf of an organisation all the same."""
    if behalf := row.values.first("attendances.organisation"):
        work.brought(row, *behalf)
        work.drafts.keep(somebody, [f"{behalf[1]}: {behalf[0]}"])


def _says(work: Work, row: Row, somebody: Somebody | None, cell: CellValue) -> bool | None:
    """Return whether a cell says that somebody was there: a mark, or the first letters of her name."""
    there = row.values.marks.presences.of(cell)
    if there is None and somebody is not None and initials_of(cell, somebody.name.shown):
        work.tell("list-initials", shown(cell).strip(), name=somebody.name.shown)
        return True
    return there


def read_crosses(work: Work, row: Row, somebody: Somebody | None) -> None:
    """Read the columns of which the header says what a cross in them means."""
    behalf, attended = row.values.first("attendances.organisation"), False
    for header, target, cell in row.values.crosses:
        meeting, text = target.startswith(MEETINGS), shown(cell).strip()
        if target == SUPPORTED:
            continue
        if target == SOMEBODY:
            _read_somebody(work, row, header, cell)
            continue
        there = _says(work, row, somebody, cell) if meeting else row.values.marks.crossed.of(cell)
        if there is None and meeting:
            work.tell("list-unknown-mark", text, header=header)
            row.values.unread.append((header, text))
        elif there and meeting and somebody is not None:
            if (met := _meeting_under(work, row, header)) is not None:
                attended = True
                attend(work, row, somebody, met, behalf, header)
            else:
                row.values.unread.append((header, text))
        elif there is not False:
            if meeting and row.own is not None:
                # Who of the organisation was there, is not told.
                _meeting_under(work, row, header)
            _join(work, row, somebody, (header, target, text), crossed=bool(there))
    if somebody is not None and behalf and row.meeting is None and not attended:
        # Who was at no meeting is there on behalf of an organisation all the same.
        work.brought(row, *behalf)
        work.drafts.keep(somebody, [f"{behalf[1]}: {behalf[0]}"])


def _meeting_under(work: Work, row: Row, header: str) -> str | None:
    """Bring the meeting that a header names into being; return how to refer to it."""
    day, name = dated_header(header)
    return _met(work, row, (day, header), (name, header) if name else None, row.own, {})


def _read_somebody(work: Work, row: Row, header: str, cell: CellValue) -> None:
    """Read a cross under the name of somebody: she was at the meeting of the row, or sits in the platform that it names."""
    read, there = work.read_person(header), row.values.marks.presences.of(cell)
    if not isinstance(read, PersonName) or there is None or (there and row.meeting is None and row.place is None):
        work.tell("list-unknown-mark", shown(cell).strip(), header=header)
        row.values.unread.append((header, shown(cell).strip()))
        return
    somebody = work.named_only(row, read, header, row.own)
    if there and row.meeting is not None:
        attend(work, row, somebody, row.meeting, None, header)
    elif there:
        work.put(
            "seats", row.number, {"person": (somebody, header), "organisation": (row.place, row.header), **row.common}
        )


def _join(work: Work, row: Row, somebody: Somebody | None, cross: tuple[str, str, str], *, crossed: bool) -> None:
    """Join whom or what a row is about with what the header of a ``cross`` (header, target, text) names.

    What is not ``crossed`` has another text: the role that somebody has there.
    """
    header, target, text = cross
    if not crossed and target == "participations.platform" and row.named is not None and _go(work, row, cross):
        return
    if somebody is None and row.named is None:
        row.values.unread.append((header, text))
        return
    if not crossed and (is_mark(text) is not False or _is_remark(text)):
        work.tell("list-unknown-mark", text, header=header)
        row.values.unread.append((header, text))
        return
    meeting = target.startswith(MEETINGS)
    is_platform = meeting or target == "participations.platform"
    own = row.own if meeting else None
    at = own or work.brought(row, header, header, "platforms" if is_platform else "")
    if somebody is None or (row.named is not None and is_platform and crossed):
        cells: Cells = {"organisation": (row.named, row.header), "platform": (at, header)}
        via: Cells = {"via": ([somebody], "")} if somebody is not None else {}
        work.put("participations", row.number, {**cells, **via, **row.common})
    else:
        role: Cells = {} if crossed else {"role": (text, header)}
        cells = {"person": (somebody, ""), "organisation": (at, header)}
        work.put("seats", row.number, {**cells, **role, **row.common})


def _go(work: Work, row: Row, cross: tuple[str, str, str]) -> bool:
    """Let the people in a cell go to the platform of its header for the organisation of a row; tell whether there are any."""
    header, _, text = cross
    if row.named is None or is_mark(text) is not False or vocabulary().values["seat_role"].find(text):
        return False
    names = [read for name, _ in work.people_in(text) if isinstance(read := work.read_person(name), PersonName)]
    if not names or not all(looks_like_person(each.shown) for each in names):
        return False
    going = [work.named_only(row, each, header, row.named) for each in names]
    at = work.brought(row, header, header, "platforms")
    cells: Cells = {"organisation": (row.named, row.header), "platform": (at, header), "via": (going, header)}
    work.put("participations", row.number, {**cells, **row.common})
    return True


def _is_remark(text: str) -> bool:
    """Tell whether a text is too long for a role."""
    return len(text.split()) > _ROLE_WORDS and not vocabulary().values["seat_role"].find(text)
