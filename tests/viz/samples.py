"""A small fictional network in which every sort of tie occurs once, with its ties written out by hand."""

from __future__ import annotations

from datetime import date

from graph.model import Claim, Evidence, Relation
from graph.network import Network
from tests.networks import network, node, relation

COUNCIL, TOWN = "council:asd", "municipality:GM9901"
BOND, TABLE, HUB = "client_organisation:bond", "platform:tafel", "support_organisation:steunpunt"
ANNA, BRAM, CEES = "person:anna", "person:bram", "person:cees"
REGION, TOPIC, MEETING = "region:meren", "topic:ouderen", "meeting:inkoop"

#: Every two nodes that the map joins, by design section 5.
JOINED = {
    frozenset((ANNA, COUNCIL)),  # chair, and carries what the council has with the town
    frozenset((ANNA, TOWN)),  # carries what the council has with the town
    frozenset((BRAM, HUB)),  # employer
    frozenset((BRAM, BOND)),  # supports
    frozenset((BRAM, TABLE)),  # convenes
    frozenset((BOND, TABLE)),  # takes part, and nobody is known who keeps that alive
    frozenset((COUNCIL, TABLE)),  # has contact, and nobody is known who keeps that alive
}
#: Those of which nobody is known who keeps them alive.
DASHED = {frozenset((BOND, TABLE)), frozenset((COUNCIL, TABLE))}


def small_network() -> Network:
    """Return the small network; Cees has no tie at all."""
    nodes = [
        node(COUNCIL, name="Adviesraad Merendam", since=date(2015, 1, 1), properties={"type": "advisory_council"}),
        node(
            TOWN, name="Merendam", properties={"population": 41863, "latitude": 52.5}, last_confirmed=date(2026, 5, 1)
        ),
        node(BOND, name="Ouderenbond Merendam", properties={"level": "local"}),
        node(TABLE, name="Participatietafel Meren"),
        node(HUB, name="Steunpunt Meren"),
        node(ANNA, name="Anna Aalbers", properties={"email": "anna@example.org", "municipality": TOWN}),
        node(BRAM, name="Bram Bakker", properties={"appointments": [{"since": "2020-01-01"}]}),
        node(CEES, name="Cees Cornelis", properties={"placeholder": True}),
        node(REGION, name="Regio Meren", properties={"type": "cooperation"}),
        node(TOPIC, name="ouderen", properties={"type": "target_group"}),
        node(MEETING, name="Bijeenkomst inkoop", properties={"date": "2026-03-12"}),
    ]
    return network(_relations(), *nodes)


def _relations() -> list[Relation]:
    disputed = (Claim(date(2019, 1, 1), Evidence("oud.xlsx", "zetels!9"), date(2020, 2, 2)),)
    return [
        relation(
            *("seat", ANNA, COUNCIL),
            since=date(2018, 1, 1),
            properties={"role": "chair", "term_end": "2027-12-31"},
            sources=(Evidence("nieuw.xlsx", "zetels!2", "jaarverslag"), Evidence("oud.xlsx", "zetels!9")),
            alternatives={"since": disputed},
        ),
        relation("advises", COUNCIL, TOWN, ANNA, properties={"laws": ["Wmo", "Jeugdwet"]}),
        relation("employer", BRAM, HUB),
        relation("supports", BRAM, BOND, properties={"functions": ["inform", "connect"], "hours_per_month": 12}),
        relation("supports", BRAM, REGION),
        relation("convenes", BRAM, TABLE),
        relation("participates", BOND, TABLE),
        relation("contact", COUNCIL, TABLE, properties={"frequency": "elk kwartaal"}),
        relation("covers", BOND, TOPIC),
        relation("active_in", BOND, TOWN),
        relation("part_of", TOWN, REGION),
        relation("attended", ANNA, MEETING),
    ]
