"""Commands that bring data in, show where it came from, and check the file: init, template, load, sources, check."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from graph.errors import InputRefused, StoreUnavailable, UsageProblem
from graph.network import Network
from graph.store.opening import create_store, is_nothing
from graph.words.catalogue import text
from knooppunt.answers.changed import changed_lines, first_question
from knooppunt.answers.check import checked
from knooppunt.answers.load import doubt_lines, load_lines
from knooppunt.answers.load import sources as answer
from knooppunt.cli.confirm import confirmed, on_terminal, yes_or_no
from knooppunt.cli.framework import DAY, PATH, WORD, Command, Group, language
from knooppunt.cli.options import network_file, now, output_options, to_type
from knooppunt.cli.output import STANDARD_OUTPUT, Destination, Output
from knooppunt.cli.progress import progress_bar
from knooppunt.cli.standard_input import STANDARD_INPUT, standard_input
from knooppunt.documents.safe import printable
from knooppunt.rules.reader import copy_rules
from knooppunt.usecases import load as loading
from knooppunt.usecases.check import check as looked_over
from knooppunt.usecases.columns import Wishes
from knooppunt.usecases.doubts import Doubt
from loaders.base import Alike

#: About how many pairs of names that are nearly the same it is asked; the others are told.
_MOST_PAIRS = 20


@click.command(cls=Command)
@click.pass_context
def init(ctx: click.Context) -> None:
    """Make an empty store."""
    file: Path = ctx.find_root().obj
    lang = language(ctx)
    # The rules first: when one of them cannot be written there is no network file yet, and the next try does it all.
    new = is_nothing(file) and file.parent.is_dir()
    copied = copy_rules(file.parent) if new else []
    create_store(file).close()
    click.echo(text(lang, "init.done", path=str(file)))
    if copied:
        click.echo(text(lang, "init.rules", paths=", ".join(str(path) for path in copied)))


@click.command(cls=Command)
@click.argument("path", type=PATH, required=False)
@click.option("--example/--no-example", default=True)
@click.option("--force", is_flag=True)
@click.pass_context
def template(ctx: click.Context, path: Path | None, example: bool, force: bool) -> None:
    """Write the workbook to fill in."""
    from knooppunt.template import empty_workbook

    lang = language(ctx)
    path = path or Path(text(lang, "template.file"))
    if path != STANDARD_OUTPUT and path.suffix.lower() != ".xlsx":
        raise UsageProblem("template-suffix", path=str(path))
    to = Output(path, ".xlsx", network_file(), force).checked()
    if path != STANDARD_OUTPUT and path.exists() and not force:
        raise UsageProblem("output-exists", path=str(path))
    to.write(empty_workbook(lang, example=example))
    to.tell(text(lang, "template.done", path=str(path)))


@click.command(cls=Command)
@click.argument("paths", type=PATH, nargs=-1, required=True)
@click.option("--source", type=WORD)
@click.option("--as-of", type=DAY)
@click.option("--skip-bad-rows", is_flag=True)
@click.option("--columns", "column_map", type=PATH)
@click.option("--organisation", type=WORD, default="")
@click.option("--skip-sheets", is_flag=True)
@click.option("--yes", is_flag=True)
@click.option("--all", "all_", is_flag=True)
@click.pass_context
def load(
    ctx: click.Context,
    paths: tuple[Path, ...],
    source: str | None,
    as_of: date | None,
    skip_bad_rows: bool,
    column_map: Path | None,
    organisation: str,
    skip_sheets: bool,
    yes: bool,
    all_: bool,
) -> None:
    """Load lists into the store; all of them, or nothing."""
    lang = language(ctx)
    file: Path = ctx.find_root().obj
    answered: set[Doubt] = set()
    same: dict[Alike, bool | None] = {}
    changes: list[tuple[Network, Network]] = []
    asks = on_terminal()
    origin = None
    if STANDARD_INPUT in paths:
        if len(paths) > 1:
            raise UsageProblem("one-path-per-source")
        origin, paths = STANDARD_INPUT, (ctx.with_resource(standard_input(source)),)

    def agreed(doubt: Doubt) -> bool:
        if doubt.alike is not None and len(same) >= _MOST_PAIRS:
            return True
        return yes or doubt in answered or not (doubt.blocks or asks)

    while True:
        with progress_bar(text(lang, "load.progress"), text(lang, "load.storing")) as progress:
            results = loading.load(
                file,
                paths,
                now(),
                source=source,
                skip_bad_rows=skip_bad_rows,
                progress=progress,
                agreed=agreed,
                noticed=lambda before, after: changes.append((before, after)),
                origin=origin,
                again=all_,
                wishes=Wishes(column_map, organisation, skip_sheets),
                as_of=as_of,
                same=same.get,
            )
        refused = [result for result in results if result.status == "refused"]
        doubts = [doubt for result in results for doubt in result.doubts if not agreed(doubt)]
        if refused or not (doubts and asks):
            break
        # Nothing has been stored: with the answers it is loaded again, and what is new then is asked as well.
        answered |= _ask(doubts, same, lang)
    for result in results:
        stopped = bool(refused or doubts)
        complaints, counts = load_lines(result, lang, nothing_stored=stopped, told=answered, every=all_)
        for lines, err in ((complaints, True), (counts, False)):
            for line in lines:
                click.echo(printable(line), err=err)
    if refused:
        count = sum(len(result.loaded.problems) for result in refused)
        more = skip_bad_rows or not all(result.loaded.only_rows for result in refused)
        raise InputRefused("nothing-stored-anyway" if more else "nothing-stored", count=count)
    if doubts:
        raise InputRefused("nothing-stored-asked")
    for line in (line for networks in changes for line in _came_of_it(*networks, lang)):
        click.echo(printable(line))


def _came_of_it(before: Network, after: Network, lang: str) -> list[str]:
    """Return what a load changed, and what to do next."""
    if not after.nodes:
        return [text(lang, "load.next-nothing")]
    question = first_question(after)
    commands = {"question": to_type(question), "map": to_type("map")}
    return [*changed_lines(before, after, lang), text(lang, f"load.next-{question}", **commands)]


def _ask(doubts: Sequence[Doubt], same: dict[Alike, bool | None], lang: str) -> set[Doubt]:
    """Ask about each of ``doubts``, and return those that were asked; raises InputRefused when the answer is no.

    What is answered about two names that are nearly the same goes into ``same``; of very many pairs only some are asked.
    """
    asked = set()
    for doubt in doubts:
        if doubt.alike is not None and len(same) >= _MOST_PAIRS:
            continue
        asked.add(doubt)
        for line in doubt_lines(doubt, lang, kept=False):
            click.echo(printable(line), err=True)
        if doubt.alike is not None:
            same[doubt.alike] = yes_or_no(text(lang, "load.ask-same"), lang)
        elif not confirmed(text(lang, "load.ask"), lang):
            raise InputRefused("nothing-stored-stopped")
    return asked


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def sources(ctx: click.Context) -> None:
    """List the sources, or show or withdraw one."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_sources)


@sources.command("list", cls=Command)
@output_options()
@click.pass_context
def list_sources(ctx: click.Context, to: Destination) -> None:
    """List every source with its newest version."""
    to.write(*answer("sources", loading.newest(ctx.find_root().obj), language(ctx)))


@sources.command("show", cls=Command)
@click.argument("source", type=WORD)
@output_options()
@click.pass_context
def show_source(ctx: click.Context, source: str, to: Destination) -> None:
    """Show every version of one source."""
    to.write(*answer("sources show", loading.history(ctx.find_root().obj, source), language(ctx)))


@sources.command("withdraw", cls=Command)
@click.argument("source", type=WORD)
@click.option("--as-of", type=DAY)
@click.pass_context
def withdraw_source(ctx: click.Context, source: str, as_of: date | None) -> None:
    """Take a source back, or its list of a day."""
    hanging = loading.withdraw(ctx.find_root().obj, source, now(), as_of)
    lang = language(ctx)
    click.echo(text(lang, "sources.withdrawn-day" if as_of else "sources.withdrawn", source=source, day=as_of))
    for other, count in hanging:
        click.echo(f"{text(lang, 'warning')}: {text(lang, 'load.hanging', source=other, count=count)}", err=True)


@click.command(cls=Command)
@output_options()
@click.pass_context
def check(ctx: click.Context, to: Destination) -> None:
    """Tell what is well and what is damaged in the network file."""
    file: Path = ctx.find_root().obj
    found = looked_over(file)
    to.write(*checked(file, found, language(ctx)))
    if found.damaged:
        raise StoreUnavailable("check-not-whole", path=str(file), count=found.damaged)
