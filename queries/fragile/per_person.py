"""What hangs on each person: the findings about one person together, whoever costs most first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from graph.network import Network
from queries.finding import Finding, weight


class OnPerson(msgspec.Struct, frozen=True):
    """What hangs on a ``person`` (node id): findings, worst first, of which there is at least one."""

    person: str
    findings: Sequence[Finding]

    @property
    def of_kinds(self) -> Mapping[str, Sequence[Finding]]:
        """Return the findings by kind, the kind of the worst first."""
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            found[finding.kind].append(finding)
        return found


def per_person(network: Network, findings: Iterable[Finding]) -> list[OnPerson]:
    """Return the ``findings`` (worst first) that are about a person, by person: first whose worst weighs most; then of whom
    most have no way round, of whom there are most, and by name.
    """
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.person:
            found[finding.person].append(finding)
    only_routes = Counter(one.person for own in found.values() for one in own if one.only_route)

    def rank(person: str) -> tuple[object, ...]:
        name = network.entire.nodes[person].name if person in network.entire.nodes else ""
        return weight(found[person][0]), -only_routes[person], -len(found[person]), name, person

    return [OnPerson(person, found[person]) for person in sorted(found, key=rank)]
