"""The parts of the docs that follow from the program: every command, every sheet, and the answers shown as examples.

``python -m tests.knooppunt.reference`` writes them anew; ``test_docs.py`` tells when that is needed.

A part stands between ``<!-- begin: NAME -->`` and ``<!-- end: NAME -->``. An answer is the block of text below
``<!-- answer: EXAMPLE: ARGUMENTS -->``: what the program says about that example when it gets these arguments.
"""

from __future__ import annotations

import re
import shlex
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from graph.vocabulary import Column, Sheet, vocabulary
from graph.words.catalogue import text
from knooppunt.cli.framework import examples, help_key, help_text, parameter_help
from tests.knooppunt.command_line import EXAMPLES, ROOT, commands, run

DOCS = ROOT / "docs"
_PART = re.compile(r"(<!-- begin: ([a-z-]+) -->\n).*?(<!-- end: \2 -->)", re.DOTALL)
_ANSWER = re.compile(r"(<!-- answer: ([a-z0-9-]+): ([^\n]*) -->\n```text\n).*?(```\n)", re.DOTALL)
_LANG = "nl"


def pages() -> list[Path]:
    """Return the pages that hold such parts."""
    return sorted(path for path in DOCS.glob("*.md") if "<!-- " in path.read_text(encoding="utf-8"))


def renewed(page: str) -> str:
    """Return ``page`` with its parts and answers as they are now."""
    page = _PART.sub(lambda match: f"{match[1]}{_PARTS[match[2]]()}{match[3]}", page)
    with tempfile.TemporaryDirectory() as folder:
        return _ANSWER.sub(lambda match: f"{match[1]}{_answer(Path(folder), match[2], match[3])}{match[4]}", page)


def _answer(folder: Path, example: str, arguments: str) -> str:
    """Return what the program says about an example."""
    file = folder / f"{example}.knooppunt"
    if not file.exists():
        assert run("--file", file, "load", EXAMPLES / example).status == 0
    result = run("--file", file, *shlex.split(arguments))
    assert (result.status, result.err) == (0, ""), result
    return result.out


def _commands() -> str:
    """Return every command with its arguments and options."""
    return "\n".join(_command(ctx) for words, ctx in commands() if words)


def _command(ctx: click.Context) -> str:
    formatter = click.HelpFormatter(width=10_000)
    ctx.command.format_usage(ctx, formatter)
    usage = formatter.getvalue().strip().partition(": ")[2]
    explained = help_text(_LANG, help_key(ctx)).strip().replace("\n", "\n\n")
    rows = [f"| `{name}` | {words} |" for name, words in _parameters(ctx)]
    table = "\n".join(["| wat u opgeeft | uitleg |", "|---|---|", *rows])
    shown = "".join(f"    {line}\n" for line in examples(_LANG, help_key(ctx)))
    told = f"{text(_LANG, 'usage.example')}\n\n{shown}\n" if shown else ""
    return f"### {ctx.command_path}\n\n{explained}\n\n    {usage}\n\n{table}\n\n{told}"


def _parameters(ctx: click.Context) -> Iterator[tuple[str, str]]:
    """Yield the name and the explanation of every argument and option."""
    for param in ctx.command.get_params(ctx):
        told = parameter_help(_LANG, help_key(ctx), param)
        if not isinstance(param, click.Option):
            yield param.make_metavar(ctx), told
            continue
        names = ", ".join((*param.opts, *param.secondary_opts))
        value = "" if param.is_flag else f" {param.make_metavar(ctx)}"
        if param.show_default and param.default not in (None, False):
            told += f" [{text(_LANG, 'usage.default')}: {param.default}]"
        yield f"{names}{value}".replace("|", "\\|"), told


def _sheets() -> str:
    """Return every sheet with its columns."""
    return "\n".join(_sheet(sheet) for sheet in vocabulary().sheets.values())


def _sheet(sheet: Sheet) -> str:
    rows = [
        f"| {_marked(column.header['nl'], column.required)} | {column.header['en']} | {_meaning(column, sheet)} |"
        for column in sheet.columns.values()
        if column.code not in _everywhere() and not column.by_map
    ]
    table = "\n".join(["| kolom | in het Engels | wat erin staat |", "|---|---|---|", *rows])
    return f"#### {sheet.header['nl']} ({sheet.header['en']})\n\n{table}\n"


def _everywhere() -> set[str]:
    """Return the columns that every sheet has."""
    return set.intersection(*(set(sheet.columns) for sheet in vocabulary().sheets.values()))


def _shared() -> str:
    """Return the columns that every sheet has."""
    sheet = next(iter(vocabulary().sheets.values()))
    rows = [
        f"| {column.header['nl']} | {column.header['en']} | {_meaning(column, sheet)} |"
        for column in sheet.columns.values()
        if column.code in _everywhere() and not column.by_map
    ]
    return "\n".join(["| kolom | in het Engels | wat erin staat |", "|---|---|---|", *rows]) + "\n"


def _meaning(column: Column, sheet: Sheet) -> str:
    """Return what a column is for and what may stand in it."""
    told = [column.help[_LANG]] if column.help else []
    told.append(_content(column, sheet))
    told += [text(_LANG, "template.many")] if column.many else []
    return "; ".join(told)


def _content(column: Column, sheet: Sheet) -> str:
    kinds = column.to or (sheet.about if column.subject else ())
    if kinds:
        labels = [vocabulary().kinds[kind].label[_LANG] for kind in kinds if kind != "organisation"]
        labels += ["organisatie"] if "organisation" in kinds else []
        topic = f" of {text(_LANG, 'template.type.topic')}" if column.topic else ""
        return f"{text(_LANG, 'template.type.reference')} ({', '.join(labels)}){topic}"
    if column.topic:
        return text(_LANG, "template.type.topic")
    values = vocabulary().value_list(column)
    if values is not None:
        listed = ", ".join(f"*{value.nl}*" for value in values.values.values())
        return f"een van: {listed}{' (iets anders mag ook)' if values.open else ''}"
    type_ = "text" if column.property == "type" else vocabulary().properties[column.property].type
    return text(_LANG, f"template.type.{type_}")


def _marked(header: str, required: bool) -> str:
    return f"**{header}**" if required else header


_PARTS: dict[str, Callable[[], str]] = {"commands": _commands, "sheets": _sheets, "shared-columns": _shared}


def main() -> None:
    """Write the parts anew."""
    for path in pages():
        page = path.read_text(encoding="utf-8")
        path.write_text(renewed(page), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
