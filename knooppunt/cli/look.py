"""Commands that look things up: search, show, path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import text
from graph.words.phrases import caption, kind_label, spoken
from knooppunt.answer import answer, reference
from knooppunt.card import card, card_data
from knooppunt.cli.framework import Choice, Command, Whole, Word
from knooppunt.cli.options import opened, output_options, scope_options
from knooppunt.cli.output import write
from knooppunt.tables import Table
from knooppunt.usecases import Asked
from queries.carrying.chains import DEFAULT_ALTERNATIVES, Chain
from queries.carrying.size import size
from queries.places.areas import Place, working_areas
from queries.search import DEFAULT_LIMIT, find

#: How many of the areas of an organisation a list of hits shows.
_AREAS = 2


@click.command(cls=Command)
@click.argument("words", type=Word(), nargs=-1, required=True)
@scope_options("internal")
@output_options
@click.option("--kind", type=Choice(*vocabulary().kinds))
@click.option("--limit", type=Whole(1), default=DEFAULT_LIMIT, show_default=True)
def search(
    words: tuple[str, ...], asked: Asked, format_: str, output: Path | None, kind: str | None, limit: int
) -> None:
    """Find nodes by name, id or property."""
    from queries.search import search as ask

    network, lang = opened(asked)
    wanted = " ".join(words)
    hits = ask(network, wanted, kind=kind, limit=limit)
    results = [
        {**reference(network, hit.node, lang), "kind": network.nodes[hit.node].kind, "score": round(hit.score, 1)}
        for hit in hits
    ]
    data = answer("search", network, size(network), text=wanted, results=results)
    places = working_areas(network)
    rows = [
        (
            caption(network, hit.node, lang),
            kind_label(network.nodes[hit.node], lang),
            _where(network, places, hit.node, lang),
            hit.node,
        )
        for hit in hits
    ]
    headers = (text(lang, "search.name"), text(lang, "table.kind"), text(lang, "search.where"), "id")
    note = text(lang, "search.nothing", wanted=wanted) if not rows else ""
    write(data, [Table(text(lang, "search.title", wanted=wanted), headers, rows, note)], format_, output)


def _where(network: Network, places: Mapping[str, Place], node_id: str, lang: str) -> str:
    """Return where an organisation works or a person lives, by which people tell namesakes apart."""
    home = network.nodes[node_id].properties.get("municipality", "")
    found = sorted(places[node_id].direct) or ([home] if home in network.nodes else [])
    return ", ".join([caption(network, area, lang) for area in found[:_AREAS]] + ["…"] * (len(found) > _AREAS))


@click.command(cls=Command)
@click.argument("name", type=Word())
@scope_options("internal")
@output_options
def show(name: str, asked: Asked, format_: str, output: Path | None) -> None:
    """Show everything about one node."""
    from queries.fragile.bridges import bridges

    network, lang = opened(asked)
    node_id = find(network, name)
    bridged = bridges(network, node_id) if network.nodes[node_id].kind == "person" else None
    tables = card(network, node_id, lang, bridged)
    write(card_data(network, node_id, lang, bridged), tables, format_, output)


@click.command(cls=Command)
@click.argument("a", type=Word(), metavar="A")
@click.argument("b", type=Word(), metavar="B")
@scope_options("internal", known_only=True)
@output_options
@click.option("--alternatives", type=Whole(1), default=DEFAULT_ALTERNATIVES, show_default=True)
def path(a: str, b: str, asked: Asked, format_: str, output: Path | None, alternatives: int) -> None:
    """Show who can introduce A to B."""
    from queries.carrying.chains import chains

    network, lang = opened(asked)
    joined = frozenset({*vocabulary().organisation_kinds, "person"})
    start, end = find(network, a, kinds=joined), find(network, b, kinds=joined)
    found = chains(network, start, end, alternatives=alternatives)
    data = answer("path", network, size(network)) | {
        "from": reference(network, start, lang),
        "to": reference(network, end, lang),
        "paths": [
            {
                "length": len(chain.nodes) - 1,
                "nodes": [reference(network, id_, lang) for id_ in chain.nodes],
                "introducers": [reference(network, id_, lang) for id_ in chain.introducers],
            }
            for chain in found
        ],
    }
    write(data, [_chains_table(network, start, end, found, lang)], format_, output)


def _chains_table(network: Network, start: str, end: str, found: list[Chain], lang: str) -> Table:
    names = {"start": spoken(network, start, lang), "end": spoken(network, end, lang)}
    arrow = text(lang, "path.arrow")
    rows = [
        (
            str(number),
            ", ".join(caption(network, id_, lang) for id_ in chain.introducers) or text(lang, "path.nobody"),
            arrow.join(spoken(network, id_, lang) for id_ in chain.nodes),
        )
        for number, chain in enumerate(found, 1)
    ]
    headers = (text(lang, "path.number"), text(lang, "path.introducers"), text(lang, "path.chain"))
    note = "" if rows else text(lang, "path.none", **names)
    return Table(text(lang, "path.title", **names), headers, rows, note)
