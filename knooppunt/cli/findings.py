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
from knooppunt.cli.options import OUTPUT_OPTIONS, as_one
from knooppunt.cli.output import Destination
from knooppunt.documents.model import Table
from knooppunt.usecases.decisions import judged
from knooppunt.usecases.network import Asked
from queries.decisions import Decided
from queries.finding import SEVERITIES, Finding
from queries.registry import kinds_of

_Function = TypeVar("_Function", bound=Callable[..., Any])

#: The exit status when there is a finding at or above --fail-on.
FINDINGS_FOUND = 1
#: Findings that a terminal shows of each kind, unless asked for more.
_SHOWN = 10


def finding_options(*questions: str, followed: bool = False) -> Callable[[_Function], _Function]:
    """Add --format, --output, --kind, --limit, --why and --fail-on, and pass them on as ``shown``.

    ``followed``: only the kinds of these questions that are followed from day to day.
    """

    def kinds() -> tuple[str, ...]:
        return tuple(kind.code for kind in kinds_of(*questions) if kind.followed or not followed)

    options = [
        *OUTPUT_OPTIONS,
        click.option("--kind", "kinds", type=Choice(*kinds()), multiple=True),
        click.option("--limit", type=whole(0), default=_SHOWN, show_default=True),
        click.option("--why", is_flag=True),
        click.option("--fail-on", type=Choice(*SEVERITIES)),
    ]
    return as_one("shown", functools.partial(_shown, kinds), options)


def _shown(kinds: Callable[[], tuple[str, ...]], values: dict[str, Any]) -> Shown:
    asked_for = values.pop("kinds")
    own = {name: values.pop(name) for name in ("output", "limit", "why", "fail_on")}
    return Shown(format=values.pop("format_"), kinds=asked_for or kinds(), everything=not asked_for, **own)


def present(
    command: str,
    asked: Asked,
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
    counting, accepted = (complete(found, shown.most) for found in judged(asked, say.network, wanted))
    told = findings_answer(command, say, counting, accepted, shown, own, closing)
    Destination(shown.format, shown.output).write(*told)
    fail_on_severity((one.finding for one in counting), shown.fail_on)


def fail_on_severity(findings: Iterable[Finding], severity: str | None) -> None:
    """Exit with status 1 when there is a finding at or above ``severity``."""
    if severity is not None:
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        if any(finding.severity in grave for finding in findings):
            click.get_current_context().exit(FINDINGS_FOUND)
