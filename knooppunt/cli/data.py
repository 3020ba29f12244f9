"""Commands that bring data in and show where it came from: init, template, load, sources."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from graph.errors import InputRefused, UsageProblem
from graph.store.base import Version
from graph.store.opening import create_store, open_store
from graph.words.catalogue import text, written_date, written_number
from knooppunt import usecases
from knooppunt.cli.framework import Command, FilePath, Group, Word, language
from knooppunt.cli.options import output_options
from knooppunt.cli.output import printable, write
from knooppunt.cli.progress import progress_bar
from knooppunt.load_report import load_lines
from knooppunt.rules.reader import copy_rules
from knooppunt.tables import Table
from knooppunt.usecases import LoadResult


@click.command(cls=Command)
@click.pass_context
def init(ctx: click.Context) -> None:
    """Make an empty store."""
    file: Path = ctx.find_root().obj
    lang = language(ctx)
    create_store(file).close()
    click.echo(text(lang, "init.done", path=str(file)))
    if copied := copy_rules(file.parent):
        click.echo(text(lang, "init.rules", paths=", ".join(str(path) for path in copied)))


@click.command(cls=Command)
@click.argument("path", type=FilePath(), required=False)
@click.option("--example/--no-example", default=True)
@click.option("--force", is_flag=True)
@click.pass_context
def template(ctx: click.Context, path: Path | None, example: bool, force: bool) -> None:
    """Write the workbook to fill in."""
    from knooppunt.workbook import write_template

    lang = language(ctx)
    path = path or Path(text(lang, "template.file"))
    if path.suffix.lower() != ".xlsx":
        raise UsageProblem("template-suffix", path=str(path))
    if path.exists() and not force:
        raise UsageProblem("output-exists", path=str(path))
    write_template(path, lang, example=example)
    click.echo(text(lang, "template.done", path=str(path)))


@click.command(cls=Command)
@click.argument("paths", type=FilePath(), nargs=-1, required=True)
@click.option("--source", type=Word())
@click.option("--skip-bad-rows", is_flag=True)
@click.pass_context
def load(ctx: click.Context, paths: tuple[Path, ...], source: str | None, skip_bad_rows: bool) -> None:
    """Load lists into the store; all of them, or nothing."""
    lang = language(ctx)
    file: Path = ctx.find_root().obj
    with progress_bar(text(lang, "load.progress")) as progress:
        results = usecases.load(file, paths, _now(), source=source, skip_bad_rows=skip_bad_rows, progress=progress)
    refused = any(result.status == "refused" for result in results)
    for result in results:
        _tell(result, lang, nothing_stored=refused)
    if refused:
        problems = [problem for result in results for problem in result.loaded.problems if result.status == "refused"]
        raise InputRefused("nothing-stored-anyway" if skip_bad_rows else "nothing-stored", count=len(problems))


def _tell(result: LoadResult, lang: str, *, nothing_stored: bool) -> None:
    """Print what became of one source: what is wrong on standard error, the counts on standard output."""
    report = load_lines(result, lang, nothing_stored=nothing_stored)
    for line in report.complaints:
        click.echo(printable(line), err=True)
    for line in report.counts:
        click.echo(printable(line))


@click.group(cls=Group, invoke_without_command=True)
@click.pass_context
def sources(ctx: click.Context) -> None:
    """List the sources, or show or withdraw one."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_sources)


@sources.command("list", cls=Command)
@output_options
@click.pass_context
def list_sources(ctx: click.Context, format_: str = "table", output: Path | None = None) -> None:
    """List every source with its newest version."""
    lang = language(ctx)
    newest = {version.source: version for version in _versions(ctx)}
    _write_versions(list(newest.values()), "sources", lang, format_, output)


@sources.command("show", cls=Command)
@click.argument("source", type=Word())
@output_options
@click.pass_context
def show_source(ctx: click.Context, source: str, format_: str, output: Path | None) -> None:
    """Show every version of one source."""
    versions = _versions(ctx)
    usecases.newest_version(versions, source)
    own = [version for version in versions if version.source == source]
    _write_versions(own, "sources show", language(ctx), format_, output)


@sources.command("withdraw", cls=Command)
@click.argument("source", type=Word())
@click.pass_context
def withdraw_source(ctx: click.Context, source: str) -> None:
    """Take a source back."""
    usecases.withdraw(ctx.find_root().obj, source, _now())
    click.echo(text(language(ctx), "sources.withdrawn", source=source))


def _versions(ctx: click.Context) -> list[Version]:
    with open_store(ctx.find_root().obj) as store:
        return store.versions()


def _write_versions(versions: list[Version], command: str, lang: str, format_: str, output: Path | None) -> None:
    data = {
        "command": command,
        "sources": [
            {
                "source": version.source,
                "loaded_at": version.loaded_at.isoformat(),
                "status": "withdrawn" if version.withdrawn else "loaded",
                "path": version.path,
                "hash": version.hash,
                "records": version.records,
                "counts": [
                    {"sheet": count.sheet, "read": count.read, "stored": count.stored, "left_out": count.left_out}
                    for count in version.counts
                ],
            }
            for version in versions
        ],
    }
    headers = ("sources.source", "sources.loaded", "sources.status", "load.read", "load.stored", "load.left-out")
    rows = [_version_row(version, lang) for version in versions]
    note = "" if rows else text(lang, "sources.none")
    write(
        data, [Table(text(lang, "sources.title"), tuple(text(lang, h) for h in headers), rows, note)], format_, output
    )


def _version_row(version: Version, lang: str) -> tuple[str, ...]:
    local = version.loaded_at.astimezone()
    sums = (sum(getattr(count, name) for count in version.counts) for name in ("read", "stored", "left_out"))
    return (
        version.source,
        f"{written_date(local.date(), lang)} {local:%H:%M}",
        text(lang, "sources.status-withdrawn" if version.withdrawn else "sources.status-loaded"),
        *(written_number(count, lang) for count in sums),
    )


def _now() -> datetime:
    return datetime.now().astimezone()
