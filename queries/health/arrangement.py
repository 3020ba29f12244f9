"""Connections that come back by arrangement: nobody has to think of it again (design, section 5: structure)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from graph.days import months_before
from graph.frequency import by_arrangement
from graph.model import ORPHANED, Relation, kind_of
from graph.network import Network

#: A platform meets by arrangement when it met so often in so many months before the day.
_MEETINGS = 2
_MONTHS = 18


def recurring(network: Network, day: date) -> set[tuple[str, str]]:
    """Return the connections (two organisations, in the order of the network) that come back by arrangement.

    A council advises; an organisation takes part in a platform that meets; a contact has a frequency that is not ad hoc. What
    is orphaned does not come back: nobody goes there any more.
    """
    organisations = network.counted
    found = set()
    for relation in _arranged(network, day):
        ends = {relation.origin, relation.target}
        if len(ends) == 2 and ends <= organisations and ORPHANED not in relation.properties:
            a, b = network.ordered(ends)
            found.add((a, b))
    return found


def _arranged(network: Network, day: date) -> Iterator[Relation]:
    by_type, meets = network.relations_by_type, _meeting(network, day)
    yield from by_type.get("advises", ())
    yield from (one for one in by_type.get("participates", ()) if one.target in meets)
    yield from (one for one in by_type.get("contact", ()) if by_arrangement(one.properties.get("frequency", "")))


def _meeting(network: Network, day: date) -> set[str]:
    """Return the platforms that met twice in the months before ``day``, or have a frequency that is not ad hoc."""
    oldest, met = months_before(day, _MONTHS), Counter[str]()
    for platform, meeting in set(_meetings(network)):
        since = network.nodes[meeting].since
        met[platform] += since is not None and since >= oldest
    often = {platform for platform, count in met.items() if count >= _MEETINGS}
    platforms = (node for node in network.nodes.values() if node.kind == "platform")
    return often | {node.id for node in platforms if by_arrangement(node.properties.get("frequency", ""))}


def _meetings(network: Network) -> Iterator[tuple[str, str]]:
    """Yield the platforms with their meetings: those that a list says were theirs, and those that they called together."""
    for relation in network.relations_by_type.get("meeting_of", ()):
        yield relation.target, relation.origin
    for relation in network.relations_by_type.get("convenes", ()):
        if kind_of(relation.origin) == "platform" and kind_of(relation.target) == "meeting":
            yield relation.origin, relation.target
