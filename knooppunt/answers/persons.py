"""What hangs on each person, in a few lines: who, how many findings, what that means by name, and what to do first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.words.catalogue import has
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import PLACES, Told
from knooppunt.documents.model import Table
from queries.finding import Finding
from queries.fragile.per_person import OnPerson, per_person

#: How many names a line lists.
_NAMES = 3


def persons_table(say: Speaker, told: Sequence[Told], limit: int, *, why: bool = False) -> Table:
    """Return what hangs on each of the first ``limit`` persons (0: all) of the findings ``told`` (worst first); ``why``: with
    the sources of the worst finding of each.
    """
    by_id = {one.finding.id: one for one in told}
    persons = per_person(say.network, [one.finding for one in told])
    rows = []
    for one in persons[: limit or None]:
        worst = by_id[one.findings[0].id]
        said = [*lines(say, one, by_id), say.said("table.suggested", suggestion=worst.suggestion)]
        said += [f"[{one_decided.decision}]" for one_decided in decided_about(one, by_id)]
        cells = (worst.severity, say.caption(one.person), say.number(len(one.findings)), "\n".join(said))
        rows.append((*cells, *([worst.places(PLACES if limit else 0)] if why else [])))
    columns = f"table.severity who points hangs{' table.sources' if why else ''}"
    more = len(persons) - len(rows)
    note = "\n".join(
        [*([say.said("person.more", count=more)] if more else []), *([say.said("person.each")] if rows else [])]
    )
    return say.table("person", "title", columns, rows, note, count=len(persons))


def lines(say: Speaker, one: OnPerson, by_id: Mapping[str, Told]) -> list[str]:
    """Return a line for every kind of what hangs on a person, the worst first; ``by_id``: the findings in words."""
    return [_line(say, by_id[findings[0].id], findings) for findings in one.of_kinds.values()]


def decided_about(one: OnPerson, by_id: Mapping[str, Told]) -> list[Told]:
    """Return the findings about a person about which something was decided, each decision once."""
    told = [by_id[finding.id] for finding in one.findings]
    return list({said.decision: said for said in told if said.decision}.values())


def _line(say: Speaker, worst: Told, findings: Sequence[Finding]) -> str:
    """Return what findings of one kind about one person come to."""
    count, kind = len(findings), worst.finding.kind
    if not has(say.lang, f"person.{kind}"):
        return say.said("person.other-kind", kind=say.said(f"title.{kind}"), count=count)
    organisations = list(dict.fromkeys(finding.organisations[0] for finding in findings if finding.organisations))
    only_routes = sum(bool(finding.only_route) for finding in findings)
    more = {"names": say.names(organisations, _NAMES), "only_routes": only_routes}
    said = worst.worded("person", **more, count=worst.finding.loose or count)
    return f"{said} {say.said('finding-inferred')}" if any(finding.inferred for finding in findings) else said
