"""A proposal for the column map of a table: what each column is taken for, why, and how sure that is.

A header that is a known word goes first, then a phrase in it, then its likeness to a known word, then what the values look
like. What a word means may hang on what else the table has: ``Naam`` is a person in a list of members, and an organisation
in a directory of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import msgspec

from graph.names import normalise
from graph.names import words as words_of
from graph.vocabulary import bare_name, vocabulary
from loaders.base import is_blank, shown
from loaders.columns.advisers import employer_in
from loaders.columns.dated import dated_header, is_day, is_numbered_meeting, lacks_year
from loaders.columns.find import Found
from loaders.columns.headers import IN_ROLE
from loaders.columns.joined import may_be_joined
from loaders.columns.looks import Looks
from loaders.columns.maps import DATES, KEPT, SUPPORTED, TableMap, target_named
from loaders.columns.meanings import (
    CERTAIN,
    CROSSES,
    DELEGATE,
    DOUBTFUL,
    LIKELY,
    MEETING_CROSS,
    PERSON_CROSS,
    PLATFORM_CROSS,
    REQUIRED,
    SEAT_CROSS,
    SUPPORT_CROSS,
    TOPIC_CROSS,
    YEAR_CROSS,
    Meaning,
    meanings_of,
)
from loaders.columns.officials import MUNICIPALITY, OFFICIAL
from loaders.columns.rows import doubtful_marks
from loaders.columns.titles import (
    day_in,
    lines_around,
    meeting_in,
    municipality_in,
    organisation_in,
    says,
    says_present,
    standing_in,
    without_titles,
    years_in,
)
from loaders.meaning.kinds import kind_of_name

#: A share of the values of a column of those for whom people sit, from which they may be whose list it is.
_SOME_ORGANISATIONS = 0.3
_COUNCIL = "council"
#: Who sat somewhere for years has so many years crossed.
_YEARS_OF_ONE = 2
#: Where it is told for whom somebody sits or was there.
_BEHALF = frozenset({"seats.on_behalf_of", "attendances.organisation"})
#: What says of whom a table tells.
_PEOPLE = frozenset({"person", "surname", "first_name", "people", IN_ROLE})
#: What a cross in a column makes of its header.
_CROSS = {
    MEETING_CROSS: "meetings.date",
    PLATFORM_CROSS: "participations.platform",
    SEAT_CROSS: "seats.organisation",
    TOPIC_CROSS: "organisations.topics",
    YEAR_CROSS: "seats.since",
    SUPPORT_CROSS: SUPPORTED,
    PERSON_CROSS: "attendances.person",
}


class Proposed(msgspec.Struct, frozen=True):
    """What one column was taken for: the ``targets`` it fills, why (a code), how sure, and up to three ``samples``.

    ``cross``: what a cross in it means.
    """

    column: int
    header: str
    meaning: str
    targets: tuple[str, ...] = ()
    cross: str = ""
    reason: str = ""
    certainty: str = CERTAIN
    samples: tuple[str, ...] = ()


class Proposal(msgspec.Struct, frozen=True):
    """A proposal for one table: its map, the columns, and what keeps it from being read without asking (codes).

    ``given`` is what somebody said that columns mean; ``joined`` are columns with a name that may be several, and that name;
    ``doubtful`` those of which it is not certain what they are, and that the table can be read without: header and meaning.
    """

    found: Found
    map: TableMap
    columns: tuple[Proposed, ...]
    lacking: tuple[str, ...] = ()
    given: tuple[tuple[int, str], ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    doubtful: tuple[tuple[str, str], ...] = ()

    @property
    def certain(self) -> bool:
        """Tell whether all that is required is certain."""
        return not self.lacking


def propose(
    found: Found, kinds_of: Callable[[str], tuple[str, ...]], *, organisation: str = "", file: str = ""
) -> Proposal:
    """Return the proposal for a table.

    ``organisation`` is whose list it is, when somebody said so; else the name of the ``file`` may tell it.
    """
    looks = {n: Looks([cells[n] for _, cells in found.rows if n < len(cells)], kinds_of) for n in found.header}
    proposal = _Proposer(found, looks, kinds_of, organisation, file).proposal()
    return _of_format(proposal, organisation) if found.table.means else proposal


def _of_format(proposal: Proposal, organisation: str) -> Proposal:
    """Return a proposal for a table of which the format of the file tells what every column is."""
    table = proposal.found.table
    columns = tuple(
        msgspec.structs.replace(each, targets=targets, cross="", reason="format", certainty=CERTAIN)
        for each in proposal.columns
        for targets in (table.means.get(each.header, ()),)
    )
    return Proposal(proposal.found, TableMap(table.name, organisation, columns=table.means), columns)


def answered(proposal: Proposal, column: int, meaning: str) -> Proposal:
    """Return a proposal in which somebody said what one column means."""
    given = dict(proposal.given) | {column: meaning}
    found, table_map = proposal.found, proposal.map
    looks = {n: Looks([cells[n] for _, cells in found.rows if n < len(cells)], _nothing) for n in found.header}
    fresh = _Proposer(found, looks, _nothing, table_map.organisation, "", given, table_map).proposal()
    return msgspec.structs.replace(fresh, given=tuple(given.items()))


def _nothing(_: str) -> tuple[str, ...]:
    return ()


class _Proposer:
    def __init__(
        self,
        found: Found,
        looks: dict[int, Looks],
        kinds_of: Callable[[str], tuple[str, ...]],
        organisation: str,
        file: str,
        answers: Mapping[int, str] = MappingProxyType({}),
        asked: TableMap | None = None,
    ) -> None:
        self._answers, self._asked = answers, asked or TableMap()
        self._found, self._looks, self._kinds_of = found, looks, kinds_of
        self._file, self._given, self._lines = file, organisation, lines_around(found, file)
        self._meaning: dict[int, Meaning] = {}
        self._lacking: list[str] = []
        self._day: date | None = None
        self._standing = self._joins = ""

    def proposal(self) -> Proposal:
        """Return the proposal."""
        self._meaning = meanings_of(self._found, self._looks, self._answers)
        spared = self._spared()
        organisation, kind = self._begun()
        columns = tuple(self._column(n, header, organisation) for n, header in self._found.header.items() if header)
        self._check(organisation)
        sparse = tuple(self._found.header[n] for n in self._downwards())
        table_map = TableMap(
            sheet=self._found.table.name,
            organisation=organisation,
            kind=kind,
            area=self._around(organisation),
            columns=_by_header(columns),
            crosses=_crosses(columns),
            fixed=self._fixed(organisation),
            downwards=sparse,
            year=self._year(),
            marks=self._asked.marks,
        )
        if doubtful_marks(self._found, table_map):
            self._lacking.append("marks")
        lacking, doubtful = tuple(dict.fromkeys(self._lacking)), tuple(spared.items())
        return Proposal(self._found, table_map, columns, lacking, joined=self._joined(), doubtful=doubtful)

    def _begun(self) -> tuple[str, str]:
        """Decide what the table is as a whole; return whose list it is."""
        self._day = self._one_meeting()
        self._standing = standing_in(self._found, self._file) if self._day is None else ""
        self._joins = self._joined_platform()
        return self._whose()

    def _spared(self) -> dict[str, str]:
        """Leave out the columns of which it is doubtful what they are, when the table can be read without them; return what
        each may be, by header.
        """
        whole = dict(self._meaning)
        doubtful = [n for n, (meaning, _, sure) in whole.items() if sure == DOUBTFUL and meaning in REQUIRED]
        for n in doubtful:
            self._meaning[n] = (KEPT, "doubtful", LIKELY)
        if doubtful:
            self._check(self._begun()[0])
        if self._lacking:
            self._meaning, self._lacking, doubtful = whole, [], []
        return {self._found.header[n]: whole[n][0] for n in doubtful}

    def _joined(self) -> tuple[tuple[str, str], ...]:
        """Return the columns of organisations with a name that may be those of several, and the first such name."""
        found: dict[str, str] = {}
        for n, (meaning, _, _) in self._meaning.items():
            for _, cells in self._found.rows if meaning == "organisation" else ():
                cell = cells[n] if n < len(cells) else None
                if isinstance(cell, str) and may_be_joined(cell, self._kinds_of):
                    found.setdefault(self._found.header[n], " ".join(cell.split()))
        return tuple(found.items())

    # Whose list it is

    def _whose(self) -> tuple[str, str]:
        """Return whose list this is, where no column tells it, and the sheet of organisations on which that belongs."""
        has = {meaning for meaning, _, _ in self._meaning.values()}
        if self._given:
            return self._given, ""
        crosses = has & {MEETING_CROSS, PERSON_CROSS} or self._day is not None or self._attending(has)
        named = has & {"organisation", "adviser", "platform", SEAT_CROSS} or self._of_municipalities(has)
        if "adviser" in has and "employer" not in has and not crosses:
            return employer_in(self._lines), ""
        if named and not crosses:
            return self._titled() if self._spoken_for(has) else ("", "")
        if not (has & _PEOPLE or crosses or self._only_meetings(has)):
            return "", ""
        if "behalf" in has and not crosses and not self._titled():
            return "", ""
        return self._titled()

    def _titled(self) -> tuple[str, str]:
        """Return the organisation that the title above the table, the name of the sheet or of the file tells."""
        return organisation_in(self._lines, self._kinds_of), ""

    def _one_meeting(self) -> date | None:
        """Return the day of the meeting of which the whole list tells who was there; None when it is no such list."""
        has = {meaning for meaning, _, _ in self._meaning.values()}
        if MEETING_CROSS in has or "date" in has or not has & {"person", "surname", "first_name", "people"}:
            return None
        if not has & {"present", "absent"} and not says_present(self._lines):
            return None
        return day_in(self._lines)

    # Targets

    def _column(self, n: int, header: str, organisation: str) -> Proposed:
        meaning, why, sure = self._meaning[n]
        samples = self._looks[n].samples
        if meaning == TOPIC_CROSS and not any(each == "organisation" for each, _, _ in self._meaning.values()):
            return Proposed(n, header, KEPT, (), "", "no-place", sure, samples)
        if meaning in _CROSS:
            return Proposed(n, header, meaning, (), self._cross(meaning, header), why, sure, samples)
        if sure == DOUBTFUL and meaning not in REQUIRED:
            # What is not certain and not needed is kept, not guessed.
            return Proposed(n, header, KEPT, (), "", "unknown" if why == "values" else why, LIKELY, samples)
        targets = self._targets(meaning, organisation)
        if not targets and meaning != KEPT:
            meaning, why = KEPT, "no-place"
        if targets and targets[0] in _BEHALF:
            meaning = "behalf"
        return Proposed(n, header, meaning, targets, "", why, sure, samples)

    def _cross(self, meaning: str, header: str) -> str:
        """Return what a cross in a column of a meaning makes of its header."""
        if meaning == YEAR_CROSS and self._rotating():
            return "seats.term_end"
        named = meaning == MEETING_CROSS and dated_header(header)[0] != header
        return "meetings.name" if named else _CROSS[meaning]

    def _targets(self, meaning: str, organisation: str) -> tuple[str, ...]:
        """Return what a column of a meaning fills, given what else the table has."""
        has = {each for each, _, _ in self._meaning.values()}
        people = bool(has & {"person", "surname", "first_name", "people", "adviser", IN_ROLE})
        own = "organisation" in has
        advising = "adviser" in has
        dated = "date" in has or {"meeting", "year"} <= has
        met = bool(
            MEETING_CROSS in has
            or self._day
            or (dated and has & {"people", "platform", "present", "absent", "signed"})
            or self._attending(has)
        )
        sheet = "advisers" if advising else "seats" if people else "organisations"
        ended = "seats.last_day" if self._standing == "former" else "seats.term_end"
        plain = {
            "person": "persons.name",
            "people": "persons.several",
            "first_name": "persons.first_name",
            "initials": "persons.initials",
            "prefix": "persons.prefix",
            "surname": "persons.surname",
            "title": "persons.title",
            "email": "persons.email" if people else "",
            "phone": "persons.phone" if people else "",
            "adviser": "persons.name",
            IN_ROLE: "persons.in_role",
            "functions": "advisers.functions" if advising else "seats.role" if people and "role" not in has else "",
            "organisation": "organisations.name",
            "kind": "organisations.kind" if own else "",
            "topics": "organisations.topics",
            "themes": "organisations.themes",
            "laws": "organisations.laws",
            "level": "organisations.level" if own else "",
            "region": "organisations.region",
            "province": "organisations.province",
            "place": "meetings.place"
            if self._only_meetings(has)
            else "organisations.place"
            if own
            else "persons.municipality",
            "area": "organisations.area",
            OFFICIAL: "persons.at_municipality" if own else "",
            MUNICIPALITY: "organisations.area" if self._given else "municipalities.name",
            "hours": "advisers.hours_per_month" if advising else "",
            "hours_month": "advisers.hours_per_month" if advising else "",
            "hours_week": "advisers.hours_per_week" if advising else "",
            "hours_year": "advisers.hours_per_year" if advising else "",
            "supports": "advisers.supports" if advising else "",
            "role": "seats.role" if people and not advising else "",
            "term_end": (ended if people and not advising else f"{sheet}.last_day"),
            "period": "seats.term_end" if people and not advising else "",
            "since": f"{sheet}.since",
            "until": f"{sheet}.until",
            "last_day": f"{sheet}.last_day",
            "spoken_on": "contacts.last_contact" if own else "",
            "spoken_by": "contacts.via" if own else "",
            "frequency": "contacts.frequency" if own else "",
            "other": "contacts.organisation_b" if own else "",
            "platform": "meetings.platform" if met else "participations.platform" if own else "organisations.name",
            "meeting": "meetings.name",
            "date": "meetings.date" if met or "meeting" in has else "row.confirmed",
            "home": "persons.municipality" if people else "organisations.place",
            "also_known_as": "organisations.also_known_as" if own else "",
            "founded": "organisations.since" if own else "",
            "dissolved": "organisations.until" if own else "",
            "employer": "advisers.organisation" if advising else "",
            DELEGATE: "participations.via",
            "absent": "row.absent" if met else "",
            "signed": "row.signed" if met else "",
            "present": "row.present" if met else "",
            "status": "row.status" if people and not advising else "",
            "role_email": "persons.in_role_email",
            "role_phone": "persons.in_role_phone",
            "org_email": "organisations.email" if own else "",
            "org_phone": "organisations.phone" if own else "",
            "note": "row.note",
            "confirmed": "row.confirmed",
            "source": "row.source",
        }
        if meaning == "year":
            return self._of_year(has, sheet if people else "participations" if own and "platform" in has else "")
        joins = "platform" in has or bool(self._joins)
        if self._joins and meaning in ("role", "since", "until", "last_day", "term_end", "period"):
            return ()  # whether that is there or at the platform is not known
        if meaning in ("person", "people") and own and joins and not (met or advising or DELEGATE in has):
            return (plain[meaning], "participations.via")
        if meaning == "behalf" or (meaning == "organisation" and (self._attending(has) or self._spoken_for(has))):
            if met:
                return ("attendances.organisation",)
            return ("seats.on_behalf_of",) if own or organisation or "platform" in has else ("seats.organisation",)
        if meaning == "area" and self._of_municipalities(has):
            return ("municipalities.name",)
        if meaning == "area" and advising and "supports" not in has:
            return ("organisations.area", "advisers.supports")
        if meaning == "region" and advising and not has & {"organisation", "supports", "area"}:
            return ("organisations.region", "advisers.supports")
        if meaning == "themes" and self._only_meetings(has):
            return ("meetings.themes",)
        if meaning in ("area", "topics", "themes", "laws", "region", "province") and not (
            own or "behalf" in has or advising
        ):
            return ("organisations.area",) if meaning in ("area", "place") and people else ()
        target = plain.get(meaning, "")
        return (target,) if target and target_named(target) else ()

    def _of_year(self, has: set[str], sheet: str) -> tuple[str, ...]:
        """Return what a year fills: the day of a meeting, as far as it is known, or when a row of ``sheet`` held."""
        if "meeting" in has:
            return () if "date" in has else ("meetings.date",)
        if not sheet or has & {"since", "until", "last_day", "term_end", "period", "date"} or self._day:
            return ()
        return (f"{sheet}.since", f"{sheet}.last_day")

    def _attending(self, has: set[str]) -> bool:
        """Tell whether the rows of a table are people at meetings: an organisation beside them is whom they speak for."""
        if PERSON_CROSS in has:
            return "date" in has
        if not has & {"person", "surname", "first_name", "people"}:
            return False
        dated = "date" in has and has & {"meeting", "present", "absent", "signed"} and not self._called()
        return bool(MEETING_CROSS in has or self._day or dated)

    def _called(self) -> bool:
        """Tell whether the people of a table are those whom to call at an organisation."""
        headers = [
            normalise(self._found.header[n]) for n, (meaning, _, _) in self._meaning.items() if meaning == "person"
        ]
        return any("contact" in header or "aanspreek" in header for header in headers)

    def _joined_platform(self) -> str:
        """Return the platform in which all organisations of a table take part, by its title or the name of its sheet."""
        has = {meaning for meaning, _, _ in self._meaning.values()}
        other = {
            "platform",
            "adviser",
            "other",
            "spoken_on",
            "spoken_by",
            "frequency",
            "behalf",
            "date",
            "meeting",
            *_CROSS,
        }
        if self._day or "organisation" not in has or not has & {"person", "surname", "people", DELEGATE} or has & other:
            return ""
        headers = {word for n in self._meaning for word in words_of(self._found.header[n])}
        lists = vocabulary().lists
        for line in (*reversed(self._found.title), self._found.table.name):
            words = {*words_of(line), *headers}
            name = without_titles(line)
            guess = kind_of_name(name)
            named = guess is not None and guess.kind == "platform" and len(name.split()) > 1
            if named and not words.isdisjoint({*lists.participants, *lists.delegates}):
                return name
        return ""

    def _spoken_for(self, has: set[str]) -> bool:
        """Tell whether the organisations beside the members of one council are those for which they sit there.

        The title names the council, the header of the column none; and what it holds are no councils.
        """
        if not (has & {"person", "surname", "first_name"} and "role" in has) or has & {"behalf", "adviser", "other"}:
            return False
        columns = [n for n, (meaning, _, _) in self._meaning.items() if meaning == "organisation"]
        titled = kind_of_name(self._titled()[0])
        if (
            len(columns) != 1
            or titled is None
            or titled.kind != _COUNCIL
            or kind_of_name(self._found.header[columns[0]])
        ):
            return False
        named = {shown(cells[n]) for _, cells in self._found.rows for n in columns if n < len(cells)}
        kinds = [guess.kind for guess in map(kind_of_name, named) if guess]
        return bool(kinds) and _COUNCIL not in kinds

    @staticmethod
    def _of_municipalities(has: set[str]) -> bool:
        """Tell whether the people of a table belong to the municipality beside them: officers, and nothing else named."""
        return MUNICIPALITY in has or (
            IN_ROLE in has and "area" in has and not has & {"organisation", "person", "people", "adviser", "platform"}
        )

    def _any_names(self) -> bool:
        """Tell whether anything in a column of people may be a name: the words of an explanation are none."""
        looks = [self._looks[n] for n, (meaning, _, _) in self._meaning.items() if meaning in _PEOPLE]
        return (
            any(each.person or each.people or each.person_of or not each.samples for each in looks)
            or len(self._found.header) > 2
        )

    def _rotating(self) -> bool:
        """Tell whether the title says that the years are those in which terms end."""
        return any(says(line, "term_end") for line in self._lines)

    def _years_doubtful(self) -> bool:
        """Tell whether it is not certain that crosses under years are who sat there then: nobody has two of them."""
        columns = [n for n, (meaning, _, _) in self._meaning.items() if meaning == YEAR_CROSS]
        if not columns or self._rotating():
            return False
        counts = [sum(n < len(cells) and not is_blank(cells[n]) for n in columns) for _, cells in self._found.rows]
        return says_present(self._lines) or (len(columns) > 1 and max(counts, default=0) < _YEARS_OF_ONE)

    def _unnamed(self, has: set[str], organisation: str) -> bool:
        """Tell whether nothing names the meetings of which the rows of a table tell who was there."""
        dated = "date" in has and self._attending(has)
        return bool(dated and not (organisation or has & {"meeting", "platform"}))

    def _met(self) -> list[str]:
        """Return the headers that are meetings."""
        return [self._found.header[n] for n, (meaning, _, _) in self._meaning.items() if meaning == MEETING_CROSS]

    def _year(self) -> str:
        """Return the year that the title, the sheet or the file tells, for days without one; empty when none does."""
        if not any(map(lacks_year, self._met())):
            return ""
        if self._asked.year:
            return self._asked.year
        for line in (*self._found.title, *self._lines):
            years = years_in(line)
            if len(years) == 1:
                return str(years.pop())
        return ""

    def _fixed(self, organisation: str) -> dict[str, str]:
        """Return what holds for every row: somebody named as whom to call is there as that."""
        has = {each for each, _, _ in self._meaning.values()}
        if self._day is not None:
            named = {} if organisation or "meeting" in has else {"meetings.name": meeting_in(self._lines)}
            return {"meetings.date": self._day.isoformat(), **named}
        standing = {"row.status": getattr(vocabulary().lists, self._standing)[0]} if self._standing else {}
        standing |= {"participations.platform": self._joins} if self._joins else {}
        if has & {"role", "adviser", MEETING_CROSS, SEAT_CROSS}:
            return standing
        return standing | ({"seats.role": "contact"} if self._called() else {})

    def _around(self, organisation: str) -> str:
        """Return the municipality that the title tells, for the organisations of a table that tells none itself."""
        has = {each for each, _, _ in self._meaning.values()}
        if has & {"area", "place", "region", "province", "adviser"} or not (organisation or "organisation" in has):
            return ""
        named = municipality_in(self._lines)
        return bare_name("municipality", named) if named != organisation else ""

    def _downwards(self) -> list[int]:
        """Return the columns of which a blank cell means the one above: the organisation only in its first row of several."""
        has = {each for each, _, _ in self._meaning.values()}
        people = [
            n for n, (meaning, _, _) in self._meaning.items() if meaning in ("person", "surname", "adviser", "people")
        ]
        found = []
        for n, (meaning, _, _) in self._meaning.items():
            if meaning not in ("organisation", "platform", "region", "kind", "meeting") or not people:
                continue
            if meaning == "organisation" and (has & {"adviser"} or self._attending(has)):
                continue
            rows = [cells for _, cells in self._found.rows]
            blank = [n >= len(cells) or is_blank(cells[n]) for cells in rows]
            if not (blank and not blank[0] and any(blank)):
                continue
            named = [any(p < len(cells) and not is_blank(cells[p]) for p in people) for cells in rows]
            if all(there for there, empty in zip(named, blank, strict=True) if empty):
                found.append(n)
        main = [n for n in found if self._meaning[n][0] == "organisation"]
        return found if main or not any(m == "organisation" for m, _, _ in self._meaning.values()) else []

    @staticmethod
    def _only_meetings(has: set[str]) -> bool:
        """Tell whether a table tells of meetings, and names nobody who was there."""
        return "meeting" in has and bool(has & {"date", "year"}) and not has & _PEOPLE

    def _check(self, organisation: str) -> None:
        """Tell what keeps the table from being read: nobody it is about, or a doubt about who that is."""
        has = {each for each, _, _ in self._meaning.values()}
        people = has & {"person", "surname", "first_name", "people", IN_ROLE, PERSON_CROSS}
        whose = organisation or has & {"organisation", "behalf", "platform", "supports"} or self._of_municipalities(has)
        whose = whose or any(
            self._looks[n].person_of for n, (meaning, _, _) in self._meaning.items() if meaning == "person"
        )
        crosses = has & set(CROSSES) - {YEAR_CROSS}
        if not (people or has & {"organisation", "adviser", "platform"} or self._only_meetings(has)):
            self._lacking.append("nobody")
        elif people and not whose and not crosses:
            self._lacking.append("whose")
        elif (crosses and MEETING_CROSS in has and not organisation) or self._unnamed(has, organisation):
            self._lacking.append("whose-meetings")
        if "whose" not in self._lacking and whose == {"behalf"} and people and not crosses:
            looks = [self._looks[n] for n, (meaning, _, _) in self._meaning.items() if meaning == "behalf"]
            if max((look.organisation for look in looks), default=0) < _SOME_ORGANISATIONS:
                self._lacking.append("whose")
        if self._years_doubtful():
            self._lacking.append("years")
        if not self._year() and any(map(lacks_year, self._met())):
            self._lacking.append("year")
        if any(is_numbered_meeting(header) and not dated_header(header)[0] for header in self._met()):
            self._lacking.append("no-day")
        if people - {PERSON_CROSS} and not self._any_names():
            self._lacking = ["nobody"]
        for n, (meaning, _, sure) in self._meaning.items():
            if sure == DOUBTFUL and meaning in REQUIRED:
                self._lacking.append(f"column:{self._found.header[n]}")


def _by_header(columns: Sequence[Proposed]) -> dict[str, tuple[str, ...]]:
    """Return what columns fill, by header; of two columns of one header the first filled cell counts, the other is kept."""
    found: dict[str, tuple[str, ...]] = {}
    for each in columns:
        if not each.cross:
            found[each.header] = tuple(dict.fromkeys((*found.get(each.header, ()), *each.targets)))
    return found


def _crosses(columns: Sequence[Proposed]) -> dict[str, str]:
    """Return what crosses mean: of headers that are days it is the same for all, also of those that come later."""
    found = {}
    for each in columns:
        if each.cross == "meetings.date" and is_day(each.header):
            found[DATES] = each.cross
        elif each.cross:
            found[each.header] = each.cross
    return found
