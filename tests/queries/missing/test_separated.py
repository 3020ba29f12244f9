"""Separated groups: against brute force, and cases made by hand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import known_only, on, take
from queries.carrying.counted import counted
from queries.finding import Finding, severity_of
from queries.missing.separated import separated_groups
from tests.networks import DAY, network, relation
from tests.queries import oracle
from tests.queries.furnished import furnished_networks
from tests.queries.missing import missing_oracle


def _answer(made: Network, *, only: bool = False) -> list[Finding]:
    made = known_only(made) if only else made
    return list(separated_groups(made, counted(made)))


@settings(max_examples=400, deadline=None)
@given(furnished_networks(), st.booleans())
def test_groups_agree_with_brute_force(made: Network, only: bool) -> None:
    truth = oracle.look(made, DAY, known_only=only)
    parts = missing_oracle.parts(made, truth, DAY)
    found = _answer(take(made, on(DAY)), only=only)
    for finding in found:
        group, here = frozenset(finding.organisations), parts[finding.region]
        assert group in here[1:]
        assert finding.subjects[0] in group
        size = sum(map(len, here))
        assert finding.share == len(group) * (size - len(group)) / (size * (size - 1) / 2)
        assert finding.severity == severity_of(finding.share)
        assert set(finding.details["nearby"]) <= here[0]
        # Nowhere else is more of it separated.
        component = {o for o in truth.organisations if any(o in g and group & g for g in parts[None])}
        assert all(not (g & component > group) for groups in parts.values() for g in groups[1:])
    told = {organisation for finding in found for organisation in finding.organisations}
    assert told == {organisation for groups in parts.values() for group in groups[1:] for organisation in group}
    assert len({f.id for f in found}) == len(found)


def _two_towns() -> Network:
    """Return region r with town a, where four organisations know each other, and a pair and one alone in town b."""
    relations = [relation("part_of", f"municipality:{name}", "region:r") for name in "ab"]
    relations += [relation("active_in", f"council:{i}", "municipality:a") for i in range(3)]
    relations += [relation("seat", "person:p", f"council:{i}") for i in range(3)]
    relations += [relation("seat", "person:p", "municipality:a")]
    relations += [relation("active_in", f"client_organisation:{i}", "municipality:b") for i in range(2)]
    relations += [relation("seat", "person:q", f"client_organisation:{i}") for i in range(2)]
    return network(relations)


def test_a_group_is_told_in_the_smallest_region_that_holds_it() -> None:
    found = {f.subjects[0]: f for f in _answer(_two_towns())}
    assert set(found) == {"client_organisation:0", "municipality:b"}
    pair = found["client_organisation:0"]
    assert pair.organisations == ("client_organisation:0", "client_organisation:1")
    assert (pair.region, pair.details["size"]) == ("region:r", 2)
    assert pair.share == 2 * 5 / 21


def test_whom_to_get_to_know_is_near_and_has_many_ties() -> None:
    made = _two_towns()
    near = relation("active_in", "council:2", "municipality:b")
    made = made.replace(relations=[*made.relations, near])
    found = {f.subjects[0]: f.details["nearby"] for f in _answer(made)}
    # The others have one tie each: the first of them in the network.
    assert found["municipality:b"] == ["council:2", "municipality:a"]


def test_everybody_joined_is_no_finding() -> None:
    assert _answer(network([relation("seat", "person:p", f"council:{i}") for i in range(3)])) == []
    assert _answer(network([])) == []


def test_which_of_two_equal_groups_is_apart_is_the_same_in_every_region() -> None:
    """Region r sees of each group what comes first in neither, region s what comes first in both: a tie in all of them."""
    relations = [
        *(relation("seat", "person:p", o) for o in ("council:a", "council:d")),
        *(relation("seat", "person:q", o) for o in ("council:b", "council:c")),
        *(relation("active_in", o, "region:r") for o in ("council:d", "council:c")),
        *(relation("active_in", o, "region:s") for o in ("council:a", "council:b")),
    ]
    found = _answer(network(relations))
    assert {o for f in found for o in f.organisations} == {"council:b", "council:c"}
    assert len(found) == 1
