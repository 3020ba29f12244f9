"""The command that proposes a column map: columns."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
import msgspec

from graph.errors import UsageProblem
from graph.vocabulary import vocabulary
from graph.words.catalogue import text
from knooppunt.answers.columns import columns as answer
from knooppunt.cli.confirm import on_terminal
from knooppunt.cli.framework import PATH, WORD, Choice, Command, language
from knooppunt.cli.options import network_file
from knooppunt.cli.output import STANDARD_OUTPUT, Destination, Output
from knooppunt.documents.safe import printable
from knooppunt.usecases.columns import NO_WISHES, map_beside, map_file, map_for, proposed
from loaders.base import Table
from loaders.columns.maps import ABSENT, PRESENT, TableMap
from loaders.columns.propose import Proposal, Proposed, answered
from loaders.columns.rows import doubtful_marks
from loaders.meaning.dates import read_date

#: What columns are most often.
_OFTEN = ("person", "organisation", "role", "area")
#: Where it stands, the list says itself with whom the contact is.
_OTHER = "contacts.organisation_b"
#: What no answer mends is told.
_TOLD_ONLY = ("no-day", "years")
#: Questions to which there is no end are no questions.
_MOST_TRIES = 5


@click.command(cls=Command)
@click.argument("path", type=PATH)
@click.option("--organisation", type=WORD, default="")
@click.option("--format", "format_", type=Choice("table", "json"), default="table")
@click.option("--output", type=PATH)
@click.option("--force", is_flag=True)
@click.option("--all", "all_", is_flag=True)
@click.pass_context
def columns(
    ctx: click.Context, path: Path, organisation: str, format_: str, output: Path | None, force: bool, all_: bool
) -> None:
    """Show how a list is read, ask about what is doubtful, and write the column map."""
    lang = language(ctx)
    network = network_file()
    to = Output(output or map_beside(path), ".yaml", network, force).checked()
    if to.path != STANDARD_OUTPUT and to.path.exists() and not force:
        raise UsageProblem("output-exists", path=str(to.path))
    beside = map_for(path, NO_WISHES)
    if beside is not None and beside.resolve() != to.path.resolve():
        # What is shown is how the list would be read without that map.
        click.echo(printable(text(lang, "columns.map-beside", path=str(beside))), err=True)
    sheets = proposed(network, path, organisation)
    shown: Sequence[tuple[str, Sequence[Proposal]]] = [(table.name, own) for table, own in sheets]
    asks = on_terminal() and format_ == "table" and to.path != STANDARD_OUTPUT
    told = answer(path.name, shown, lang)
    if asks:
        Destination(format_).write(*told)
        sheets = [(table, [_asked(each, lang, every=all_) for each in own]) for table, own in sheets]
    if sheets:
        to.write(map_file(sheets, lang).encode())
    if not asks and to.path != STANDARD_OUTPUT:
        Destination(format_).write(*told)
    if not sheets:
        click.echo(text(lang, "columns.only-known"), err=True)
        return
    if to.path != STANDARD_OUTPUT:
        # What is for programs stands alone on standard output.
        click.echo(printable(text(lang, "columns.written", path=str(to.path))), err=format_ == "json")
    for line in _open_questions(sheets, path.name, lang):
        click.echo(printable(line), err=True)
    if to.path != STANDARD_OUTPUT:
        click.echo(printable(text(lang, "columns.next", path=str(path))), err=format_ == "json")


def _questions(proposal: Proposal) -> list[str]:
    """Return what there is to ask about a table: what it cannot be read without first."""
    return [*proposal.lacking, *(f"column:{header}" for header, _ in proposal.doubtful)]


def _open_questions(sheets: Sequence[tuple[Table, Sequence[Proposal]]], file: str, lang: str) -> list[str]:
    """Return what is still to be answered in the map."""
    lines = []
    for table, proposals in sheets:
        for proposal in proposals:
            for code in _questions(proposal):
                kind, _, header = code.partition(":")
                lines.append(text(lang, f"columns.open-{kind}", sheet=table.name, header=header, file=file))
    return lines


def _asked(proposal: Proposal, lang: str, *, every: bool) -> Proposal:
    """Ask about what is doubtful in a table, or about every column; return the proposal with the answers."""
    told: set[str] = set()
    # An answer may raise another question: of a list of people, whose list it is.
    while code := next((each for each in _questions(proposal) if each not in told), ""):
        told.add(code)
        kind, _, header = code.partition(":")
        if kind == "column":
            column = next(each for each in proposal.columns if each.header == header)
            proposal = answered(proposal, column.column, _choice(column, lang))
        elif kind == "nobody":
            if named := _named(proposal, lang):
                likely = msgspec.structs.replace(named, meaning=_OFTEN[0])
                proposal = answered(proposal, named.column, _choice(likely, lang))
        elif kind in _TOLD_ONLY:
            continue
        elif kind == "marks":
            proposal = _with_marks(proposal, lang)
        elif kind == "year":
            proposal = _of_year(proposal, lang)
        else:
            proposal = _of_whom(proposal, kind, lang)
    if every:
        asked = {n for n, _ in proposal.given}
        for column in (each for each in proposal.columns if not (each.cross or each.column in asked)):
            if (meaning := _choice(column, lang)) != column.meaning:
                proposal = answered(proposal, column.column, meaning)
        return _asked(proposal, lang, every=False)
    proposal = _apart(proposal, lang)
    targets = {target for column in proposal.columns for target in column.targets}
    with_others = any(target.startswith("contacts.") for target in targets) and _OTHER not in targets
    return proposal if proposal.map.organisation or not with_others else _of_whom(proposal, "own", lang)


def _apart(proposal: Proposal, lang: str) -> Proposal:
    """Ask of names of organisations that may be several whether they are; what is several goes into the map."""
    err = sys.stderr.isatty()
    apart = list(proposal.map.apart)
    for header, name in proposal.joined:
        if header in apart:
            continue
        click.echo(printable(text(lang, "columns.ask-joined", header=header, name=name)), err=err)
        for number, answer_ in enumerate(("one", "several"), 1):
            click.echo(f"  {number}  {text(lang, f'columns.ask-joined-{answer_}')}", err=err)
        given = click.prompt(text(lang, "columns.ask-number"), default="1", prompt_suffix=" ", err=err).strip()
        apart += [header] if given == "2" else []
    return msgspec.structs.replace(proposal, map=msgspec.structs.replace(proposal.map, apart=tuple(apart)))


def _of_whom(proposal: Proposal, kind: str, lang: str) -> Proposal:
    """Ask of which organisation a list is (``own``: to which one the people belong who have the contacts)."""
    table_map = proposal.map
    params = {"sheet": table_map.sheet, "otherwise": vocabulary().lists.own_organisation}
    question = text(lang, f"columns.ask-{kind}", **params)
    name = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=sys.stderr.isatty())
    if not (name := " ".join(name.split())):
        return proposal
    of = "support_organisations" if kind == "own" else table_map.kind
    return _settled(proposal, kind, msgspec.structs.replace(table_map, organisation=name, kind=of))


def _with_marks(proposal: Proposal, lang: str) -> Proposal:
    """Ask which marks say that somebody was there; the others then say that she was not."""
    table_map = proposal.map
    marks = doubtful_marks(proposal.found, table_map)
    question = text(lang, "columns.ask-marks", sheet=table_map.sheet, marks="; ".join(marks))
    for _ in range(_MOST_TRIES):
        given = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=sys.stderr.isatty())
        chosen = {each.strip().casefold() for each in re.split("[;,]", given) if each.strip()} - {"0"}
        if not given.strip():
            return proposal
        if chosen <= {mark.casefold() for mark in marks}:
            said = {mark: PRESENT if mark.casefold() in chosen else ABSENT for mark in marks}
            return _settled(proposal, "marks", msgspec.structs.replace(table_map, marks={**table_map.marks, **said}))
    return proposal


def _of_year(proposal: Proposal, lang: str) -> Proposal:
    """Ask of which year the days above the columns are."""
    question = text(lang, "columns.ask-year", sheet=proposal.map.sheet)
    given = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=sys.stderr.isatty()).strip()
    if not (given.isdecimal() and isinstance(read_date(given), date)):
        return proposal
    return _settled(proposal, "year", msgspec.structs.replace(proposal.map, year=given))


def _settled(proposal: Proposal, code: str, table_map: TableMap) -> Proposal:
    """Return a proposal in which one question is answered."""
    lacking = tuple(each for each in proposal.lacking if each != code)
    return msgspec.structs.replace(proposal, map=table_map, lacking=lacking)


def _named(proposal: Proposal, lang: str) -> Proposed | None:
    """Ask which column of a table has the names in it; None when there is no such column."""
    err = sys.stderr.isatty()
    click.echo(printable(text(lang, "columns.ask-nobody", sheet=proposal.found.table.name)), err=err)
    for number, each in enumerate(proposal.columns, 1):
        click.echo(printable(f"  {number}  {each.header} ({'; '.join(each.samples)})"), err=err)
    click.echo(f"  0  {text(lang, 'columns.ask-no-names')}", err=err)
    for _ in range(_MOST_TRIES):
        given = click.prompt(text(lang, "columns.ask-number"), default="0", prompt_suffix=" ", err=err).strip()
        if given == "0":
            return None
        if given.isdecimal() and 0 < int(given) <= len(proposal.columns):
            return proposal.columns[int(given) - 1]
    return None


def _choice(column: Proposed, lang: str) -> str:
    """Ask what a column is; return its meaning. No answer is what it was taken for."""
    err = sys.stderr.isatty()
    choices = [each for each in vocabulary().lists.headers if each != "kept"]
    default = "0" if column.meaning == "kept" else "1"
    likely = [each for each in dict.fromkeys((column.meaning, *_OFTEN)) if each != "kept"]
    click.echo(printable(text(lang, "columns.ask", header=column.header, samples="; ".join(column.samples))), err=err)
    for number, each in enumerate(likely, 1):
        click.echo(f"  {number}  {text(lang, f'list-meaning.{each}')}", err=err)
    click.echo(f"  0  {text(lang, 'list-meaning.kept')}", err=err)
    click.echo(f"  ?  {text(lang, 'columns.ask-more')}", err=err)
    for _ in range(_MOST_TRIES):
        given = click.prompt(text(lang, "columns.ask-number"), default=default, prompt_suffix=" ", err=err).strip()
        if given == "?":
            likely, default = choices, str(choices.index(column.meaning) + 1 if column.meaning in choices else 0)
            for number, each in enumerate(likely, 1):
                click.echo(f"  {number}  {text(lang, f'list-meaning.{each}')}", err=err)
        elif given == "0":
            return "kept"
        elif given.isdecimal() and 0 < int(given) <= len(likely):
            return likely[int(given) - 1]
    return column.meaning
