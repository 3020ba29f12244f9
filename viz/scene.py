"""The scene: what a map of a network shows, independent of any drawing library.

The map answers "who is connected through whom". Organisations and persons are drawn, and meetings when asked for.
Topics and regions are not: they would tie everything to everything, and stand on the cards instead.
"""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Set

from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import messages, text
from graph.words.phrases import caption, not_stored, sentence
from graph.words.relations import relation_label
from viz.card import card
from viz.folded import areas, connections, legend, short_name
from viz.layout.nested import Placed, Point, nested
from viz.layout.people import people
from viz.model import Folded, LegendEntry, Scene, SceneEdge, SceneNode
from viz.ties import CARRIES, Line, line_colours, lines, told_line

#: Above this many nodes, persons with at most one tie are left out.
CROWDED = 1500
#: The dashes of a line between organisations that nobody is known to keep alive: pixels drawn, and pixels not.
DASHED = (7, 6)
#: Messages with this prefix are the texts of the page itself, which knows them without it.
_PAGE = "viz.page."

#: A name on the map: how many letters a line has at most, how many lines, and about how large they are (as in canvas.js).
_NAME_WIDTH = 18
_NAME_LINES = 3
_LETTER = 6.4
_LINE_HEIGHT = 14.0
_AROUND_NAME = 3.0

Pair = tuple[str, str]


def scene(
    network: Network,
    lang: str,
    *,
    highlight: Mapping[str, str] | None = None,
    title: str | None = None,
    meetings: bool = False,
    crowded: int = CROWDED,
    folded: Folded | None = None,
) -> Scene:
    """Return the map of ``network`` in ``lang``.

    ``highlight`` maps node ids to a short reason for people; its order is the order of the list on the page. With
    ``meetings``, meetings are drawn as well. Above ``crowded`` nodes, persons with at most one tie are left out (not
    the highlighted ones); whatever is left out is told in the notes of the scene. ``folded`` tells the organisation level.
    """
    folded = folded or Folded()
    highlight = highlight or {}
    drawable = _drawable(network, meetings)
    pairs = _pairs(network, drawable)
    left_out = _left_out(network, drawable, pairs, highlight, crowded)
    drawn = dict.fromkeys(id_ for id_ in drawable if id_ not in left_out)
    pairs = {pair: found for pair, found in pairs.items() if left_out.isdisjoint(pair)}
    names = {id_: short_name(network, id_, folded.inside, lang) for id_ in drawn}
    radii = _radii(network, drawn, pairs, folded)
    placed = _placed(network, radii, names, pairs, folded)
    nodes = _nodes(network, radii, placed, names, highlight, lang)
    joined = connections(network, folded.connections, highlight.keys(), lang)
    edges = tuple(
        _edge(network, index, pair, found, highlight, lang) for index, (pair, found) in enumerate(pairs.items())
    )
    return Scene(
        lang=lang,
        title=title or text(lang, "viz.title"),
        subtitle=_subtitle(network, lang),
        nodes=nodes,
        edges=edges,
        connections=joined,
        areas=areas(network, placed.areas, lang),
        kinds=_kinds(nodes, lang),
        lines=_legend_lines(pairs, lang),
        folds=legend(joined, lang),
        attention=tuple(id_ for id_ in highlight if id_ in drawn),
        notes=tuple(_notes(network, drawn.keys(), len(left_out), highlight, lang)),
        not_stored=not_stored(network, lang),
        texts={code.removeprefix(_PAGE): told for code, told in messages(lang).items() if code.startswith(_PAGE)},
    )


def _drawable(network: Network, meetings: bool) -> list[str]:
    """Return the ids of the nodes of the kinds that are drawn, in the order of the network."""
    kinds = vocabulary().organisation_kinds | {"person"} | ({"meeting"} if meetings else set())
    return [id_ for id_, node in network.nodes.items() if node.kind in kinds]


def _pairs(network: Network, drawable: list[str]) -> dict[Pair, list[Line]]:
    """Return the lines between every two nodes; the first line decides which end is the origin."""
    found: dict[Pair, list[Line]] = {}
    for line in lines(network, set(drawable)):
        ends = (line.origin, line.target)
        found.setdefault(ends if ends[::-1] not in found else ends[::-1], []).append(line)
    return found


def _left_out(
    network: Network, drawable: list[str], pairs: Mapping[Pair, list[Line]], highlight: Mapping[str, str], crowded: int
) -> set[str]:
    """Return the persons who are left out because the map would be too full with them."""
    if len(drawable) <= crowded:
        return set()
    ties = Counter(end for pair in pairs for end in pair)
    return {id_ for id_ in network.persons if ties[id_] <= 1 and id_ not in highlight}


def _radii(
    network: Network, drawn: Iterable[str], pairs: Mapping[Pair, list[Line]], folded: Folded
) -> dict[str, float]:
    """Return how large every node is: an organisation by its connections where they are known, a person by her ties."""
    ties = Counter(end for pair in pairs for end in pair)
    if folded.connections:
        for id_ in network.organisations:
            ties[id_] = 0
        ties.update(end for one in folded.connections for end in (one.a, one.b))
    return {id_: _radius(network.nodes[id_].kind, ties[id_]) for id_ in drawn}


def _placed(
    network: Network,
    radii: Mapping[str, float],
    names: Mapping[str, str],
    pairs: Mapping[Pair, list[Line]],
    folded: Folded,
) -> Placed:
    """Return where everything goes: organisations (and meetings) with room for their names, and people between them."""
    fixed = {id_: radius for id_, radius in radii.items() if network.nodes[id_].kind != "person"}
    boxes = {id_: _box(names[id_], radius) for id_, radius in fixed.items()}
    # What one person ties, lies near each other, whether or not it is a connection.
    edges = [(one.a, one.b) for one in folded.connections] or _through_people(pairs, fixed)
    # A box has its dot at the top, and its name below.
    drop = {id_: boxes[id_][1] / 2 - radius for id_, radius in fixed.items()}
    placed = nested(boxes, folded.inside, folded.around, edges)
    places = {id_: (x, round(y - drop[id_], 1)) for id_, (x, y) in placed.nodes.items()}
    ties: dict[str, list[str]] = {id_: [] for id_ in radii if id_ not in fixed}
    for one, other in pairs:
        for person, end in ((one, other), (other, one)):
            if person in ties and end in fixed:
                ties[person].append(end)
    return Placed(places | people(places, fixed, ties), placed.areas)


def _through_people(pairs: Iterable[Pair], fixed: Mapping[str, float]) -> list[Pair]:
    """Return the pairs of organisations that a line or a person ties; of a person, each to the first."""
    found: list[Pair] = []
    first: dict[str, str] = {}
    for one, other in pairs:
        if one in fixed and other in fixed:
            found.append((one, other))
        else:
            person, end = (other, one) if one in fixed else (one, other)
            if (known := first.setdefault(person, end)) != end and end in fixed and known in fixed:
                found.append((known, end))
    return found


def _box(name: str, radius: float) -> Point:
    """Return the width and height of a node with its name below it, in lines as on the map."""
    told = textwrap.wrap(name, _NAME_WIDTH)[:_NAME_LINES] or [""]
    width = max(max(map(len, told)) * _LETTER, 2 * radius)
    return round(width + 2 * _AROUND_NAME, 1), round(2 * radius + len(told) * _LINE_HEIGHT + 2 * _AROUND_NAME, 1)


def _nodes(
    network: Network,
    radii: Mapping[str, float],
    placed: Placed,
    names: Mapping[str, str],
    highlight: Mapping[str, str],
    lang: str,
) -> tuple[SceneNode, ...]:
    words = vocabulary()
    return tuple(
        SceneNode(
            id=id_,
            label=(label := caption(network, id_, lang)),
            kind=network.nodes[id_].kind,
            colour=words.kinds[network.nodes[id_].kind].colour,
            shape=words.kinds[network.nodes[id_].kind].shape,
            size=radius,
            x=placed.nodes[id_][0],
            y=placed.nodes[id_][1],
            card=card(network, id_, lang, sentence(highlight.get(id_, ""))),
            highlighted=id_ in highlight,
            short=names[id_] if names[id_] != label else "",
        )
        for id_, radius in radii.items()
    )


def _radius(kind: str, ties: int) -> float:
    """Return the radius of a node: its area grows with its number of ties; an organisation is larger than a person."""
    least, growth, most = (8.0, 2.2, 20.0) if kind in vocabulary().organisation_kinds else (5.0, 1.6, 14.0)
    return round(min(most, least + growth * math.sqrt(ties)), 1)


def _edge(
    network: Network, index: int, pair: Pair, found: list[Line], highlight: Mapping[str, str], lang: str
) -> SceneEdge:
    # The legend line that is known to be alive, and comes first in the vocabulary, gives the colour.
    colours = line_colours()
    alive = {line.code for line in found if not line.dashed} or {line.code for line in found}
    told = [told_line(network, line, *pair, lang) for line in found]
    return SceneEdge(
        id=f"line-{index}",
        origin=pair[0],
        target=pair[1],
        label=", ".join(dict.fromkeys(tie.role for tie in told)),
        colour=next(colour for code, colour in colours.items() if code in alive),
        lines=tuple(dict.fromkeys(line.code for line in found)),
        ties=tuple(told),
        dashed=all(line.dashed for line in found),
        highlighted=all(end in highlight for end in pair),
    )


def _kinds(nodes: tuple[SceneNode, ...], lang: str) -> tuple[LegendEntry, ...]:
    counts = Counter(node.kind for node in nodes)
    return tuple(
        LegendEntry(kind.code, kind.plural[lang], kind.colour, counts[kind.code], shape=kind.shape)
        for kind in vocabulary().kinds.values()
        if counts[kind.code]
    )


def _legend_lines(pairs: Mapping[Pair, list[Line]], lang: str) -> tuple[LegendEntry, ...]:
    """Return the legend of the lines; a relation of which no line has a known carrier is shown dashed."""
    counts = Counter(code for found in pairs.values() for code in {line.code for line in found})
    alive = {line.code for found in pairs.values() for line in found if not line.dashed}
    labels = {code: _line_label(code, lang) for code in vocabulary().relations} | {CARRIES: text(lang, "viz.carries")}
    return tuple(
        LegendEntry(code, labels[code], colour, counts[code], dashes=() if code in alive else DASHED)
        for code, colour in line_colours().items()
        if counts[code]
    )


def _line_label(code: str, lang: str) -> str:
    """Return what a line means; between organisations only those are drawn of which no carrier is shown."""
    label = relation_label(code, lang)
    between = vocabulary().relations[code].ties == "organisation"
    return text(lang, "viz.uncarried", relation=label) if between else label


def _subtitle(network: Network, lang: str) -> str:
    """Return which part of the whole this is. Persons who were taken out are counted, never named."""
    scope = network.scope
    where = caption(network, scope.region, lang) if scope.region else text(lang, "whole-network")
    when = text(lang, "viz.scope-on", day=scope.on) if scope.on else text(lang, "viz.scope-always")
    parts = [where, when, text(lang, f"viz.scope-{scope.audience}")]
    if scope.without:
        parts.append(text(lang, "viz.scope-without", count=len(scope.without)))
    return " · ".join(parts)


def _notes(network: Network, drawn: Set[str], left_out: int, highlight: Mapping[str, str], lang: str) -> list[str]:
    """Return what the map leaves out, in words."""
    kinds = Counter(node.kind for id_, node in network.nodes.items() if id_ not in drawn)
    # Without an end a relation is not drawn; without a carrier it is.
    loose = [end for end in network.loose_ends if {end.relation.origin, end.relation.target}.intersection(end.missing)]
    counted = {
        "viz.left-out": left_out,
        "viz.left-out-meetings": kinds["meeting"],
        "viz.left-out-highlight": len(highlight.keys() - drawn),
        "viz.left-out-loose": 0 if network.scope.region else len(loose),
    }
    notes = [text(lang, code, count=count) for code, count in counted.items() if count]
    if kinds["topic"] or kinds["region"]:
        notes.append(text(lang, "viz.left-out-topics"))
    return notes
