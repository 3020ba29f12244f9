"""Asking the person at the terminal, in her own words for yes and no."""

from __future__ import annotations

import sys

import click

from graph.vocabulary import vocabulary
from graph.words.catalogue import text


def on_terminal() -> bool:
    """Tell whether there is somebody to ask: what she types and what she sees is a terminal."""
    return sys.stdin.isatty() and (sys.stderr.isatty() or sys.stdout.isatty())


def confirmed(question: str, lang: str, *, otherwise: bool = False) -> bool:
    """Ask until the answer is a yes or a no; no answer is ``otherwise``."""
    answer = yes_or_no(question, lang)
    return otherwise if answer is None else answer


def yes_or_no(question: str, lang: str) -> bool | None:
    """Ask until the answer is a yes or a no; None when there is no answer."""
    words = vocabulary().words
    err = sys.stderr.isatty()
    while True:
        answer = click.prompt(question, default="", show_default=False, prompt_suffix=" ", err=err).strip().casefold()
        if answer in words.yes:
            return True
        if answer in words.no:
            return False
        if not answer:
            return None
        click.echo(text(lang, "yes-or-no"), err=err)
