"""The command that says what to do first: introductions, a meeting, a succession."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from graph.errors import UsageProblem
from graph.network import Network
from graph.views import View, take
from knooppunt.cli.framework import Command, FilePath, Whole, Word
from knooppunt.cli.options import opened, output_options, scope_options
from knooppunt.cli.output import write
from knooppunt.cli.rules import accepted
from knooppunt.plan import Indicators, meeting_data, meeting_tables, plan_data, plan_tables
from knooppunt.rules.expectations import read_expectations
from knooppunt.rules.needs import read_needs
from knooppunt.succession import succession_data, succession_tables
from knooppunt.tables import Table
from knooppunt.usecases import Asked, accepted_now
from queries.carrying.size import Size, size
from queries.finding import Finding
from queries.gaps.coverage import Coverage, coverage
from queries.missing.expected import Expectation

#: An answer as plain data and as tables.
_Answer = tuple[dict[str, Any], list[Table]]


@click.command(cls=Command)
@scope_options("internal", known_only=True)
@output_options
@click.option("--introductions", type=Whole(1))
@click.option("--meeting", type=Whole(2))
@click.option("--succession", "leaver", type=Word())
@click.option("--expectations", type=FilePath())
@click.option("--needs", "needs_file", type=FilePath())
def plan(
    asked: Asked,
    format_: str,
    output: Path | None,
    introductions: int | None,
    meeting: int | None,
    leaver: str | None,
    expectations: Path | None,
    needs_file: Path | None,
) -> None:
    """Say which few steps help most."""
    if sum(option is not None for option in (introductions, meeting, leaver)) != 1:
        raise UsageProblem("one-plan")
    if asked.audience == "public":
        raise UsageProblem("plan-needs-persons")
    if leaver is not None:
        network, lang = opened(asked)
        data, tables = _succession(network, leaver, lang, accepted_now(asked, network))
    else:
        rules = accepted(read_expectations(asked.file, expectations))
        needs = accepted(read_needs(asked.file, needs_file))
        network, lang = opened(asked)
        matrix, not_counting = coverage(network, asked.day, needs), accepted_now(asked, network)
        question = _Question(network, asked.day, rules, matrix, not_counting, lang)
        data, tables = question.meeting(meeting) if meeting else question.introductions(introductions or 1)
    write(data, tables, format_, output)


def _succession(network: Network, leaver: str, lang: str, not_counting: frozenset[str]) -> _Answer:
    from queries.fragile.question import fragile
    from queries.plan.succession import succession
    from queries.search import find

    found = succession(network, find(network, leaver, kinds=frozenset({"person"})))
    hanging = fragile(network, network.scope.on or date.max)
    own = [one for one in hanging.findings if one.person == found.person and one.id not in not_counting]
    return succession_data(network, found, own, hanging.size, lang), succession_tables(network, found, lang)


class _Question(msgspec.Struct, frozen=True):
    """What a plan is made from: the network on a day, the rules, how every need is covered now, and the ids of the findings
    that are accepted.
    """

    network: Network
    day: date
    rules: list[Expectation]
    matrix: Coverage
    accepted: frozenset[str]
    lang: str

    def introductions(self, number: int) -> _Answer:
        """Answer whom to introduce to each other."""
        from queries.plan.question import introduced, plan_introductions

        gaps, accepted = self.matrix.findings, self.accepted
        made = plan_introductions(self.network, self.rules, number, gaps=gaps, accepted=accepted)
        shares = self._indicators(introduced(made.introductions))
        what = (self.network, made, self._gaps(), shares, self.lang)
        return plan_data(*what, self._size()), plan_tables(*what)

    def meeting(self, number: int) -> _Answer:
        """Answer whom to invite."""
        from queries.plan.question import met, plan_meeting

        gaps, accepted = self.matrix.findings, self.accepted
        made = plan_meeting(self.network, self.rules, number, gaps=gaps, accepted=accepted)
        what = (self.network, made, self._gaps(), self._indicators(met(made.invitations)), self.lang)
        return meeting_data(*what, self._size()), meeting_tables(*what, number=number)

    def _size(self) -> Size:
        return size(self.network)

    def _gaps(self) -> dict[str, Finding]:
        return {finding.id: finding for finding in self.matrix.findings}

    def _indicators(self, view: View) -> Indicators:
        """Return the indicators without and with the contacts; who covers what stays as it is."""
        from queries.health.question import health

        networks = self.network, take(self.network, view)
        before, after = (health(network, self.day, matrix=self.matrix).indicators for network in networks)
        return before, after
