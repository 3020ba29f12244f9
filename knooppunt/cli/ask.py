"""Commands that ask what hangs on people: fragile, whatif."""

from __future__ import annotations

from datetime import timedelta

import click

from graph.errors import UsageProblem
from graph.network import Network
from graph.words.catalogue import text, written_number
from graph.words.phrases import caption, spoken
from knooppunt.answer import reference
from knooppunt.cli.findings import Shown, finding_options, present
from knooppunt.cli.framework import Choice, Command, Whole, Word
from knooppunt.cli.options import opened, scope_options
from knooppunt.cli.workload import workload_data, workload_tables
from knooppunt.tables import Table
from knooppunt.usecases import Asked
from queries.carrying.size import Size
from queries.finding import Finding, worst_first
from queries.fragile.question import DEFAULT_HORIZON
from queries.fragile.workload import workload
from queries.search import find


@click.command(cls=Command)
@scope_options("internal", known_only=True)
@finding_options("fragile")
@click.option("--horizon", type=Whole(0), default=DEFAULT_HORIZON, show_default=True)
@click.option("--together", type=Choice("2"))
def fragile(asked: Asked, shown: Shown, horizon: int, together: str | None) -> None:
    """Show what hangs on one person."""
    from queries.fragile.question import fragile as ask

    network, lang = opened(asked)
    found = ask(network, asked.day, horizon=horizon)
    findings = [*found.findings, *workload(network)]
    if together is not None:
        findings = [*_cut_pairs(network, lang), *findings]
    findings = worst_first(findings)
    last = asked.day + timedelta(days=horizon)
    present(
        "fragile",
        asked,
        shown,
        network,
        found.size,
        findings,
        lang,
        closing=workload_tables(network, asked.day, last, lang, shown.limit) if shown.everything else (),
        workload=workload_data(network, asked.day, last, lang),
    )


def _cut_pairs(network: Network, lang: str) -> list[Finding]:
    """Return the pairs of persons who only together part organisations; tell when not every pair was looked at."""
    from queries.fragile.two_persons import together

    pairs = together(network)
    if pairs.looked_at < pairs.persons:
        click.echo(text(lang, "together.partly", looked_at=pairs.looked_at, persons=pairs.persons), err=True)
    return pairs.findings


@click.command(cls=Command)
@scope_options("internal", known_only=True)
@finding_options("whatif")
@click.option("--without", "names", type=Word(), multiple=True)
@click.option("--without-advisers", is_flag=True)
@click.argument("more_names", type=Word(), nargs=-1)
def whatif(
    asked: Asked,
    shown: Shown,
    names: tuple[str, ...],
    more_names: tuple[str, ...],
    without_advisers: bool,
) -> None:
    """Show what falls apart without these people."""
    from queries.fragile.whatif import whatif as ask

    if more_names and not names:
        raise UsageProblem("without-needed")
    if not names and not without_advisers:
        raise UsageProblem("nobody-named")
    network, lang = opened(asked)
    people = {find(network, name, kinds=frozenset({"person"})) for name in (*names, *more_names)}
    people |= network.advisers if without_advisers else set()
    found = ask(network, people)
    tables = [
        _leaving(network, found.without, lang),
        _left_table(found.before, found.after, found.pairs_lost, lang),
        *_parts_tables(network, found.findings, lang),
    ]
    present(
        "whatif",
        asked,
        shown,
        network,
        found.before,
        found.findings,
        lang,
        tables=tables if shown.format in ("table", "xlsx") else (),
        without=[reference(network, person, lang) for person in found.without],
        pairs_lost=found.pairs_lost,
        after={name: getattr(found.after, name) for name in found.after.__struct_fields__},
    )


def _leaving(network: Network, people: tuple[str, ...], lang: str) -> Table:
    """Return who leaves."""
    if not people:
        return Table("", (), [], text(lang, "whatif.nobody"))
    captions = [caption(network, person, lang) for person in people]
    return Table("", (), [], text(lang, "whatif.title", people=captions, count=len(people)))


def _left_table(before: Size, after: Size, pairs_lost: int, lang: str) -> Table:
    """Return what leaving does to the size of the network."""
    rows = [
        (text(lang, f"whatif.{name}"), *(written_number(getattr(one, name), lang) for one in (before, after)))
        for name in ("persons", "connections", "connected_pairs")
    ]
    headers = (text(lang, "whatif.what"), text(lang, "whatif.before"), text(lang, "whatif.after"))
    share = f"{100 * pairs_lost / before.connected_pairs:.0f}" if before.connected_pairs else "0"
    return Table("", headers, rows, text(lang, "whatif.lost", pairs_lost=pairs_lost, share=share, count=pairs_lost))


def _parts_tables(network: Network, findings: list[Finding], lang: str) -> list[Table]:
    """Return, for every group that falls apart, which organisations are together in each part that is left."""
    tables = []
    for finding in findings:
        if finding.kind != "group-falls-apart":
            continue
        organisations, rows, alone = list(finding.organisations), [], []
        for number, size in enumerate(finding.parts, 1):
            members, organisations = organisations[:size], organisations[size:]
            captions = [spoken(network, id_, lang) for id_ in members]
            if size == 1:
                alone += captions
            else:
                rows.append((str(number), str(size), ", ".join(captions)))
        if alone:
            rows.append((text(lang, "whatif.alone"), str(len(alone)), ", ".join(alone)))
        headers = ("whatif.part", "whatif.size", "whatif.organisations")
        tables.append(Table(text(lang, "whatif.parts"), tuple(text(lang, header) for header in headers), rows))
    return tables
