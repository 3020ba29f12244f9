"""Coverage on networks of a few lines, and on the examples from the documents."""

from __future__ import annotations

import functools
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest

from graph.days import months_before
from graph.model import Node, Relation
from graph.network import Network
from graph.store.file import FileStore
from graph.views import for_audience, on, take, within
from knooppunt.rules.needs import read_needs
from knooppunt.usecases.load import load
from queries.finding import Finding
from queries.gaps.coverage import Coverage, coverage
from queries.gaps.evidence import of_providers
from queries.gaps.needs import Need
from tests.networks import DAY, network, node, relation

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
PLACE, REGION, PROVINCE = "municipality:here", "region:around", "region:farther"
NEEDS = {need.id: need for need in read_needs(EXAMPLES / "geen.knooppunt").accepted()}


def _council(name: str, area: str = PLACE, topic: str = "topic:jeugd") -> list[Relation]:
    return [relation("advises", f"council:{name}", area), relation("covers", f"council:{name}", topic)]


def _level(relations: list[Relation], *nodes: Node, need: str = "jeugd", unit: str = PLACE) -> str:
    found = _asked(relations, *nodes, need=need, unit=unit)
    return found.levels[found.units.index(unit)][0]


def _asked(relations: list[Relation], *nodes: Node, need: str = "jeugd", unit: str = PLACE) -> Coverage:
    around = [relation("part_of", PLACE, REGION), relation("part_of", REGION, PROVINCE)]
    made = network([*around, *relations], *nodes)
    return coverage(take(made, on(DAY)), DAY, [NEEDS[need]], unit=unit.partition(":")[0])


def _finding(relations: list[Relation], *nodes: Node, need: str = "jeugd", unit: str = PLACE) -> Finding:
    (finding,) = [one for one in _asked(relations, *nodes, need=need, unit=unit).findings if one.unit == unit]
    return finding


#: Somebody at work here of whom the lists tell what for, which is no need that is asked below.
ELSE = [relation("active_in", "institution:else", PLACE), relation("covers", "institution:else", "topic:else")]


def test_nobody_then_one_then_two() -> None:
    assert _level(ELSE) == "no"
    assert _level(_council("a")) == "thin"
    assert _level([*_council("a"), *_council("b")]) == "covered"


@pytest.mark.parametrize("area", [REGION, PROVINCE])
def test_a_council_of_a_region_is_indirect_for_a_municipality_in_it_and_direct_for_the_region(area: str) -> None:
    assert _level(_council("a", area)) == "indirect"
    assert _level(_council("a", area), unit=area) == "thin"


def test_who_works_in_a_municipality_does_not_cover_its_region() -> None:
    there = [relation("active_in", "institution:i", REGION), relation("covers", "institution:i", "topic:else")]
    assert _level([*_council("a"), *_council("b"), *there], unit=REGION) == "no"
    assert _finding([*_council("a"), *there], unit=REGION).details["nearby"] == ["council:a"]


def test_a_council_of_an_institution_covers_no_area() -> None:
    institution = relation("active_in", "institution:i", PLACE)
    assert _level([*_council("a", "institution:i"), institution, *ELSE]) == "no"


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ([], "unknown"),
        ([relation("active_in", "platform:p", PLACE)], "unknown"),
        ([relation("active_in", "platform:p", PLACE), relation("covers", "platform:p", "topic:else")], "no"),
        ([relation("advises", "council:a", PLACE, properties={"laws": ["Wlz"]})], "no"),
        (
            [
                relation("active_in", "platform:p", PLACE),
                relation("seat", "person:p", "platform:p", properties={"speaks_for": ["x"]}),
            ],
            "no",
        ),
        # What somebody is there for in the region around says nothing about who is here.
        ([relation("active_in", "platform:p", REGION), relation("covers", "platform:p", "topic:else")], "unknown"),
        (_council("a", REGION), "indirect"),
    ],
)
def test_nobody_is_said_only_where_the_lists_say_something(told: list[Relation], level: str) -> None:
    assert _level(told) == level
    assert [one.kind for one in _asked(told).findings if one.unit == PLACE] == (
        [] if level == "unknown" else [f"{level}-coverage"]
    )


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("Themabijeenkomst", "other-form"),
        ("theme meetings", "no"),
        ("Theme meeting", "other-form"),
        ("dorpstafels", "other-form"),
        ("Focusgroepen", "other-form"),
        ("adviesraad", "no"),
        ("iets heel anders", "no"),
    ],
)
def test_a_law_is_provided_for_by_another_form_than_a_council_however_it_is_called(written: str, level: str) -> None:
    town = node(PLACE, properties={"participation_forms": ["stembus", written]})
    assert _level(ELSE, town, need="wmo") == level
    assert _level(ELSE, town, need="jeugd") == "no", "this need names no forms"


def test_another_form_is_between_thin_and_covered() -> None:
    town = node(PLACE, properties={"participation_forms": ["dorpsgesprekken"]})
    one = _council("a", topic="topic:wmo")
    assert _level([], town, need="wmo") == "other-form"
    assert _level(one, town, need="wmo") == "other-form"
    assert _asked(one, town, need="wmo").findings == []
    assert _level([*one, *_council("b", topic="topic:wmo")], town, need="wmo") == "covered"


def test_a_law_counts_from_the_list_of_laws_alone() -> None:
    assert _level([relation("advises", "council:a", PLACE, properties={"laws": ["WMO 2015"]})], need="wmo") == "thin"


def test_only_kinds_that_the_need_allows_count() -> None:
    youth = relation("covers", "institution:i", "topic:jeugd")
    assert _level([relation("active_in", "institution:i", PLACE), youth]) == "no"
    assert (
        _level([relation("active_in", "platform:p", PLACE), relation("covers", "platform:p", "topic:jeugd")]) == "thin"
    )


def test_a_synonym_counts_however_it_is_written() -> None:
    topic = node("topic:vn-verdrag-handicap", name="VN verdrag Handicap")
    assert _level(_council("a", topic=topic.id), topic, need="vn-verdrag") == "thin"


def test_two_providers_with_one_person_in_all() -> None:
    councils = [*_council("a"), *_council("b")]
    seats = [relation("seat", "person:p", f"council:{name}") for name in "ab"]
    finding = _finding([*councils, *seats])
    assert (finding.kind, finding.person, finding.details["one_person"]) == ("thin-coverage", "person:p", True)
    assert [shown.relation for shown in of_providers(take(network([*councils, *seats]), on(DAY)), finding)] == [
        "advises",
        "covers",
        "seat",
    ] * 2
    assert _level([*councils, *seats, relation("seat", "person:q", "council:b")]) == "covered"
    # Nobody known says nothing about how many there are, and who carries a contact belongs to neither.
    assert _level([*councils, relation("contact", "council:a", "council:b", "person:p")]) == "covered"


@pytest.mark.parametrize("tie", ["seat", "supports", "employer"])
def test_every_tie_of_a_person_counts(tie: str) -> None:
    ties = [relation(tie, "person:p", f"council:{name}") for name in "ab"]
    assert _level([*_council("a"), *_council("b"), *ties]) == "thin"


def test_who_convenes_two_platforms_is_one_person() -> None:
    platforms = [relation("active_in", f"platform:{name}", PLACE) for name in "pq"]
    convened = [relation("convenes", "person:p", f"platform:{name}") for name in "pq"]
    assert _level(platforms, need="platform") == "covered"
    assert _level([*platforms, *convened], need="platform") == "thin"
    # An organisation that convenes is no person.
    by_support = [relation("convenes", "support_organisation:s", f"platform:{name}") for name in "pq"]
    assert _level([*platforms, *by_support], need="platform") == "covered"


def test_stale_is_when_every_direct_provider_was_confirmed_too_long_ago() -> None:
    old, recent = date(2025, 5, 21), date(2025, 5, 22)
    councils = [*_council("a"), *_council("b")]
    assert _level(councils, node("council:a", last_confirmed=old), node("council:b", last_confirmed=old)) == "stale"
    assert (
        _level(councils, node("council:a", last_confirmed=old), node("council:b", last_confirmed=recent)) == "covered"
    )
    assert _level(councils, node("council:a", last_confirmed=old), node("council:b")) == "covered"


def test_one_provider_of_long_ago_is_stale_and_also_thin() -> None:
    finding = _finding(_council("a"), node("council:a", last_confirmed=date(2020, 1, 1)))
    assert (finding.kind, finding.details["also"]) == ("stale-coverage", ["thin"])
    assert finding.details["last_confirmed"] == date(2020, 1, 1)


def test_an_adviser_of_the_place_of_the_municipality_or_of_an_organisation_there() -> None:
    for target in (PLACE, "council:a"):
        helped = [*_council("a"), relation("supports", "person:p", target)]
        assert _level(helped, need="adviseur") == "thin"
        finding = _finding(helped, need="adviseur")
        assert (finding.person, finding.organisations) == ("person:p", ())
    both = [relation("supports", f"person:{name}", PLACE) for name in "pq"]
    assert _level(both, need="adviseur") == "covered"
    assert _level([relation("supports", "person:p", REGION)], need="adviseur") == "indirect"
    assert (
        _level([*_council("a", REGION), relation("supports", "person:p", "council:a")], need="adviseur") == "indirect"
    )
    assert _level([*_council("a"), relation("seat", "person:p", "council:a")], need="adviseur") == "no"


def test_an_adviser_is_confirmed_with_her_support() -> None:
    long_ago = relation("supports", "person:p", PLACE, last_confirmed=date(2020, 1, 1))
    assert _level([long_ago], node("person:p", last_confirmed=DAY), need="adviseur") == "stale"


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_newest_support_counts(newest_first: bool) -> None:
    supports = [
        relation("supports", "person:p", PLACE, last_confirmed=DAY),
        relation("supports", "person:p", "council:a", last_confirmed=date(2020, 1, 1)),
    ]
    ordered = supports if newest_first else supports[::-1]
    assert _level([*_council("a"), *ordered], need="adviseur") == "thin"


def test_a_platform_needs_no_topic() -> None:
    assert _level([relation("active_in", "platform:p", PLACE)], need="platform") == "thin"
    assert _level([relation("active_in", "platform:p", PROVINCE)], need="platform") == "indirect"


def test_severity_is_that_of_the_rule_and_lighter_for_less() -> None:
    law = _finding(ELSE, need="wmo")
    assert (law.severity, law.kind) == ("high", "no-coverage")
    council = node("council:a", last_confirmed=date(2020, 1, 1))
    wmo = "topic:wmo"
    assert _finding(_council("a", REGION, wmo), need="wmo").severity == "medium"
    assert _finding(_council("a", topic=wmo), council, need="wmo").severity == "medium"
    assert _finding(_council("a", topic=wmo), need="wmo").severity == "low"
    assert _finding(ELSE, need="platform").severity == "low"


def test_nearby_comes_from_the_smallest_region_around() -> None:
    far = [relation("part_of", "municipality:far", PROVINCE), *_council("far", "municipality:far")]
    near = [relation("part_of", "municipality:near", REGION), *_council("near", "municipality:near")]
    assert _finding([*far, *ELSE]).details["nearby"] == ["council:far"]
    assert _finding([*far, *near, *ELSE]).details["nearby"] == ["council:near"]


def test_regions_in_a_circle() -> None:
    circle = [relation("part_of", PROVINCE, REGION)]
    assert _level([*circle, *_council("a", PROVINCE)]) == "indirect"
    assert _level([*circle, *_council("a", REGION)], unit=REGION) == "thin"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 18, date(2025, 5, 22)),
        (date(2026, 8, 31), 18, date(2025, 2, 28)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2025, 8, 31), 18, date(2024, 2, 29)),
        (date(2026, 1, 1), 1, date(2025, 12, 1)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
        (date(1, 3, 1), 18, date.min),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


# -- the examples -----------------------------------------------------------------------------------------------------


@functools.cache
def _example(name: str) -> Network:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "n.knooppunt"
        load(file, [EXAMPLES / name], datetime(2026, 11, 22, tzinfo=UTC))
        with FileStore.open(file) as store:
            return store.network()


def _by_place(name: str, day: date, need: str) -> dict[str, str]:
    """Return the level of one need by the name of the municipality."""
    seen = take(_example(name), on(day))
    found = coverage(seen, day, [NEEDS[need]])
    return {seen.nodes[unit].name: row[0] for unit, row in zip(found.units, found.levels, strict=True)}


def _everywhere(level: str) -> dict[str, str]:
    return dict.fromkeys(("Beverwijk", "Heemskerk", "Velsen"), level)


def test_ijmond_before_and_after_april_2018() -> None:
    before, after = date(2018, 1, 1), date(2018, 6, 1)
    assert _by_place("ijmond", before, "jeugd") == _everywhere("no")
    assert _by_place("ijmond", after, "jeugd") == _everywhere("thin")
    # They asked young people by Facebook: that is another form, beside the councils that they had or had not.
    for need in ("jeugdwet", "wmo", "participatiewet"):
        assert _by_place("ijmond", before, need) == _by_place("ijmond", after, need) == _everywhere("other-form")
    # The plan ends the councils, and says nothing of the platform for the elderly of Beverwijk.
    for day in (before, after):
        assert _by_place("ijmond", day, "ouderen") == {"Beverwijk": "thin", "Heemskerk": "no", "Velsen": "no"}
    # Procurement became the task of the regional council.
    assert _by_place("ijmond", before, "inkoop") == _everywhere("no")
    assert _by_place("ijmond", after, "inkoop") == _everywhere("indirect")
    # The driving force supports the region, and has an office in the three municipalities.
    assert _by_place("ijmond", after, "adviseur") == _everywhere("indirect")
    assert _by_place("ijmond", date(2020, 6, 1), "adviseur") == _everywhere("no")


def test_ijmond_jeugdwet_from_none_to_three() -> None:
    seen = take(_example("ijmond"), on(date(2018, 6, 1)))
    by_council = msgspec.structs.replace(NEEDS["jeugdwet"], forms=())
    findings = coverage(seen, date(2018, 6, 1), [by_council]).findings
    assert {one.organisations for one in findings} == {
        (f"council:participatieraad-{place}",) for place in ("beverwijk", "heemskerk", "velsen")
    }


def test_the_region_in_which_one_municipality_has_nobody_for_the_young() -> None:
    day = date(2026, 11, 22)
    seen = take(_example("voorbeeldregio"), on(day))
    found = coverage(seen, day, [NEEDS["jeugd"]])
    (nobody,) = [finding for finding in found.findings if finding.kind == "no-coverage"]
    assert nobody.id == "no-coverage:municipality:GM9904:jeugd"
    assert nobody.details["nearby"] == [
        f"council:jeugdraad-{name}" for name in ("rietwolde", "wilgermond", "zandermeer")
    ]
    # Until 1 July 2024 there was a council for the young.
    assert _by_place("voorbeeldregio", date(2024, 6, 30), "jeugd")["Klinkerwoude"] == "thin"
    assert _by_place("voorbeeldregio", date(2024, 7, 1), "jeugd")["Klinkerwoude"] == "no"


@pytest.mark.parametrize("audience", ["partners", "public"])
def test_other_audiences_on_the_region(audience: str) -> None:
    day = date(2026, 11, 22)
    seen = take(_example("voorbeeldregio"), on(day))
    shown = take(seen, for_audience(audience))
    needs = list(NEEDS.values())
    inside, outside = (coverage(one, day, needs) for one in (seen, shown))
    judged = [j for j, need in enumerate(inside.needs) if need.type != "adviser" or audience == "partners"]
    assert outside.levels == [[row[j] for j in judged] for row in inside.levels]
    assert outside.left_out == (("adviseur",) if audience == "public" else ())
    assert (outside.not_asked, outside.other_regions) == (inside.not_asked, inside.other_regions)


_FAR = [
    relation("active_in", "client_organisation:far", "region:far"),
    relation("covers", "client_organisation:far", "topic:autisme"),
]
_RARE = msgspec.structs.replace(NEEDS["autisme"], topics=("autisme",), when_mentioned=True)


def _rare(*relations: Relation, topics: tuple[str, ...] = ("topic:else",), scope: str = "") -> Coverage:
    """Ask for what is only asked when a list mentions it, beside something that is always asked."""
    made = network([*ELSE, *relations], node("region:far"), *(node(id_, name=id_.partition(":")[2]) for id_ in topics))
    return coverage(take(made, on(DAY), *([within(scope)] if scope else [])), DAY, [NEEDS["jeugd"], _RARE])


def test_what_no_list_mentions_is_not_asked_when_a_need_says_so() -> None:
    found = _rare()
    assert [need.id for need in found.needs] == ["jeugd"]
    assert (found.not_asked, found.unmentioned, found.levels) == (("autisme",), ("jeugd",), [["no"]])
    assert {finding.need for finding in found.findings} == {"jeugd"}


@pytest.mark.parametrize(
    "relations",
    [
        [
            relation("active_in", "client_organisation:far", "region:far"),
            relation("covers", "client_organisation:far", "topic:autisme"),
        ],
        [relation("advises", "council:far", "region:far", properties={"laws": ["Autisme"]})],
        [
            relation("advises", "council:far", PLACE),
            relation("seat", "person:p", "council:far", properties={"speaks_for": ["autisme"]}),
        ],
    ],
    ids=["covered", "law", "spoken for"],
)
def test_what_any_list_mentions_is_asked_everywhere(relations: list[Relation]) -> None:
    assert (_rare(*relations).not_asked, [need.id for need in _rare(*relations).needs]) == ((), ["jeugd", "autisme"])


def test_what_only_a_meeting_is_about_is_mentioned() -> None:
    assert _rare(topics=("topic:else", "topic:autisme")).levels == [["no", "no"]]


def test_what_is_mentioned_outside_the_region_is_mentioned() -> None:
    """So that a region is asked the same, whether one looks at it alone or at everything."""
    near = relation("part_of", PLACE, REGION)
    assert _rare(near, *_FAR, scope=REGION).levels == _rare(near, *_FAR).levels == [["no", "no"]]


def test_a_municipality_as_scope_is_one_row() -> None:
    day = date(2026, 11, 22)
    seen = take(_example("voorbeeldregio"), on(day), within("municipality:GM9904"))
    assert coverage(seen, day, list(NEEDS.values())).units == ("municipality:GM9904",)
    assert coverage(seen, day, list(NEEDS.values()), unit="region").units == ()


def test_the_needs_that_come_with_the_program() -> None:
    """Those that are always asked: three laws, twelve target groups, five regional themes, an adviser, a platform."""
    always = [need for need in NEEDS.values() if not (need.when_mentioned or need.region_types)]
    assert Counter(need.type for need in always) == {
        "law": 3,
        "target_group": 12,
        "theme": 5,
        "adviser": 1,
        "platform": 1,
    }
    mentioned = [need for need in NEEDS.values() if need.when_mentioned]
    assert Counter(need.type for need in mentioned) == {"law": 2, "target_group": 5, "theme": 6}
    assert {need.id: need.region_types for need in NEEDS.values() if need.region_types} == {
        "jeugdregio": ("youth_care",),
        "iza-regioplan": ("care_office",),
    }
    sources = {need.id: need.source for need in NEEDS.values()}
    assert "Wmo 2015 art. 2.1.3" in sources["wmo"]
    assert "Jeugdwet art. 2.10" in sources["jeugdwet"]
    assert "Participatiewet art. 47" in sources["participatiewet"]
    assert "Gemeentewet art. 150" in sources["gemeentewet"]
    assert {need.stale_months for need in NEEDS.values()} == {18}


def test_no_law_prescribes_a_council() -> None:
    """Another form will do, and a platform as well; and what no law prescribes has none as its source."""
    laws = [need for need in NEEDS.values() if need.type == "law"]
    assert all(need.forms and "platform" in need.kinds for need in laws)
    assert "Wmo" not in NEEDS["adviseur"].source


def test_every_topic_belongs_to_one_need() -> None:
    """Of those that are asked everywhere; what is asked of regions of one type may be asked everywhere too."""
    needs = [need for need in NEEDS.values() if not need.region_types]
    spelled = Counter(topic.casefold() for need in needs for topic in need.topics)
    assert [topic for topic, times in spelled.items() if times > 1] == []


def test_the_order_of_needs_and_topics_changes_nothing() -> None:
    day = date(2026, 11, 22)
    seen = take(_example("voorbeeldregio"), on(day))
    backwards: list[Need] = list(reversed(NEEDS.values()))
    found, turned = coverage(seen, day, list(NEEDS.values())), coverage(seen, day, backwards)
    assert turned.levels == [list(reversed(row)) for row in found.levels]
    assert {finding.id for finding in turned.findings} == {finding.id for finding in found.findings}
