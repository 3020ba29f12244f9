"""The network in memory: nodes and relations, immutable, with a networkx multigraph of the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from graph.areas import AreaTree
from graph.attributes import attributes
from graph.model import CERTAINTY, Node, Relation
from graph.turnover import Turnover, turnover_by_organisation
from graph.vocabulary import vocabulary

if TYPE_CHECKING:
    import networkx


class LooseEnd(msgspec.Struct, frozen=True):
    """A relation of which an end or a carrier is not (or no longer) in any source.

    Without an end it is left out of the network; without a carrier it stands, with those carriers who are known.
    """

    relation: Relation
    missing: tuple[str, ...]


class NotStored(msgspec.Struct, frozen=True):
    """How many rows and cells of the lists were left out when they were loaded, and of which sources."""

    rows: int = 0
    cells: int = 0
    sources: tuple[str, ...] = ()


class Scope(msgspec.Struct, frozen=True):
    """Which part of the whole a network is: the views that were taken. None: not narrowed."""

    on: date | None = None
    region: str | None = None
    audience: str = "internal"
    without: tuple[str, ...] = ()
    known_only: bool = False


class Network(msgspec.Struct, frozen=True, eq=False, dict=True, weakref=True):
    """Typed nodes and relations.

    A network does not change: a view (``graph.views``) makes a new one. ``graph`` is the same network as a
    ``networkx.MultiDiGraph``, built when first asked for, so that any networkx function can be used on it.
    ``identity`` is the id that a node goes by, by another id that sources or decisions call it. Like the salt it is the
    same in every view, and for nobody to see. So is ``behind``: what the network of an audience was made from, for totals
    that tell of nobody (``whole``), and the names of the ``sources``, in the order in which they were first loaded: others
    than the hub get their numbers. ``elsewhere``: what the topics are called that the lists mention, in a network that was
    narrowed to a region also those that only others mention. ``left_out``: who is not in it because of its day alone, as far
    as its audience may know of them; ``dormant`` are those of them of whom only the relations have all ended, with these
    relations. ``undated``: that of all days, of which this is one, for what came and
    went until its day (``turnover``); nothing else of it may be shown. ``not_stored``: what of the lists is in none of this
    store. ``proposals``: what the lists only propose, which is in no question. ``successions``: which organisation
    continues another, also when one of the two is there on another day only.
    ``around``: of a network that was narrowed to a region, what it was narrowed from, through which paths run; ``about`` are
    the organisations that it is about: what works only in a larger region is shown, and not counted.
    """

    nodes: Mapping[str, Node]
    relations: Sequence[Relation]
    scope: Scope = Scope()
    loose_ends: Sequence[LooseEnd] = ()
    salt: bytes = b""
    identity: Mapping[str, str] = {}
    behind: Network | None = None
    sources: Sequence[str] = ()
    elsewhere: frozenset[str] = frozenset()
    left_out: Mapping[str, Node] = {}
    dormant: Mapping[str, Sequence[Relation]] = {}
    undated: Network | None = None
    not_stored: NotStored = NotStored()
    proposals: Sequence[Node | Relation] = ()
    successions: Sequence[Relation] = ()
    around: Network | None = None
    about: frozenset[str] = frozenset()

    def replace(
        self,
        nodes: Mapping[str, Node] | None = None,
        relations: Sequence[Relation] | None = None,
        loose_ends: Sequence[LooseEnd] | None = None,
        behind: Network | None = None,
        **scope: Any,
    ) -> Network:
        """Return a network with other nodes, relations, loose ends or scope fields, and the rest of this one."""
        parts = {"nodes": nodes, "relations": relations, "loose_ends": loose_ends}
        changed = {name: part for name, part in parts.items() if part is not None}
        return msgspec.structs.replace(
            self, scope=msgspec.structs.replace(self.scope, **scope), behind=behind, **changed
        )

    @cached_property
    def tells_inferred(self) -> bool:
        """Tell whether anything in it is not certain, but inferred."""
        return any(CERTAINTY in item.properties for item in (*self.relations, *self.nodes.values()))

    @property
    def continuations(self) -> list[Relation]:
        """Return which organisation continues another, once each: one of the two is mostly there on another day only."""
        known = [*self.successions, *self.relations_by_type.get("succeeds", ())]
        return list({(one.origin, one.target): one for one in known}.values())

    @property
    def whole(self) -> Network:
        """Return the network to count totals in: the one ``behind`` this, or else itself. Nothing of it may be shown."""
        return self.behind or self

    @property
    def entire(self) -> Network:
        """Return everything that there is: the network that this one was narrowed from to a region, or else itself."""
        return self.around or self

    @cached_property
    def counted(self) -> frozenset[str]:
        """Return the organisations (ids) that the network is about: all of them, or those of the region."""
        return frozenset(self.organisations) if self.around is None else self.about

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """Return the ids of all organisations, in the order of the network."""
        kinds = vocabulary().organisation_kinds
        return tuple(id_ for id_, node in self.nodes.items() if node.kind in kinds)

    @cached_property
    def persons(self) -> tuple[str, ...]:
        """Return the ids of all persons, in the order of the network."""
        return tuple(id_ for id_, node in self.nodes.items() if node.kind == "person")

    @cached_property
    def advisers(self) -> frozenset[str]:
        """Return the persons with an appointment as adviser (an employer or support relation alone counts as one)."""
        return self._supporters.union(id_ for id_ in self.persons if self.nodes[id_].properties.get("appointments"))

    def is_adviser(self, person: str) -> bool:
        """Tell whether ``person`` (node id) is one of the ``advisers``; for a few, less work than to find them all."""
        return person in self._supporters or bool(self.nodes[person].properties.get("appointments"))

    @cached_property
    def _supporters(self) -> frozenset[str]:
        codes = ("supports", "employer")
        return frozenset(relation.origin for code in codes for relation in self.relations_by_type.get(code, ()))

    @cached_property
    def relations_by_type(self) -> Mapping[str, Sequence[Relation]]:
        """Return the relations of every type, in the order of the network."""
        found: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            found[relation.relation].append(relation)
        return dict(found)

    @cached_property
    def relations_of(self) -> Mapping[str, Sequence[Relation]]:
        """Return, for every node, the relations it stands in: as origin, as target or as carrier."""
        found: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.relations:
            for end in dict.fromkeys(relation.nodes):
                found[end].append(relation)
        return dict(found)

    @cached_property
    def turnover(self) -> Mapping[str, Turnover]:
        """Return, by organisation, what became of places within the year before the day of this network; nothing when it
        has no day, and for the public.
        """
        if self.undated is None or self.scope.on is None:
            return {}
        # Worked out once for all the networks of a day that are narrowed from this one.
        known, day = self.undated._turnovers, self.scope.on
        if day not in known:
            known[day] = turnover_by_organisation(self.undated.nodes, self.undated.relations, day)
        return {id_: known[day][id_] for id_ in self.organisations if id_ in known[day]}

    @cached_property
    def _turnovers(self) -> dict[date, dict[str, Turnover]]:
        """Keep what became of places before each day that was asked about."""
        return {}

    @cached_property
    def area_tree(self) -> AreaTree:
        """Return which area lies in which."""
        return AreaTree(self.relations_by_type.get("part_of", ()), self.order)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Return the place of every node: what is equal otherwise goes by this (``graph.order``)."""
        return {id_: place for place, id_ in enumerate(self.nodes)}

    def ordered(self, node_ids: Iterable[str]) -> list[str]:
        """Return ``node_ids`` in the order of the network; what is not in it comes last."""
        order, last = self.order, len(self.nodes)
        return sorted(node_ids, key=lambda id_: (order.get(id_, last), id_))

    @property
    def hides_ties(self) -> bool:
        """Tell whether some of what joins organisations is shown without the person: it stays when she leaves."""
        return self.behind is not None or self.hides_persons

    @property
    def hides_persons(self) -> bool:
        """Tell whether no person may be seen: what joins organisations is then partly made by the view, in their place."""
        return self.scope.audience == "public"

    @cached_property
    def graph(self) -> networkx.MultiDiGraph[str]:
        """Return the network as a networkx multigraph, which networkx's own writers accept (GEXF, GraphML, GML, JSON).

        Keys are ``relation#n``. Attributes are the fields and properties, each a str, int, float or bool
        (``graph.attributes``): dates are ISO, lists are joined by "; ", appointments, sources and what other sources say
        are text. What is unknown or empty is left out.
        """
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        graph.add_nodes_from((id_, attributes(node)) for id_, node in self.nodes.items())
        for number, relation in enumerate(self.relations):
            key = f"{relation.relation}#{number}"
            graph.add_edge(relation.origin, relation.target, key)
            # Not as keyword arguments: a property may be called like a parameter of add_edge.
            graph[relation.origin][relation.target][key].update(attributes(relation))
        return graph

    def named(self, node_ids: Iterable[str]) -> list[Node]:
        """Return the nodes of ``node_ids`` that are in this network."""
        return [self.nodes[id_] for id_ in node_ids if id_ in self.nodes]
