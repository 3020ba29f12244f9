"""Text for people: the message catalogue, in Dutch and English.

A message is a template with named fields, or one template for ``one`` and one for ``other`` numbers (the field ``count``
decides). Code elsewhere knows codes and parameters only; text is made here, at the edge.
"""

from __future__ import annotations

import functools
from datetime import date
from importlib import resources
from typing import Any

from graph.model import Node
from graph.network import Network
from graph.vocabulary import vocabulary
from graph.yaml_file import parse_yaml

LANGUAGES = ("nl", "en")
DEFAULT_LANGUAGE = "nl"

_MONTHS = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


@functools.cache
def messages(lang: str) -> dict[str, Any]:
    """Return the catalogue of one language: all files of its folder together."""
    catalogue: dict[str, Any] = {}
    for part in resources.files("graph").joinpath("messages", lang).iterdir():
        catalogue |= parse_yaml(part.read_text(encoding="utf-8"))
    return catalogue


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
    return f"{day.day} {_MONTHS[lang][day.month - 1]} {day.year}"


def written_number(value: float, lang: str) -> str:
    """Return a number as people write it: 92.400 and 52,5 in Dutch, 92,400 and 52.5 in English."""
    written = f"{value:,.10g}" if isinstance(value, float) else f"{value:,}"
    return written.translate(str.maketrans(",.", ".,")) if lang == "nl" else written


def written_place(place: str, lang: str) -> str:
    """Return a place in a source (``sheet!row``) as people say it: blad zetels, rij 12. Any other place stays as it is."""
    sheet, mark, row = place.rpartition("!")
    if not (mark and sheet and row.isascii() and row.isdigit()):
        return place
    return f"{text(lang, 'place.sheet', sheet=sheet)}, {text(lang, 'place.row', row=row)}"


def listed(words: list[str], lang: str) -> str:
    """Return ``words`` as a list in a sentence: a, b en c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {messages(lang)['and']} {words[-1]}"


def caption(network: Network, node_id: str, lang: str) -> str:
    """Return the name of a node as people may see it; a nameless person is called by role and organisation."""
    node = network.nodes.get(node_id)
    if node is None:
        return node_id
    nameless = node.properties.get("nameless")
    if nameless is None:
        return node.name or node_id
    role = nameless.get("role")
    organisation = network.nodes.get(nameless.get("organisation") or "")
    who = vocabulary().value_label("seat_role", role, lang) if role else vocabulary().kinds["person"].label[lang]
    code = nameless["code"][:4]
    if organisation is None:
        return text(lang, "nameless", role=who, code=code)
    return text(lang, "nameless-of", role=who, organisation=organisation.name, code=code)


def kind_label(node: Node, lang: str) -> str:
    """Return what a node is: the label of its kind."""
    return vocabulary().kinds[node.kind].label[lang]


def _written(value: Any, lang: str) -> Any:
    if isinstance(value, date):
        return written_date(value, lang)
    if isinstance(value, int) and not isinstance(value, bool):
        return written_number(value, lang)
    if isinstance(value, (list, tuple)):
        return listed([str(_written(item, lang)) for item in value], lang)
    return value
