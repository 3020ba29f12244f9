"""Files that a hub edits, on the command line: what is wrong with one is told in full before it is refused."""

from __future__ import annotations

from typing import TypeVar

import click

from graph.errors import InputRefused
from knooppunt.cli.framework import language
from knooppunt.documents.safe import printable
from knooppunt.rules.reader import Reading, problem_line

_T = TypeVar("_T")


def accepted(reading: Reading[_T]) -> _T:
    """Return what was read. Tells every problem on standard error, and raises InputRefused when there is any."""
    lang = language(click.get_current_context())
    for problem in sorted(reading.problems, key=lambda problem: problem.line):
        click.echo(printable(problem_line(problem, lang)), err=True)
    if reading.problems:
        raise InputRefused("rules-refused-told", path=reading.path, count=len(reading.problems))
    return reading.accepted()
