"""`fragile` against the brute-force oracle: the removal of every person in turn."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import known_only, on, take
from graph.views import without as without_view
from queries.carrying.graph import carrying_graph
from queries.finding import Finding
from queries.fragile.question import Fragile, fragile
from tests.networks import DAY, networks
from tests.queries import oracle


def _of_kind(answer: Fragile, kind: str) -> list[Finding]:
    return [finding for finding in answer.findings if finding.kind == kind]


@settings(max_examples=600, deadline=None)
@given(networks(), st.booleans())
def test_fragile_agrees_with_brute_force(made: Network, only: bool) -> None:
    answer = fragile(take(made, on(DAY), *([known_only] if only else [])), DAY)
    truth = oracle.look(made, DAY, known_only=only)

    assert answer.size.organisations == len(truth.organisations)
    assert answer.size.persons == len(truth.persons)
    assert answer.size.connections == len(truth.carriers)
    assert answer.size.connected_pairs == len(oracle.joined_pairs(truth.graph, truth.organisations))
    assert {f.person: (f.pairs_lost, list(f.parts)) for f in _of_kind(answer, "cut-person")} == oracle.cut_persons(
        truth
    )
    assert {
        frozenset(f.organisations): (f.person, f.only_route) for f in _of_kind(answer, "single-person-connection")
    } == oracle.single_person_connections(truth)
    assert {
        f.organisations[0]: f.person for f in _of_kind(answer, "single-contact-organisation")
    } == oracle.single_contacts(truth)
    nobody = {frozenset(f.organisations) for f in _of_kind(answer, "unattributed-connection")}
    assert nobody == oracle.unattributed_connections(truth)
    assert {
        frozenset(f.organisations): ({*f.details["left"]}, f.details["left_on"], f.details["pairs_regained"])
        for f in _of_kind(answer, "orphaned-connection")
    } == oracle.orphaned_connections(truth)
    assert len({f.id for f in answer.findings}) == len(answer.findings)


@settings(max_examples=300, deadline=None)
@given(networks(), st.data())
def test_the_view_without_is_h_minus_p(made: Network, data: st.DataObject) -> None:
    truth = oracle.look(made, DAY)
    if not truth.persons:
        return
    gone = data.draw(st.sets(st.sampled_from(sorted(truth.persons)), min_size=1))
    rest = truth.graph.copy()
    rest.remove_nodes_from(gone)
    seen = carrying_graph(take(made, on(DAY), without_view(gone)))
    edges = {frozenset((seen.ids[v], seen.ids[other])) for v in range(len(seen.ids)) for other in seen.neighbours_of(v)}
    assert edges == {frozenset(edge) for edge in rest.edges}
    assert set(seen.ids) == set(rest.nodes)
