"""What a relation is called, and how it is told from one of its nodes."""

from __future__ import annotations

import pytest

from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import LANGUAGES
from graph.words.relations import Told, carriers, relation_label, seat_role, told
from tests.networks import network, node, relation

COUNCIL, UNION, ANNA, BEA = "council:c", "client_organisation:u", "person:anna", "person:bea"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_relation_can_be_told_from_both_ends(lang: str) -> None:
    for code, type_ in vocabulary().relations.items():
        forth, back = relation_label(code, lang), relation_label(code, lang, inverse=True)
        assert forth and back
        assert (forth == back) == type_.undirected


def test_told_from_each_of_its_nodes() -> None:
    tie = relation("contact", COUNCIL, UNION, ANNA, BEA)
    made = network([tie])
    assert told(made, tie, COUNCIL) == Told((UNION,), (ANNA, BEA), carries=False, inverse=False)
    assert told(made, tie, UNION) == Told((COUNCIL,), (ANNA, BEA), carries=False, inverse=True)
    assert told(made, tie, ANNA) == Told((COUNCIL, UNION), (BEA,), carries=True, inverse=False)


def test_a_relation_with_itself() -> None:
    itself = relation("contact", COUNCIL, COUNCIL)
    assert told(network([itself]), itself, COUNCIL) == Told((COUNCIL,), (), carries=False, inverse=False)


def test_a_carrier_who_is_not_there_is_not_told() -> None:
    tie = relation("contact", COUNCIL, UNION, ANNA, BEA)
    made = Network({id_: node(id_) for id_ in (COUNCIL, UNION, BEA)}, [tie])
    assert carriers(made, tie) == [BEA]
    assert told(made, tie, COUNCIL).via == (BEA,)


def test_the_role_of_a_seat() -> None:
    assert seat_role(relation("seat", ANNA, COUNCIL, properties={"role": "chair"}), "nl") == "voorzitter"
    assert seat_role(relation("seat", ANNA, COUNCIL, properties={"role": "penningmeester"}), "nl") == "penningmeester"
    assert seat_role(relation("seat", ANNA, COUNCIL), "nl") == ""
