"""The fold: from the statements of every source, and the decisions of people, to one network.

The order is fixed: identity first (which ids are the same node), then every statement lands on its node or relation,
then relations whose end is nowhere are set apart. Who is the same is what people judged (``graph.identity``); a mention
of a municipality or region is made the same as what a list declares (``graph.store.mentions``), and what has no id of its own
as the one of that name in another list (``graph.identity.namesakes``), in the very same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec

from graph.identity.judgements import Judgement, identity
from graph.identity.merge import renamed_node, renamed_relation
from graph.identity.namesakes import namesakes
from graph.model import BETWEEN, CERTAINTY, PROPOSED, Claim, Evidence, Node, Relation, Statement
from graph.network import LooseEnd, Network
from graph.order import in_order, told
from graph.places.identity import made_ids
from graph.store.behalf import on_behalf
from graph.store.mentions import mentioned
from graph.store.placed import continued, known_places, lying_in
from graph.store.placed import told as told_of_place
from graph.vocabulary import vocabulary

_Said = TypeVar("_Said", bound=Statement)

#: Fields of a statement in which two sources can disagree (besides its properties).
_DATED = ("since", "until")
#: Properties of which every source adds its own, instead of disagreeing.
_COLLECTED = ("appointments",)
#: All that a row which is about something else (an appointment) tells of a node.
_ASIDE = frozenset({*_COLLECTED, "note", *BETWEEN.values()})


def fold(statements: Iterable[Node | Relation], judgements: Iterable[Judgement] = (), salt: bytes = b"") -> Network:
    """Return the network that ``statements`` (in the order in which their sources were loaded) make together."""
    said = list(statements)
    statements = [each for each in said if each.properties.get(CERTAINTY) != PROPOSED]
    proposals = (
        [each for each in said if each.properties.get(CERTAINTY) == PROPOSED] if len(statements) < len(said) else []
    )
    nodes = [each for each in statements if isinstance(each, Node)]
    relations = [each for each in statements if isinstance(each, Relation)]
    ids = identity(judgements, _guesses(nodes, relations)).ids
    if ids or any(node.may_be for node in nodes):
        nodes = [renamed_node(node, ids) for node in nodes]
    if ids:
        relations = [renamed_relation(relation, ids) for relation in relations]
    nodes, relations = on_behalf(nodes, relations)
    merged = _merge_nodes(nodes)
    places = known_places(nodes, merged)
    standing, loose_ends = _standing(_merge_relations(relations), merged)
    if places:
        standing += [*lying_in(places, merged, standing), *continued(places)]
        merged |= {id_: told_of_place(merged[id_], known) for id_, known in places.items()}
        ids = {**made_ids(merged[id_] for id_ in places), **ids}
    if proposals:
        loose_ends, proposals = _proposed(loose_ends, proposals, merged, ids)
    ordered, standing = in_order(merged.values(), standing)
    return Network(ordered, standing, loose_ends=loose_ends, salt=salt, identity=ids, proposals=proposals)


def _proposed(
    loose_ends: list[LooseEnd], proposals: Sequence[Node | Relation], nodes: Mapping[str, Node], ids: Mapping[str, str]
) -> tuple[list[LooseEnd], list[Node | Relation]]:
    """Return the loose ends and the proposals: what points to something that is proposed hangs on nothing that is lost, and
    is a proposal itself when it cannot stand without.
    """
    found: list[Node | Relation] = [
        renamed_node(each, ids) if isinstance(each, Node) else renamed_relation(each, ids) for each in proposals
    ]
    own = {each.id for each in found if isinstance(each, Node)}
    lost = [end for end in loose_ends if not own.issuperset(end.missing)]
    apart = [end.relation for end in loose_ends if own.issuperset(end.missing)]
    found += (each for each in apart if each.origin not in nodes or each.target not in nodes)
    # What two lists propose is one proposal, as what they say is one statement.
    proposed = _merge_nodes([each for each in found if isinstance(each, Node)])
    found = [*proposed.values(), *_merge_relations([each for each in found if isinstance(each, Relation)])]
    names = {each.id: each.name for each in (*nodes.values(), *proposed.values())}

    def named(each: Node | Relation) -> tuple[str, ...]:
        # By name: the order is not that of the rows, nor of the ids that a list happens to give.
        own = (each.id,) if isinstance(each, Node) else each.nodes
        return ("" if isinstance(each, Node) else each.relation, *(names.get(id_, id_) for id_ in own))

    return lost, sorted(found, key=lambda each: (each.__class__.__name__, told(each, {}), named(each), repr(each)))


def _guesses(nodes: list[Node], relations: list[Relation]) -> dict[str, str]:
    """Return who seems to be whom by name; areas first, because what is one area tells who is one in it."""
    listed = [node for node in nodes if not node.mention and not _tells_aside(node)]
    areas = namesakes([node for node in listed if vocabulary().kinds[node.kind].mention])
    found = areas | mentioned(nodes, areas)
    others = [node for node in listed if not vocabulary().kinds[node.kind].mention]
    return found | namesakes(others, relations, found)


def _merge_nodes(nodes: list[Node]) -> dict[str, Node]:
    merged: dict[str, Node] = {}
    more: dict[str, list[Node]] = {}
    for node in nodes:
        first = merged.setdefault(node.id, node)
        if first is not node:
            more.setdefault(node.id, [first]).append(node)
    for id_, several in more.items():
        listed = [node for node in several if not node.mention] or several
        merged[id_] = _merged_node(listed)
    for id_, node in merged.items():
        if node.kind == "topic" and not node.properties.get("type"):
            # Nobody tells what sort of topic it is: somebody speaks for it.
            type_ = vocabulary().topic_type(node.name)
            merged[id_] = msgspec.structs.replace(node, properties={**node.properties, "type": type_})
    return merged


def _merged_node(several: list[Node]) -> Node:
    """Return one node for ``several`` statements about it.

    Its name, dates and confirmation are those of its own rows. The row of an appointment only refers to the person: its
    end is not the person's, and whoever confirmed it confirmed nothing of the person.
    """
    said = several
    own = [node for node in several if not _tells_aside(node)]
    if own and len(own) < len(several):
        aside = [several[i] for i in reversed(_newest_first(several)) if _tells_aside(several[i])]
        # Unconfirmed and first, they come behind all others.
        unsaid = [
            msgspec.structs.replace(
                node,
                name="",
                since=None,
                until=None,
                last_confirmed=None,
                properties={name: value for name, value in node.properties.items() if name not in BETWEEN.values()},
            )
            for node in aside
        ]
        several = [*unsaid, *own]
    made = bool(own) and all(node.made for node in own)
    merged = _unless_certain(_merged(several, ("name", *_DATED)), own)
    return msgspec.structs.replace(merged, made=made, given_by=_given_by(merged, said))


def _given_by(merged: Node, said: Sequence[Node]) -> dict[str, tuple[Evidence, ...]]:
    """Return where each value of ``merged`` stands among what is ``said``, as far as that is not all its sources."""
    found: dict[str, tuple[Evidence, ...]] = {}
    own = [(node.sources, _values(node)) for node in said]
    for name, value in _values(merged).items():
        if value is None:
            continue
        collected = name in _COLLECTED
        givers = [sources for sources, values in own if (collected and values.get(name)) or values.get(name) == value]
        if len(givers) == len(own):
            continue
        places = {evidence for sources in givers for evidence in sources}
        if 0 < len(places) < len(merged.sources):
            found[name] = tuple(evidence for evidence in merged.sources if evidence in places)
    return found


def _values(node: Node) -> dict[str, Any]:
    """Return the properties and dates of a node."""
    own = {} if _tells_aside(node) else {name: getattr(node, name) for name in (*_DATED, "last_confirmed")}
    return {**node.properties, **own}


def _tells_aside(node: Node) -> bool:
    """Tell whether a statement about a node is of a row that is about something else."""
    return node.properties.keys() <= _ASIDE and any(name in node.properties for name in _COLLECTED)


def _merge_relations(relations: list[Relation]) -> list[Relation]:
    """Return every relation once, whoever says so; a source that says it twice in different ways means two of them."""
    merged: dict[tuple[Any, ...], Relation] = {}
    more: dict[tuple[Any, ...], list[Relation]] = {}
    identities = {code: type_.identity for code, type_ in vocabulary().relations.items()}
    undirected = vocabulary().undirected
    for relation in relations:
        origin, target = relation.origin, relation.target
        if relation.relation in undirected and target < origin:
            origin, target = target, origin
        key: tuple[Any, ...] = (relation.relation, origin, target, relation.since)
        for name in identities[relation.relation]:
            key += (relation.properties.get(name),)
        first = merged.setdefault(key, relation)
        if first is not relation:
            more.setdefault(key, [first]).append(relation)
    apart: list[Relation] = []
    for key, several in more.items():
        merged[key], *others = map(_united, _told_apart(several))
        apart += others
    return [*merged.values(), *apart]


def _told_apart(several: list[Relation]) -> list[list[Relation]]:
    """Return the statements of relations that look alike in groups about the same one, in the order of loading.

    What has the same end, and names somebody or nobody alike, is the same whoever says so. Then the newest confirmation
    comes first when groups are made, so that the order of loading does not matter.
    """
    alike: dict[tuple[date | None, bool], list[int]] = defaultdict(list)
    for i in _newest_first(several):
        alike[several[i].until, bool(several[i].carriers)].append(i)
    groups: list[list[int]] = []
    for more in alike.values():
        own = (group for group in groups if all(_same(several[i], several[j]) for i in more for j in group))
        if (group := next(own, None)) is None:
            groups.append(more)
        else:
            group += more
    return [[several[i] for i in sorted(group)] for group in sorted(groups, key=min)]


def _same(one: Relation, other: Relation) -> bool:
    """Tell whether two statements that look alike are about one relation.

    Rows of one source do not contradict each other: another end is another period, and a row without a carrier says that
    nobody is known. Another source may give another end, or know of no carrier; when both give others, it means two contacts.
    """
    if {evidence.source for evidence in one.sources} & {evidence.source for evidence in other.sources}:
        return one.until == other.until and bool(one.carriers) == bool(other.carriers)
    carriers = set(one.carriers) == set(other.carriers) or not one.carriers or not other.carriers
    return one.until == other.until or carriers


def _united(several: list[Relation]) -> Relation:
    if len(several) == 1:
        return several[0]
    carriers = tuple(dict.fromkeys(carrier for i in _newest_first(several) for carrier in several[i].carriers))
    return msgspec.structs.replace(_unless_certain(_merged(several, ("until",)), several), carriers=carriers)


def _unless_certain(merged: _Said, several: Iterable[Statement]) -> _Said:
    """Return ``merged`` as certain, when any of the ``several`` that say so is."""
    if CERTAINTY not in merged.properties or all(CERTAINTY in each.properties for each in several):
        return merged
    properties = {name: value for name, value in merged.properties.items() if name != CERTAINTY}
    return msgspec.structs.replace(merged, properties=properties)


def _newest_first(several: Sequence[Statement]) -> list[int]:
    """Return the places of statements: the newest confirmation first, of equal ones the source that was loaded last.

    Of one source, the order of its rows decides nothing: what they tell does.
    """
    loaded: dict[str, int] = {}
    for statement in several:
        loaded.setdefault(statement.sources[0].source if statement.sources else "", len(loaded))

    def rank(i: int) -> tuple[Any, ...]:
        one = several[i]
        name = one.name if isinstance(one, Node) else ""
        source = loaded[one.sources[0].source if one.sources else ""]
        return one.last_confirmed or date.min, source, name, told(one, {}), i

    return sorted(range(len(several)), key=rank, reverse=True)


def _merged(several: list[_Said], fields: tuple[str, ...]) -> _Said:
    """Return one statement for ``several`` about the same thing: newest confirmation first, other values as alternatives."""
    ranked = _without_estimates([several[i] for i in _newest_first(several)])
    ends = [statement.until for statement in ranked if statement.until is not None]
    claims: dict[str, list[Claim]] = defaultdict(list)
    for statement in ranked:
        evidence = statement.sources[0] if statement.sources else Evidence(source="", where="")
        values = {**statement.properties, **{name: getattr(statement, name) for name in fields}}
        for name, value in values.items():
            known = [claim.value for claim in claims[name]]
            # Whoever confirmed it on or after the end that another gives, says that it goes on.
            goes_on = (
                name == "until" and value is None and any(end <= (statement.last_confirmed or date.min) for end in ends)
            )
            if (goes_on or value not in (None, "", [], ())) and value not in known:
                claims[name].append(Claim(value=value, evidence=evidence, confirmed=statement.last_confirmed))
    values = {name: found[0].value for name, found in claims.items() if found}
    for name in _COLLECTED:
        if name in claims:
            each = [item for claim in claims[name] for item in claim.value]
            values[name] = sorted((item for n, item in enumerate(each) if item not in each[:n]), key=repr)
    return msgspec.structs.replace(
        ranked[0],
        **{name: values.pop(name, getattr(ranked[0], name)) for name in fields},
        properties=values,
        last_confirmed=ranked[0].last_confirmed,
        sources=tuple(dict.fromkeys(evidence for statement in ranked for evidence in statement.sources)),
        # That nothing is known is no value.
        alternatives={
            name: others
            for name, found in claims.items()
            if name not in _COLLECTED and (others := tuple(claim for claim in found[1:] if claim.value is not None))
        },
    )


def _without_estimates(several: list[_Said]) -> list[_Said]:
    """Return ``several`` statements without the estimated dates that another of them makes superfluous.

    That a list came to have something, or has it no longer, says nothing where another statement has it without that; of
    two estimates the widest counts.
    """
    for name, between in BETWEEN.items():
        estimates = [each.properties[between] for each in several if between in each.properties]
        if not estimates:
            continue
        widest = (min if name == "since" else max)(estimates) if len(estimates) == len(several) else None
        for i, each in enumerate(several):
            if between in each.properties and each.properties[between] != widest:
                rest = {key: value for key, value in each.properties.items() if key != between}
                several[i] = msgspec.structs.replace(each, properties=rest, **{name: None})
    return several


def _standing(relations: list[Relation], nodes: Mapping[str, Node]) -> tuple[list[Relation], list[LooseEnd]]:
    """Set apart the relations that point to a node which no source declares (any more).

    Without a carrier whom no source declares, a relation stands: the two organisations still have it.
    """
    standing: list[Relation] = []
    loose: list[LooseEnd] = []
    for relation in relations:
        carriers = relation.carriers
        stands = relation.origin in nodes and relation.target in nodes
        if stands and (not carriers or all(c in nodes for c in carriers)):
            standing.append(relation)
            continue
        loose.append(LooseEnd(relation, tuple(id_ for id_ in relation.nodes if id_ not in nodes)))
        if stands:
            standing.append(msgspec.structs.replace(relation, carriers=tuple(c for c in carriers if c in nodes)))
    return standing, loose
