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


class Connection(msgspec.Struct, frozen=True):
    """Two organisations with a connection: the persons who carry it (ids), whether it also holds without anybody known,
    whether somebody carries it who is hidden from the reader, and whether all of it is lost (orphaned).
    """

    a: str
    b: str
    carriers: tuple[str, ...] = ()
    unattributed: bool = False
    hidden: bool = False
    orphaned: bool = False


class Folded(msgspec.Struct, frozen=True):
    """What the organisation level shows: the connections that people are folded into, and in which area (node id) everything
    lies: ``inside`` of an organisation, ``around`` of an area the larger one.
    """

    connections: tuple[Connection, ...] = ()
    inside: dict[str, str] = {}
    around: dict[str, str] = {}


class SceneArea(msgspec.Struct, frozen=True):
    """A named area behind the nodes; ``x`` and ``y`` are its centre, ``depth`` tells in how many others it lies."""

    id: str
    label: str
    x: float
    y: float
    width: float
    height: float
    depth: int


class SceneNode(msgspec.Struct, frozen=True, omit_defaults=True):
    """A node as it is drawn: ``size`` is a radius; ``x`` and ``y`` (y down) are in the same unit, a pixel at zoom 1.

    ``short`` is its name on the map, without the name of the area around it.
    """

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
    short: str = ""


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


class SceneConnection(msgspec.Struct, frozen=True, omit_defaults=True, rename={"origin": "from", "target": "to"}):
    """A line between two organisations, with the people who carry it folded into it.

    What the two have with each other stands on their cards. ``code`` is its legend line; it is drawn when it holds by itself
    (``alone``), or by ``carriers`` who are not drawn now.
    """

    id: str
    origin: str
    target: str
    code: str
    colour: str
    carriers: tuple[Reference, ...]
    alone: bool = False
    highlighted: bool = False


class LegendEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A kind of node (it has a ``shape``) or a sort of line in the legend: how it looks, and how many are drawn.

    ``dashes``: pixels drawn and pixels not, when it is no whole line.
    """

    code: str
    label: str
    colour: str
    count: int
    shape: str = ""
    dashes: tuple[int, ...] = ()


class Scene(msgspec.Struct, frozen=True):
    """A whole map. ``attention`` holds the ids of the highlighted nodes, in the order in which they were given;
    ``folds`` is the legend of the connections.

    ``not_stored`` tells what of the lists was left out when they were loaded; empty when nothing was.
    """

    lang: str
    title: str
    subtitle: str
    nodes: tuple[SceneNode, ...]
    edges: tuple[SceneEdge, ...]
    connections: tuple[SceneConnection, ...]
    areas: tuple[SceneArea, ...]
    kinds: tuple[LegendEntry, ...]
    lines: tuple[LegendEntry, ...]
    folds: tuple[LegendEntry, ...]
    attention: tuple[str, ...]
    notes: tuple[str, ...]
    not_stored: str
    texts: dict[str, str]
