"""Who comes loose: held against taking every person out in turn, and told in the order of names whatever the ids."""

from __future__ import annotations

import msgspec
import networkx as nx
from hypothesis import given, settings

from graph.network import Network
from graph.views import on, take
from queries.finding import Finding
from queries.fragile.cut_off import MOST
from queries.fragile.question import fragile
from queries.fragile.whatif import whatif
from queries.registry import KINDS
from tests.networks import DAY, network, networks, node, relation
from tests.queries import oracle


def _told(seen: Network, finding: Finding) -> tuple[list[str], int]:
    cut_off = KINDS[finding.kind].cut_off
    assert cut_off is not None
    named, total = cut_off(seen, finding)
    return list(named), total


def _by_brute_force(truth: oracle.Oracle, person: str) -> list[str]:
    """Return the organisations without those of the largest part: of parts as large the one with the first name stays."""
    component = nx.node_connected_component(truth.graph, person) - {person}
    pieces = nx.connected_components(truth.graph.subgraph(component))
    parts = [sorted(piece & truth.organisations, key=_name) for piece in pieces if piece & truth.organisations]
    parts.sort(key=lambda part: (-len(part), _name(part[0])))
    return [organisation for part in parts[1:] for organisation in part]


def _name(organisation: str) -> str:
    return organisation.partition(":")[2]


@settings(max_examples=400, deadline=None)
@given(networks())
def test_who_comes_loose_agrees_with_brute_force(made: Network) -> None:
    seen, truth = take(made, on(DAY)), oracle.look(made, DAY)
    for finding in fragile(seen, DAY).findings:
        if finding.kind == "cut-person" and finding.person:
            expected = _by_brute_force(truth, finding.person)
            assert _told(seen, finding) == (expected, len(expected))
            assert finding.loose == len(expected)
            for group in whatif(seen, {finding.person}).findings:
                if group.kind == "group-falls-apart":
                    assert _told(seen, group)[1] == len(expected)


def test_the_names_decide_and_not_the_ids() -> None:
    """Two parts of two: whichever way the ids run, those of the later names are told."""

    def told(keys: tuple[str, ...]) -> list[str]:
        a, b, c, d = (f"council:{key}" for key in keys)
        people = [node(id_, name=name) for id_, name in zip((a, b, c, d), "ABCD", strict=True)]
        ties = [relation("contact", a, b), relation("contact", c, d)]
        seats = [relation("seat", "person:p", b), relation("seat", "person:p", c)]
        seen = network([*ties, *seats], *people)
        (finding,) = [one for one in fragile(seen, DAY).findings if one.kind == "cut-person"]
        return [seen.nodes[id_].name for id_ in _told(seen, finding)[0]]

    assert told(("1", "2", "3", "4")) == told(("4", "3", "2", "1")) == told(("9", "1", "8", "0")) == ["C", "D"]


def test_of_very_many_the_first_are_named_and_all_are_counted() -> None:
    hub = [relation("seat", f"person:p{i}", "council:hub") for i in range(2)]
    spokes = [relation("seat", "person:p0", f"council:s{i:03d}") for i in range(MOST + 20)]
    more = [relation("contact", "council:hub", f"council:t{i:03d}") for i in range(3)]
    seen = network([*hub, *spokes, *more])
    finding = next(one for one in fragile(seen, DAY).findings if one.kind == "cut-person")
    named, total = _told(seen, finding)
    assert (named, total) == ([f"council:s{i:03d}" for i in range(MOST)], MOST + 20)


def test_a_part_that_is_not_there_any_more_names_nobody() -> None:
    """The finding of another day, about somebody who is not in this network."""
    seen = network([relation("seat", "person:p", "council:a")])
    gone = Finding(kind="cut-person", subjects=("person:q",), person="person:q")
    assert _told(seen, gone) == ([], 0)
    assert _told(seen, msgspec.structs.replace(gone, person="person:p")) == ([], 0)
