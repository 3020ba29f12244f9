"""On behalf of whom: an organisation that a seat names, when its list was loaded after that of the seat, is no topic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from graph.model import BETWEEN, CERTAINTY, Node, Relation, make_id
from graph.vocabulary import comparable, vocabulary


def on_behalf(nodes: list[Node], relations: list[Relation]) -> tuple[list[Node], list[Relation]]:
    """Return the statements with organisations in the place of those topics that seats are said to speak for.

    That is when one organisation in the lists has that id or name. A topic that is there because of such seats only, goes.
    """
    spoken = {name for seat in relations for name in seat.properties.get("speaks_for", ())}
    if not (spoken and (meant := _meant(spoken, nodes))):
        return nodes, relations
    told = {node.id for node in nodes if node.kind == "topic" and node.properties.get("type")}
    kept = [node for node in nodes if node.kind != "topic" or node.id in told or node.name not in meant]
    return kept, [each for relation in relations for each in _resolved(relation, meant)]


def _meant(spoken: set[str], nodes: Sequence[Node]) -> dict[str, str]:
    """Return the id of the organisation that is meant, by what is ``spoken`` for."""
    kinds = vocabulary().organisation_kinds
    listed = [node for node in nodes if node.kind in kinds and not node.mention]
    ids = {node.id for node in listed}
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for node in listed:
        named[node.kind, comparable(node.name, node.kind)].add(node.id)
    also: dict[tuple[str, str], set[str]] = defaultdict(set)
    for node in listed:
        for alias in node.properties.get("also_known_as", ()):
            also[node.kind, comparable(alias, node.kind)].add(node.id)
    found: dict[str, str] = {}
    for name in spoken:
        own = {name, *(make_id(kind, name) for kind in kinds)} & ids
        for known in (named, also):  # A name goes before another name of something else.
            own = own or {id_ for kind in kinds for id_ in known.get((kind, comparable(name, kind)), ())}
        if len(own) == 1:
            found[name] = own.pop()
    return found


def _resolved(relation: Relation, meant: Mapping[str, str]) -> Iterator[Relation]:
    """Yield a relation, and of a seat that is on behalf of organisations that it is."""
    names = relation.properties.get("speaks_for", ())
    organisations = dict.fromkeys(meant[name] for name in names if name in meant)
    if not organisations:
        yield relation
        return
    properties = {name: value for name, value in relation.properties.items() if name != "speaks_for"}
    topics = [name for name in names if name not in meant]
    yield msgspec.structs.replace(relation, properties=properties | ({"speaks_for": topics} if topics else {}))
    note = {name: properties[name] for name in ("note", CERTAINTY, *BETWEEN.values()) if name in properties}
    for organisation in organisations:
        yield msgspec.structs.replace(
            relation, relation="represents", target=organisation, properties={"at": relation.target, **note}
        )
