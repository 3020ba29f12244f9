"""Commands that make something to look at: map, report, demo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from graph.errors import UsageProblem
from graph.words.catalogue import text
from knooppunt.answers.findings import summary_table, worst_tables
from knooppunt.answers.map import map_page
from knooppunt.answers.speaker import Speaker
from knooppunt.cli.framework import DAY, PATH, Command, language, whole
from knooppunt.cli.options import accepted, file_options, now, opened, scope_options, today
from knooppunt.cli.output import Destination, Output, write_document
from knooppunt.documents.model import Document
from knooppunt.rules.expectations import read_expectations
from knooppunt.rules.needs import read_needs
from knooppunt.usecases.findings import OwnRules, families, own_rules
from knooppunt.usecases.load import load
from knooppunt.usecases.network import Asked, earlier, open_network

#: How many findings make the map point at somebody.
_HIGHLIGHTS = 10
#: More nodes than this take minutes to place, and nobody sees anything in them.
_MOST_NODES = 10_000
#: How many findings of each family the demonstration shows.
_DEMO_FINDINGS = 3
_DEMO_FOLDER = Path("demo")
_PACKAGE = Path(__file__).resolve().parents[1]
#: A wheel holds the examples that the demonstration needs inside the package (setup.py), a checkout beside it.
_EXAMPLES = (_PACKAGE if (_PACKAGE / "examples").is_dir() else _PACKAGE.parent) / "examples"


@click.command("map", cls=Command)
@scope_options("partners", known_only=True)
@file_options("map.file")
@click.option("--highlight", type=whole(0), default=_HIGHLIGHTS, show_default=True)
def map_(asked: Asked, to: Output, highlight: int) -> None:
    """Make a map to click in."""
    say = opened(asked)
    if len(say.network.nodes) > _MOST_NODES:
        raise UsageProblem("map-too-large", count=len(say.network.nodes), most=_MOST_NODES)
    to.write(_map(say, asked, highlight))
    to.tell(say.said("map.done", path=str(to.path)))


@click.command(cls=Command)
@scope_options("partners", known_only=True)
@file_options("report.file")
@click.option("--since", type=DAY)
@click.option("--comparison", type=PATH)
def report(asked: Asked, to: Output, since: date | None, comparison: Path | None) -> None:
    """Make the report on the health of the network."""
    if since is not None and since > asked.day:
        raise UsageProblem("since-after-day", since=since, day=asked.day)
    # Today is told beside that day: who may be named on one of them only, is named on neither.
    say = opened(asked, beside=earlier(asked, since) if since else None)
    write_document(_report(say, asked, comparison, since), "html", to)
    to.tell(say.said("report.done", path=str(to.path)))


@click.command(cls=Command)
@click.argument("folder", type=PATH, default=_DEMO_FOLDER)
@click.option("--examples", type=PATH, default=_EXAMPLES)
@click.pass_context
def demo(ctx: click.Context, folder: Path, examples: Path) -> None:
    """Load the fictional example region and show what the program makes of it."""
    lang = language(ctx)
    region = examples / "voorbeeldregio"
    if not region.is_dir():
        raise UsageProblem("no-examples", path=str(examples))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "voorbeeldregio.knooppunt"
    made = {name: Output(folder / text(lang, f"{name}.file"), ".html", file).checked() for name in ("map", "report")}
    load(file, [region], now())
    asked = Asked(file=file, day=today(), audience="partners")
    say = Speaker(open_network(asked), lang)
    worst = worst_tables(say, families(say.network, asked.day, own_rules(file)), _DEMO_FINDINGS)
    Destination("table").write({}, [summary_table(say), *worst], head=say.not_stored())
    made["map"].write(_map(say, asked, _HIGHLIGHTS))
    comparison = examples / "movisie-2018" / "vergelijking.yaml"
    write_document(_report(say, asked, comparison if comparison.exists() else None), "html", made["report"])
    click.echo()
    paths = {"done": folder, "file": file, **{name: output.path for name, output in made.items()}}
    for code, path in paths.items():
        click.echo(text(lang, f"demo.{code}", path=str(path.resolve())))


def _map(say: Speaker, asked: Asked, most: int) -> bytes:
    """Return the map with ``most`` of what asks for attention."""
    if not most:
        return map_page(say, (), (), 0).encode("utf-8")
    found = families(say.network, asked.day, OwnRules([], accepted(read_expectations(asked.file))))
    return map_page(say, found["fragile"], found["missing"], most).encode("utf-8")


def _report(say: Speaker, asked: Asked, comparison: Path | None, since: date | None = None) -> Document:
    """Return the report."""
    from knooppunt.reports.context import Context
    from knooppunt.reports.report import build_report
    from knooppunt.rules.surveys import read_survey
    from knooppunt.usecases.report import reported

    rules = OwnRules(accepted(read_needs(asked.file)), accepted(read_expectations(asked.file)))
    found = reported(say.network, asked, rules, since=since)
    survey = accepted(read_survey(comparison)) if comparison else None
    return build_report(Context(say.network, say.lang, asked.day, found, now(), survey))
