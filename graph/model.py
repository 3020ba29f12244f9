"""What a network is made of: nodes, relations, and where we know them from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

import msgspec

#: Properties that views add themselves: they belong to no vocabulary and tell nothing of a person.
MARKS = ("nameless", "carriers_hidden", "indirect", "spoken_for", "former_carriers", "orphaned")
#: Who carried a relation and left, and the day on which the last of them left one that holds nothing together any more.
FORMER_CARRIERS, ORPHANED = "former_carriers", "orphaned"
#: How sure a statement is (property): what is certain does not say so, what is proposed is in no network.
CERTAINTY, INFERRED, PROPOSED = "certainty", "inferred", "proposed"
#: The two days (ISO, a list) between which a date lies that lists of a source tell together (``graph.store.lists``), by the
#: field that then has the day in the middle.
BETWEEN = {"since": "since_between", "until": "until_between"}
#: The id of a node, in an answer: for people it goes with the name. ``Itself``: of what the rest of a struct tells.
NodeId = Annotated[str, msgspec.Meta(extra={"node": "named"})]
Itself = Annotated[str, msgspec.Meta(extra={"node": "itself"})]


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where a statement stands: the source, the place in it (``sheet!row``) and what it says of its own source (empty: it
    says something that this audience may not see)."""

    source: str
    where: str
    note: str | None = None


class Claim(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A value that one source gives where another gives a different one."""

    value: Any
    evidence: Evidence
    confirmed: date | None = None


class Statement(msgspec.Struct, omit_defaults=True, kw_only=True, gc=False):
    """What nodes and relations share. ``until`` is the first day on which it no longer holds; None is unknown."""

    since: date | None = None
    until: date | None = None
    last_confirmed: date | None = None
    properties: dict[str, Any] = {}
    sources: tuple[Evidence, ...] = ()
    alternatives: dict[str, tuple[Claim, ...]] = {}

    def active(self, day: date) -> bool:
        """Tell whether this holds on ``day``: since <= day < until, unknown ends open."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    @property
    def told_until(self) -> date | None:
        """Return ``until`` as far as somebody told it: not when it is estimated from the lists of two days."""
        return None if BETWEEN["until"] in self.properties else self.until


class Node(Statement, tag="n", tag_field="t", kw_only=True):
    """A node; ``mention`` marks one that no list declares, only other rows mention.

    ``may_be`` are the other kinds that a mention may turn out to be (a municipality that may be a region); only records
    have it, in a network it has been decided (``graph.store.mentions``). ``made`` tells that nobody gave its id: it was made
    of its name, so the name is all that tells who it is (``graph.identity.namesakes``). ``code`` is the one that the table of
    places has for a municipality that is mentioned; only records have that too. ``given_by`` is where the value of a
    property or date stands that not all sources of the node give; ``places_of`` tells it of any.
    """

    id: str
    kind: str
    name: str
    mention: bool = False
    may_be: tuple[str, ...] = ()
    made: bool = False
    code: str = ""
    given_by: dict[str, tuple[Evidence, ...]] = {}

    def places_of(self, name: str) -> tuple[Evidence, ...]:
        """Return where the value of a property or date stands."""
        return self.given_by.get(name, self.sources)


class Relation(Statement, tag="r", tag_field="t", kw_only=True):
    """A relation from ``origin`` to ``target`` (node ids); ``carriers`` are the persons named as keeping it alive."""

    relation: str
    origin: str
    target: str
    carriers: tuple[str, ...] = ()

    @property
    def nodes(self) -> tuple[str, ...]:
        """Return the ids of all nodes that it is about: origin, target and carriers."""
        return (self.origin, self.target, *self.carriers)

    def between(self, nodes: Iterable[str]) -> Relation:
        """Return this relation between other ``nodes``, in the order of its own; a carrier counts once."""
        origin, target, *carriers = nodes
        once = tuple(dict.fromkeys(carriers)) if carriers else ()
        return msgspec.structs.replace(self, origin=origin, target=target, carriers=once)


def make_id(kind: str, key: str) -> str:
    """Return the id of a node: ``<kind>:<key>``; a key that already has the prefix stays as it is."""
    return key if key.startswith(f"{kind}:") else f"{kind}:{key}"


def kind_of(node_id: str) -> str:
    """Return the kind in a node id."""
    return node_id.partition(":")[0]
