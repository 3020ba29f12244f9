"""The organisation level: connections with the people folded into them, and the areas that organisations lie in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Set

from graph.network import Network
from graph.words.catalogue import text
from graph.words.phrases import caption, kind_label
from viz.layout.nested import Area
from viz.model import Connection, LegendEntry, SceneArea, SceneConnection
from viz.wording import reference

#: The legend of the connections: by how many people each hangs, with a colour of at least 3 : 1 against white.
_COLOURS = {
    "more": "#2f4b6e",
    "one": "#c8553d",
    "partly": "#8d6a4a",
    "hidden": "#4a7fb5",
    "unknown": "#6f7f95",
    "lost": "#b3131f",
}
#: How the dashes of each are, when it has any: pixels drawn, and pixels not.
DASHES = {"one": (8, 5), "unknown": (2, 5), "lost": (2, 5)}


def connections(
    network: Network, found: Iterable[Connection], highlight: Set[str], lang: str
) -> tuple[SceneConnection, ...]:
    """Return the lines of the organisation level."""
    return tuple(
        SceneConnection(
            id=f"connection-{number}",
            origin=one.a,
            target=one.b,
            code=(code := _code(one)),
            colour=_COLOURS[code],
            carriers=tuple(reference(network, carrier, lang) for carrier in one.carriers),
            alone=one.unattributed or one.hidden or one.orphaned,
            highlighted={one.a, one.b} <= highlight,
        )
        for number, one in enumerate(found)
    )


def legend(drawn: Iterable[SceneConnection], lang: str) -> tuple[LegendEntry, ...]:
    """Return the legend of the connections that are there."""
    counts = Counter(one.code for one in drawn)
    return tuple(
        LegendEntry(code, text(lang, f"viz.connection-{code}"), colour, counts[code], dashes=DASHES.get(code, ()))
        for code, colour in _COLOURS.items()
        if counts[code]
    )


def areas(network: Network, placed: Iterable[Area], lang: str) -> tuple[SceneArea, ...]:
    """Return the areas with their names."""
    return tuple(
        SceneArea(area.id, caption(network, area.id, lang), area.x, area.y, area.width, area.height, area.depth)
        for area in placed
    )


def short_name(network: Network, id_: str, inside: Mapping[str, str], lang: str) -> str:
    """Return the name of an organisation without that of the area in which it is drawn: "Jeugdraad" in Zandermeer, and
    "gemeente" of the municipality itself.
    """
    name, area = caption(network, id_, lang), inside.get(id_, "")
    if area == id_:
        return kind_label(network.nodes[id_], lang)
    if area not in network.nodes:
        return name
    place = network.nodes[area].name
    rest = name.removesuffix(f" {place}").rstrip(" -–,")
    return rest if len(rest) < len(name) and rest else name


def _code(one: Connection) -> str:
    """Return the legend line: by how many people it is carried."""
    if one.orphaned:
        return "lost"
    count = len(one.carriers)
    if one.hidden:
        return "hidden"
    if count > 1:
        return "more"
    # Somebody is known, and somebody who is not known may keep it alive as well.
    return "unknown" if not count else "partly" if one.unattributed else "one"
