"""The people whom a row names, and where they sit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.names import normalise
from graph.names import words as words_of
from graph.vocabulary import vocabulary
from loaders.base import shown
from loaders.columns.headers import role_in
from loaders.columns.meetings import attend
from loaders.columns.organisations import MUNICIPALITIES, Organisation
from loaders.columns.people import Somebody
from loaders.columns.readings import standing_of, status_of
from loaders.columns.roles import roles_in
from loaders.columns.rows import Cells, Values
from loaders.columns.texts import areas_in, behalf_in, is_family
from loaders.columns.work import TIMES, Row, Said, Work, scope_of
from loaders.columns.years import years_of
from loaders.meaning.kinds import kind_of_name
from loaders.meaning.people import PersonName, Vacancy, may_be_several

#: What may stand between the names of several people.
_BETWEEN = re.compile(r"[,/;&+\n|•]|\b(?:en|and)\b", re.IGNORECASE)

_CONTACT = "contact"
#: A name with an address behind it, as in a list that was copied from a mail program.
_ADDRESSED = re.compile(r"([^<>]*[^<>\s])\s*<([^<>\s@]+@[^<>\s]+)>")


def persons_of(work: Work, row: Row, *, advising: bool) -> Iterator[tuple[Somebody, Said]]:
    """Yield the people whom a row names, declared with what the row tells of them, and what stands beside each name.

    A cell for one name may have several: what else the row tells of one of them holds for all, but an address.
    """
    written, header, surname = row.values.name_of_person()
    if written.endswith(":"):
        return  # a heading among the rows
    behind: Cells = {}
    if addressed := _ADDRESSED.fullmatch(written):
        written = addressed[1]
        behind = {"email": (addressed[2], header)}
    # Most cells hold one name, and say so by having nothing between names.
    joined = _BETWEEN.search(written) and " + " not in header
    names = work.people_in(written) if joined else []
    if len(names) == 1 and may_be_several(written):
        work.tell("list-one-name", written)
    several = len(names) > 1
    if several and names[0][0] not in written:
        work.tell("list-two-people", written, people=[name for name, _ in names])
    for name, beside in names if several else [work.behalf_said(written)]:
        if is_family(name):
            work.tell("list-family", name)
            row.values.unread.append((header, name))
            row.nobody = True
            continue
        read = work.read_person(name) if name else None
        if isinstance(alone := work.read_person(surname) if surname else None, Vacancy):
            read = alone
        if isinstance(read, Vacancy) and row.place is not None:
            row.place.vacancies += read.count
            row.nobody = True
            row.values.unread += [(header, written)] if beside else []
        if not isinstance(read, PersonName):
            continue
        written_email = row.values.by_target.get("persons.email")
        shared = written_email is not None and _is_shared(shown(written_email[0][0]))
        email = None if several or shared else row.values.first("persons.email")
        scope = scope_of(None if advising else row.place)
        somebody = work.people.somebody(read, scope, email[0] if email else "")
        columns = vocabulary().sheets["persons"].columns
        told = [each for each in columns if each != "email"] if shared else columns
        cells = {} if several else {**behind, **row.values.plain("persons", told)}
        if row.named is None and not advising:
            cells = {**_lives_in(work, row.values), **cells}
        work.put("persons", row.number, {**cells, "name": (read.shown, header), **row.common}, somebody)
        yield somebody, _said(read.remark, beside, header)


def _said(remark: str, beside: str, header: str) -> Said:
    """Return what stands beside the name of somebody: of whom she speaks for, or what she is there."""
    guess = kind_of_name(remark) if remark and not beside else None
    if guess is not None and (guess.certain or guess.kind == "council"):
        remark, beside = "", remark
    return Said(remark, beside, header)


def _lives_in(work: Work, values: Values) -> Cells:
    """Return the municipality of a person beside whom no organisation stands."""
    area = values.first("organisations.area") or values.first("organisations.place")
    names = areas_in(area[0], work.areas, region=False) if area else []
    one = len(names) == 1 and names[0][1] == "municipality"
    return {"municipality": (names[0][0], area[1])} if area and one else {}


def has_left(work: Work, row: Row, somebody: Somebody) -> bool:
    """Tell whether a row says that somebody left, without a day: there is no seat of today then, and it is told."""
    if standing_of(row.values) != "former":
        return False
    said, header = status_of(row.values)
    if any(row.values.by_target.get(f"seats.{name}") for name in ("until", "last_day")):
        return False
    place = row.place.name if row.place else ""
    if header:
        work.tell("list-left", somebody.name.shown, status=shown(said), organisation=place)
    else:
        # So says the title of all, which was told.
        work.drafts.keep(somebody, [f"{shown(said)}: {place}"])
    return True


def seat(work: Work, row: Row, somebody: Somebody, place: Organisation, said: Said, *, years: str = "") -> None:
    """Give somebody a seat, or one for each span of ``years`` (what a cross under a year makes).

    What is ``said`` beside her name is her role when no column tells it.
    """
    header = row.values.name_of_person()[1]
    cells: Cells = {"person": (somebody, header), "organisation": (place, row.header)}
    cells |= row.values.plain("seats", ("role", *TIMES, "term_end"))
    role, of_role = work.behalf_said(shown(cells["role"][0])) if "role" in cells else ("", "")
    if of_role:
        cells["role"] = (role or None, cells["role"][1])
    if said.remark and "role" in cells:
        work.drafts.keep(somebody, [f"{header}: {said.remark}"])
    elif said.remark:
        cells["role"] = (said.remark, header)
    behalf = row.values.first("seats.on_behalf_of") or said.behalf_cell
    behalf = behalf or ((of_role, cells["role"][1]) if of_role else _behalf_in_note(work, row))
    cells |= _behalf(work, row, *behalf) if behalf else {}
    for span in years_of(row.values, years) if years else ({},):
        for each in _of_each_role(work, somebody, {**cells, **span}):
            _sit(work, row, each)


def _of_each_role(work: Work, somebody: Somebody, cells: Cells) -> Iterator[Cells]:
    """Yield a seat for every role in its cell; a remark beside a role is kept with who has it."""
    if not (cell := cells.get("role")) or not isinstance(cell[0], str):
        yield cells
        return
    roles, remark = roles_in(cell[0])
    if remark and vocabulary().is_own_behalf(remark):
        cells = {"on_behalf_of": (remark, cell[1]), **cells}
    elif remark:
        work.drafts.keep(somebody, [f"{cell[1]}: {cell[0]}"])
    yield from ({**cells, "role": (role, cell[1])} for role in roles)


def _sit(work: Work, row: Row, cells: Cells) -> None:
    """Add a seat; that of somebody who is not there yet is a proposal."""
    planned: Cells = {"certainty": ("proposed", "")} if standing_of(row.values) == "waiting" else {}
    if planned and (status := status_of(row.values))[1]:
        row.values.first("row.status")
        work.tell("list-waiting", cells["person"][0].name.shown, status=shown(status[0]))
    work.put("seats", row.number, {**cells, **row.common, **planned})


def _behalf_in_note(work: Work, row: Row) -> tuple[str, str] | None:
    """Return of whom somebody speaks for by the remark of a row, which is told."""
    for note, header in row.values.by_target.get("row.note", ()):
        _, behalf = work.behalf_said(shown(note))
        if behalf:
            work.tell("list-behalf-in-remark", behalf, header=header)
            return behalf, header
    return None


def _behalf(work: Work, row: Row, written: str, header: str) -> Cells:
    """Return for whom or for what somebody sits; an organisation comes into being."""
    parts = [
        work.brought(row, text, header).reference if is_organisation else text
        for text, is_organisation in behalf_in(written, work.organisations.kinds_of, header)
    ]
    return {"on_behalf_of": ("; ".join(dict.fromkeys(parts)), header)} if parts else {}


def seat_in_roles(work: Work, row: Row) -> Iterator[Somebody]:
    """Give the people in a column that a role is the name of (``Voorzitter``) a seat in that role; yield them."""
    columns = row.values.all("persons.in_role")
    for text, header in columns:
        role = role_in(header) or header.rpartition(": ")[2]
        names = [read for name, _ in work.people_in(text) if isinstance(read := work.read_person(name), PersonName)]
        told = _addresses(row, header, [each for _, each in columns]) if len(names) == 1 else {}
        for read in names if row.place is not None else ():
            somebody = work.named_only(row, read, header, row.place, told)
            cells: Cells = {"person": (somebody, header), "organisation": (row.place, row.header)}
            if not has_left(work, row, somebody):
                _sit(work, row, {**cells, "role": (role, header)})
            if any(normalise(word) in vocabulary().topic_types for word in words_of(header)):
                work.drafts.keep(somebody, [f"{header}: {read.shown}"])
            yield somebody


def seat_officials(work: Work, row: Row) -> None:
    """Give whom to call at the municipality of a row a seat there; where it tells no one municipality, the name is kept."""
    cells = row.values.by_target.get("organisations.area", ())
    areas = [each for cell, _ in cells for each in areas_in(shown(cell), work.areas, region=False)]
    for text, header in row.values.all("persons.at_municipality"):
        names = [read for name, _ in work.people_in(text) if isinstance(read := work.read_person(name), PersonName)]
        if not names or len(areas) != 1 or areas[0][1] != "municipality":
            row.values.unread.append((header, text))
            continue
        place = work.brought(row, areas[0][0], header, MUNICIPALITIES)
        for read in names:
            somebody = work.named_only(row, read, header, place)
            told: Cells = {"person": (somebody, header), "organisation": (place, header)}
            _sit(work, row, {**told, "role": (_CONTACT, header)})


def _addresses(row: Row, header: str, others: Sequence[str]) -> Cells:
    """Return the addresses of the one person in a column of a role, but those of the organisation."""
    found: Cells = {}
    for name in ("email", "phone"):
        cell = row.values.of_header(f"persons.in_role_{name}", header, others)
        if cell is not None and name == "email" and _is_shared(shown(cell[0])):
            row.values.unread.append((cell[1], shown(cell[0])))
        elif cell is not None:
            found[name] = cell
    return found


def _several(work: Work, values: Values) -> Iterator[tuple[PersonName, str, str]]:
    """Yield the people of a cell with several: the name, the organisation beside it, and the header."""
    for text, header in values.all("persons.several"):
        for name, at in work.people_in(text):
            read = work.read_person(name)
            if isinstance(read, PersonName):
                yield read, at, header


def _seat_of_several(work: Work, row: Row, name: PersonName, at: str, header: str) -> Somebody:
    """Bring one of several people in a cell into being, where she belongs; return her."""
    behalf = work.brought(row, at, header) if at else None
    place = row.place or behalf
    somebody = work.named_only(row, name, header, behalf or place)
    if row.meeting is not None:
        attend(work, row, somebody, row.meeting, (at, header) if at else None)
    elif place is not None and not has_left(work, row, somebody):
        cells: Cells = {"person": (somebody, header), "organisation": (place, row.header)}
        if behalf is not None and behalf is not place:
            cells["on_behalf_of"] = (behalf.reference, header)
        _sit(work, row, cells)
    return somebody


def seat_several(work: Work, row: Row) -> Iterator[Somebody]:
    """Bring the people of a cell with several into being, each where she belongs; yield them."""
    for read, at, header in _several(work, row.values):
        yield _seat_of_several(work, row, read, at, header)


def _is_shared(address: str) -> bool:
    """Tell whether an e-mail address is that of an organisation: ``info@``."""
    return normalise(address.removeprefix("mailto:").partition("@")[0]) in vocabulary().lists.shared_addresses
