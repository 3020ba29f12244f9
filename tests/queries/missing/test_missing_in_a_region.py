"""What is missing in a region, against brute force: between its own organisations, in everything that there is."""

from __future__ import annotations

import itertools

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import Network
from graph.views import known_only, on, take, within
from queries.finding import Finding
from queries.missing.expected import Expectation, Selector
from queries.missing.introductions import Introductions
from queries.missing.question import missing
from tests.networks import DAY, network, relation
from tests.queries import oracle
from tests.queries.furnished import furnished_networks, rules
from tests.queries.missing import missing_oracle

_EVERYTHING = 10_000
_regions = st.sampled_from(["region:r0", "region:r1"])


def _told(seen: Network, kind: str, rules: list[Expectation]) -> list[Finding]:
    return [one for one in missing(seen, rules, ranked=_EVERYTHING) if one.kind == kind]


@settings(max_examples=250, deadline=None)
@given(furnished_networks(), _regions, rules(), st.booleans())
def test_expected_links_agree_with_brute_force(made: Network, region: str, rule: Expectation, only: bool) -> None:
    seen = take(made, on(DAY), within(region), *([known_only] if only else []))
    truth, about = oracle.look(made, DAY, known_only=only), oracle.at_work(made, DAY, region)
    found = _told(seen, "expected-link", [rule])
    assert {frozenset(f.organisations) for f in found} == missing_oracle.expected(made, truth, rule, about)
    for a, b in (f.organisations for f in found):
        assert oracle.distance(truth, a, b) > rule.distance
    if not rule.one_is_enough:
        whole = _told(seen.entire, "expected-link", [rule])
        assert [f.id for f in found] == [f.id for f in whole if set(f.organisations) <= about]


@settings(max_examples=250, deadline=None)
@given(furnished_networks(), _regions, st.booleans())
def test_separated_groups_agree_with_brute_force(made: Network, region: str, only: bool) -> None:
    seen = take(made, on(DAY), within(region), *([known_only] if only else []))
    truth, about = oracle.look(made, DAY, known_only=only), oracle.at_work(made, DAY, region)
    groups = missing_oracle.parts(made, truth, DAY)[region]
    found = _told(seen, "separated-group", [])
    assert {frozenset(f.organisations) for f in found} == set(groups[1:])
    for finding in found:
        inside = set(finding.organisations)
        assert finding.region is None and finding.subjects == (min(inside),)
        assert finding.share == len(inside) * len(about - inside) / (len(about) * (len(about) - 1) / 2)
        assert set(finding.details["nearby"]) <= groups[0]
        # Whoever is called apart here, no way of any length leads to others of this region.
        assert not any(nx.has_path(truth.graph, a, b) for a, b in itertools.product(inside, about - inside))


@settings(max_examples=200, deadline=None)
@given(furnished_networks(), _regions)
def test_a_region_says_of_a_group_what_the_whole_says_of_it_there(made: Network, region: str) -> None:
    whole = take(made, on(DAY))
    own = {f.organisations: f for f in _told(take(whole, within(region)), "separated-group", [])}
    for finding in _told(whole, "separated-group", []):
        if finding.region == region:
            same = own[finding.organisations]
            assert (same.severity, same.share, same.details) == (finding.severity, finding.share, finding.details)


@settings(max_examples=200, deadline=None)
@given(furnished_networks(), _regions)
def test_likely_links_are_those_of_the_whole_of_which_both_are_of_the_region(made: Network, region: str) -> None:
    """Of which test_likely holds against a slow count what each scores, and which are candidates."""
    whole, about = take(made, on(DAY)), oracle.at_work(made, DAY, region)
    of_region = [one for one in _told(whole, "likely-link", []) if set(one.organisations) <= about]
    found = _told(take(whole, within(region)), "likely-link", [])
    assert [f.id for f in found] == [f.id for f in of_region]
    assert [f.score for f in found] == pytest.approx([f.score for f in of_region])
    assert [{r.reason: r.about for r in f.because} for f in found] == [
        {r.reason: r.about for r in f.because} for f in of_region
    ]
    few = missing(take(whole, within(region)), [], ranked=2)
    assert [f.id for f in few if f.kind == "likely-link"] == [f.id for f in of_region[:2]]


@settings(max_examples=100, deadline=None)
@given(furnished_networks(), _regions)
def test_who_can_introduce_whom_is_the_same_as_in_the_whole(made: Network, region: str) -> None:
    whole = take(made, on(DAY))
    seen = take(whole, within(region))
    for finding in missing(seen, [], ranked=5):
        assert Introductions(seen).introduced(finding) == Introductions(whole).introduced(finding)


_RULE = Expectation(
    id="regel",
    a=Selector(("council",)),
    b=Selector(("council",)),
    scope="same_region",
    severity="medium",
    source="bron",
    text={"nl": "daarom", "en": "because"},
    distance=2,
)


def _through_the_neighbours() -> Network:
    """Return two councils of region r, a and b, who know each other through the council next door, and a third, c."""
    return network(
        [
            *(relation("active_in", f"council:{one}", "region:r") for one in "abc"),
            relation("active_in", "council:next", "region:next"),
            *(relation("seat", "person:anna", f"council:{one}") for one in ("a", "next")),
            *(relation("seat", "person:bas", f"council:{one}") for one in ("b", "next")),
        ]
    )


def test_who_reach_each_other_through_a_neighbouring_region_are_neither_apart_nor_without_contact() -> None:
    found = missing(take(_through_the_neighbours(), on(DAY), within("region:r")), [_RULE], ranked=0)
    assert {f.organisations for f in found if f.kind == "expected-link"} == {
        ("council:a", "council:c"),
        ("council:b", "council:c"),
    }
    assert [f.organisations for f in found if f.kind == "separated-group"] == [("council:c",)]


def test_whoever_is_beside_the_region_can_make_the_introduction() -> None:
    seen = take(_through_the_neighbours(), on(DAY), within("region:r"))
    (link,) = [f for f in missing(seen, [], ranked=9) if f.organisations == ("council:a", "council:b")]
    assert [(reason.reason, reason.about) for reason in link.because if reason.reason == "common-contact"] == [
        ("common-contact", ("council:next",))
    ]
    details = Introductions(seen).introduced(link).details
    assert (details["introducers"], details["via"]) == (["person:anna", "person:bas"], ["council:next"])


def test_where_one_is_enough_one_in_a_neighbouring_region_is_as_well() -> None:
    platforms = [relation("active_in", f"platform:{one}", f"region:{one}") for one in ("r", "next")]
    works = [relation("active_in", "council:a", f"region:{one}") for one in ("r", "next")]
    rule = Expectation(
        id="een",
        a=Selector(("council",)),
        b=Selector(("platform",)),
        scope="same_region",
        severity="medium",
        source="bron",
        text={"nl": "daarom", "en": "because"},
        one_is_enough=True,
    )
    lonely = network([*platforms, *works])
    seat = relation("seat", "person:anna", "council:a"), relation("seat", "person:anna", "platform:next")
    served = network([*platforms, *works, *seat])
    found = [_told(take(made, on(DAY), within("region:r")), "expected-link", [rule]) for made in (lonely, served)]
    assert [[f.organisations for f in each] for each in found] == [[("platform:r", "council:a")], []]
