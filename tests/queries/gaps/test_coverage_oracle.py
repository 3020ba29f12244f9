"""Coverage agrees with the definition on networks that hypothesis makes, and does not depend on the view that is taken."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Node, Relation
from graph.network import Network
from graph.views import for_audience, on, take, within
from queries.gaps.coverage import LEVELS, Coverage, coverage
from queries.gaps.evidence import of_providers
from queries.gaps.needs import Need
from tests.networks import DAY, network, node, relation
from tests.queries.gaps.coverage_oracle import Oracle, Wanted

MUNICIPALITIES = ["municipality:m0", "municipality:m1", "municipality:m2"]
REGIONS = ["region:r0", "region:r1", "region:r2", "region:r3"]
KINDS = ["council", "client_organisation", "platform", "support_organisation"]
#: How lists write a topic, and how the needs below do: case, accents, spaces and hyphens make no difference.
SPELLINGS = {"jeugd": "jeugd", "Oudere mensen": "oudere-mensen", "Wmo": "WMO", "Jeugdwet": "jeugdwet", "overig": "-"}
#: Forms of participation as lists write them, each with the form as the needs below name it, if any does.
FORMS = {
    "Themabijeenkomsten": "theme meeting",
    "Focusgroep": "panels/focusgroepen",
    "Rondje-dorp": "rondje dorp",
    "Brief": "",
}
#: What lists call the type of a region (region r3 has none), and the regions that the needs below about a type are asked of.
REGION_TYPES = {"region:r0": "zorgkantoorregio", "region:r1": "Care office region", "region:r2": "GGD regio"}
ASKED_OF = {"zorgkantoor": {"region:r0", "region:r1"}, "ggd": {"region:r2"}}
#: By number of months: the first day that is not too long ago on DAY (22 November 2026), looked up on a calendar.
FRESH = {18: date(2025, 5, 22), 6: date(2026, 5, 22)}


def _need(id_: str, type_: str, kinds: list[str], topics: list[str], months: int, forms: tuple[str, ...] = ()) -> Need:
    return Need(
        id=id_,
        type=type_,
        severity="high",
        source="test",
        text={"nl": id_, "en": id_},
        kinds=tuple(kinds),
        topics=tuple(topics),
        forms=forms,
        stale_months=months,
    )


def _wanted(need: Need) -> Wanted:
    names = {spelled for spelled, asked in SPELLINGS.items() if asked in need.topics}
    forms = frozenset(written for written, asked in FORMS.items() if asked in need.forms)
    return Wanted(need.id, need.type, set(need.kinds), names, FRESH[need.stale_months], forms)


NEEDS = [
    _need("wmo", "law", ["council"], ["WMO"], 18, ("theme meeting", "rondje dorp")),
    _need("jeugdwet", "law", ["council", "client_organisation"], ["jeugdwet"], 6),
    _need(
        "jeugd",
        "target_group",
        ["council", "client_organisation", "platform"],
        ["jeugd", "jongeren"],
        18,
        ("panels/focusgroepen",),
    ),
    _need("leeftijd", "theme", ["client_organisation", "platform"], ["oudere-mensen", "jeugd"], 6),
    msgspec.structs.replace(_need("zorgkantoor", "theme", KINDS, ["jeugd"], 18), region_types=("care_office",)),
    msgspec.structs.replace(_need("ggd", "theme", ["council"], ["WMO"], 18), region_types=("GGD-regio",)),
    _need("adviseur", "adviser", [], [], 18),
    _need("platform", "platform", ["platform"], [], 18),
]


def _days() -> st.SearchStrategy[date | None]:
    return st.sampled_from([None, None, None, DAY, DAY + timedelta(days=1), DAY - timedelta(days=1)])


def _confirmed() -> st.SearchStrategy[date | None]:
    """Days on both sides of when a confirmation becomes too old."""
    edges = [fresh - timedelta(days=days) for fresh in FRESH.values() for days in (0, 1)]
    return st.sampled_from([None, DAY, *edges])


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Nested regions (circles included), organisations with topics and laws, people and advisers; dates around DAY."""
    organisations = [f"{kind}:o{i}" for i, kind in enumerate(draw(st.lists(st.sampled_from(KINDS), max_size=6)))]
    persons = [f"person:p{i}" for i in range(draw(st.integers(0, 4)))]
    topics = [node(f"topic:{name.lower().replace(' ', '-')}", name=name) for name in SPELLINGS]
    nodes = [node(id_, properties={"type": REGION_TYPES.get(id_, "")}) for id_ in REGIONS] + topics
    for id_ in MUNICIPALITIES:
        forms = draw(st.lists(st.sampled_from(list(FORMS)), max_size=2, unique=True))
        nodes.append(node(id_, properties={"participation_forms": forms} if forms else {}))
    nodes += [
        node(id_, since=draw(_days()), until=draw(_days()), last_confirmed=draw(_confirmed()))
        for id_ in (*organisations, *persons)
    ]
    made = [
        relation("part_of", draw(st.sampled_from(MUNICIPALITIES + REGIONS)), draw(st.sampled_from(REGIONS)))
        for _ in range(draw(st.integers(0, 7)))
    ]
    for organisation in organisations:
        made += draw(_about(organisation, topics))
    if persons and organisations:
        made += draw(st.lists(_tie(persons, organisations), max_size=10))
    return network(made, *nodes)


@st.composite
def _about(draw: st.DrawFn, organisation: str, topics: list[Node]) -> list[Relation]:
    """Where an organisation works and what it covers."""
    is_council = organisation.startswith("council:")
    areas = st.sampled_from([*MUNICIPALITIES, *REGIONS, *(["institution:i0"] if is_council else [])])
    made = []
    # A row of a list names its laws for everything that the council advises.
    laws = draw(st.lists(st.sampled_from(["Wmo", "Jeugdwet"]), max_size=2, unique=True))
    for area in draw(st.lists(areas, max_size=3)):
        name = "advises" if is_council else "active_in"
        properties = {"laws": laws} if is_council and laws else {}
        made.append(relation(name, organisation, area, since=draw(_days()), until=draw(_days()), properties=properties))
    for topic in draw(st.lists(st.sampled_from(topics), max_size=3)):
        made.append(relation("covers", organisation, topic.id, since=draw(_days()), until=draw(_days())))
    return made


@st.composite
def _tie(draw: st.DrawFn, persons: list[str], organisations: list[str]) -> Relation:
    name = draw(st.sampled_from(["seat", "seat", "seat", "represents", "supports", "convenes", "employer"]))
    targets = organisations + (MUNICIPALITIES + REGIONS if name == "supports" else [])
    if name == "convenes":
        targets = [id_ for id_ in organisations if id_.startswith("platform:")] or ["meeting:m"]
    dates = {"since": draw(_days()), "until": draw(_days()), "last_confirmed": draw(_confirmed())}
    spoken = draw(st.lists(st.sampled_from(list(SPELLINGS)), max_size=2, unique=True)) if name == "seat" else []
    properties = {"speaks_for": spoken} if spoken else {}
    return relation(
        name, draw(st.sampled_from(persons)), draw(st.sampled_from(targets)), properties=properties, **dates
    )


UNITS = st.sampled_from(["municipality", "region"])


@given(networks(), UNITS)
def test_every_cell_is_as_the_definition_says(statements: Network, unit: str) -> None:
    answer = coverage(take(statements, on(DAY)), DAY, NEEDS, unit=unit)
    oracle = Oracle(statements, DAY)
    assert list(answer.units) == (MUNICIPALITIES if unit == "municipality" else REGIONS)
    asked = [need for need in NEEDS if unit == "region" or need.id not in ASKED_OF]
    assert list(answer.needs) == asked
    assert answer.other_regions == (() if unit == "region" else tuple(ASKED_OF))
    findings = {finding.id: finding for finding in answer.findings}
    assert len(findings) == len(answer.findings)
    for i, area in enumerate(answer.units):
        for j, need in enumerate(asked):
            if area not in ASKED_OF.get(need.id, {area}):
                assert answer.levels[i][j] == "not-asked", (area, need.id)
                continue
            truth = oracle.truth(area, _wanted(need))
            assert answer.levels[i][j] == truth.level, (area, need.id)
            found = [findings.pop(f"{level}-coverage:{area}:{need.id}", None) for level in LEVELS]
            assert sum(one is not None for one in found) <= 1
            finding = next((one for one in found if one is not None), None)
            assert (finding is None) == (truth.level in ("unknown", "other-form", "covered"))
            if finding is None:
                continue
            assert finding.kind == f"{truth.level}-coverage"
            assert (finding.unit, finding.need) == (area, need.id)
            assert {*finding.organisations, *finding.details.get("advisers", ())} == truth.providers
            assert set(finding.details.get("also", ())) == truth.also
            assert finding.person == (next(iter(truth.persons)) if len(truth.persons) == 1 else None)
    assert findings == {}


@given(networks(), UNITS)
def test_every_provider_has_evidence(statements: Network, unit: str) -> None:
    seen = take(statements, on(DAY))
    for finding in coverage(seen, DAY, NEEDS, unit=unit).findings:
        shown = of_providers(seen, finding)
        providers = {*finding.organisations, *finding.details.get("advisers", ())}
        spoken = [one for one in shown if "speaks_for" in one.properties]
        assert {one.origin for one in shown if one not in spoken} - {finding.person} <= providers
        assert {one.target for one in spoken} <= providers
        assert providers <= {one.origin for one in shown}
        if finding.need == "platform":
            assert {one.relation for one in shown} <= {
                "active_in",
                "seat",
                "represents",
                "supports",
                "convenes",
                "employer",
                "covers",
            }


@given(networks(), UNITS)
def test_nearby_is_somebody_who_provides_elsewhere(statements: Network, unit: str) -> None:
    oracle = Oracle(statements, DAY)
    wanted = {need.id: _wanted(need) for need in NEEDS}
    for finding in coverage(take(statements, on(DAY)), DAY, NEEDS, unit=unit).findings:
        for provider in finding.details.get("nearby", ()):
            truths = [oracle.truth(area, wanted[finding.need or ""]) for area in (*MUNICIPALITIES, *REGIONS)]
            assert any(provider in truth.providers for truth in truths if truth.providers)
            assert provider not in {*finding.organisations, *finding.details.get("advisers", ())}


def _levels(answer: Coverage) -> dict[tuple[str, str], str]:
    return {
        (area, need.id): level
        for area, row in zip(answer.units, answer.levels, strict=True)
        for need, level in zip(answer.needs, row, strict=True)
    }


@given(networks(), UNITS, st.sampled_from(REGIONS))
def test_within_a_region_the_levels_are_those_of_the_whole(statements: Network, unit: str, region: str) -> None:
    whole = take(statements, on(DAY))
    narrowed = _levels(coverage(take(whole, within(region)), DAY, NEEDS, unit=unit))
    everywhere = _levels(coverage(whole, DAY, NEEDS, unit=unit))
    assert narrowed == {key: everywhere[key] for key in narrowed}
    inside = {area for area in (*MUNICIPALITIES, *REGIONS) if region in {area, *Oracle(statements, DAY).around(area)}}
    assert {area for area, _ in narrowed} == {area for area in inside if area.startswith(unit)}


@given(networks(), UNITS)
def test_partners_see_the_same_levels(statements: Network, unit: str) -> None:
    whole = take(statements, on(DAY))
    seen = coverage(take(whole, for_audience("partners")), DAY, NEEDS, unit=unit)
    assert seen.levels == coverage(whole, DAY, NEEDS, unit=unit).levels


@given(networks(), UNITS)
def test_the_public_sees_what_can_be_told_without_persons(statements: Network, unit: str) -> None:
    whole = take(statements, on(DAY))
    seen = coverage(take(whole, for_audience("public")), DAY, NEEDS, unit=unit)
    assert seen.left_out == ("adviseur",)
    told, known = _levels(seen), _levels(coverage(whole, DAY, NEEDS, unit=unit))
    for key, level in told.items():
        assert level == known[key] or (level, known[key]) == ("covered", "thin")
    assert all(finding.person is None and "persons" not in finding.details for finding in seen.findings)


@given(networks(), st.sampled_from(MUNICIPALITIES))
def test_one_more_provider_never_makes_a_cell_worse(statements: Network, municipality: str) -> None:
    before = _levels(coverage(take(statements, on(DAY)), DAY, NEEDS))
    more = [
        relation("active_in", "client_organisation:new", municipality),
        relation("covers", "client_organisation:new", "topic:jeugd"),
        relation("seat", "person:new", "client_organisation:new"),
    ]
    grown = network([*statements.relations, *more], *statements.nodes.values())
    found = coverage(take(grown, on(DAY)), DAY, NEEDS)
    after = _levels(found)
    # As the design defines it, cover by organisations without a known person is not thin, and with one person in all it is.
    one_known = {(finding.unit, finding.need) for finding in found.findings if finding.person == "person:new"}
    for key, level in before.items():
        if (level, after[key]) == ("unknown", "no"):
            assert key[0] == municipality, "now that the lists tell something there, they tell that nobody does this"
            continue
        assert LEVELS.index(after[key]) >= LEVELS.index(level) or (key in one_known and after[key] == "thin"), key
    assert LEVELS.index(after[municipality, "jeugd"]) >= LEVELS.index("thin")
