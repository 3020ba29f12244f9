"""From the rows of a list, read through its column map, to tables of the known sheets: each cell keeps its place."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from graph.names import normalise
from graph.vocabulary import vocabulary
from loaders.base import CellValue, Table, shown
from loaders.columns.drafts import Drafts, Subject
from loaders.columns.find import Found
from loaders.columns.maps import TableMap
from loaders.columns.organisations import MUNICIPALITIES, Known, Organisation, Organisations, type_by_name
from loaders.columns.people import People, Somebody
from loaders.columns.readings import standing_of, told_of
from loaders.columns.rows import NAMED_BY, Cells, RowReader, Values, dated_header, fixed_values
from loaders.columns.texts import Areas, areas_in, behalf_in, behalf_said, is_family
from loaders.columns.words import mark
from loaders.meaning.dates import is_whole_day, read_date, read_day_number
from loaders.meaning.kinds import kind_of_name
from loaders.meaning.people import PersonName, Vacancy, may_be_several, people_in, read_person

_TIMES = ("since", "until", "last_day")
#: What may stand between the names of several people.
_BETWEEN = re.compile(r"[,/;&+\n|•]|\b(?:en|and)\b", re.IGNORECASE)
#: A role has so many words at the most.
_ROLE_WORDS = 3
#: So many names are remembered as they were read.
_REMEMBERED = 4096
#: A cross in a column of which the header is a meeting makes no seat of who is there.
_MEETINGS = "meetings."


class Split(msgspec.Struct):
    """What came of the tables of a list: tables of known sheets, and what has to be told: (code, table, value, params)."""

    tables: list[Table] = []
    told: list[tuple[str, int, str, dict[str, Any]]] = []


def split(tables: Sequence[tuple[Found, TableMap]], known: Known, hub: str) -> Split:
    """Return the rows of ``tables`` as tables of the known sheets.

    ``hub`` is what the organisation is called whose list of contacts it is, when no list says so.
    """
    work = _Work(known, hub)
    for found, table_map in tables:
        work.learn(found, table_map)
    for number, (found, table_map) in enumerate(tables):
        work.read(number, found, table_map)
    return work.finished([found for found, _ in tables])


class _Row(msgspec.Struct):
    """A row of a list: its number, what its cells say, and what holds for all that it tells (``common``).

    ``own`` is whose list it is, ``named`` the organisation that the row names, ``meeting`` how rows refer to its meeting.
    """

    number: int
    values: Values
    common: Cells
    own: Organisation | None
    named: Organisation | None = None
    header: str = ""
    meeting: str | None = None
    others: tuple[Organisation, ...] = ()
    nobody: bool = False

    @property
    def place(self) -> Organisation | None:
        """Return the organisation that the row is about."""
        return self.named or self.own


class _Said(msgspec.Struct, frozen=True):
    """What stands beside the name of somebody under a ``header``: what she is there, and of whom she speaks for."""

    remark: str = ""
    behalf: str = ""
    header: str = ""

    @property
    def behalf_cell(self) -> tuple[str, str] | None:
        """Return of whom she speaks for, and where that stands."""
        return (self.behalf, self.header) if self.behalf else None


class _Work:
    """Reads rows, and remembers who and what the list has named."""

    def __init__(self, known: Known, hub: str) -> None:
        self._hub = hub
        self._areas = Areas(known.kinds_of)
        self._people = People()
        self._organisations = Organisations(known, self._areas)
        self._drafts = Drafts()
        self._told: list[tuple[str, int, str, dict[str, Any]]] = []
        self._once: set[tuple[str, str]] = set()
        self._number = 0
        # A list names the same people on many rows.
        self._read = functools.lru_cache(maxsize=_REMEMBERED)(read_person)
        self._people_in = functools.lru_cache(maxsize=_REMEMBERED)(people_in)

    def learn(self, found: Found, table_map: TableMap) -> None:
        """Learn which municipalities stand alone in a cell, and of which kind organisations are."""
        for n, header in found.header.items():
            targets = table_map.columns.get(header, ())
            if any(each.endswith((".area", ".municipality", ".active_in")) for each in targets):
                self._areas.learn(cells[n] for _, cells in found.rows if n < len(cells))
        wanted = ("organisations.kind", "organisations.area", "organisations.place")
        if not table_map.targets().isdisjoint(wanted):
            reader = RowReader(found, table_map, (*wanted, *NAMED_BY))
            for _, cells in found.rows:
                self._organisations.of_row(reader.values(cells))

    def read(self, number: int, found: Found, table_map: TableMap) -> None:
        """Read the rows of one table."""
        self._number = number
        reader = RowReader(found, table_map)
        own = self._organisations.named(table_map.organisation, table_map.kind) if table_map.organisation else None
        if own is not None:
            told = self._organisations.told(own, fixed_values({"organisations.area": table_map.area}))
            self._declare(own, found.rows[0][0] if found.rows else found.table.top, {"name": ("", ""), **told})
        for code, value, params in told_of(found.table.name, table_map):
            self._tell(code, value, **params)
        for at, cells in found.rows:
            values = reader.values(cells)
            self._row(_Row(at, values, values.plain("row", ("confirmed", "source", "certainty")), own), table_map)

    def _row(self, row: _Row, table_map: TableMap) -> None:
        if named := self._organisations.of_row(row.values):
            row.named, row.header = named
            row.others = tuple(
                self._brought(row, other, row.header) for other in self._organisations.others(row.values)
            )
            told = self._organisations.told(row.named, row.values)
            self._declare(row.named, row.number, {"name": ("", row.header), **told}, row.common)
        row.meeting = self._meeting(row)
        advising = "advisers" in row.values.forms
        present = any(target.startswith(_MEETINGS) for target in table_map.crosses.values())
        people = list(self._persons(row, advising=advising))
        for somebody, said in people:
            if advising:
                self._support(row, somebody)
            elif row.meeting is not None:
                if self._was_there(row, somebody):
                    behalf = row.values.first("attendances.organisation")
                    self._attend(row, somebody, row.meeting, behalf or said.behalf_cell)
            elif row.place is not None and not present and not self._left(row, somebody):
                for place in (row.place, *row.others):
                    self._seat(row, somebody, place, said)
        there = [somebody for somebody, _ in people]
        there += [self._one_of_several(row, *several) for several in self._several(row.values)]
        there += self._in_roles(row)
        for somebody, _ in people:
            self._crosses(row, somebody)
        if not people:
            self._crosses(row, None)
        if row.named is not None:
            self._contact(row, row.named)
            self._participation(row, row.named)
        self._keep(row, people[0][0] if people else row.named, list(dict.fromkeys(there)))

    # Organisations and people

    def _declare(
        self, organisation: Organisation, row: int, cells: Cells | None = None, common: Cells | None = None
    ) -> None:
        """Bring an organisation into being, or tell more of it."""
        if not organisation.declared:
            self._tell("list-short-name", organisation.also[0], meant=organisation.name)
            return
        header = cells["name"][1] if cells and "name" in cells else ""
        told = {**type_by_name(organisation), **(cells or {}), "name": (organisation.name, header), **(common or {})}
        guess = kind_of_name(organisation.name)
        if not organisation.sure and not (guess and guess.kind == "council"):
            self._tell("list-kind-unsure", organisation.name, kind=vocabulary().sheets[organisation.sheet].kind)
        self._put(organisation.sheet, row, told, organisation)

    def _brought(self, row: _Row, written: str, header: str, sheet: str = "") -> Organisation:
        """Return the organisation that a cell names; it comes into being."""
        organisation = self._organisations.named(written, sheet)
        self._declare(organisation, row.number, {"name": ("", header)}, row.common)
        return organisation

    def _persons(self, row: _Row, *, advising: bool) -> Iterator[tuple[Somebody, _Said]]:
        """Yield the people whom a row names, declared with what the row tells of them, and what stands beside each name.

        A cell for one name may have several: what else the row tells of one of them holds for all, but an address.
        """
        written, header, surname = row.values.name_of_person()
        if written.endswith(":"):
            return  # a heading among the rows
        # Most cells hold one name, and say so by having nothing between names.
        joined = _BETWEEN.search(written) and " + " not in header
        names = self._people_in(written) if joined else []
        if len(names) == 1 and may_be_several(written):
            self._tell("list-one-name", written)
        several = len(names) > 1
        if several and names[0][0] not in written:
            self._tell("list-two-people", written, people=[name for name, _ in names])
        for name, beside in names if several else [behalf_said(written, self._organisations.kinds_of)]:
            if is_family(name):
                self._tell("list-family", name)
                row.values.unread.append((header, name))
                row.nobody = True
                continue
            read = self._read(name) if name else None
            if isinstance(alone := self._read(surname) if surname else None, Vacancy):
                read = alone
            if isinstance(read, Vacancy) and row.place is not None:
                row.place.vacancies += read.count
                row.nobody = True
            if not isinstance(read, PersonName):
                continue
            written_email = row.values.by_target.get("persons.email", [])
            shared = bool(written_email) and _is_shared(shown(written_email[0][0]))
            email = None if several or shared else row.values.first("persons.email")
            scope = _scope(None if advising else row.place)
            somebody = self._people.somebody(read, scope, email[0] if email else "")
            told = [each for each in vocabulary().sheets["persons"].columns if each != "email" or not shared]
            cells = {} if several else row.values.plain("persons", told)
            if row.named is None and not advising:
                cells = {**self._lives_in(row.values), **cells}
            self._put("persons", row.number, {**cells, "name": (read.shown, header), **row.common}, somebody)
            yield somebody, self._said(read.remark, beside, header)

    def _said(self, remark: str, beside: str, header: str) -> _Said:
        """Return what stands beside the name of somebody: of whom she speaks for, or what she is there."""
        guess = kind_of_name(remark) if remark and not beside else None
        if guess is not None and (guess.certain or guess.kind == "council"):
            remark, beside = "", remark
        return _Said(remark, beside, header)

    def _left(self, row: _Row, somebody: Somebody) -> bool:
        """Tell whether a row says that somebody left, without a day: there is no seat of today then, and it is told."""
        if standing_of(row.values) != "former":
            return False
        status = row.values.by_target["row.status"]
        if any(row.values.by_target.get(f"seats.{name}") for name in ("until", "last_day")):
            return False
        place = row.place.name if row.place else ""
        if status[0][1]:
            self._tell("list-left", somebody.name.shown, status=shown(status[0][0]), organisation=place)
        else:
            # So says the title of all, which was told.
            self._drafts.keep(somebody, [f"{shown(status[0][0])}: {place}"])
        return True

    def _in_roles(self, row: _Row) -> Iterator[Somebody]:
        """Give the people in a column that a role is the name of (``Voorzitter``) a seat in that role; yield them."""
        for text, header in row.values.all("persons.in_role"):
            role = header.rpartition(": ")[2]
            found = vocabulary().values["seat_role"].find(role) or vocabulary().values["seat_role"].find(
                role.partition(" ")[0]
            )
            for name, _ in self._people_in(text):
                read = self._read(name)
                if isinstance(read, PersonName) and row.place is not None:
                    somebody = self._named_only(row, read, header, row.place)
                    cells: Cells = {"person": (somebody, header), "organisation": (row.place, row.header)}
                    if not self._left(row, somebody):
                        self._sit(row, {**cells, "role": (found or role, header)})
                    yield somebody

    def _lives_in(self, values: Values) -> Cells:
        """Return the municipality of a person beside whom no organisation stands."""
        area = values.first("organisations.area") or values.first("organisations.place")
        names = areas_in(area[0], self._areas, region=False) if area else []
        one = len(names) == 1 and names[0][1] == "municipality"
        return {"municipality": (names[0][0], area[1])} if area and one else {}

    def _named_only(self, row: _Row, name: PersonName, header: str, scope: Organisation | None) -> Somebody:
        """Return a person of whom a row tells the name only; she comes into being."""
        somebody = self._people.somebody(name, _scope(scope))
        self._put("persons", row.number, {"name": (name.shown, header)}, somebody)
        return somebody

    def _seat(self, row: _Row, somebody: Somebody, place: Organisation, said: _Said) -> None:
        header = row.values.name_of_person()[1]
        cells: Cells = {"person": (somebody, header), "organisation": (place, row.header)}
        cells |= row.values.plain("seats", ("role", *_TIMES, "term_end"))
        role, of_role = (
            behalf_said(shown(cells["role"][0]), self._organisations.kinds_of) if "role" in cells else ("", "")
        )
        if of_role:
            cells["role"] = (role or None, cells["role"][1])
        if said.remark and "role" in cells:
            self._drafts.keep(somebody, [f"{header}: {said.remark}"])
        elif said.remark:
            cells["role"] = (said.remark, header)
        behalf = row.values.first("seats.on_behalf_of") or said.behalf_cell
        behalf = behalf or ((of_role, cells["role"][1]) if of_role else self._behalf_in_note(row))
        cells |= self._behalf(row, *behalf) if behalf else {}
        self._sit(row, cells)

    def _sit(self, row: _Row, cells: Cells) -> None:
        """Add a seat; that of somebody who is not there yet is a proposal."""
        planned: Cells = {"certainty": ("proposed", "")} if standing_of(row.values) == "waiting" else {}
        if planned and (status := row.values.first("row.status")) and status[1]:
            self._tell("list-waiting", cells["person"][0].name.shown, status=status[0])
        self._put("seats", row.number, {**cells, **row.common, **planned})

    def _behalf_in_note(self, row: _Row) -> tuple[str, str] | None:
        """Return of whom somebody speaks for by the remark of a row, which is told."""
        for note, header in row.values.by_target.get("row.note", []):
            _, behalf = behalf_said(shown(note), self._organisations.kinds_of)
            if behalf:
                self._tell("list-behalf-in-remark", behalf, header=header)
                return behalf, header
        return None

    def _behalf(self, row: _Row, written: str, header: str) -> Cells:
        """Return for whom or for what somebody sits; an organisation comes into being."""
        parts = [
            self._brought(row, text, header).reference if is_organisation else text
            for text, is_organisation in behalf_in(written, self._organisations.kinds_of, header)
        ]
        return {"on_behalf_of": ("; ".join(dict.fromkeys(parts)), header)} if parts else {}

    def _via(self, row: _Row, written: tuple[str, str] | None, scope: Organisation | None) -> Cells:
        """Return who keep something alive; they come into being."""
        names = [self._read(name) for name, _ in self._people_in(written[0])] if written else []
        found = [
            self._named_only(row, each, written[1], scope) for each in names if isinstance(each, PersonName) and written
        ]
        return {"via": (found, written[1])} if found and written else {}

    def _several(self, values: Values) -> Iterator[tuple[PersonName, str, str]]:
        """Yield the people of a cell with several: the name, the organisation beside it, and the header."""
        for text, header in values.all("persons.several"):
            for name, at in self._people_in(text):
                read = self._read(name)
                if isinstance(read, PersonName):
                    yield read, at, header

    def _one_of_several(self, row: _Row, name: PersonName, at: str, header: str) -> Somebody:
        """Bring one of several people in a cell into being, where she belongs; return her."""
        behalf = self._brought(row, at, header) if at else None
        place = row.place or behalf
        somebody = self._named_only(row, name, header, behalf or place)
        if row.meeting is not None:
            self._attend(row, somebody, row.meeting, (at, header) if at else None)
        elif place is not None and not self._left(row, somebody):
            cells: Cells = {"person": (somebody, header), "organisation": (place, row.header)}
            if behalf is not None and behalf is not place:
                cells["on_behalf_of"] = (behalf.reference, header)
            self._sit(row, cells)
        return somebody

    # Advisers, contacts and platforms

    def _support(self, row: _Row, somebody: Somebody) -> None:
        """Tell whom an adviser supports; the hours of a row are those of the first that it names."""
        supported = [(row.named.reference, row.header)] if row.named else []
        for text, header in row.values.all("advisers.supports"):
            is_area = self._areas.is_area_text(text) or ("organisations.area", header) in row.values.headers
            for name, kind in areas_in(text, self._areas, region=False) if is_area else [(text, "")]:
                if kind == "region":
                    supported.append((name, header))
                    continue
                target = self._organisations.named(name, MUNICIPALITIES if is_area else "")
                region = row.values.first("organisations.region") if target.sheet == MUNICIPALITIES else None
                cells: Cells = {"name": ("", header), **({"regions": region} if region else {})}
                self._declare(target, row.number, cells)
                supported.append((target.reference, header))
        person: Cells = {"person": (somebody, row.values.name_of_person()[1])}
        if employer := row.values.first("advisers.organisation"):
            person["organisation"] = (self._brought(row, *employer), employer[1])
        elif row.own is not None:
            person["organisation"] = (row.own, "")
        told = {**row.values.plain("advisers", (*_TIMES, "functions")), **row.common}
        hours = row.values.plain("advisers", ("hours_per_month",))
        for n, (reference, header) in enumerate(dict.fromkeys(supported) or [("", "")]):
            supports: Cells = {"supports": (reference, header)} if reference else {}
            self._put("advisers", row.number, {**person, **supports, **told, **(hours if not n else {})})

    def _contact(self, row: _Row, organisation: Organisation) -> None:
        """Tell of the contact of an organisation with another one, or with whose list it is."""
        told = row.values.plain("contacts", ("last_contact", "frequency", *_TIMES))
        via, other = row.values.first("contacts.via"), row.values.first("contacts.organisation_b")
        if not (told or via or other):
            return
        second = row.own
        if other:
            second = self._brought(row, *other)
        elif second is None:
            second = self._organisations.named(self._hub, "support_organisations")
            self._tell("list-own-organisation", self._hub)
            self._declare(second, row.number, {"placeholder": ("ja", "")})
        cells: Cells = {
            "organisation_a": (organisation, row.header),
            "organisation_b": (second, other[1] if other else ""),
        }
        self._put("contacts", row.number, {**cells, **self._via(row, via, second), **told, **row.common})

    def _participation(self, row: _Row, organisation: Organisation) -> None:
        if platform := row.values.first("participations.platform"):
            joined = self._brought(row, *platform, "platforms")
            cells: Cells = {"organisation": (organisation, row.header), "platform": (joined, platform[1])}
            cells |= self._via(row, row.values.first("participations.via"), organisation)
            told = row.values.plain("participations", _TIMES)
            self._put("participations", row.number, {**cells, **told, **row.common})

    # Meetings and crosses

    def _meeting(self, row: _Row) -> str | None:
        """Return how to refer to the meeting that a row tells of; None when it tells of none."""
        day = row.values.first("meetings.date")
        if not day:
            return None
        of = row.place
        if platform := row.values.first("meetings.platform"):
            of = self._brought(row, *platform, "platforms")
        more = {**row.values.plain("meetings", ("place", "themes")), **row.common}
        return self._met(row, day, row.values.first("meetings.name"), of, more)

    def _met(
        self, row: _Row, day: tuple[CellValue, str], named: tuple[str, str] | None, of: Organisation | None, more: Cells
    ) -> str | None:
        """Bring a meeting into being; return how to refer to it."""
        counted = read_day_number(day[0])
        on = counted or read_date(day[0])
        name, header = named or (of.name if of else "", "")
        if not isinstance(on, date) or not name:
            return None
        if isinstance(day[0], (str, int)) and not counted and not is_whole_day(shown(day[0])):
            self._tell("list-part-of-date", shown(day[0]), on=on)
        cells: Cells = {"name": (name, header), "date": (day[0] if counted else on, day[1]), **more}
        if of is not None:
            cells["platform" if of.sheet == "platforms" else "convened_by"] = (of, "")
        self._put("meetings", row.number, cells, f"{normalise(name)} {on.isoformat()}")
        return f"{name} ({on.isoformat()})"

    def _attend(
        self, row: _Row, somebody: Somebody, meeting: str, behalf: tuple[str, str] | None, header: str = ""
    ) -> None:
        cells: Cells = {"meeting": (meeting, header), "person": (somebody, row.values.name_of_person()[1])}
        if behalf:
            cells["organisation"] = (self._brought(row, *behalf), behalf[1])
        self._put("attendances", row.number, {**cells, **row.common})

    def _was_there(self, row: _Row, somebody: Somebody) -> bool:
        """Tell whether somebody was at the meeting of a row: a mark beside the name may say so, and else the list does."""
        if "row.present" not in row.values.targets:
            return True
        cell = next(iter(row.values.by_target.get("row.present", [])), None)
        there = mark(cell[0]) if cell else False
        if cell and there is None:
            self._tell("list-unknown-mark", shown(cell[0]), header=cell[1])
        elif cell and there:
            row.values.first("row.present")
        if not there and (behalf := row.values.first("attendances.organisation")):
            # Who was not there is there on behalf of an organisation all the same.
            self._brought(row, *behalf)
            self._drafts.keep(somebody, [f"{behalf[1]}: {behalf[0]}"])
        return bool(there)

    def _crosses(self, row: _Row, somebody: Somebody | None) -> None:
        """Read the columns of which the header says what a cross in them means."""
        behalf, attended = row.values.first("attendances.organisation"), False
        for header, target, cell in row.values.crosses:
            there, text = mark(cell), shown(cell).strip()
            meeting = target.startswith(_MEETINGS)
            if there is None and meeting:
                self._tell("list-unknown-mark", text, header=header)
            if not (there or (there is None and not meeting)):
                continue
            if meeting and somebody is not None:
                day, named = (header, None) if target == "meetings.date" else dated_header(header)
                if (met := self._met(row, (day, header), named, row.own, {})) is not None:
                    attended = True
                    self._attend(row, somebody, met, behalf, header)
                else:
                    row.values.unread.append((header, text))
                continue
            if somebody is None and row.named is None:
                row.values.unread.append((header, text))
                continue
            is_platform = meeting or target == "participations.platform"
            role_name = vocabulary().values["seat_role"].find(text)
            if there is None and not role_name and len(text.split()) > _ROLE_WORDS:
                self._tell("list-unknown-mark", text, header=header)
                row.values.unread.append((header, text))
                continue
            at = (
                row.own
                if meeting and row.own
                else self._brought(row, header, header, "platforms" if is_platform else "")
            )
            if somebody is not None and row.named is not None and is_platform and there:
                pair: Cells = {"organisation": (row.named, row.header), "platform": (at, header)}
                self._put("participations", row.number, {**pair, "via": ([somebody], ""), **row.common})
            elif somebody is not None:
                role: Cells = {} if there else {"role": (text, header)}
                cells: Cells = {"person": (somebody, ""), "organisation": (at, header)}
                self._put("seats", row.number, {**cells, **role, **row.common})
            elif row.named is not None:
                cells = {"organisation": (row.named, row.header), "platform": (at, header)}
                self._put("participations", row.number, {**cells, **row.common})
        if somebody is not None and behalf and row.meeting is None and not attended:
            # Who was at no meeting is there on behalf of an organisation all the same.
            self._brought(row, *behalf)
            self._drafts.keep(somebody, [f"{behalf[1]}: {behalf[0]}"])

    # What comes of it

    def _keep(self, row: _Row, subject: Somebody | Organisation | None, people: Sequence[Somebody]) -> None:
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
        if subject is None:
            for header, text in left:
                self._tell("list-nobody-to-keep-with", text, header=header, row=row.number)
            return
        self._drafts.keep(subject, [f"{header}{beside}: {text}" for header, text in left])
        if note := row.values.first("row.note"):
            sheet = "persons" if isinstance(subject, Somebody) else subject.sheet
            self._put(sheet, row.number, {"note": note}, subject)

    def _put(self, sheet: str, row: int, cells: Cells, about: Subject | None = None) -> None:
        self._drafts.put(self._number, sheet, row, cells, about)

    def _tell(self, code: str, value: str, **params: Any) -> None:
        if (code, value) not in self._once:
            self._once.add((code, value))
            self._told.append((code, self._number, value, params))

    def finished(self, found: Sequence[Found]) -> Split:
        """Return the tables, and what has to be told of the list."""
        for group in self._people.told_apart():
            places = list(dict.fromkeys(each.scope[1] for each in group if each.scope[1]))
            self._tell("list-namesakes", group[0].name.shown, count=len(group), places=places)
        for name, people in self._people.in_doubt():
            self._tell("list-initial", name, people=people)
        for each in self._organisations:
            if each.also and each.declared:
                self._tell("list-one-organisation", each.name, also=list(each.also))
            if each.vacancies:
                self._tell("list-vacancies", each.name, count=each.vacancies)
        return Split(self._drafts.tables(found), self._told)


def _scope(place: Organisation | None) -> tuple[str, str]:
    return (normalise(place.name), place.name) if place else ("", "")


def _is_shared(address: str) -> bool:
    """Tell whether an e-mail address is that of an organisation: ``info@``."""
    return normalise(address.removeprefix("mailto:").partition("@")[0]) in vocabulary().lists.shared_addresses
