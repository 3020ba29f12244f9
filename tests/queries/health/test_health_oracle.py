"""The indicators of health against the definitions of design section 5, written out plainly."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Evidence, Node, Relation
from graph.network import Network
from graph.views import for_audience, known_only, on, take, within
from queries.gaps.coverage import Coverage
from queries.health.question import INDICATORS, coverage_indicator, health, health_by_area, weighted
from queries.measures.ratio import Ratio
from tests.networks import DAY, network, networks, node, relation
from tests.queries import oracle

YEAR_AGO = DAY.replace(year=DAY.year - 1)
TYING = {"seat", "represents", "supports", "employer", "convenes", "contact", "participates", "advises"}
#: Eighteen months before.
MEETINGS_FROM = date(2025, 5, 22)
#: Half of them are no arrangement.
FREQUENCIES = (None, "elk kwartaal", "ad hoc", "Incidenteel", "maandelijks, soms vaker", "af en toe eens")
ARRANGED = ("elk kwartaal", "maandelijks, soms vaker")
ROWS = {"seat", "supports", "employer", "contact", "participates"}
TOWNS = ("municipality:m0", "municipality:m1")
NOTHING = Ratio(0, 0)


@st.composite
def described(draw: st.DrawFn) -> Network:
    """Networks in which some things were confirmed, some seats have a role and a term, some rows name their source."""
    made = draw(networks())
    confirmed = st.sampled_from(
        (None, None, DAY, YEAR_AGO, YEAR_AGO - timedelta(days=1), DAY + timedelta(days=3), date(2019, 2, 28))
    )
    notes = st.sampled_from((None, "telefoon"))

    def filled(item: Any, **properties: Any) -> Any:
        return msgspec.structs.replace(
            item,
            last_confirmed=draw(confirmed),
            sources=(Evidence("t.xlsx", "a!2", draw(notes)), Evidence("t.xlsx", "a!3")),
            properties={name: value for name, value in properties.items() if value},
        )

    relations = []
    for item in made.relations:
        fields: dict[str, Any] = {}
        if item.relation == "represents":
            fields["at"] = item.properties["at"]
        if item.relation == "seat":
            fields["speaks_for"] = draw(st.sampled_from(([], ["geld"], ["wmo"], ["Ouderen"], ["geld", "vrouwen"])))
            fields["role"] = draw(st.sampled_from((None, "chair", "convener")))
            fields["term_end"] = draw(st.sampled_from((None, "2027-01-01")))
        if item.relation == "contact":
            fields["frequency"] = draw(st.sampled_from(FREQUENCIES))
        if item.relation == "advises":
            fields["laws"] = draw(st.sampled_from(([], ["Wmo"])))
        relations.append(filled(item, **fields))
    nodes = {id_: filled(item, type=draw(st.sampled_from((None, "youth_council")))) for id_, item in made.nodes.items()}
    for id_ in [id_ for id_ in nodes if id_.startswith("platform:")]:
        frequency = draw(st.sampled_from((None, *FREQUENCIES)))
        nodes[id_] = msgspec.structs.replace(nodes[id_], properties={"frequency": frequency} if frequency else {})
    for number in range(draw(st.integers(0, 4))):
        when = draw(
            st.sampled_from((None, MEETINGS_FROM - timedelta(days=1), MEETINGS_FROM, DAY, DAY + timedelta(days=1)))
        )
        nodes[f"meeting:of{number}"] = node(f"meeting:of{number}", since=when)
        if platforms := [id_ for id_ in nodes if id_.startswith("platform:")]:
            platform, meeting = draw(st.sampled_from(platforms)), f"meeting:of{number}"
            relations += draw(
                st.lists(
                    st.sampled_from(
                        [relation("convenes", platform, meeting), relation("meeting_of", meeting, platform)]
                    )
                )
            )
    nodes |= {id_: node(id_) for id_ in TOWNS}
    nodes |= {
        "topic:wmo": node("topic:wmo", properties={"type": "law"}),
        "topic:geld": node("topic:geld", properties={"type": "theme"}),
    }
    for id_ in [id_ for id_ in nodes if id_.startswith(("council:", "client_organisation:", "platform:"))]:
        if draw(st.booleans()):
            relations.append(relation("covers", id_, draw(st.sampled_from(("topic:wmo", "topic:geld")))))
        if draw(st.booleans()):
            relations.append(relation("active_in", id_, draw(st.sampled_from(("region:r0", *TOWNS)))))
    return Network(nodes, relations, salt=made.salt)


class Truth(NamedTuple):
    """What is active on the day, and H of it."""

    nodes: dict[str, Node]
    relations: list[Relation]
    h: oracle.Oracle
    everybody: Mapping[str, Node]
    all_relations: Sequence[Relation]

    @property
    def advisers(self) -> set[str]:
        return {r.origin for r in self.relations if r.relation in ("supports", "employer")}

    def of(self, *names: str) -> list[Relation]:
        return [r for r in self.relations if r.relation in names]


def _truth(made: Network, only: bool = False) -> Truth:
    asleep = oracle.dormant(made, DAY)
    nodes = {id_: item for id_, item in made.nodes.items() if item.active(DAY) and id_ not in asleep}
    relations = [r for r in made.relations if r.active(DAY) and r.origin in nodes and r.target in nodes]
    return Truth(nodes, relations, oracle.look(made, DAY, known_only=only), made.nodes, made.relations)


def _expected(truth: Truth) -> dict[str, Ratio]:
    """Return every indicator but coverage and completeness."""
    h, organisations = truth.h, truth.h.organisations
    joined = len(oracle.joined_pairs(h.graph, organisations))
    carriers = [len(found) for found in h.carriers.values()]
    without_advisers = h.graph.copy()
    without_advisers.remove_nodes_from(truth.advisers)
    lost = [pairs_lost for pairs_lost, _ in oracle.cut_persons(h).values()]
    places = Counter(person for person, _ in {(r.origin, r.target) for r in truth.of("seat")})
    ties = [r for r in truth.of(*TYING) if r.target in organisations and r.origin != r.target]
    ever = any(item.kind == "person" for item in truth.everybody.values())
    every = len(organisations) * (len(organisations) - 1) // 2
    return {
        "connectedness": Ratio(joined, every),
        "redundancy": Ratio(sum(n >= 2 for n in carriers), len(h.ever)),
        "independence": Ratio(joined - max(lost, default=0), every) if ever else NOTHING,
        "adviser_independence": (
            Ratio(len(oracle.joined_pairs(without_advisers, organisations)), every) if ever else NOTHING
        ),
        "attribution": Ratio(sum(n >= 1 for n in carriers), len(carriers)),
        "structure": Ratio(len(_recurring(truth)), len(h.carriers)),
        "continuity": _continuity(truth),
        "representation": _representation(truth),
        "freshness": Ratio(sum(r.last_confirmed is not None and r.last_confirmed >= YEAR_AGO for r in ties), len(ties)),
        "breadth": Ratio(sum(n for n in places.values() if n < 3), sum(places.values())),
    }


def _recurring(truth: Truth) -> set[oracle.Pair]:
    """Return the connections that come back by arrangement: what is orphaned does not."""
    met = {(r.origin, r.target) for r in truth.of("convenes")} | {(r.target, r.origin) for r in truth.of("meeting_of")}
    meetings = [
        platform
        for platform, meeting in met
        if platform.startswith("platform:") and (since := truth.nodes[meeting].since) and since >= MEETINGS_FROM
    ]
    meets = {id_ for id_ in meetings if meetings.count(id_) >= 2}
    meets |= {id_ for id_, item in truth.nodes.items() if item.properties.get("frequency") in ARRANGED}
    arranged = [
        *truth.of("advises"),
        *(r for r in truth.of("participates") if r.target in meets),
        *(r for r in truth.of("contact") if r.properties.get("frequency") in ARRANGED),
    ]
    pairs = {frozenset((r.origin, r.target)) for r in arranged if not _orphaned(r, truth)}
    return pairs & truth.h.carriers.keys()


def _continuity(truth: Truth) -> Ratio:
    """Of the places of a year ago in organisations that are there today, count those of which the person is still there."""

    def places(day: date) -> set[tuple[str, str]]:
        seats = [r for r in truth.all_relations if r.relation == "seat" and r.active(day)]
        return {
            (r.origin, r.target)
            for r in seats
            if truth.everybody[r.origin].active(day) and truth.everybody[r.target].active(day)
        }

    then = {place for place in places(YEAR_AGO) if place[1] in truth.nodes}
    return Ratio(len(then & places(DAY)), len(then))


def _representation(truth: Truth) -> Ratio:
    """Of the seats in councils of which it is known on behalf of whom they are, count those of clients."""
    told = {"geld": False, "wmo": False, "Ouderen": True, "vrouwen": True}
    known = clients = 0
    for seat in truth.of("seat"):
        if seat.target.startswith("council:"):
            own = [r for r in truth.of("represents") if r.origin == seat.origin]
            organisations = [r.target for r in own if r.properties["at"] == seat.target]
            topics = seat.properties.get("speaks_for", [])
            known += bool(organisations or topics)
            clients += any(id_.startswith("client_organisation:") for id_ in organisations) or any(
                map(told.get, topics)
            )
    return Ratio(clients, known)


def _cells(truth: Truth) -> Iterator[tuple[str, bool]]:
    """Yield every cell that is asked, with whether it is filled in, as an internal reader sees it."""
    convened = {r.target for r in truth.of("convenes") if not _orphaned(r, truth)}
    convened |= {r.target for r in truth.of("seat") if r.properties.get("role") == "convener"}
    for item in truth.nodes.values():
        area = any(r.origin == item.id for r in truth.of("advises", "active_in"))
        if item.kind == "council":
            laws = any(r.origin == item.id and r.properties.get("laws") for r in truth.of("advises"))
            topics = {r.target for r in truth.of("covers") if r.origin == item.id}
            yield "council_type", "type" in item.properties
            yield "council_area", any(r.origin == item.id for r in truth.of("advises"))
            yield "council_laws", laws or "topic:wmo" in topics
        elif item.kind in ("client_organisation", "platform", "support_organisation", "institution"):
            yield "organisation_area", area
        elif item.kind == "municipality":
            here = {r.origin for r in truth.of("advises", "active_in") if r.target == item.id}
            yield (
                "municipality_topics",
                any(
                    r.target
                    if r.relation == "covers"
                    else r.properties.get("laws" if r.relation == "advises" else "speaks_for")
                    for r in truth.of("covers", "advises", "seat")
                    if (r.target if r.relation == "seat" else r.origin) in here
                ),
            )
        if item.kind == "platform":
            yield "platform_convener", item.id in convened
        if item.kind == "person":
            yield "person_tie", truth.h.graph.degree(item.id) > 0
    for seat in truth.of("seat"):
        yield "seat_role", "role" in seat.properties
        if seat.target.startswith("council:"):
            yield "seat_term", "term_end" in seat.properties or seat.until is not None
    for pair in truth.h.carriers:
        yield "connection_carrier", pair in truth.h.ever
    for row in (*(truth.nodes[id_] for id_ in truth.h.organisations), *truth.of(*ROWS)):
        yield "confirmed", row.last_confirmed is not None
        yield "source", any(evidence.note for evidence in row.sources)


def _orphaned(item: Relation, truth: Truth) -> bool:
    left = {id_: end for id_ in item.carriers if (end := truth.everybody[id_].until) is not None and end <= DAY}
    return oracle.is_orphaned(item, truth.h.persons, left)


@settings(max_examples=120, deadline=None)
@given(described(), st.booleans())
def test_every_indicator_agrees_with_its_definition(made: Network, only: bool) -> None:
    found = health(take(made, on(DAY), *([known_only] if only else [])), DAY)
    truth = _truth(made, only)
    assert tuple(found.indicators) == INDICATORS
    for name, expected in _expected(truth).items():
        assert msgspec.structs.replace(found.indicators[name], vacuous=False) == expected, name
        appointed = truth.advisers or any("appointments" in truth.nodes[id_].properties for id_ in truth.h.persons)
        ever = any(item.kind == "person" for item in made.nodes.values())
        nobody = (name == "adviser_independence" and not appointed) or (name == "independence" and not truth.h.persons)
        nobody = nobody and ever
        assert found.indicators[name].vacuous == nobody, name
    assert found.indicators["coverage"].value is None
    summary = found.size
    assert (summary.organisations, summary.persons) == (len(truth.h.organisations), len(truth.h.persons))
    assert (summary.connections, summary.connected_pairs) == (
        len(truth.h.carriers),
        len(oracle.joined_pairs(truth.h.graph, truth.h.organisations)),
    )


@settings(max_examples=100, deadline=None)
@given(described())
def test_completeness_counts_every_cell_that_is_asked(made: Network) -> None:
    found = health(take(made, on(DAY)), DAY)
    asked, filled = Counter[str](), Counter[str]()
    for cell, is_filled in _cells(_truth(made)):
        asked[cell] += 1
        filled[cell] += is_filled
    assert {cell: ratio for cell, ratio in found.cells.items() if ratio.denominator} == {
        cell: Ratio(filled[cell], count) for cell, count in asked.items()
    }
    assert found.indicators["completeness"] == Ratio(filled.total(), asked.total())


@settings(max_examples=50, deadline=None)
@given(described())
def test_every_value_is_a_share_or_none(made: Network) -> None:
    found = health(take(made, on(DAY)), DAY)
    for name, ratio in {**found.indicators, **found.measures, **found.cells}.items():
        assert (ratio.value is None) == (ratio.denominator == 0), name
        assert ratio.value is None or 0 <= ratio.value <= 1, name


@settings(max_examples=50, deadline=None)
@given(described())
def test_the_public_is_not_told_what_only_persons_tell(made: Network) -> None:
    seen = take(made, on(DAY), for_audience("public"))
    found = health(seen, DAY)
    persons = ("redundancy", "independence", "adviser_independence", "attribution", "freshness", "breadth")
    for name in (*persons, "structure", "continuity"):
        assert found.indicators[name].value is None, name
    # What persons keep together stays joined, and the view joins it directly.
    internal = health(take(made, on(DAY)), DAY)
    assert found.indicators["connectedness"] == internal.indicators["connectedness"]
    for name in ("fragmentation", "distance_weighted_fragmentation"):
        assert found.measures[name] == internal.measures[name]
    for cell in ("platform_convener", "person_tie", "seat_role", "seat_term", "connection_carrier", "source"):
        assert found.cells[cell].value is None


@settings(max_examples=40, deadline=None)
@given(described())
def test_an_area_is_as_healthy_as_the_network_within_it(made: Network) -> None:
    seen = take(made, on(DAY))
    for kind in ("municipality", "region"):
        areas = health_by_area(seen, DAY, kind)
        assert set(areas) == {id_ for id_, item in seen.nodes.items() if item.kind == kind}
        for area, indicators in areas.items():
            assert indicators == health(take(seen, within(area)), DAY).indicators


def test_an_area_in_regions_within_regions_is_as_healthy_as_the_network_within_it() -> None:
    """a and b lie in r, r and c in s, b also in t; everybody advises something, and p sits in three of them."""
    parts = [("municipality:a", "region:r"), ("municipality:b", "region:r"), ("region:r", "region:s")]
    parts += [("municipality:c", "region:s"), ("municipality:b", "region:t")]
    councils = {"x": "municipality:a", "y": "municipality:b", "z": "municipality:c", "u": "region:r", "v": "region:t"}
    seen = network(
        [
            *(relation("part_of", inner, outer) for inner, outer in parts),
            *(relation("advises", f"council:{council}", area, "person:q") for council, area in councils.items()),
            *(relation("seat", "person:p", f"council:{council}") for council in "xyu"),
            relation("contact", "council:z", "council:v"),
        ]
    )
    for kind in ("municipality", "region"):
        areas = health_by_area(seen, DAY, kind)
        assert len(areas) == 3
        for area, indicators in areas.items():
            assert indicators == health(take(seen, within(area)), DAY).indicators
    inside = take(seen, within("region:r"))
    assert set(health_by_area(inside, DAY, "municipality")) == {"municipality:a", "municipality:b"}


@pytest.mark.parametrize("seed", range(40))
def test_areas_within_which_there_is_the_same_are_as_healthy_as_the_network_within_each(seed: int) -> None:
    """Regions at random within each other, of which few have anything."""
    rand = random.Random(seed)
    regions = [f"region:{number}" for number in range(8)]
    areas = [*regions, "municipality:a", "municipality:b"]
    made = [relation("part_of", rand.choice(areas), rand.choice(regions)) for _ in range(rand.randint(6, 14))]
    made += [relation("advises", f"council:{n}", rand.choice(areas), f"person:{rand.choice('pq')}") for n in range(3)]
    made += [relation("seat", f"person:{rand.choice('pqr')}", f"council:{rand.randrange(3)}") for _ in range(4)]
    made += [
        relation("supports", "person:s", rand.choice(areas)),
        relation("contact", "council:0", "council:1", "person:p"),
    ]
    seen = network([each for each in made if each.origin != each.target])
    matrix = _matrix(a=["covered", "thin"], b=["no", "thin"])
    for kind in ("municipality", "region"):
        for area, indicators in health_by_area(seen, DAY, kind, matrix=matrix).items():
            narrowed = take(seen, within(area))
            inside = seen.area_tree.inside(area)
            levels = [level for unit, level in zip(matrix.units, matrix.levels, strict=True) if unit in inside]
            assert indicators == health(narrowed, DAY).indicators | {"coverage": coverage_indicator(levels)}


def _matrix(**levels: list[str]) -> Coverage:
    units = tuple(f"municipality:{name}" for name in levels)
    return Coverage(units=units, needs=(), levels=list(levels.values()), findings=[])


def test_coverage_counts_covered_as_one_another_form_and_thin_in_part_and_leaves_out_what_is_unknown() -> None:
    assert coverage_indicator([["covered", "covered"], ["thin", "no"]]) == Ratio(2.5, 4)
    assert coverage_indicator([["stale", "indirect", "no"]]) == Ratio(0, 3)
    assert coverage_indicator([["other-form", "unknown"], ["no", "unknown"]]) == Ratio(0.75, 2)
    assert coverage_indicator([["unknown"]]).value is None
    assert coverage_indicator([]).value is None


def test_coverage_of_an_area_is_that_of_the_units_in_it() -> None:
    seen = network(
        [
            relation("part_of", "municipality:a", "region:r"),
            relation("part_of", "municipality:b", "region:r"),
            relation("part_of", "municipality:c", "region:s"),
        ]
    )
    matrix = _matrix(a=["covered", "thin"], b=["no", "thin"], c=["covered", "covered"])
    assert health(seen, DAY, matrix=matrix).indicators["coverage"] == Ratio(4, 6)
    by_municipality = health_by_area(seen, DAY, "municipality", matrix=matrix)
    assert [area["coverage"] for area in by_municipality.values()] == [Ratio(1.5, 2), Ratio(0.5, 2), Ratio(2, 2)]
    by_region = health_by_area(seen, DAY, "region", matrix=matrix)
    assert [area["coverage"] for area in by_region.values()] == [Ratio(2, 4), Ratio(2, 2)]


def test_a_value_that_is_missing_leaves_the_sum_with_its_weight() -> None:
    indicators = {"a": Ratio(1, 2), "b": NOTHING, "c": Ratio(1, 1)}
    assert weighted(indicators, {"a": 1, "b": 5, "c": 3}) == Ratio(3.5, 4)
    assert weighted(indicators, {"a": 2}).value == 0.5
    assert weighted(indicators, {"b": 1}).value is None
    assert weighted(indicators, {}).value is None


def test_an_empty_network_has_no_values() -> None:
    found = health(Network({}, []), DAY)
    assert all(ratio.value is None for ratio in {**found.indicators, **found.measures, **found.cells}.values())


def test_without_a_known_person_nothing_is_said_of_independence() -> None:
    """Two organisations with a contact of which nobody knows who keeps it: that is not 100% independent."""
    found = health(network([relation("contact", "council:a", "council:b")]), DAY).indicators
    assert (found["connectedness"].value, found["attribution"].value) == (1.0, 0.0)
    assert found["independence"].value is None and found["adviser_independence"].value is None


def test_twelve_months_before_the_last_day_of_february() -> None:
    for last, fresh in ((date(2023, 2, 28), 1), (date(2023, 2, 27), 0)):
        made = network([relation("seat", "person:p", "council:a", last_confirmed=last)])
        assert health(made, date(2024, 2, 29)).indicators["freshness"] == Ratio(fresh, 1)


@settings(max_examples=60, deadline=None)
@given(described(), st.data())
def test_one_more_carrier_never_lowers_redundancy_or_independence(made: Network, data: st.DataObject) -> None:
    seen = take(made, on(DAY))
    carried = [i for i, r in enumerate(seen.relations) if r.carriers and r.relation in ("contact", "participates")]
    if not carried or not seen.persons:
        return
    number = data.draw(st.sampled_from(carried))
    person = data.draw(st.sampled_from(seen.persons))
    old = seen.relations[number]
    new = msgspec.structs.replace(old, carriers=tuple(dict.fromkeys((*old.carriers, person))))
    more = Network(seen.nodes, [*seen.relations[:number], new, *seen.relations[number + 1 :]])
    before, after = health(seen, DAY).indicators, health(more, DAY).indicators
    assert after["redundancy"].numerator >= before["redundancy"].numerator
    assert after["redundancy"].denominator == before["redundancy"].denominator
    assert after["connectedness"].numerator >= before["connectedness"].numerator


def test_for_whom_a_chair_speaks_counts_for_partners_too() -> None:
    chair = relation("seat", "person:p", "council:c", properties={"role": "chair", "speaks_for": ["doven"]})
    seen = take(network([chair]), on(DAY), for_audience("partners"))
    assert "speaks_for" not in seen.relations[0].properties
    assert health(seen, DAY).indicators["representation"] == Ratio(1, 1)
