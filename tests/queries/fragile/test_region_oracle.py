"""A region against brute force: it counts its own organisations, and paths run through everything that there is."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import timedelta
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import for_audience, known_only, on, take, within
from graph.views import without as without_view
from knooppunt.usecases.look import ways
from queries.finding import Finding
from queries.fragile.cut_off import of_person
from queries.fragile.question import Fragile, fragile
from queries.fragile.terms import term_calendar
from queries.fragile.two_persons import together
from queries.fragile.whatif import whatif
from queries.fragile.workload import adviser_loads, many_seats, seat_shares
from queries.health.question import health
from queries.measures.ratio import Ratio
from queries.places.regions import RegionShares
from tests.networks import DAY, REGIONS, countries, network, relation
from tests.queries import oracle


def _told(answer: Fragile, kind: str) -> list[Finding]:
    return [finding for finding in answer.findings if finding.kind == kind]


def _in(made: Network, region: str, *views: Any) -> tuple[Network, oracle.Oracle, set[str]]:
    """Return the region, H of everything, and the organisations that the region is about."""
    seen = take(made, on(DAY), within(region), *views)
    return seen, oracle.look(made, DAY, known_only=known_only in views), oracle.at_work(made, DAY, region)


def _pairs(graph: nx.Graph[str], about: set[str]) -> set[oracle.Pair]:
    return oracle.joined_pairs(graph, about)


@settings(max_examples=400, deadline=None)
@given(countries(), st.sampled_from((*REGIONS, "region:part")), st.booleans())
def test_fragile_in_a_region_agrees_with_brute_force(made: Network, region: str, only: bool) -> None:
    seen, truth, about = _in(made, region, *([known_only] if only else []))
    answer = fragile(seen, DAY)
    beside = {person for person in truth.persons if about & set(truth.graph.neighbors(person))}
    connections = {pair: who for pair, who in truth.carriers.items() if pair <= about}
    size = answer.size
    assert (size.organisations, size.connections) == (len(about), len(connections))
    # A region in which everything works is everything.
    assert size.persons == len(truth.persons if about == truth.organisations else beside)
    assert size.connected_pairs == len(_pairs(truth.graph, about))

    cut = oracle.cut_persons(truth, about)
    assert {f.person: (f.pairs_lost, list(f.parts)) for f in _told(answer, "cut-person")} == cut
    for finding in _told(answer, "cut-person"):
        assert finding.share == (finding.pairs_lost or 0) / size.connected_pairs
        ids, total = of_person(seen, finding)
        assert set(ids) <= about and len(ids) == total == finding.loose
    alone = {pair: found for pair, found in oracle.single_person_connections(truth).items() if pair <= about}
    assert {
        frozenset(f.organisations): (f.person, f.only_route) for f in _told(answer, "single-person-connection")
    } == alone
    assert {f.organisations[0]: f.person for f in _told(answer, "single-contact-organisation")} == {
        id_: person for id_, person in oracle.single_contacts(truth).items() if id_ in about
    }
    nobody = {pair for pair in oracle.unattributed_connections(truth) if pair <= about}
    assert {frozenset(f.organisations) for f in _told(answer, "unattributed-connection")} == nobody
    assert {frozenset(f.organisations): f.details["pairs_regained"] for f in _told(answer, "orphaned-connection")} == {
        pair: regained for pair, (_, _, regained) in oracle.orphaned_connections(truth, about).items() if pair <= about
    }


@settings(max_examples=300, deadline=None)
@given(countries(), st.sampled_from(REGIONS))
def test_nobody_costs_a_region_what_she_does_not_cost_the_whole(made: Network, region: str) -> None:
    whole = take(made, on(DAY))
    everywhere = {f.person: f for f in _told(fragile(whole, DAY), "cut-person")}
    shares = RegionShares(whole)
    for finding in _told(fragile(take(whole, within(region)), DAY), "cut-person"):
        assert finding.pairs_lost and finding.pairs_lost <= (everywhere[finding.person].pairs_lost or 0)
        number = [*whole.organisations, *whole.persons].index(finding.person or "")
        assert shares.pairs_lost(number, region) == finding.pairs_lost
        assert shares.share(region, finding.pairs_lost) == finding.share


@settings(max_examples=300, deadline=None)
@given(countries(), st.sampled_from(REGIONS), st.data())
def test_what_if_in_a_region_agrees_with_brute_force(made: Network, region: str, data: st.DataObject) -> None:
    seen, truth, about = _in(made, region)
    if not truth.persons:
        return
    gone = data.draw(st.sets(st.sampled_from(sorted(truth.persons)), min_size=1))
    rest = truth.graph.copy()
    rest.remove_nodes_from(gone)
    answer = whatif(seen, gone)
    before, after = _pairs(truth.graph, about), _pairs(rest, about)
    assert answer.pairs_lost == len(before - after)
    assert (answer.before.connected_pairs, answer.after.connected_pairs) == (len(before), len(after))
    parts = []
    for component in nx.connected_components(truth.graph):
        sizes = [len(part & about) for part in nx.connected_components(rest.subgraph(component))]
        if len(sizes := sorted((size for size in sizes if size), reverse=True)) > 1:
            parts.append(tuple(sizes))
    groups = [finding for finding in answer.findings if finding.kind == "group-falls-apart"]
    assert sorted(group.parts for group in groups) == sorted(parts)
    assert {id_ for group in groups for id_ in group.organisations} <= about
    lonely = {id_ for id_ in about if id_.startswith("municipality:")}
    lonely = {id_ for id_ in lonely if _reach(truth.graph, truth, id_) and not _reach(rest, truth, id_)}
    assert {f.subjects[0] for f in answer.findings if f.kind == "municipality-without-link"} == lonely
    # What it foretells is what is measured without them.
    assert answer.after == health(take(seen, without_view(gone)), DAY).size


def _reach(graph: nx.Graph[str], truth: oracle.Oracle, organisation: str) -> set[str]:
    return (nx.node_connected_component(graph, organisation) & truth.organisations) - {organisation}


@settings(max_examples=300, deadline=None)
@given(countries(), st.sampled_from(REGIONS))
def test_two_persons_in_a_region_agree_with_brute_force(made: Network, region: str) -> None:
    seen, truth, about = _in(made, region)
    before = _pairs(truth.graph, about)
    expected = {}
    lost = {person: before - _pairs(oracle.without(truth.graph, person), about) for person in truth.persons}
    for p, q in itertools.combinations(sorted(truth.persons), 2):
        both = before - _pairs(oracle.without(oracle.without(truth.graph, p), q), about)
        if only_together := both - lost[p] - lost[q]:
            expected[p, q] = len(only_together)
    assert {tuple(f.details["persons"]): f.pairs_lost for f in together(seen).findings} == expected


@settings(max_examples=300, deadline=None)
@given(countries(), st.sampled_from(REGIONS))
def test_health_in_a_region_agrees_with_brute_force(made: Network, region: str) -> None:
    seen, truth, about = _in(made, region)
    told = health(seen, DAY)
    every, joined = len(about) * (len(about) - 1) // 2, len(_pairs(truth.graph, about))
    lost = max((pairs_lost for pairs_lost, _ in oracle.cut_persons(truth, about).values()), default=0)
    advisers = {
        r.origin
        for r in made.relations
        if r.relation in ("supports", "employer") and r.active(DAY) and r.origin in truth.persons
        if made.nodes[r.target].active(DAY)
    }
    rest = truth.graph.copy()
    rest.remove_nodes_from(advisers)
    carriers = {pair: who for pair, who in truth.carriers.items() if pair <= about}
    assert told.indicators["connectedness"] == Ratio(joined, every)
    if any(item.kind == "person" for item in made.nodes.values()):
        left = {"independence": joined - lost, "adviser_independence": len(_pairs(rest, about))}
        for name, count in left.items():
            assert (told.indicators[name].numerator, told.indicators[name].denominator) == (count, every)
    assert told.indicators["redundancy"] == Ratio(
        sum(len(who) > 1 for who in carriers.values()), len([pair for pair in truth.ever if pair <= about])
    )
    assert told.indicators["attribution"] == Ratio(sum(map(bool, carriers.values())), len(carriers))
    assert told.measures["fragmentation"] == Ratio(every - joined, every)
    near = sum(1 / oracle.distance(truth, a, b) for a, b in itertools.combinations(sorted(about), 2))
    assert told.measures["distance_weighted_fragmentation"].numerator == pytest.approx(every - near)


@settings(max_examples=300, deadline=None)
@given(countries(), st.sampled_from(REGIONS))
def test_workload_and_terms_in_a_region_agree_with_brute_force(made: Network, region: str) -> None:
    seen, truth, about = _in(made, region)
    running = [r for r in made.relations if r.active(DAY) and r.origin in truth.persons]
    seats = [r for r in running if r.relation == "seat" and r.target in about]
    held = {person: {r.target for r in seats if r.origin == person} for person in truth.persons}
    places = sum(map(len, held.values()))
    counts = Counter(len(own) for own in held.values() if own)
    assert [(s.held, s.persons, s.seats, s.share) for s in seat_shares(seen)] == [
        (many, persons, many * persons, many * persons / places) for many, persons in sorted(counts.items())
    ]
    assert {f.person: set(f.organisations) for f in many_seats(seen)} == {
        person: own for person, own in held.items() if len(own) >= 3
    }
    # The indicator counts the same places.
    few = sum(many * persons for many, persons in counts.items() if many < 3)
    assert health(seen, DAY).indicators["breadth"] == Ratio(few, places)

    areas = {region, "region:part"} if region == "region:r0" else {region}
    supports = [r for r in running if r.relation == "supports" and made.nodes[r.target].active(DAY)]
    employed = [r for r in running if r.relation == "employer" and r.target in about]
    there = {r.origin for r in (*supports, *employed) if r.target in about | areas}
    loads = {load.person: load.bodies for load in adviser_loads(seen)}
    # What she supports elsewhere takes her time as well.
    supported = {person: {r.target for r in supports if r.origin == person} for person in there}
    reachable = truth.organisations | {id_ for id_ in made.nodes if id_.startswith("region:")}
    assert loads == {person: len(own & reachable) for person, own in supported.items()}
    whole = {load.person: load for load in adviser_loads(seen.entire)}
    assert all(whole[load.person] == load for load in adviser_loads(seen))

    soon = DAY + timedelta(days=1)
    assert Counter((t.person, t.organisation, t.end) for t in term_calendar(seen, DAY, soon)) == Counter(
        (r.origin, r.target, r.until) for r in seats if r.until in (DAY, soon)
    )


@settings(max_examples=200, deadline=None)
@given(countries(), st.sampled_from(REGIONS))
def test_every_view_of_a_region_is_that_of_everything_narrowed(made: Network, region: str) -> None:
    """Also for an audience: who is told of in a region is told of the same in the whole."""
    for audience in ("partners", "public"):
        seen = take(made, on(DAY), within(region), for_audience(audience))
        other = take(made, on(DAY), for_audience(audience), within(region))
        for one, two in ((seen, other), (seen.entire, other.entire), (seen.whole, other.whole)):
            assert one.nodes == two.nodes and list(one.relations) == list(two.relations) and one.about == two.about
        assert fragile(seen, DAY).size == fragile(other, DAY).size
        assert health(seen, DAY).indicators == health(other, DAY).indicators


def test_who_can_reach_each_other_through_a_neighbouring_region_is_joined() -> None:
    """Anna is the only one in the region who joins its two councils; next door two others do so as well."""
    made = network(
        [
            relation("active_in", "council:a", "region:r"),
            relation("active_in", "council:b", "region:r"),
            relation("active_in", "council:next", "region:next"),
            *(relation("seat", "person:anna", f"council:{one}") for one in "ab"),
            *(relation("seat", "person:bas", f"council:{one}") for one in ("a", "next")),
            *(relation("seat", "person:cor", f"council:{one}") for one in ("b", "next")),
        ]
    )
    seen = take(made, on(DAY), within("region:r"))
    assert not _told(fragile(seen, DAY), "cut-person")
    assert whatif(seen, {"person:anna"}).pairs_lost == 0
    _, _, chains = ways(take(seen, without_view({"person:anna"})), "council:a", "council:b", alternatives=3)
    assert [chain.nodes for chain in chains] == [("council:a", "person:bas", "council:next", "person:cor", "council:b")]
    # Once Anna has left, it hangs on both others: also on somebody who has one tie in the region, or none.
    found = _told(fragile(take(seen, without_view({"person:anna"})), DAY), "cut-person")
    assert {(f.person, f.pairs_lost, f.parts) for f in found} == {
        ("person:bas", 1, (1, 1)),
        ("person:cor", 1, (1, 1)),
    }
    assert {tuple(f.details["persons"]) for f in together(seen).findings} == {
        ("person:anna", "person:bas"),
        ("person:anna", "person:cor"),
    }


def test_who_works_only_in_a_larger_region_is_shown_and_not_counted() -> None:
    made = network(
        [
            relation("part_of", "region:r", "region:land"),
            relation("active_in", "council:a", "region:r"),
            relation("active_in", "client_organisation:land", "region:land"),
            relation("contact", "council:a", "client_organisation:land", "person:anna"),
        ]
    )
    seen = take(made, on(DAY), within("region:r"))
    assert "client_organisation:land" in seen.nodes
    size = fragile(seen, DAY).size
    assert (size.organisations, size.persons, size.connections, size.connected_pairs) == (1, 1, 0, 0)
