"""Who can bring two organisations together: the first chain of ties between them in H, else an adviser nearby."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import msgspec

from graph.network import Network
from queries.carrying.chains import chain
from queries.carrying.graph import carrying_graph
from queries.carrying.walk import Steps
from queries.decisions import Decided
from queries.finding import Finding
from queries.places.areas import working_areas

#: The details that say who can introduce two organisations, the best first.
INTRODUCTIONS = ("introducers", "via", "advisers")
#: Advisers to name when no chain of ties runs between two organisations.
_ADVISERS = 2


class Introductions:
    """Tells of findings about organisations that should meet who can introduce them: of a region, also who is around it."""

    def __init__(self, network: Network) -> None:
        self._network = network.entire

    def introduced(self, finding: Finding) -> Finding:
        """Return ``finding`` with details of who can bring its organisations together, each a list of node ids.

        ``introducers``: the persons on the first chain between the first two organisations of a pair (the one that ``path``
        shows first). ``via``: the organisations on that chain. ``advisers``: whom else to ask, when that chain names nobody.
        """
        ends = finding.organisations if len(finding.subjects) == 2 else ()
        return msgspec.structs.replace(finding, details=finding.details | self.between(ends, finding.organisations))

    def between(self, ends: Sequence[str], organisations: Iterable[str]) -> dict[str, list[str]]:
        """Return who can bring ``organisations`` together, of which two are the ``ends`` of a chain, or none."""
        numbers = carrying_graph(self._network).numbers
        found = chain(self._steps, *(numbers[id_] for id_ in ends)) if ends else None
        introducers = list(found.introducers) if found else []
        via = [id_ for id_ in found.nodes[1:-1] if id_ not in introducers] if found else []
        advisers = [] if introducers else self.advisers_near(organisations)
        return dict(zip(INTRODUCTIONS, (introducers, via, advisers), strict=True))

    def of(self, found: Sequence[Decided], most: int = 0) -> list[Decided]:
        """Return ``found`` with who can introduce whom in the first ``most`` of each kind (0: in all)."""
        number: Counter[str] = Counter()
        told = []
        for one in found:
            number[one.finding.kind] += 1
            if not most or number[one.finding.kind] <= most:
                one = msgspec.structs.replace(one, finding=self.introduced(one.finding))
            told.append(one)
        return told

    def advisers_near(self, organisations: Iterable[str]) -> list[str]:
        """Return the advisers who support an organisation or area where ``organisations`` (ids) work, the nearest first.

        Nearest: who works in a municipality of theirs; else in a region around it. In both, who supports more of them.
        """
        places = working_areas(self._network)
        own = [places[organisation] for organisation in organisations]
        for areas in ([place.municipalities for place in own], [place.regions for place in own]):
            near = ({one for area in around for one in self._advisers.get(area, ())} for around in areas)
            counts = Counter(itertools.chain.from_iterable(near))
            if counts:
                return sorted(self._network.ordered(counts), key=lambda adviser: -counts[adviser])[:_ADVISERS]
        return []

    @cached_property
    def _steps(self) -> Steps:
        return Steps(carrying_graph(self._network))

    @cached_property
    def _advisers(self) -> Mapping[str, set[str]]:
        """Return, by municipality and region, the advisers who work there."""
        found: dict[str, set[str]] = defaultdict(set)
        places = working_areas(self._network)
        for relation in self._network.relations_by_type.get("supports", ()):
            place = places[relation.target]
            within = place.direct | place.municipalities or {relation.target}
            for area in self._network.area_tree.around(within):
                found[area].add(relation.origin)
        return found
