"""What every command that gives findings shares: its options, the decisions, what is written, the exit status."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from knooppunt.answers.findings import Shown, findings_answer
from knooppunt.answers.plain import Answer
from knooppunt.answers.speaker import Speaker
from knooppunt.cli.framework import Choice, whole
from knooppunt.cli.options import as_one, output_options
from knooppunt.cli.output import Destination
from knooppunt.documents.model import Table
from knooppunt.usecases.decisions import judged
from knooppunt.usecases.network import Asked
from queries.decisions import Decided
from queries.finding import SEVERITIES, Finding, varied
from queries.registry import kinds_of

_Function = TypeVar("_Function", bound=Callable[..., Any])

#: The exit status when there is a finding at or above --fail-on.
FINDINGS_FOUND = 1
#: Findings that a terminal shows of each kind, unless asked for more.
_SHOWN = 10


def finding_options(
    *questions: str, followed: bool = False, tables: Sequence[str] = ()
) -> Callable[[_Function], _Function]:
    """Add what ``output_options`` adds, passed on as ``to``, and --kind, --limit, --why and --fail-on, as ``shown``.

    ``followed``: only the kinds of these questions that are followed from day to day.
    """

    def kinds() -> tuple[str, ...]:
        return tuple(kind.code for kind in kinds_of(*questions) if kind.followed or not followed)

    options = [
        click.option("--kind", "kinds", type=Choice(*kinds()), multiple=True),
        click.option("--limit", type=whole(0), default=_SHOWN, show_default=True),
        click.option("--all", "all_", is_flag=True),
        click.option("--why", is_flag=True),
        click.option("--fail-on", type=Choice(*SEVERITIES)),
    ]
    shown = as_one("shown", functools.partial(_shown, kinds, by_person="fragile" in questions), options)
    # Where it goes is settled first: in which form that is, decides what is shown.
    return lambda function: output_options(*tables)(shown(function))


def _shown(kinds: Callable[[], tuple[str, ...]], values: dict[str, Any], *, by_person: bool) -> Shown:
    asked_for = values.pop("kinds")
    own = {name: values.pop(name) for name in ("limit", "why", "fail_on")}
    own |= {"format": values["to"].format, "all": values.pop("all_"), "by_person": by_person}
    return Shown(kinds=asked_for or kinds(), everything=not asked_for, **own)


def present(
    command: str,
    asked: Asked,
    to: Destination,
    shown: Shown,
    say: Speaker,
    findings: Iterable[Finding],
    own: Answer,
    *,
    closing: Sequence[Table] = (),
    complete: Callable[[Sequence[Decided], int], Sequence[Decided]] = lambda found, most: found,
) -> None:
    """Write the answer of ``command`` with the findings of the kinds that are asked for: ``findings_answer``.

    ``complete`` adds to findings what takes too long to compute for more than are shown.
    Exits with status 1 when a finding that counts is at or above --fail-on.
    """
    wanted = [finding for finding in findings if finding.kind in shown.kinds]
    counting, accepted = (
        complete(_first(found, shown.most), shown.most) for found in judged(asked, say.network, wanted)
    )
    told = findings_answer(command, say, counting, accepted, shown, own, closing)
    to.write(*told, head=say.not_stored())
    fail_on_severity((one.finding for one in counting), shown.fail_on)


def _first(found: Sequence[Decided], most: int) -> Sequence[Decided]:
    """Return what is ``found`` in an order of which the first say most, when not all of it is shown."""
    return [found[i] for i in varied([one.finding for one in found])] if most else found


def fail_on_severity(findings: Iterable[Finding], severity: str | None) -> None:
    """Exit with status 1 when there is a finding at or above ``severity``."""
    if severity is not None:
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        if any(finding.severity in grave for finding in findings):
            click.get_current_context().exit(FINDINGS_FOUND)
