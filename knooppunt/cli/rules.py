"""Rules on the command line: what is wrong with a file of them is told in full before it is refused."""

from __future__ import annotations

from typing import TypeVar

import click
import msgspec

from graph.errors import InputRefused
from knooppunt.cli.framework import language
from knooppunt.cli.output import printable
from knooppunt.rules_file import Rules, problem_line

_T = TypeVar("_T", bound=msgspec.Struct)


def accepted(rules: Rules[_T]) -> list[_T]:
    """Return the rules. Tells every problem on standard error, and raises InputRefused when there is any."""
    lang = language(click.get_current_context())
    for problem in rules.problems:
        click.echo(printable(problem_line(problem, lang)), err=True)
    if rules.problems:
        raise InputRefused("rules-refused-told", path=rules.path, count=len(rules.problems))
    return rules.accepted()
