"""Commands that ask what hangs on people: fragile, whatif."""

from __future__ import annotations

from pathlib import Path

import click

from graph.errors import UsageProblem
from graph.i18n import caption, text
from graph.network import Network
from knooppunt.answer import answer, reference
from knooppunt.cli.findings import all_findings_table, fail_on_severity, findings_table, summary_table
from knooppunt.cli.framework import Choice, Command, Whole, Word
from knooppunt.cli.options import opened, output_options, scope_options
from knooppunt.cli.output import Table, write
from knooppunt.text import spoken
from knooppunt.text import spoken
from knooppunt.usecases import Asked
from queries.finding import SEVERITIES, Finding
from queries.fragile import DEFAULT_HORIZON, FINDING_KINDS, Summary
from queries.search import find

#: Findings that a terminal shows of each kind, unless asked for more.
_SHOWN = 10


@click.command(cls=Command)
@scope_options("internal")
@output_options
@click.option("--known-only", is_flag=True)
@click.option("--horizon", type=Whole(0), default=DEFAULT_HORIZON, show_default=True)
@click.option("--kind", "kinds", type=Choice(*FINDING_KINDS), multiple=True)
@click.option("--limit", type=Whole(0), default=_SHOWN, show_default=True)
@click.option("--why", is_flag=True)
@click.option("--fail-on", type=Choice(*SEVERITIES))
@click.pass_context
def fragile(
    ctx: click.Context,
    asked: Asked,
    format_: str,
    output: Path | None,
    known_only: bool,
    horizon: int,
    kinds: tuple[str, ...],
    limit: int,
    why: bool,
    fail_on: str | None,
) -> None:
    """Show what hangs on one person."""
    from queries.fragile import fragile as ask

    network, lang = opened(asked)
    found = ask(network, asked.day, horizon=horizon, known_only=known_only)
    findings = [finding for finding in found.findings if not kinds or finding.kind in kinds]
    shown, with_sources = (limit, why) if format_ == "table" else (0, True)
    tables = [
        summary_table(network, found.summary, lang),
        *(
            findings_table(network, findings, kind, lang, limit=shown, why=with_sources)
            for kind in kinds or FINDING_KINDS
        ),
    ]
    if format_ == "csv":
        tables = [all_findings_table(network, findings, lang)]
    data = answer("fragile", network, found.summary, findings, lang) if format_ == "json" else {}
    write(data, [table for table in tables if table.rows or table.note], format_, output)
    fail_on_severity(ctx, findings, fail_on)


@click.command(cls=Command)
@scope_options("internal")
@output_options
@click.option("--without", "names", type=Word(), multiple=True)
@click.option("--without-advisers", is_flag=True)
@click.option("--known-only", is_flag=True)
@click.option("--limit", type=Whole(0), default=_SHOWN, show_default=True)
@click.option("--fail-on", type=Choice(*SEVERITIES))
@click.argument("more_names", type=Word(), nargs=-1)
@click.pass_context
def whatif(
    ctx: click.Context,
    asked: Asked,
    format_: str,
    output: Path | None,
    names: tuple[str, ...],
    more_names: tuple[str, ...],
    without_advisers: bool,
    known_only: bool,
    limit: int,
    fail_on: str | None,
) -> None:
    """Show what falls apart without these people."""
    from queries.whatif import whatif as ask

    if more_names and not names:
        raise UsageProblem("without-needed")
    if not names and not without_advisers:
        raise UsageProblem("nobody-named")
    network, lang = opened(asked)
    people = {find(network, name, kinds=frozenset({"person"})) for name in (*names, *more_names)}
    people |= network.advisers if without_advisers else set()
    found = ask(network, people, known_only=known_only)
    data = answer(
        "whatif",
        network,
        found.before,
        found.findings,
        lang,
        without=[reference(network, person, lang) for person in found.without],
        pairs_lost=found.pairs_lost,
        after={name: getattr(found.after, name) for name in found.after.__struct_fields__},
    )
    kinds = dict.fromkeys(finding.kind for finding in found.findings)
    shown = limit if format_ == "table" else 0
    tables = [
        _leaving(network, found.without, lang),
        _left_table(found.before, found.after, found.pairs_lost, lang),
        *(_parts_tables(network, found.findings, lang) if format_ == "table" else ()),
        *(findings_table(network, found.findings, kind, lang, limit=shown, why=False) for kind in kinds),
    ]
    write(data, tables, format_, output)
    fail_on_severity(ctx, found.findings, fail_on)


def _leaving(network: Network, people: tuple[str, ...], lang: str) -> Table:
    """Return who leaves."""
    if not people:
        return Table("", (), [], text(lang, "whatif.nobody"))
    captions = [caption(network, person, lang) for person in people]
    return Table("", (), [], text(lang, "whatif.title", people=captions, count=len(people)))


def _left_table(before: Summary, after: Summary, pairs_lost: int, lang: str) -> Table:
    """Return what leaving does to the size of the network."""
    rows = [
        (text(lang, f"whatif.{name}"), str(getattr(before, name)), str(getattr(after, name)))
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
