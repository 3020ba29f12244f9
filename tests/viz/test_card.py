"""Cards: everything that the network tells about a node, in words."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model import Claim, Evidence
from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import LANGUAGES
from tests.networks import network, node, relation
from tests.viz.samples import ANNA, BOND, BRAM, CEES, COUNCIL, TABLE, TOWN
from viz.card import card
from viz.model import Alternative, Card, Reference, Tie


def _told(found: Card) -> list[tuple[str, list[str]]]:
    return [(tie.role, [other.label for other in tie.others]) for tie in found.ties]


def _tie(found: Card, role: str) -> Tie:
    return next(tie for tie in found.ties if tie.role == role)


def test_a_person(small: Network) -> None:
    found = card(small, ANNA, "nl", "wacht op opvolging")
    assert found.kind == "persoon"
    assert found.reason == "wacht op opvolging"
    assert dict(found.fields) == {"Gemeente": "Merendam", "E-mail": "anna@example.org", "Bevestigd": "niet bekend"}
    assert _told(found) == [
        ("voorzitter", ["Adviesraad Merendam"]),
        ("onderhoudt het contact tussen", ["Adviesraad Merendam", "Merendam"]),
        ("was bij", ["Bijeenkomst inkoop"]),
    ]


def test_a_seat_tells_on_behalf_of_whom_it_is() -> None:
    seat = relation("seat", ANNA, COUNCIL, properties={"role": "member", "speaks_for": ["LVB"]})
    made = network([seat, relation("represents", ANNA, BOND, properties={"at": COUNCIL})], node(BOND, name="Bond"))
    (of_council,) = card(made, COUNCIL, "nl").ties
    assert of_council.facts == (("Namens", "Bond"), ("Spreekt voor", "LVB"))
    assert _told(card(made, BOND, "nl")) == [("heeft als woordvoerder", [made.nodes[ANNA].name])]


def test_an_adviser_and_a_placeholder(small: Network) -> None:
    adviser = card(small, BRAM, "nl")
    assert adviser.kind == "persoon, adviseur"
    assert ("Aanstellingen als adviseur", "sinds 1 januari 2020") in adviser.fields
    helped = next(tie for tie in adviser.ties if tie.others[0].label == "Ouderenbond Merendam")
    assert helped.role == "ondersteunt"
    assert helped.facts == (("Functies", "informeren, verbinden"), ("Uren per maand in totaal", "12"))
    assert ("ondersteunt", ["Regio Meren"]) in _told(adviser)
    assert ("Plaatshouder", "ja") in card(small, CEES, "nl").fields


def test_an_organisation_in_english(small: Network) -> None:
    found = card(small, COUNCIL, "en")
    assert dict(found.fields) == {"Type": "advisory council", "Since": "1 January 2015", "Confirmed": "not known"}
    advises = _tie(found, "advises")
    assert advises.others == (Reference(TOWN, "Merendam"),)
    assert advises.via == (Reference(ANNA, "Anna Aalbers"),)
    assert advises.facts == (("Laws", "Wmo, Jeugdwet"),)
    assert _tie(found, "chair").others == (Reference(ANNA, "Anna Aalbers"),)
    assert _tie(found, "contact with").remark == "not known who keeps up this contact"


def test_topics_areas_and_numbers(small: Network) -> None:
    assert dict(card(small, BOND, "nl").fields) == {
        "Niveau": "lokaal",
        "Doelgroep": "ouderen",
        "Actief in": "Merendam",
        "Bevestigd": "niet bekend",
    }
    town = card(small, TOWN, "nl")
    assert dict(town.fields) == {
        "Inwoners": "41.863",
        "Breedtegraad": "52,5",
        "Ligt in": "Regio Meren",
        "Bevestigd": "1 mei 2026",
    }
    assert ("krijgt advies van", ["Adviesraad Merendam"]) in _told(town)
    assert ("hier actief", ["Ouderenbond Merendam"]) in _told(town)


def test_told_from_the_other_end(small: Network) -> None:
    assert ("deelnemer", ["Ouderenbond Merendam"]) in _told(card(small, TABLE, "nl"))
    assert ("bijeengeroepen door", ["Bram Bakker"]) in _told(card(small, TABLE, "nl"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_tie_that_somebody_keeps_alive_is_told_in_a_sentence(lang: str) -> None:
    for code, type_ in vocabulary().relations.items():
        if type_.ties in ("organisation", "both"):
            made = network(
                [relation(code, BOND, TABLE, ANNA)], node(BOND, name="De Bond"), node(TABLE, name="de Tafel")
            )
            (label, told), *_ = card(made, ANNA, lang).ties[0].facts
            assert label == ""
            assert told.startswith("De Bond ")
            assert "de Tafel" in told


def test_sources_that_disagree_on_a_relation(small: Network) -> None:
    seat = _tie(card(small, ANNA, "nl"), "voorzitter")
    assert seat.alternatives == (
        Alternative(
            label="Sinds",
            shown="1 januari 2018",
            shown_source="nieuw.xlsx, blad zetels, rij 2 — jaarverslag",
            other="1 januari 2019",
            other_source="oud.xlsx, blad zetels, rij 9",
        ),
    )


def test_sources_that_disagree_on_a_node() -> None:
    claims = (Claim(400, Evidence("b.xlsx", "gemeenten!3")), Claim(500, Evidence("c.xlsx", "gemeenten!4")))
    made = network(
        [],
        node(
            "municipality:GM9",
            properties={"population": 1234567},
            sources=tuple(
                Evidence(f"{letter}.xlsx", f"gemeenten!{row}") for letter, row in (("a", 2), ("b", 3), ("c", 4))
            ),
            alternatives={"population": claims},
        ),
    )
    found = card(made, "municipality:GM9", "nl")
    assert [(a.shown, a.shown_source, a.other, a.other_source) for a in found.alternatives] == [
        ("1.234.567", "a.xlsx, blad gemeenten, rij 2", "400", "b.xlsx, blad gemeenten, rij 3"),
        ("1.234.567", "a.xlsx, blad gemeenten, rij 2", "500", "c.xlsx, blad gemeenten, rij 4"),
    ]
    assert found.sources == (
        "a.xlsx, blad gemeenten, rij 2",
        "b.xlsx, blad gemeenten, rij 3",
        "c.xlsx, blad gemeenten, rij 4",
    )


def test_unknown_properties_and_open_values_stay_as_written() -> None:
    made = network(
        [relation("seat", "person:p", "council:c", properties={"role": "penningmeester"})],
        node("council:c", properties={"type": "iets eigens", "kleur": "blauw", "roles": ["think_along", "meer"]}),
    )
    found = card(made, "council:c", "nl")
    assert ("Type", "iets eigens") in found.fields
    assert ("Kleur", "blauw") in found.fields
    assert ("Rollen", "meedenken aan de voorkant, meer") in found.fields
    assert _told(found) == [("penningmeester", ["p"])]


def test_a_carrier_who_is_not_there_any_more_is_not_named() -> None:
    tie = relation("contact", "council:a", "council:b", "person:weg")
    made = Network({id_: node(id_) for id_ in ("council:a", "council:b")}, [tie])
    assert card(made, "council:a", "nl").ties[0].remark == "niet bekend wie dit contact onderhoudt"


def test_a_node_that_is_only_mentioned() -> None:
    made = network([], node("municipality:x", mention=True, until=date(2020, 1, 1)))
    fields = dict(card(made, "municipality:x", "nl").fields)
    assert fields["Tot"] == "1 januari 2020"
    assert fields["Vermelding"].startswith("staat niet in een eigen lijst")


def test_a_field_that_not_all_sources_give_tells_which_do() -> None:
    first, second = Evidence("a.xlsx", "personen!2"), Evidence("b.xlsx", "personen!3")
    claims = (Claim("oud@example.org", second),)
    made = network(
        [],
        node(
            "person:jan",
            properties={"email": "jan@example.org", "phone": "06-22"},
            sources=(first, second),
            given_by={"phone": (second,)},
            alternatives={"email": claims},
        ),
    )
    found = card(made, "person:jan", "nl")
    assert dict(found.fields)["Telefoon"] == "06-22"
    assert found.given_by == {"Telefoon": ("b.xlsx, blad personen, rij 3",)}
    assert [each.shown_source for each in found.alternatives] == ["a.xlsx, blad personen, rij 2"]
