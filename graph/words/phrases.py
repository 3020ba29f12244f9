"""Phrases that sentences are made of: names, places, shares. 1.234 and 12,5% in Dutch, 1,234 and 12.5% in English."""

from __future__ import annotations

from datetime import date

from graph.model import Node
from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import text, written_date, written_number

#: How many lists a sentence names.
_SOURCES = 3


def caption(network: Network, node_id: str, lang: str) -> str:
    """Return the name of a node as people may see it, also when it is not there on this day; a nameless person is called by
    role and organisation.
    """
    # What is told of a region may be about somebody around it.
    node = network.entire.nodes.get(node_id) or network.left_out.get(node_id)
    if node is None:
        return node_id
    if "nameless" not in node.properties:
        return node.name or node_id
    return text(lang, "nameless", name=role_of(network, node, lang), code=node.properties["nameless"]["code"][:4])


def role_of(network: Network, nameless: Node, lang: str) -> str:
    """Return what people may know of a nameless person: a role, and where that is."""
    known = nameless.properties["nameless"]
    role, organisation = known.get("role"), network.entire.nodes.get(known.get("organisation") or "")
    who = vocabulary().value_label("seat_role", role, lang) if role else vocabulary().kinds["person"].label[lang]
    return who if organisation is None else text(lang, "role-of", role=who, organisation=organisation.name)


def kind_label(node: Node, lang: str) -> str:
    """Return what a node is: the label of its kind."""
    return vocabulary().kinds[node.kind].label[lang]


def spoken(network: Network, node_id: str, lang: str) -> str:
    """Return a name as it stands in a sentence.

    A municipality is called one, so that nobody takes it for a council; who is called by her role gets an article.
    """
    name = caption(network, node_id, lang)
    if (node := network.entire.nodes.get(node_id)) and "nameless" in node.properties:
        return text(lang, "nameless-spoken", name=name)
    municipality = node_id.startswith("municipality:") and "gemeente" not in name.lower()
    return text(lang, "municipality-of", name=name) if municipality else name


def written_source(source: str, lang: str) -> str:
    """Return what a source is called: its name, or for who may not see that, its number (``#2``)."""
    number = source[1:]
    return text(lang, "place.source", number=number) if source.startswith("#") and number.isdecimal() else source


def written_place(place: str, lang: str) -> str:
    """Return a place in a source (``sheet!row``) as people say it: blad zetels, rij 12. Any other place stays as it is."""
    sheet, mark, row = place.rpartition("!")
    number = row.isascii() and row.isdigit()
    called = "" if number else written_row(row, lang)
    if not (mark and sheet and (number or called)):
        return place
    return f"{text(lang, 'place.sheet', sheet=sheet)}, {called or text(lang, 'place.row', row=row)}"


def written_row(called: str, lang: str) -> str:
    """Return a row that is known by a name and a day (``Overleg, 2026-09-12``) as people say it; else an empty text."""
    name, mark, day = called.rpartition(", ")
    try:
        written = written_date(date.fromisoformat(day), lang)
    except ValueError:
        return ""
    return text(lang, "place.called", name=name, day=written) if mark else ""


def not_stored(network: Network, lang: str) -> str:
    """Return that rows or cells of the lists are in no answer, of which lists, and how to see them; nothing when all are."""
    lacking = network.not_stored
    counts = {"rows": lacking.rows, "cells": lacking.cells}
    told = [text(lang, f"not-stored.{what}", count=count) for what, count in counts.items() if count]
    if not told:
        return ""
    internal, sources = network.scope.audience == "internal", lacking.sources
    names = [f"‘{source}’" if internal else written_source(source, lang) for source in sources[:_SOURCES]]
    if more := len(sources) - len(names):
        names.append(text(lang, "and-more", count=more))
    words = text(lang, "not-stored", what=told, count=lacking.rows + lacking.cells)
    if names:
        words += f" {text(lang, 'not-stored.sources', sources=names)}"
    if internal:
        source = f'"{sources[0]}"' if len(sources) == 1 else text(lang, "not-stored.name")
        words += f" {text(lang, 'not-stored.see', source=source)}"
    return words


def percentage(part: int, total: int, lang: str) -> str:
    """Return ``part`` of ``total`` as a percentage of one decimal at most.

    What is not nothing is never written as 0%, and what is not everything never as 100%.
    """
    if not total:
        return "0%"
    share = 100 * part / total
    if 0 < share < 0.1:
        return text(lang, "less-than", number=written_number(0.1, lang))
    if 99.9 < share < 100:
        return text(lang, "more-than", number=written_number(99.9, lang))
    return f"{written_number(round(share, 1), lang)}%"


def share_of(part: int, total: int, lang: str) -> str:
    """Return ``part`` of ``total`` in numbers and as a percentage: 560 van de 2.145 (26,1%)."""
    return text(lang, "part-of", part=part, total=total, share=percentage(part, total, lang))


def sentence(words: str) -> str:
    """Return ``words`` with a capital first letter: a name that starts a sentence may be written without."""
    return words[:1].upper() + words[1:]
