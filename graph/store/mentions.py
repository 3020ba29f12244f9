"""Mentions: which node is meant by a municipality, region or topic that rows name and no list declares.

A mention is told by its name. Its id may be made of that name, or be the one that a list gave it before that list was
withdrawn. A mention of which the rows leave open whether it is a municipality or a region (``Node.may_be``) is what the
sources together say it is, in whatever order they were loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from graph.model import Node, make_id
from graph.names import slug
from graph.places.identity import coded, id_of, known_as, names_of
from graph.vocabulary import bare_name, comparable, vocabulary

#: A kind and a name to compare by.
_Name = tuple[str, str]


class _Mention(msgspec.Struct):
    """What the rows say of a node that they mention: its names, the types they give it, the other kinds it may be.

    ``key`` is the least slug of its names; ``made`` tells that nobody gave its id: it was made of a name, or (``code``) the
    table of places has one for that name.
    """

    id: str
    kind: str
    key: str
    made: bool = False
    names: set[str] = msgspec.field(default_factory=set)
    types: set[str] = msgspec.field(default_factory=set)
    may_be: set[str] = msgspec.field(default_factory=set)
    certain: bool = False
    code: str = ""


#: What lists declare: (type, whether the id was made of the name) by id, by kind and name.
_Listed = dict[_Name, dict[str, tuple[str, bool]]]


def mentioned(nodes: Sequence[Node], same: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return, for the id of every mention that turns out to be another node, the id of that node.

    That is the one listed node of that kind and name (if there is just one, counting those that are the ``same``); without
    any, the one mention of that kind and name with an id that a list once gave, or the one with the code that the table of
    places has for it, or the one with the shortest id made of a name that compares alike. A mention as a region of some
    type (a province) never stands for a region of another type, and two given ids are two nodes.
    """
    mentions = _mentions(nodes)
    listed = _listed(nodes, {kind for mention in mentions for kind in (mention.kind, *mention.may_be)})
    ids = {id_ for namesakes in listed.values() for id_ in namesakes}
    mentions = [mention for mention in mentions if mention.id not in ids]
    certain = {(mention.kind, name) for mention in mentions if mention.certain for name in mention.names}
    kinds = {kind for kind, _ in listed}
    settled = [(mention.id, _settled(mention, listed, kinds, certain)) for mention in mentions]
    named: dict[_Name, list[_Mention]] = defaultdict(list)
    for _, mention in settled:
        for name in mention.names:
            named[mention.kind, name].append(mention)
    meant = {id_: _meant(mention, listed, named, same or {}) for id_, mention in settled}
    return {id_: other for id_, other in meant.items() if id_ != other}


def _mentions(nodes: Iterable[Node]) -> list[_Mention]:
    """Return what is mentioned; a mention that some row is certain of is not open any more."""
    found: dict[str, _Mention] = {}
    for node in nodes:
        if not node.mention:
            continue
        key = slug(bare_name(node.kind, node.name))
        mention = found.setdefault(node.id, _Mention(node.id, node.kind, key))
        mention.key = min(mention.key, key)
        mention.made = mention.made or _is_made(node)
        mention.names.add(comparable(node.name, node.kind))
        if (known := known_as(node)) is not None:
            mention.code = known.code
            mention.names |= names_of(known.code)
        if type_ := _type(node):
            mention.types.add(type_)
        mention.may_be.update(node.may_be)
        mention.certain = mention.certain or not node.may_be
    return list(found.values())


def _listed(nodes: Iterable[Node], kinds: set[str]) -> _Listed:
    """Return what lists declare of these kinds."""
    listed: _Listed = defaultdict(dict)
    also: list[tuple[_Name, Node]] = []
    for node in nodes:
        if not node.mention and node.kind in kinds:
            listed[node.kind, comparable(node.name, node.kind)][node.id] = (_type(node), _is_made(node))
            aliases = node.properties.get("also_known_as", ())
            also += (((node.kind, comparable(alias, node.kind)), node) for alias in aliases)
    named = set(listed)
    for name, node in also:
        # A name goes before what something else is known as.
        if name not in named:
            listed[name][node.id] = (_type(node), _is_made(node))
    return listed


def _is_made(node: Node) -> bool:
    """Tell whether nobody gave the id of a node: it is the slug of its name, or of its type and name, or its code."""
    if node.id == make_id(node.kind, slug(node.name)):  # most are
        return True
    if node.mention and coded(node) is not None:
        return True
    names = {node.name, bare_name(node.kind, node.name)}
    return node.id in {make_id(node.kind, slug(type_, name)) for name in names for type_ in ("", _type(node))}


def _type(node: Node) -> str:
    """Return the type of a region or topic, empty when it is not known."""
    type_ = node.properties.get("type")
    return type_ if isinstance(type_, str) else ""


def _settled(mention: _Mention, listed: _Listed, kinds: set[str], certain: set[_Name]) -> _Mention:
    """Return a mention as the one kind that it is, with an id of that kind.

    In this order: what some other mention can only be, if that is the first kind that it may be (a municipality); what a
    list declares; what some other mention can only be; the first kind of which there is no list (a list would have it).
    """
    if mention.certain:
        return mention
    order = [code for code in vocabulary().kinds if code == mention.kind or code in mention.may_be]
    names = [(kind, name) for kind in order for name in sorted(mention.names)]
    first = [name for name in names if name[0] == order[0]]
    choices = [
        *(kind for kind, name in first if (kind, name) in certain),
        *(kind for kind, name in names if (kind, name) in listed),
        *(kind for kind, name in names if (kind, name) in certain),
        *(kind for kind in order if kind not in kinds),
        order[0],
    ]
    if choices[0] == mention.kind:
        return mention
    id_ = make_id(choices[0], mention.key)
    return _Mention(id_, choices[0], mention.key, made=True, names=mention.names, types=mention.types)


def _meant(mention: _Mention, listed: _Listed, named: dict[_Name, list[_Mention]], same: Mapping[str, str]) -> str:
    """Return the id of the node that a mention means: another one, or itself."""
    fitting = {
        same.get(id_, id_)
        for name in mention.names
        for id_, (type_, made) in listed.get((mention.kind, name), {}).items()
        if (mention.made or made) and (not type_ or mention.types <= {type_})
    }
    if not fitting and mention.made:
        others = [other for name in mention.names for other in named[mention.kind, name]]
        types = mention.types
        fitting = {o.id for o in others if not o.made and (len(types | o.types) < 2 or types == o.types)}
        if not fitting:
            alike = [o for o in others if o.made and (types == o.types or mention.kind == "topic")]
            if mention.code:
                # The table of places tells it from its namesakes: Bergen (NH.) is not Bergen (L.).
                return id_of(mention.code)
            if codes := {other.code for other in alike if other.code}:
                return id_of(codes.pop()) if len(codes) == 1 else mention.id
            return min((other.id for other in alike), key=lambda id_: (len(id_), id_))
    return fitting.pop() if len(fitting) == 1 else mention.id
