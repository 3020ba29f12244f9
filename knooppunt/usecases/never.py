"""What counts on no day at all, because of what the lists say together: a seat that begins after the organisation ended.

Within a row that is a problem (the loaders refuse it). Between rows and lists it is told: nobody can say which is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from graph.model import Evidence, Node, Relation
from graph.network import Network
from graph.vocabulary import comparable, vocabulary
from loaders.base import Place, Problem

#: From when and until when something is there; None: nobody says.
_Life = tuple[date | None, date | None]
_ALWAYS: _Life = (None, None)
#: The name of what is there then, empty for the row itself, and its life.
_Named = tuple[str, _Life]


class _Clash(NamedTuple):
    """What stands at a place counts on no day: something begins when another thing (or it itself) has ended."""

    begins: str
    since: date
    ends: str
    until: date


def may_be_never(said: Iterable[Node | Relation], others: Network) -> bool:
    """Tell whether anything may count on no day when ``said`` comes beside the ``others``: cheap, and never wrongly no.

    Nodes that may turn out to be one, for they have one name, are taken to have the latest beginning and earliest end.
    """
    said = list(said)
    nodes = [*others.nodes.values(), *(each for each in said if isinstance(each, Node))]
    if not any(node.since or node.until or node.alternatives for node in nodes):
        return False
    known = _Known()
    keys: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        if others.nodes:  # Beside nothing else, an id is all that tells who is who.
            keys[node.id] = (
                node.id,
                others.identity.get(node.id, ""),
                f"{node.kind} {comparable(node.name, node.kind)}",
            )
        for life in _lives_of(node):
            for key in keys.get(node.id, (node.id,)):
                known.keep(key, life)
    if any(known.excludes([key], _ALWAYS) for key in known.ends):
        return True
    for each in (*others.relations, *said):
        ends = each.nodes if isinstance(each, Relation) else (each.id,)
        near = [key for end in ends for key in keys.get(end, (end,))]
        if any(known.excludes(near, life) for life in _own_lives(each)):
            return True
    return False


class _Known:
    """The latest beginning and the earliest end that anybody tells of what goes by a key."""

    def __init__(self) -> None:
        self.begins: dict[str, date] = {}
        self.ends: dict[str, date] = {}

    def keep(self, key: str, life: _Life) -> None:
        """Add what somebody tells."""
        since, until = life
        if since is not None:
            self.begins[key] = max(since, self.begins.get(key, since))
        if until is not None:
            self.ends[key] = min(until, self.ends.get(key, until))

    def excludes(self, keys: Sequence[str], life: _Life) -> bool:
        """Tell whether something with this ``life`` never meets all that go by ``keys``."""
        since, until = life
        ended = [self.ends[key] for key in keys if key in self.ends]
        if until is None and not ended:
            return False
        begun = [self.begins[key] for key in keys if key in self.begins]
        if since is None and not begun:
            return False
        return max([*begun, since or date.min]) >= min([*ended, until or date.max])


def told_of_never(network: Network, others: Network, source: str, file: str) -> Iterator[Problem]:
    """Yield a warning for everything in ``network`` that counts on no day, unless it was so with the ``others`` alone.

    ``file`` is what the ``source`` that came last is called in messages.
    """
    before = {evidence for evidence, _ in _clashes(others)}
    told: set[Evidence] = set()
    for evidence, clash in _clashes(network):
        if evidence in told or (evidence in before and evidence.source != source):
            continue
        told.add(evidence)
        sheet, _, row = evidence.where.rpartition("!")
        number = int(row) if row.isdecimal() else None
        called = row if number is None else ""
        place = Place(file if evidence.source == source else evidence.source, sheet, number, called=called)
        yield Problem(place, "never-counts", params=clash._asdict())


def _clashes(network: Network) -> Iterator[tuple[Evidence, _Clash]]:
    """Yield what counts on no day, with every place where it stands."""
    for node in network.nodes.values():
        appointments = [
            _clash([("", _appointed(each)), _named(node)]) for each in node.properties.get("appointments", ())
        ]
        if clash := _clash([_named(node)]):
            yield from ((evidence, clash) for evidence in node.sources)
        elif appointments and (clash := appointments[0]) and all(appointments):
            yield from ((evidence, clash) for evidence in node.places_of("appointments"))
    for relation in network.relations:
        if vocabulary().relations[relation.relation].over_time:
            continue  # Of two that follow each other, one has ended when the other begins.
        ends = [("", (relation.since, relation.until))]
        ends += [_named(network.nodes[end]) for end in (relation.origin, relation.target)]
        carried = (_clash([*ends, _named(network.nodes[carrier])]) for carrier in relation.carriers)
        for clash in filter(None, (_clash(ends), *carried)):
            yield from ((evidence, clash) for evidence in relation.sources)


def _clash(things: Sequence[_Named]) -> _Clash | None:
    """Return which of ``things`` begins when which has ended, when they are never there together."""
    begun = [(since, name) for name, (since, _) in things if since is not None]
    ended = [(until, name) for name, (_, until) in things if until is not None]
    if not begun or not ended:
        return None
    (since, begins), (until, ends) = max(begun), min(ended)
    return _Clash(begins, since, ends, until) if since >= until else None


def _named(node: Node) -> _Named:
    return node.name, (node.since, node.until)


def _appointed(appointment: dict[str, str | None]) -> _Life:
    since, until = (date.fromisoformat(day) if (day := appointment.get(name)) else None for name in ("since", "until"))
    return since, until


def _lives_of(node: Node) -> Iterator[_Life]:
    """Yield what anybody says of when a node is there."""
    if node.since or node.until:
        yield node.since, node.until
    yield from ((claim.value, None) for claim in node.alternatives.get("since", ()))
    yield from ((None, claim.value) for claim in node.alternatives.get("until", ()))


def _own_lives(each: Node | Relation) -> Iterable[_Life]:
    """Return when what a statement tells of a node holds: a relation, or appointments."""
    if isinstance(each, Relation):
        return [(each.since, each.until)]
    return map(_appointed, each.properties.get("appointments", ()))
