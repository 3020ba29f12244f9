"""Findings as an answer: what counts, what people accepted, and where each stands, as plain data or as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from graph.words.catalogue import written_date
from knooppunt.answers.persons import persons_table
from knooppunt.answers.plain import Answer, answer
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import PLACES, Told
from knooppunt.documents.formats import format_named
from knooppunt.documents.model import Table
from queries.carrying.size import groups, size
from queries.decisions import Decided
from queries.finding import Finding


class Shown(msgspec.Struct, frozen=True):
    """What to show of the findings, and how. ``limit`` counts per kind on a terminal; 0 is all."""

    format: str
    kinds: tuple[str, ...]
    limit: int
    why: bool
    fail_on: str | None
    #: False when --kind narrows the answer.
    everything: bool
    #: Whether --all asks for each finding by itself, whole lists and all names.
    all: bool = False
    #: Whether what hangs on persons is told by person, as long as nothing else is asked for.
    by_person: bool = False

    @property
    def most(self) -> int:
        """Return how many findings of each kind to show: all of them where they can be sorted and filtered."""
        return self.limit if self.brief and not self.all else 0

    @property
    def brief(self) -> bool:
        """Tell whether people read it from a screen."""
        return format_named(self.format).brief

    @property
    def per_person(self) -> bool:
        """Tell whether what hangs on a person is told together."""
        return self.by_person and self.everything and self.brief and not self.all

    def columns(self, *columns: str) -> tuple[str, ...]:
        """Return the columns of a table of findings, with where each stands if that is to be shown."""
        return (*columns, "sources") if self.why or not self.brief else columns


def findings_answer(
    command: str,
    say: Speaker,
    counting: Sequence[Decided],
    accepted: Sequence[Decided],
    shown: Shown,
    own: Answer,
    closing: Sequence[Table],
) -> Answer:
    """Return what was looked at, what the command has of its ``own``, the findings, and the ``closing`` tables; as tables or
    as data, whichever is shown.
    """
    told = [Told(say, one.finding, one) for one in counting]
    if format_named(shown.format).plain:
        aside = [Told(say, one.finding, one).data() for one in accepted]
        return answer(command, say, **own[0], findings=[one.data() for one in told], accepted=aside), []
    if format_named(shown.format).flat:
        everything = ("kind", "id", "severity", "finding", "suggestion", "sources")
        findings = findings_table(say, "", told, everything).named("findings")
        return {}, [findings, *(table for table in (*own[1], *closing) if table.name)]
    tables = [summary_table(say), *own[1]]
    if shown.per_person:
        tables.append(persons_table(say, [one for one in told if one.finding.person], shown.most, why=shown.why))
        told = [one for one in told if not one.finding.person]
    if shown.brief and not shown.all:
        # A need that no list mentions is told once, beside the matrix, and not in every municipality.
        told = [one for one in told if not one.finding.details.get("unmentioned")]
        apart = [one for one in told if one.finding.kind == "separated-group"]
        if len(apart) > 1 and not size(say.network).connections:
            # Then everybody stands apart, and the same advice is given once.
            told = [one for one in told if one not in apart]
            tables.append(say.note("missing.no-connections"))
    for kind in shown.kinds:
        of_kind = [one for one in told if one.finding.kind == kind]
        title = f"{say.said(f'title.{kind}')} ({say.number(len(of_kind))})"
        columns = shown.columns("severity", "finding", "suggestion")
        tables.append(findings_table(say, title, of_kind, columns, shown.most))
    tables += [say.limited(_accepted(say, accepted), shown.most), *closing]
    return {}, [table for table in tables if table.rows or table.note]


def summary_table(say: Speaker) -> Table:
    """Return the size of what was looked at."""
    counts, scope = msgspec.structs.asdict(size(say.network)), say.network.scope
    if say.network.hides_persons:
        counts["persons"] = say.said("not-told")
    told = say.note("summary", **counts, day=scope.on, scope=say.area(scope.region))
    if (several := groups(say.network)).count:
        more = say.said("summary.groups", count=several.count, people=several.people)
        told = msgspec.structs.replace(told, note=f"{told.note} {more}")
    return told


def findings_table(say: Speaker, title: str, told: Sequence[Told], columns: Iterable[str], limit: int = 0) -> Table:
    """Return the first ``limit`` findings (0: all) in a table; advice that is the same for all stands once, above it."""
    shown, columns, intro = told[: limit or None], list(columns), ""
    if limit and "suggestion" in columns and len(shown) > 1 and len({one.suggestion for one in shown}) == 1:
        columns.remove("suggestion")
        intro = say.said("table.suggested", suggestion=shown[0].suggestion)
    rows = [tuple(one.cell(column, PLACES if limit else 0) for column in columns) for one in shown]
    table = say.table("table", "", " ".join(columns), rows, say.more(told, limit))
    return msgspec.structs.replace(table, title=title, intro=intro)


def worst_tables(say: Speaker, families: Mapping[str, Sequence[Finding]], most: int) -> list[Table]:
    """Return the ``most`` important findings of each family, with the command that shows them all."""
    return [
        findings_table(
            say,
            say.said(f"demo.{family}", count=len(findings)),
            [Told(say, finding) for finding in findings[:most]],
            ("severity", "finding"),
        )
        for family, findings in families.items()
    ]


def _accepted(say: Speaker, accepted: Sequence[Decided]) -> Table:
    """Return the findings that were accepted for now."""
    rows = [
        (written_date(why.until, say.lang) if why.until else "", Told(say, one.finding).text, why.note)
        for one in accepted
        if (why := one.decision)
    ]
    title = "accepted-title" if rows else ""
    return say.table("decided", title, "decide.until table.finding table.why", rows, count=len(rows))
