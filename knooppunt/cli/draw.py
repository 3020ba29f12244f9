"""Commands that make something to look at: map, report, demo."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.errors import UsageProblem
from graph.network import Network
from graph.store.opening import open_store
from graph.views import for_audience, take, within
from graph.words.catalogue import text
from knooppunt import usecases
from knooppunt.cli.findings import summary_table
from knooppunt.cli.framework import Command, Day, FilePath, Whole, language
from knooppunt.cli.options import opened, scope_options, today
from knooppunt.cli.output import write
from knooppunt.cli.rules import accepted
from knooppunt.rules.expectations import read_expectations
from knooppunt.rules.needs import read_needs
from knooppunt.rules.surveys import read_survey
from knooppunt.tables import Table
from knooppunt.text import finding_text, severity_label
from knooppunt.usecases import Asked
from queries.finding import Finding
from queries.fragile.question import Fragile, fragile

if TYPE_CHECKING:
    from knooppunt.reports.answers import Answers, Earlier

#: How many findings make the map point at somebody.
_HIGHLIGHTS = 10
#: More nodes than this take minutes to place, and nobody sees anything in them.
_MOST_NODES = 10_000
#: How many findings of each family the demonstration shows.
_DEMO_FINDINGS = 3
_DEMO_FOLDER = Path("demo")
_EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@click.command("map", cls=Command)
@scope_options("partners", known_only=True)
@click.option("--output", type=FilePath())
@click.option("--highlight", type=Whole(0), default=_HIGHLIGHTS, show_default=True)
def map_(asked: Asked, output: Path | None, highlight: int) -> None:
    """Make a map to click in."""
    network, lang = opened(asked)
    if len(network.nodes) > _MOST_NODES:
        raise UsageProblem("map-too-large", count=len(network.nodes), most=_MOST_NODES)
    answer = fragile(network, asked.day)
    path = output or Path(text(lang, "map.file"))
    path.write_text(_map(network, answer, lang, highlight), encoding="utf-8")
    click.echo(text(lang, "map.done", path=str(path)))


@click.command(cls=Command)
@scope_options("partners", known_only=True)
@click.option("--output", type=FilePath())
@click.option("--since", type=Day())
@click.option("--comparison", type=FilePath())
def report(asked: Asked, output: Path | None, since: date | None, comparison: Path | None) -> None:
    """Make the report on the health of the network."""
    if since is not None and since > asked.day:
        raise UsageProblem("since-after-day", since=since, day=asked.day)
    network, lang = opened(asked)
    path = output or Path(text(lang, "report.file"))
    path.write_text(_report(network, asked, lang, comparison, since), encoding="utf-8")
    click.echo(text(lang, "report.done", path=str(path)))


@click.command(cls=Command)
@click.argument("folder", type=FilePath(), default=_DEMO_FOLDER)
@click.option("--examples", type=FilePath(), default=_EXAMPLES)
@click.pass_context
def demo(ctx: click.Context, folder: Path, examples: Path) -> None:
    """Load the fictional example region and show what the program makes of it."""
    lang = language(ctx)
    region = examples / "voorbeeldregio"
    if not region.is_dir():
        raise UsageProblem("no-examples", path=str(examples))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "voorbeeldregio.knooppunt"
    usecases.load(file, [region], datetime.now().astimezone())
    asked = Asked(file=file, day=today(), audience="partners")
    network = usecases.open_network(asked)
    answer = fragile(network, asked.day)
    families = usecases.families(asked, network)
    write({}, [summary_table(network, answer.size, lang), *_worst(network, families, lang)], "table", None)
    map_path, report_path = folder / text(lang, "map.file"), folder / text(lang, "report.file")
    map_path.write_text(_map(network, answer, lang, _HIGHLIGHTS), encoding="utf-8")
    comparison = examples / "movisie-2018" / "vergelijking.yaml"
    page = _report(network, asked, lang, comparison if comparison.exists() else None)
    report_path.write_text(page, encoding="utf-8")
    click.echo()
    for code, path in (("done", folder), ("file", file), ("map", map_path), ("report", report_path)):
        click.echo(text(lang, f"demo.{code}", path=str(path.resolve())))


def _worst(network: Network, families: Mapping[str, Sequence[Finding]], lang: str) -> Iterator[Table]:
    """Yield the most important findings of each family, with the command that shows them all."""
    for family, findings in families.items():
        rows = [
            (severity_label(finding.severity, lang), finding_text(network, finding, lang))
            for finding in findings[:_DEMO_FINDINGS]
        ]
        headers = (text(lang, "table.severity"), text(lang, "table.finding"))
        yield Table(text(lang, f"demo.{family}", count=len(findings)), headers, rows)


def _map(network: Network, answer: Fragile, lang: str, highlight: int) -> str:
    """Return the map page, with the subjects of the worst findings made to stand out."""
    from viz.html import page
    from viz.scene import scene

    reasons: dict[str, str] = {}
    for finding in answer.findings[:highlight]:
        reasons.setdefault(finding.person or finding.subjects[0], finding_text(network, finding, lang))
    return page(scene(network, lang, highlight=reasons))


def _report(
    network: Network,
    asked: Asked,
    lang: str,
    comparison: Path | None,
    since: date | None = None,
) -> str:
    """Return the report page."""
    from knooppunt.reports.answers import ask
    from knooppunt.reports.report import build_report

    needs, rules = accepted(read_needs(asked.file)), accepted(read_expectations(asked.file))
    asking = functools.partial(ask, needs=needs, rules=rules)
    with open_store(asked.file) as store:
        versions = store.versions(asked.as_known)
    return build_report(
        network,
        asked.day,
        lang,
        answers=asking(network, asked.day),
        sources=versions,
        comparison=accepted(read_survey(comparison)) if comparison else None,
        decisions=usecases.read_decisions(asked),
        made_on=datetime.now().astimezone(),
        earlier=None if since is None else _earlier(network, asked, since, asking),
    )


def _earlier(network: Network, asked: Asked, since: date, asking: Callable[..., Answers]) -> Earlier:
    """Return what was found on the day ``since`` with what was loaded by then, for the area and audience of ``network``."""
    from knooppunt.reports.answers import Earlier

    as_known = min(since, asked.as_known or since)
    if not usecases.loaded_by(asked.file, as_known):
        return Earlier(since)
    whole = usecases.open_network(Asked(file=asked.file, day=since, as_known=as_known, known_only=asked.known_only))
    region = network.scope.region
    if region is not None and region not in whole.nodes:
        return Earlier(since, loaded=True)
    seen = take(whole, *([within(region)] if region else []), for_audience(asked.audience))
    return Earlier(since, loaded=True, network=seen, answers=asking(seen, since, ranked=0))
