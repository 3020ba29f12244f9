"""What a map is made of: plain data that any drawing library can show, with every text already in one language."""

from __future__ import annotations

import msgspec

#: A label and the text that goes with it.
Field = tuple[str, str]


class Reference(msgspec.Struct, frozen=True):
    """A mention of a node: its id and its name for people. Not every mentioned node is drawn."""

    id: str
    label: str


class Alternative(msgspec.Struct, frozen=True):
    """A value in which two sources disagree: the one that is shown, the other one, and where each stands."""

    label: str
    shown: str
    shown_source: str
    other: str
    other_source: str


class Tie(msgspec.Struct, frozen=True, omit_defaults=True):
    """One relation, told from one of its ends: "voorzitter — Adviesraad Beverwijk"; ``via`` are its carriers."""

    role: str
    others: tuple[Reference, ...]
    via: tuple[Reference, ...] = ()
    remark: str = ""
    facts: tuple[Field, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    sources: tuple[str, ...] = ()


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything that the network tells about one node; ``reason`` says why it is highlighted.

    ``given_by`` tells where a field stands (by its label) that not all sources of the node give.
    """

    kind: str
    reason: str = ""
    fields: tuple[Field, ...] = ()
    given_by: dict[str, tuple[str, ...]] = {}
    ties: tuple[Tie, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    sources: tuple[str, ...] = ()


class SceneNode(msgspec.Struct, frozen=True, omit_defaults=True):
    """A node as it is drawn: ``size`` is a radius; ``x`` and ``y`` (y down) are in the same unit, a pixel at zoom 1."""

    id: str
    label: str
    kind: str
    colour: str
    shape: str
    size: float
    x: float
    y: float
    card: Card
    highlighted: bool = False


class SceneEdge(msgspec.Struct, frozen=True, omit_defaults=True, rename={"origin": "from", "target": "to"}):
    """A line between two drawn nodes: all that ties these two together.

    ``label`` names the relations; ``lines`` are the codes of the legend lines that it belongs to; ``dashed`` tells that
    nobody is known who keeps any of it alive; ``ties`` are told from ``origin``.
    """

    id: str
    origin: str
    target: str
    label: str
    colour: str
    lines: tuple[str, ...]
    ties: tuple[Tie, ...]
    dashed: bool = False
    highlighted: bool = False


class LegendEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A kind of node (it has a ``shape``) or a sort of line in the legend: how it looks and how many are drawn."""

    code: str
    label: str
    colour: str
    count: int
    shape: str = ""
    dashed: bool = False


class Scene(msgspec.Struct, frozen=True):
    """A whole map. ``attention`` holds the ids of the highlighted nodes, in the order in which they were given.

    ``not_stored`` tells what of the lists was left out when they were loaded; empty when nothing was.
    """

    lang: str
    title: str
    subtitle: str
    nodes: tuple[SceneNode, ...]
    edges: tuple[SceneEdge, ...]
    kinds: tuple[LegendEntry, ...]
    lines: tuple[LegendEntry, ...]
    attention: tuple[str, ...]
    notes: tuple[str, ...]
    not_stored: str
    texts: dict[str, str]
