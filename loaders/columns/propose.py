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
from loaders.base import is_blank, shown
from loaders.columns.find import Found
from loaders.columns.looks import Looks, looks_of
from loaders.columns.maps import DATES, KEPT, TableMap, target_named
from loaders.columns.words import meant, without_titles
from loaders.meaning.dates import read_date
from loaders.meaning.kinds import kind_of_name

#: How sure a column is read: for certain, likely, or it is asked.
CERTAIN, LIKELY, DOUBTFUL = "certain", "likely", "doubtful"
#: A share of the values from which they tell what a column is.
_MOST = 0.7
#: A share of the values from which they do not contradict that.
_SOME = 0.3


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

    ``given`` is what somebody said that columns mean.
    """

    found: Found
    map: TableMap
    columns: tuple[Proposed, ...]
    lacking: tuple[str, ...] = ()
    given: tuple[tuple[int, str], ...] = ()

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
    looks = {n: looks_of([cells[n] for _, cells in found.rows if n < len(cells)], kinds_of) for n in found.header}
    return _Proposer(found, looks, kinds_of, organisation, file).proposal()


def answered(proposal: Proposal, column: int, meaning: str) -> Proposal:
    """Return a proposal in which somebody said what one column means."""
    given = dict(proposal.given) | {column: meaning}
    found, table_map = proposal.found, proposal.map
    looks = {n: looks_of([cells[n] for _, cells in found.rows if n < len(cells)], _nothing) for n in found.header}
    fresh = _Proposer(found, looks, _nothing, table_map.organisation, "", given).proposal()
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
    ) -> None:
        self._answers = answers
        self._found, self._looks, self._kinds_of = found, looks, kinds_of
        self._given, self._file = organisation, file
        self._meaning: dict[int, tuple[str, str, str]] = {}
        self._lacking: list[str] = []

    def proposal(self) -> Proposal:
        """Return the proposal."""
        for n, header in self._found.header.items():
            self._meaning[n] = self._meant(n, header)
        self._settle_names()
        self._settle_doubles()
        organisation, kind = self._whose()
        columns = tuple(self._column(n, header, organisation) for n, header in self._found.header.items() if header)
        self._check(organisation)
        sparse = tuple(self._found.header[n] for n in self._downwards())
        table_map = TableMap(
            sheet=self._found.table.name,
            organisation=organisation,
            kind=kind,
            columns={each.header: each.targets for each in columns if not each.cross},
            crosses=_crosses(columns),
            fixed=self._fixed(organisation),
            downwards=sparse,
        )
        return Proposal(self._found, table_map, columns, tuple(dict.fromkeys(self._lacking)))

    # What a column means

    def _meant(self, n: int, header: str) -> tuple[str, str, str]:
        """Return what a column means, why, and how sure."""
        looks = self._looks[n]
        if n in self._answers:
            return self._answers[n], "answer", CERTAIN
        if isinstance(read_date(header), date) or (
            ": " in header and isinstance(read_date(header.rpartition(": ")[2]), date)
        ):
            return "meeting-cross", "date-header", CERTAIN if looks.mark >= _MOST or not looks.filled else DOUBTFUL
        meanings, why = meant(header.rpartition(": ")[2] or header)
        if not meanings and ": " in header:
            meanings, why = meant(header)
        if meanings:
            meaning = self._fitting(meanings, looks)
            sure = {"header": CERTAIN, "phrase": LIKELY, "likeness": LIKELY}[why]
            if why == "phrase" and self._agree(meaning, looks):
                sure = CERTAIN
            if not self._agree(meaning, looks):
                other = _by_values(looks)
                return (other, "values-not-header", DOUBTFUL) if other else (meaning, why, DOUBTFUL)
            return meaning, why, sure
        if looks.filled and looks.mark >= _MOST and looks.number < 1:
            return "platform-cross", "marks", LIKELY
        if other := _by_values(looks):
            return other, "values", CERTAIN if other in ("email",) else LIKELY if other == "phone" else DOUBTFUL
        return KEPT, "unknown", CERTAIN

    @staticmethod
    def _fitting(meanings: Sequence[str], looks: Looks) -> str:
        """Return which of several meanings of a header fits its values best."""
        if "name" in meanings and len(meanings) > 1:
            return meanings[0]
        if "people" in meanings and looks.people < _SOME and "person" in meanings:
            return "person"
        return meanings[0]

    @staticmethod
    def _agree(meaning: str, looks: Looks) -> bool:
        """Tell whether the values do not contradict what a header says."""
        share = {
            "email": looks.email,
            "spoken_on": looks.date,
            "date": looks.date,
            "hours": looks.number,
        }.get(meaning)
        if meaning in ("person", "adviser", "spoken_by") and looks.organisation >= _MOST:
            return False
        if meaning in ("person", "organisation", "name", "area") and (looks.date >= _MOST or looks.email >= _MOST):
            return False
        return share is None or not looks.samples or share > 0

    def _settle_names(self) -> None:
        """Decide of a column that is only called a name whose it is."""
        has = {meaning for meaning, _, _ in self._meaning.values()}
        of_people = {"role", "since", "term_end", "period", "behalf", "prefix", "initials", "meeting-cross", "title"}
        for n, (meaning, why, sure) in list(self._meaning.items()):
            if meaning != "name":
                continue
            looks = self._looks[n]
            titled = any(
                normalise(word) in _OF_PEOPLE
                for line in (self._found.table.name, *self._found.title)
                for word in line.split()
            )
            if {"first_name", "surname"} & has and "organisation" not in has and not looks.organisation:
                self._meaning[n] = ("surname" if "surname" not in has else "person", why, sure)
            elif "organisation" in has or (has & of_people and looks.organisation < _MOST) or titled:
                self._meaning[n] = ("person", why, sure)
            elif looks.organisation >= 0.5 or "kind" in has:
                self._meaning[n] = ("organisation", why, sure)
            elif looks.person >= 0.5 or "email" in has:
                self._meaning[n] = ("person", why, sure if looks.person >= _SOME else DOUBTFUL)
            else:
                self._meaning[n] = ("organisation", why, DOUBTFUL)

    def _settle_doubles(self) -> None:
        """Let of two columns that mean the same one thing the surer one be it; the other is kept."""
        several = {
            "topics",
            "themes",
            "laws",
            "note",
            "area",
            "region",
            KEPT,
            "meeting-cross",
            "platform-cross",
            "supports",
        }
        rank = {CERTAIN: 0, LIKELY: 1, DOUBTFUL: 2}
        best: dict[str, int] = {}
        has = {meaning for meaning, _, _ in self._meaning.values()}
        for n in sorted(self._meaning, key=lambda n: (rank[self._meaning[n][2]], n)):
            meaning, why, sure = self._meaning[n]
            if meaning in several:
                continue
            if meaning not in best:
                best[meaning] = n
                continue
            if meaning == "organisation" and "adviser" in has:
                self._meaning[n] = ("supports", why, sure)
            elif meaning == "person" and "organisation" in has and self._looks[n].person:
                self._meaning[n] = ("spoken_by", why, DOUBTFUL)
            else:
                self._meaning[n] = (KEPT, "double", CERTAIN if not self._looks[n].filled else LIKELY)

    # Whose list it is

    def _whose(self) -> tuple[str, str]:
        """Return whose list this is, where no column tells it, and the sheet of organisations on which that belongs."""
        has = {meaning for meaning, _, _ in self._meaning.values()}
        if self._given:
            return self._given, ""
        crosses = "meeting-cross" in has
        if (has & {"organisation", "adviser", "platform"}) and not crosses:
            return "", ""
        if not (has & {"person", "surname", "first_name", "people"} or crosses):
            return "", ""
        if "behalf" in has and not crosses and not self._titled():
            return "", ""
        return self._titled()

    def _titled(self) -> tuple[str, str]:
        """Return the organisation that the title above the table, the name of the sheet or of the file tells."""
        stem = self._file.rpartition(".")[0] or self._file
        places = [
            *reversed(self._found.title),
            *([self._found.table.name] if self._found.table.name != stem else []),
            stem,
        ]
        for text in places:
            name = without_titles(text)
            if not name or len(name) > 120:
                continue
            guess = kind_of_name(name)
            if self._kinds_of(name) or (guess is not None and guess[2]):
                return name, ""
        return "", ""

    # Targets

    def _column(self, n: int, header: str, organisation: str) -> Proposed:
        meaning, why, sure = self._meaning[n]
        samples = self._looks[n].samples
        if meaning == "meeting-cross":
            return Proposed(n, header, meaning, (), "meetings.date", why, sure, samples)
        if meaning == "platform-cross":
            return Proposed(n, header, meaning, (), "participations.platform", why, sure, samples)
        targets = self._targets(meaning, organisation)
        if not targets and meaning != KEPT:
            meaning, why = KEPT, "no-place"
        return Proposed(n, header, meaning, targets, "", why, sure, samples)

    def _targets(self, meaning: str, organisation: str) -> tuple[str, ...]:
        """Return what a column of a meaning fills, given what else the table has."""
        has = {each for each, _, _ in self._meaning.values()}
        people = bool(has & {"person", "surname", "first_name", "people", "adviser"})
        own = "organisation" in has
        advising = "adviser" in has
        met = "meeting-cross" in has or ("date" in has and "people" in has) or ("date" in has and "platform" in has)
        sheet = "advisers" if advising else "seats" if people else "organisations"
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
            "organisation": "organisations.name",
            "kind": "organisations.kind" if own else "",
            "topics": "organisations.topics",
            "themes": "organisations.themes",
            "laws": "organisations.laws",
            "level": "organisations.level" if own else "",
            "region": "organisations.region",
            "province": "organisations.province",
            "place": "organisations.place" if own else "persons.municipality",
            "area": "organisations.area",
            "hours": "advisers.hours_per_month" if advising else "",
            "supports": "advisers.supports" if advising else "",
            "role": "seats.role" if people and not advising else "",
            "term_end": "seats.term_end" if people and not advising else f"{sheet}.last_day",
            "period": "seats.period" if people and not advising else "",
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
            "note": "row.note",
            "confirmed": "row.confirmed",
            "source": "row.source",
        }
        if meaning == "behalf":
            if met:
                return ("attendances.organisation",)
            return ("seats.on_behalf_of",) if own or organisation else ("seats.organisation",)
        if meaning == "adviser" and "person" in has:
            return ("persons.name",)
        if meaning == "area" and advising:
            return ("organisations.area", "advisers.supports")
        if meaning in ("area", "topics", "themes", "laws", "region", "province") and not (
            own or "behalf" in has or advising
        ):
            return ("organisations.area",) if meaning == "area" and people else ()
        target = plain.get(meaning, "")
        return (target,) if target and target_named(target) else ()

    def _fixed(self, organisation: str) -> dict[str, str]:
        """Return what holds for every row: somebody named as whom to call is there as that."""
        has = {each for each, _, _ in self._meaning.values()}
        if "role" in has or "adviser" in has or "meeting-cross" in has:
            return {}
        headers = [
            normalise(self._found.header[n]) for n, (meaning, _, _) in self._meaning.items() if meaning == "person"
        ]
        called = any("contact" in header or "aanspreek" in header for header in headers)
        return {"seats.role": "contact"} if called else {}

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
            if meaning == "organisation" and has & {"adviser"}:
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

    def _check(self, organisation: str) -> None:
        """Tell what keeps the table from being read: nobody it is about, or a doubt about who that is."""
        has = {each for each, _, _ in self._meaning.values()}
        people = has & {"person", "surname", "first_name", "people"}
        whose = organisation or has & {"organisation", "behalf", "platform", "supports"}
        crosses = has & {"meeting-cross", "platform-cross"}
        if not (people or has & {"organisation", "adviser", "platform"}):
            self._lacking.append("nobody")
        elif people and not whose and not crosses:
            self._lacking.append("whose")
        elif crosses and "meeting-cross" in has and not organisation:
            self._lacking.append("whose-meetings")
        required = (
            "person",
            "surname",
            "people",
            "organisation",
            "adviser",
            "behalf",
            "platform",
            "meeting-cross",
            "platform-cross",
        )
        for n, (meaning, _, sure) in self._meaning.items():
            if sure == DOUBTFUL and meaning in required:
                self._lacking.append(f"column:{self._found.header[n]}")


def _by_values(looks: Looks) -> str:
    """Return what the values of a column say that it is, when they say it clearly."""
    for meaning in ("email", "phone", "date", "role", "organisation", "area", "people", "person"):
        if getattr(looks, meaning) >= _MOST:
            return "" if meaning == "date" else meaning
    return ""


def _crosses(columns: Sequence[Proposed]) -> dict[str, str]:
    """Return what crosses mean: of headers that are days it is the same for all, also of those that come later."""
    found = {}
    for each in columns:
        if each.cross == "meetings.date" and isinstance(read_date(each.header), date):
            found[DATES] = each.cross
        elif each.cross:
            found[each.header] = each.cross
    return found


_OF_PEOPLE = frozenset(
    map(
        normalise,
        (
            "ledenlijst",
            "leden",
            "deelnemers",
            "deelnemerslijst",
            "personen",
            "mensen",
            "bestuur",
            "bezetting",
            "members",
        ),
    )
)
__all__ = ["Proposal", "Proposed", "propose", "shown"]
