"""Text for people: the message catalogue, in Dutch and English.

A message is a template with named fields, or one template for ``one`` and one for ``other`` numbers (the field ``count``
decides). Where these differ in a few words, only those are written twice: ``{count} [plaats|plaatsen]``. Code elsewhere
knows codes and parameters only; text is made here, at the edge.
"""

from __future__ import annotations

import functools
import re
from datetime import date
from importlib import resources
from typing import Any

from graph.yaml_file import parse_yaml

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"

#: The packages that have messages of their own, in files that are read as data: ``<package>/messages/<language>/*.yaml``.
PACKAGES = ("graph", "loaders", "queries", "viz", "knooppunt")
#: Words of which the number decides: ``[one|other]``.
_BY_NUMBER = re.compile(r"\[([^][|]*)\|([^][|]*)\]")


@functools.cache
def messages(lang: str) -> dict[str, Any]:
    """Return the catalogue of one language: the files of all packages together."""
    catalogue: dict[str, Any] = {}
    for package in PACKAGES:
        for part in resources.files(package).joinpath("messages", lang).iterdir():
            catalogue |= parse_yaml(part.read_text(encoding="utf-8"))
    return {code: _forms(message) for code, message in catalogue.items()}


def _forms(message: Any) -> Any:
    """Return a message with words for one and for other numbers as two templates, any other message as it is."""
    if not isinstance(message, str) or not _BY_NUMBER.search(message):
        return message
    return {form: _BY_NUMBER.sub(rf"\{number}", message) for number, form in enumerate(("one", "other"), 1)}


class Choice(tuple[str, ...]):
    """Words among the parameters of a message of which one is meant: a, b or c."""


def text(lang: str, code: str, /, **params: Any) -> str:
    """Return the message ``code`` in ``lang``; dates and lists among ``params`` are written for people."""
    template = messages(lang)[code]
    if isinstance(template, dict):
        template = template["one" if params.get("count") == 1 else "other"]
    return str(template).format(**{name: _written(value, lang) for name, value in params.items()})


def has(lang: str, code: str) -> bool:
    """Tell whether the catalogue has a message ``code``."""
    return code in messages(lang)


def written_date(day: date, lang: str) -> str:
    """Return ``day`` written out: 12 september 2017."""
    return f"{day.day} {messages(lang)['months'].split()[day.month - 1]} {day.year}"


def written_number(value: float, lang: str, decimals: int | None = None) -> str:
    """Return a number as people write it: 92.400 and 52,5 in Dutch, 92,400 and 52.5 in English.

    A number has the decimals that it needs, unless it is told how many.
    """
    format_ = f",.{decimals}f" if decimals is not None else ",.10g" if isinstance(value, float) else ","
    written = f"{value:{format_}}"
    return written.translate(str.maketrans(",.", ".,")) if lang == "nl" else written


def listed(words: list[str], lang: str, joint: str = "and") -> str:
    """Return ``words`` as a list in a sentence: a, b en c; with the ``joint`` or: a, b of c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {messages(lang)[joint]} {words[-1]}"


def _written(value: Any, lang: str) -> Any:
    if isinstance(value, date):
        return written_date(value, lang)
    if isinstance(value, int) and not isinstance(value, bool):
        return written_number(value, lang)
    if isinstance(value, (list, tuple)):
        return listed([str(_written(item, lang)) for item in value], lang, "or" if isinstance(value, Choice) else "and")
    return value
