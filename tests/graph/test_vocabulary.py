"""The vocabulary against the contract: design, section 2. The expectations are written out here, not read from the schema."""

from __future__ import annotations

import re

import pytest

from graph.names import normalise
from graph.vocabulary import AUDIENCES, Vocabulary, vocabulary

KINDS = {
    "municipality": "gemeente",
    "region": "regio",
    "council": "raad",
    "client_organisation": "cliëntenorganisatie",
    "platform": "platform",
    "support_organisation": "steunorganisatie",
    "institution": "instelling",
    "person": "persoon",
    "meeting": "bijeenkomst",
    "topic": "onderwerp",
}
ORGANISATION = {"council", "client_organisation", "platform", "support_organisation", "institution", "municipality"}

#: relation: (from, to, properties of the relation). An adviser is a person; `employer` joins her with her employer.
RELATIONS: dict[str, tuple[set[str], set[str], set[str]]] = {
    "part_of": ({"municipality", "region"}, {"region"}, set()),
    "advises": ({"council"}, {"municipality", "region", "institution"}, {"laws"}),
    "active_in": (ORGANISATION, {"municipality", "region"}, set()),
    "covers": (ORGANISATION | {"meeting"}, {"topic"}, set()),
    "seat": ({"person"}, ORGANISATION, {"role", "term_end", "speaks_for"}),
    "represents": ({"person"}, ORGANISATION, {"at"}),
    "employer": ({"person"}, ORGANISATION, set()),
    "supports": ({"person"}, ORGANISATION | {"region"}, {"functions", "hours_per_month"}),
    "participates": (ORGANISATION, {"platform"}, set()),
    "contact": (ORGANISATION, ORGANISATION, {"frequency", "last_contact"}),
    "attended": ({"person"}, {"meeting"}, {"organisation"}),
    "convenes": ({"person"} | ORGANISATION, {"platform", "meeting"}, set()),
    "meeting_of": ({"meeting"}, {"platform"}, set()),
    "succeeds": (ORGANISATION, ORGANISATION, set()),
}
WITH_CARRIERS = {"advises", "participates", "contact"}

VALUES = {
    "council_type": {
        "advisory_council",
        "wmo_council",
        "participation_council",
        "client_council_work_income",
        "client_council_institution",
        "disability_council",
        "senior_council",
        "youth_council",
        "citizen_panel",
        "other",
    },
    "region_type": {"province", "labour_market", "youth_care", "care_office", "safety", "cooperation", "corop"},
    "level": {"local", "regional", "national"},
    "council_role": {"signal_monitor", "think_along", "guard_participation", "set_agenda"},
    "adviser_function": {"inform", "equip", "connect", "put_on_agenda"},
    "topic_type": {"law", "theme", "target_group"},
}
#: The roles that the design names; the list is open, so there may be more.
SEAT_ROLES = {"chair", "secretary", "member", "officer", "volunteer", "contact", "convener"}
#: Design, section 7.
PUBLIC_ROLES = {"chair", "secretary", "adviser", "officer"}

#: What a person may be known by, or what is of her own: never for the public, and these not for partners either.
OF_PERSONS_ONLY_INTERNAL = {"email", "phone", "municipality", "hours_per_month", "note", "source", "unread"}
OF_PERSONS_NOT_PUBLIC = {
    "role", "term_end", "functions", "last_contact", "organisation", "appointments", "at", "speaks_for",
}  # fmt: skip

#: The shapes that vis.js draws without a picture.
SHAPES = {"dot", "square", "diamond", "star", "triangle", "triangleDown", "hexagon"}


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return vocabulary()


def test_kinds_and_their_dutch_names(words: Vocabulary) -> None:
    assert {code: kind.label["nl"] for code, kind in words.kinds.items()} == KINDS


def test_which_kinds_are_organisations(words: Vocabulary) -> None:
    assert words.organisation_kinds == ORGANISATION
    assert set(words.expand(("organisation",))) == ORGANISATION
    assert words.expand(("region", "organisation", "council")).count("council") == 1


def test_relations_and_their_ends(words: Vocabulary) -> None:
    ends = {
        code: (set(words.expand(type_.origins)), set(words.expand(type_.targets)))
        for code, type_ in words.relations.items()
    }
    assert ends == {code: (origins, targets) for code, (origins, targets, _) in RELATIONS.items()}


def test_only_contact_has_no_direction(words: Vocabulary) -> None:
    assert {code for code, type_ in words.relations.items() if type_.undirected} == {"contact"}


def test_which_relations_have_carriers(words: Vocabulary) -> None:
    assert {code for code, type_ in words.relations.items() if type_.carriers} == WITH_CARRIERS


def test_what_relations_mean_in_the_carrying_graph(words: Vocabulary) -> None:
    """Design, section 5: seat, represents, supports, convenes, employer tie a person; the others tie two organisations."""
    assert {code: type_.ties for code, type_ in words.relations.items() if type_.ties} == {
        "seat": "person",
        "represents": "person",
        "supports": "person",
        "employer": "person",
        "convenes": "both",
        "contact": "organisation",
        "participates": "organisation",
        "advises": "organisation",
    }


def test_properties_of_relations_exist(words: Vocabulary) -> None:
    for _, _, properties in RELATIONS.values():
        assert properties <= words.properties.keys()


def test_a_member_who_becomes_chair_has_two_seats(words: Vocabulary) -> None:
    identity = {code: type_.identity for code, type_ in words.relations.items() if type_.identity}
    assert identity == {"seat": ("role",), "represents": ("at",)}


@pytest.mark.parametrize("name", VALUES)
def test_values(words: Vocabulary, name: str) -> None:
    assert set(words.values[name].values) == VALUES[name]


def test_roles_of_a_seat(words: Vocabulary) -> None:
    roles = words.values["seat_role"]
    assert roles.open
    assert roles.values.keys() >= SEAT_ROLES
    assert {code for code, value in roles.values.items() if value.public_role} == PUBLIC_ROLES


def test_an_unknown_council_type_is_an_error_but_an_unknown_role_is_not(words: Vocabulary) -> None:
    assert {name for name, values in words.values.items() if values.open} == {"seat_role", "region_type"}


@pytest.mark.parametrize(
    ("name", "written", "code"),
    [
        ("council_type", "Adviesraad Sociaal Domein", "advisory_council"),
        ("council_type", "WMO-RAAD", "wmo_council"),
        ("council_type", "Clientenraad instelling", "client_council_institution"),
        ("council_type", "advisory_council", "advisory_council"),
        ("council_type", "Advisory council", "advisory_council"),
        ("adviser_function", "agenderen", "put_on_agenda"),
        ("council_role", "agenderen", "set_agenda"),
        ("seat_role", "Voorzitter", "chair"),
        ("region_type", "Arbeidsmarktregio", "labour_market"),
        ("topic_type", "doelgroep", "target_group"),
        ("council_type", "iets anders", None),
    ],
)
def test_a_value_is_found_by_code_label_and_alias(words: Vocabulary, name: str, written: str, code: str | None) -> None:
    assert words.values[name].find(written) == code


def test_no_spelling_stands_for_two_values(words: Vocabulary) -> None:
    for values in words.values.values():
        said = {
            (normalise(spelling), value.code)
            for value in values.values.values()
            for spelling in (value.code, value.nl, value.en, *value.alias)
        }
        assert len(said) == len(dict(said)), values.code


def test_a_value_that_the_list_does_not_know_is_its_own_label(words: Vocabulary) -> None:
    assert words.value_label("seat_role", "chair", "nl") == "voorzitter"
    assert words.value_label("seat_role", "penningmeester", "nl") == "penningmeester"


def test_everything_has_a_label_in_both_languages(words: Vocabulary) -> None:
    labels = [kind.label for kind in words.kinds.values()] + [kind.plural for kind in words.kinds.values()]
    labels += [type_.label for type_ in words.relations.values()]
    labels += [noun for type_ in words.relations.values() if type_.noun for noun in (type_.noun, type_.nouns)]
    labels += [prop.label for prop in words.properties.values()]
    labels += [{"nl": v.nl, "en": v.en} for values in words.values.values() for v in values.values.values()]
    for label in labels:
        assert label.keys() == {"nl", "en"}
        assert all(text.strip() == text != "" for text in label.values()), label


def test_labels_of_kinds_tell_kinds_apart(words: Vocabulary) -> None:
    for lang in ("nl", "en"):
        assert len({kind.label[lang] for kind in words.kinds.values()}) == len(words.kinds)
        assert len({type_.label[lang] for type_ in words.relations.values()}) == len(words.relations)


def test_every_privacy_class_is_an_audience(words: Vocabulary) -> None:
    classes = {prop.privacy for prop in words.properties.values()}
    classes |= {type_.privacy for type_ in words.relations.values()}
    assert classes <= set(AUDIENCES)
    assert AUDIENCES == ("internal", "partners", "public")


@pytest.mark.parametrize(
    ("privacy", "seen_by"),
    [("internal", {"internal"}), ("partners", {"internal", "partners"}), ("public", set(AUDIENCES))],
)
def test_a_privacy_class_names_the_widest_audience(words: Vocabulary, privacy: str, seen_by: set[str]) -> None:
    assert {audience for audience in AUDIENCES if words.visible(privacy, audience)} == seen_by


def test_what_is_of_persons_is_not_for_everybody(words: Vocabulary) -> None:
    classes = {code: prop.privacy for code, prop in words.properties.items()}
    assert {code for code, privacy in classes.items() if privacy == "internal"} == OF_PERSONS_ONLY_INTERNAL
    assert {code for code, privacy in classes.items() if privacy == "partners"} == OF_PERSONS_NOT_PUBLIC
    # Membership of a client organisation can reveal health: a relation with a person is never for the public by itself.
    of_persons = {code for code, (origins, _, _) in RELATIONS.items() if origins == {"person"}}
    assert {words.relations[code].privacy for code in of_persons} == {"partners"}


def test_lists_of_values_that_properties_name_exist(words: Vocabulary) -> None:
    for prop in words.properties.values():
        assert not prop.values or prop.values in words.values


def test_colours_are_colours_and_shapes_are_shapes(words: Vocabulary) -> None:
    for kind in words.kinds.values():
        assert re.fullmatch(r"#[0-9a-f]{6}", kind.colour)
        assert kind.shape in SHAPES


def test_no_two_kinds_look_alike(words: Vocabulary) -> None:
    """Whoever cannot tell colours apart has the shape: kinds of one shape differ in lightness or clearly in colour."""
    kinds = list(words.kinds.values())
    for number, one in enumerate(kinds):
        for other in kinds[:number]:
            if one.shape == other.shape:
                assert _distance(one.colour, other.colour) > 100, (one.code, other.code)
            assert one.colour != other.colour


def _distance(one: str, other: str) -> float:
    """Return the distance of two colours in RGB (0..442), each written as #rrggbb."""
    parts = [(int(one[i : i + 2], 16) - int(other[i : i + 2], 16)) ** 2 for i in (1, 3, 5)]
    return float(sum(parts) ** 0.5)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cliëntenorganisaties", "clientenorganisaties"),
        ("REGIO'S", "regios"),
        ("uren per maand", "Uren_per-maand"),
        ("Straße", "STRASSE"),
        ("e-mail", "email"),
        ("  Súdwest-Fryslân ", "sudwestfryslan"),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(one: str, other: str) -> None:
    assert normalise(one) == normalise(other) != ""


def test_names_that_differ_in_a_letter_or_digit_stay_apart() -> None:
    assert normalise("Wmo-raad 1") != normalise("Wmo-raad 2")
    assert normalise("Ван") != normalise("Вам") != ""


def test_the_vocabulary_is_read_once() -> None:
    assert vocabulary() is vocabulary()
