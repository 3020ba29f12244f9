"""The view ``for_audience``: design, section 7. Who may see what, on a network drawn by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.errors import UsageProblem
from graph.model import Claim, Evidence, Relation
from graph.network import LooseEnd, Network
from graph.views import for_audience, take, within, without
from tests.networks import network, node, relation
from tests.properties.walk import containing, texts

COUNCIL, UNION, PLATFORM, HUB = "council:c", "client_organisation:u", "platform:p", "support_organisation:h"
CHAIR, MEMBER, ADVISER, CARRIER = "person:vera", "person:mo", "person:ada", "person:cas"
NAMES = {CHAIR: "Vera Voorbeeld", MEMBER: "Mo Modaal", ADVISER: "Ada Adviseur", CARRIER: "Cas Contact"}
GIVEN = Evidence("zetels.xlsx", "zetels!2", "verteld door Mo Modaal op 06-12345678")
DAY = date(2026, 1, 1)


def _person(id_: str, **properties: Any) -> Any:
    properties = {
        "email": f"{id_.removeprefix('person:')}@example.org",
        "phone": "06-12345678",
        "municipality": "municipality:m",
        "note": f"{NAMES[id_]} is ziek",
        "birthday": "niet in het vocabulaire",
        **properties,
    }
    other = {"email": (Claim("oud@example.org", GIVEN),), "name": (Claim("Een andere spelling", GIVEN),)}
    return node(id_, name=NAMES[id_], properties=properties, sources=(GIVEN,), alternatives=other, last_confirmed=DAY)


@pytest.fixture
def made() -> Network:
    relations = [
        relation("seat", CHAIR, COUNCIL, properties={"role": "chair", "term_end": "2027-01-01"}, sources=(GIVEN,)),
        relation("seat", MEMBER, COUNCIL, properties={"role": "member", "note": "Mo Modaal twijfelt"}),
        relation("seat", MEMBER, UNION),
        relation("supports", ADVISER, COUNCIL, properties={"functions": ["inform"], "hours_per_month": 12}),
        relation("contact", COUNCIL, UNION, CARRIER, MEMBER, properties={"last_contact": "2026-01-01"}),
        relation("participates", UNION, PLATFORM, sources=(GIVEN,)),
        relation("convenes", ADVISER, PLATFORM),
        relation("attended", MEMBER, "meeting:m", properties={"organisation": UNION}),
        relation("advises", COUNCIL, "municipality:m", properties={"laws": ["Wmo"]}),
    ]
    appointment = {"since": "2025-01-01", "until": None, "functions": ["inform"], "hours_per_month": 12}
    notes = {
        "frequency": "elk kwartaal",
        "note": "bel Vera Voorbeeld",
    }
    disputed = {"frequency": (Claim("nooit", GIVEN, DAY),), "since": (Claim("2020-01-01", GIVEN),)}
    nodes = [
        _person(CHAIR),
        _person(MEMBER),
        _person(ADVISER, appointments=[appointment]),
        _person(CARRIER),
        node("person:open", name="Vacature", properties={"placeholder": True}),
        node(PLATFORM, properties=notes, sources=(GIVEN,), alternatives=disputed),
    ]
    return network(relations, *nodes)


def _seen(made: Network, audience: str) -> Network:
    return take(made, for_audience(audience))


def _of_type(made: Network, code: str) -> list[Relation]:
    return [r for r in made.relations if r.relation == code]


# --- internal --------------------------------------------------------------------------------------------------------


def test_internal_is_everything(made: Network) -> None:
    seen = _seen(made, "internal")
    assert seen.nodes == made.nodes
    assert list(seen.relations) == list(made.relations)
    assert seen.scope.audience == "internal"


def test_an_unknown_audience_is_a_usage_problem() -> None:
    with pytest.raises(UsageProblem) as told:
        for_audience("press")
    assert told.value.code == "unknown-audience"
    assert told.value.params == {"name": "press", "allowed": "internal, partners, public"}


# --- partners --------------------------------------------------------------------------------------------------------


def test_partners_know_persons_in_a_public_role_by_name(made: Network) -> None:
    seen = _seen(made, "partners")
    assert {id_: seen.nodes[id_].name for id_ in (CHAIR, ADVISER)} == {CHAIR: NAMES[CHAIR], ADVISER: NAMES[ADVISER]}
    assert seen.nodes["person:open"].name == "Vacature"


@pytest.mark.parametrize(
    ("role", "named"),
    [
        ("chair", True),
        ("secretary", True),
        ("officer", True),
        ("adviser", True),
        ("member", False),
        ("volunteer", False),
        ("contact", False),
        ("convener", False),
        ("penningmeester", False),
        (None, False),
    ],
)
def test_which_roles_are_public(role: str | None, named: bool) -> None:
    properties = {} if role is None else {"role": role}
    seen = _seen(network([relation("seat", CHAIR, COUNCIL, properties=properties)]), "partners")
    assert (CHAIR in seen.nodes) is named


@pytest.mark.parametrize("tie", ["supports", "employer"])
def test_advisers_are_known_by_name(tie: str) -> None:
    assert ADVISER in _seen(network([relation(tie, ADVISER, HUB)]), "partners").nodes


def test_partners_know_others_by_role_only(made: Network) -> None:
    seen = _seen(made, "partners")
    assert len(seen.persons) == len(made.persons)
    hidden = [id_ for id_ in seen.persons if id_ not in made.nodes]
    assert len(hidden) == 2
    assert not containing(seen, {"Mo Modaal", "Cas Contact", MEMBER, CARRIER, "mo@example", "cas@example", "ziek"})
    captions = [seen.nodes[id_].properties["nameless"] for id_ in hidden]
    assert [(caption.get("role"), caption.get("organisation")) for caption in captions] == [
        ("member", COUNCIL),
        (None, None),
    ]
    assert all(seen.nodes[id_].last_confirmed == DAY for id_ in hidden)


def test_the_one_without_a_name_keeps_her_relations(made: Network) -> None:
    seen = _seen(made, "partners")
    (member,) = [id_ for id_ in seen.persons if seen.nodes[id_].properties.get("nameless", {}).get("role") == "member"]
    assert [r.relation for r in seen.relations_of[member]] == ["seat", "seat", "contact", "attended"]
    assert len(seen.relations) == len(made.relations)
    assert all({r.origin, r.target, *r.carriers} <= seen.nodes.keys() for r in seen.relations)


def test_partners_see_no_addresses_notes_or_hours(made: Network) -> None:
    seen = _seen(made, "partners")
    assert not containing(seen, {"@example", "06-12345678", "twijfelt", "verteld door", "bel Vera", "hours_per_month"})
    assert seen.nodes[ADVISER].properties == {
        "appointments": [{"since": "2025-01-01", "until": None, "functions": ["inform"]}]
    }
    (supports,) = _of_type(seen, "supports")
    assert supports.properties == {"functions": ["inform"]}
    assert _of_type(seen, "contact")[0].properties == {"last_contact": "2026-01-01"}


def test_what_the_vocabulary_does_not_know_is_for_internal_use(made: Network) -> None:
    assert "niet in het vocabulaire" in texts(made)
    for audience in ("partners", "public"):
        assert not containing(_seen(made, audience), {"birthday", "niet in het vocabulaire"})


def test_partners_see_sources_and_disagreement_but_no_notes(made: Network) -> None:
    platform = _seen(made, "partners").nodes[PLATFORM]
    place = Evidence("#1", "zetels!2", "")  # that something was noted, and not what
    assert platform.sources == (place,)
    assert platform.alternatives == {
        "frequency": (Claim("nooit", place, DAY),),
        "since": (Claim("2020-01-01", place),),
    }
    assert _seen(made, "partners").nodes[CHAIR].alternatives.keys() == {"name"}


# --- ties that are private although the person is known by name -----------------------------------------------------------


def _of_vera(*more: Relation) -> Network:
    """Return what partners see of Vera, who chairs the council and is a member of the union."""
    own = [
        relation("seat", CHAIR, COUNCIL, properties={"role": "chair"}),
        relation("seat", CHAIR, UNION, properties={"role": "member"}, sources=(GIVEN,)),
    ]
    rows = {"sources": (GIVEN, Evidence("personen.xlsx", "personen!3")), "name": NAMES[CHAIR]}
    return _seen(network([*own, *more], node(CHAIR, **rows)), "partners")


def _pairs_told(seen: Network) -> dict[tuple[str, str], set[str]]:
    return {(r.origin, r.target): set(r.properties) for r in seen.relations if r.relation == "contact"}


def test_a_chair_is_named_as_chair_and_not_beside_her_own_patients_organisation() -> None:
    seen = _of_vera()
    assert seen.nodes[CHAIR].name == NAMES[CHAIR]
    assert [(r.relation, r.target) for r in seen.relations_of[CHAIR]] == [("seat", COUNCIL)]
    assert _pairs_told(seen) == {(COUNCIL, UNION): {"carriers_hidden"}}
    assert seen.nodes[CHAIR].sources == (Evidence("#1", "personen!3"),), "the row of the seat tells as much"


def test_a_private_tie_hides_that_she_carries_for_that_organisation_and_what_she_carries_stays_joined() -> None:
    seen = _of_vera(relation("contact", UNION, PLATFORM, CHAIR), relation("contact", UNION, HUB, CHAIR, ADVISER))
    (of_platform,) = [r for r in seen.relations if r.target == PLATFORM and r.sources]
    (of_hub,) = [r for r in seen.relations if r.target == HUB and r.sources]
    assert (of_platform.carriers, of_platform.properties) == ((), {"carriers_hidden": True})
    assert len(of_hub.carriers) == 1
    assert of_hub.properties == {"carriers_hidden": True}
    joined = {(COUNCIL, PLATFORM), (COUNCIL, HUB), (PLATFORM, HUB)}
    assert {pair for pair, marks in _pairs_told(seen).items() if "indirect" in marks} == {
        (min(pair), max(pair)) for pair in joined
    }


@pytest.mark.parametrize(
    ("tie", "role", "shown"),
    [
        *(("seat", role, True) for role in ("chair", "secretary", "officer", "adviser")),
        *(("seat", role, False) for role in ("member", "volunteer", "contact", "convener", "penningmeester", None)),
        ("supports", None, True),
        ("employer", None, True),
    ],
)
def test_which_ties_partners_see_of_who_is_known_by_name(tie: str, role: str | None, shown: bool) -> None:
    properties = {} if role is None else {"role": role}
    made = network(
        [
            relation("seat", CHAIR, COUNCIL, properties={"role": "chair"}),
            relation(tie, CHAIR, UNION, properties=properties),
        ]
    )
    seen = _seen(made, "partners")
    assert (UNION in {r.target for r in seen.relations_of[CHAIR]}) is shown


@pytest.mark.parametrize(
    "calls",
    [relation("convenes", CHAIR, PLATFORM), relation("seat", CHAIR, PLATFORM, properties={"role": "convener"})],
)
def test_who_calls_a_platform_together_is_known_to_all_whom_she_calls(calls: Relation) -> None:
    seen = _of_vera(calls, relation("seat", CHAIR, PLATFORM, properties={"role": "member"}))
    assert [(r.relation, r.target) for r in seen.relations_of[CHAIR]] == [("seat", COUNCIL), (calls.relation, PLATFORM)]


def test_who_chairs_what_she_is_a_member_of_is_its_chair() -> None:
    seen = _of_vera(relation("seat", CHAIR, UNION, properties={"role": "chair"}))
    assert [r.properties["role"] for r in seen.relations_of[CHAIR]] == ["chair", "chair"]
    assert _pairs_told(seen) == {}


def test_on_whose_behalf_she_was_at_a_meeting_tells_no_private_tie() -> None:
    seen = _of_vera(
        relation("attended", CHAIR, "meeting:m", properties={"organisation": UNION}),
        relation("attended", CHAIR, "meeting:n", properties={"organisation": COUNCIL}),
    )
    assert [(r.origin, r.target) for r in _of_type(seen, "attended")] == [(UNION, "meeting:m"), (CHAIR, "meeting:n")]


def _behalf(of: str, at: str) -> Relation:
    return relation("represents", CHAIR, of, properties={"at": at}, sources=(GIVEN,))


def test_on_whose_behalf_a_chair_sits_is_joined_and_not_told() -> None:
    seen = _of_vera(_behalf(PLATFORM, COUNCIL), _behalf(COUNCIL, UNION))
    assert [(r.relation, r.target) for r in seen.relations_of[CHAIR]] == [("seat", COUNCIL)]
    pairs = {(COUNCIL, UNION), (COUNCIL, PLATFORM), (UNION, PLATFORM)}
    assert {tuple(sorted(pair)) for pair in _pairs_told(seen)} == {tuple(sorted(pair)) for pair in pairs}


def test_who_has_a_public_role_in_both_is_known_to_sit_in_the_one_on_behalf_of_the_other() -> None:
    seen = _of_vera(_behalf(HUB, COUNCIL), relation("seat", CHAIR, HUB, properties={"role": "secretary"}))
    (told,) = _of_type(seen, "represents")
    assert (told.origin, told.target, told.properties) == (CHAIR, HUB, {"at": COUNCIL})


def test_on_whose_behalf_somebody_without_a_name_sits_is_told() -> None:
    made = network(
        [relation("seat", MEMBER, COUNCIL), relation("represents", MEMBER, UNION, properties={"at": COUNCIL})]
    )
    seen = _seen(made, "partners")
    assert [(r.relation, r.target) for r in seen.relations] == [("seat", COUNCIL), ("represents", UNION)]
    assert MEMBER not in seen.nodes
    assert _of_type(_seen(made, "public"), "represents") == []


def test_for_which_topic_somebody_known_by_name_speaks_is_told_of_the_organisation_only() -> None:
    row, other = Evidence("zetels.xlsx", "zetels!7"), Evidence("raden.xlsx", "raden!2")
    claims = {"speaks_for": (Claim(["LVB"], other),)}
    topics = {"role": "chair", "speaks_for": ["GGZ"]}
    made = network(
        [relation("seat", CHAIR, COUNCIL, properties=topics, sources=(row,), alternatives=claims)],
        node("topic:ggz", name="GGZ", sources=(row, other)),
    )
    seen = _seen(made, "partners")
    (seat,) = seen.relations
    assert (seat.properties, seat.alternatives) == ({"role": "chair"}, {})
    assert seen.nodes[COUNCIL].properties["spoken_for"] == ["GGZ"]
    assert len(seen.nodes["topic:ggz"].sources) == 1, "the row of the seat tells as much"
    assert _seen(seen, "public").nodes[COUNCIL].properties["spoken_for"] == ["GGZ"]


def test_who_is_in_a_region_by_a_private_tie_only_has_no_name_there() -> None:
    made = network(
        [relation("seat", ADVISER, UNION), relation("active_in", UNION, "region:r")],
        node(ADVISER, properties={"appointments": [{"functions": ["inform"]}]}),
    )
    assert ADVISER in _seen(made, "partners").nodes
    assert ADVISER not in take(made, within("region:r"), for_audience("partners")).nodes


def test_who_has_a_public_role_on_one_of_two_days_only_has_no_name_on_either() -> None:
    first, second = (
        network([relation("seat", CHAIR, COUNCIL, properties={"role": role})]) for role in ("chair", "member")
    )
    seen = [take(day, for_audience("partners", beside=(first, second))) for day in (first, second)]
    assert seen[0].persons == seen[1].persons
    assert CHAIR not in seen[0].nodes


def test_the_same_salt_gives_the_same_ids_and_another_salt_others() -> None:
    relations = [relation("seat", f"person:p{i}", COUNCIL) for i in range(50)]
    ids = {salt: set(_seen(network(relations, salt=salt), "partners").persons) for salt in (b"a" * 32, b"b" * 32)}
    assert _seen(network(relations, salt=b"a" * 32), "partners").nodes.keys() >= ids[b"a" * 32]
    assert len(ids[b"a" * 32]) == len(ids[b"b" * 32]) == 50
    assert not ids[b"a" * 32] & ids[b"b" * 32]


def test_in_a_whole_country_no_two_persons_get_the_same_id() -> None:
    """Of codes of 32 bits, two of 47,000 persons have the same one with a chance of one in four; of 64 bits never."""
    (hidden,) = _seen(network([], node(MEMBER)), "partners").persons
    assert len(hidden.rpartition("-")[2]) * 4 >= 64


def test_twice_partners_is_once(made: Network) -> None:
    once = _seen(made, "partners")
    twice = _seen(once, "partners")
    assert twice.nodes == once.nodes
    assert list(twice.relations) == list(once.relations)


def test_a_narrower_view_stays_the_narrower_one(made: Network) -> None:
    assert take(made, for_audience("public"), for_audience("internal")).scope.audience == "public"
    assert take(made, for_audience("partners"), for_audience("public")).scope.audience == "public"
    assert not take(made, for_audience("partners"), for_audience("public")).persons


# --- public ----------------------------------------------------------------------------------------------------------


def test_the_public_sees_no_person(made: Network) -> None:
    seen = _seen(made, "public")
    assert seen.persons == ()
    assert not containing(seen, {*NAMES, *NAMES.values(), "Vacature", "person", "@example", "06-1", "anoniem"})
    assert seen.nodes.keys() == {id_ for id_ in made.nodes if not id_.startswith("person:")}


def test_the_public_sees_no_sources(made: Network) -> None:
    seen = _seen(made, "public")
    assert not containing(seen, {"zetels.xlsx", "test.xlsx", "verteld door"})
    assert all(not item.sources and not item.alternatives for item in (*seen.nodes.values(), *seen.relations))


def test_what_persons_keep_together_stays_joined_without_telling_by_whom(made: Network) -> None:
    seen = _seen(made, "public")
    told = {(r.relation, *sorted((r.origin, r.target))): r for r in seen.relations}
    # Mo sits in both, Cas and Mo keep them in contact; Ada supports the council and convenes the platform.
    assert told["contact", UNION, COUNCIL].properties == {"carriers_hidden": True}
    assert told["contact", COUNCIL, PLATFORM].properties == {"carriers_hidden": True}
    assert told["participates", UNION, PLATFORM].properties == {}, "nobody was known to keep this one alive"
    assert told["advises", COUNCIL, "municipality:m"].properties == {"laws": ["Wmo"]}
    assert all(r.carriers == () for r in seen.relations)
    assert {r.relation for r in seen.relations} == {"contact", "participates", "advises"}


def test_an_adviser_who_only_supports_regions_ties_no_organisations() -> None:
    made = network(
        [
            relation("supports", ADVISER, COUNCIL),
            relation("supports", ADVISER, "region:r"),
            relation("attended", MEMBER, "meeting:m"),
            relation("seat", MEMBER, UNION),
        ]
    )
    assert list(_seen(made, "public").relations) == []


def test_who_carries_the_advice_to_a_region_ties_no_organisations() -> None:
    """A region is no organisation: in H that carrier has no edge, so for the public there is none either."""
    made = network(
        [
            relation("seat", CARRIER, UNION),
            relation("advises", COUNCIL, "region:r", CARRIER),
            relation("contact", PLATFORM, PLATFORM, CARRIER),
        ]
    )
    assert [(r.relation, r.target) for r in _seen(made, "public").relations] == [
        ("advises", "region:r"),
        ("contact", PLATFORM),
    ]


# --- what else hangs on a network ------------------------------------------------------------------------------------


def test_loose_ends_tell_no_more_than_the_rest(made: Network) -> None:
    loose = [
        LooseEnd(relation("seat", "person:gone-girl", COUNCIL, sources=(GIVEN,)), ("person:gone-girl",)),
        LooseEnd(relation("contact", COUNCIL, "council:gone", MEMBER), ("council:gone",)),
        LooseEnd(relation("contact", COUNCIL, UNION, "person:gone-girl"), ("person:gone-girl",)),
    ]
    made = Network(made.nodes, made.relations, loose_ends=loose, salt=b"salt")
    partners, public = _seen(made, "partners"), _seen(made, "public")
    assert len(partners.loose_ends) == 3
    assert not containing(partners, {"gone-girl", MEMBER, "verteld door"})
    assert partners.loose_ends[1].missing == ("council:gone",)
    assert not containing(public, {"gone-girl", "person", "verteld door"})
    assert [end.missing for end in public.loose_ends] == [("council:gone",), ()]
    assert list(_seen(made, "internal").loose_ends) == loose


def test_who_was_taken_out_is_counted_and_not_named(made: Network) -> None:
    gone = take(made, without([MEMBER, CHAIR, PLATFORM]))
    for audience in ("partners", "public"):
        seen = _seen(gone, audience)
        assert len(seen.scope.without) == 3
        assert PLATFORM in seen.scope.without
        assert not containing(seen, {MEMBER, CHAIR})


def test_a_relation_that_points_at_a_person_hides_her_as_well() -> None:
    """No relation of the vocabulary does, but a view that hides persons does not count on it."""
    made = network([relation("contact", COUNCIL, MEMBER)])
    assert not containing(_seen(made, "partners"), {MEMBER})
    assert list(_seen(made, "public").relations) == []


def test_the_network_that_was_looked_at_is_unchanged(made: Network) -> None:
    before = texts(made)
    for audience in ("internal", "partners", "public"):
        _seen(made, audience)
    assert texts(made) == before
