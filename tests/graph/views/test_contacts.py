"""The view with contacts in it that do not exist yet."""

from __future__ import annotations

from graph.views import on, take
from graph.views.contacts import NewContact, with_contacts
from tests.networks import DAY, network, relation


def test_a_contact_comes_in_with_its_carriers_and_leaves_the_network_as_it_was() -> None:
    made = take(
        network([relation("seat", "person:p", "council:a"), relation("seat", "person:q", "council:b")]), on(DAY)
    )
    after = take(made, with_contacts([NewContact(("council:a", "council:b"), ("person:p", None))]))
    assert len(made.relations) == 2
    assert len(made.nodes) == 4
    *kept, contact = after.relations
    assert kept == list(made.relations)
    assert (contact.relation, contact.origin, contact.target) == ("contact", "council:a", "council:b")
    assert (contact.since, contact.last_confirmed) == (DAY, DAY)
    known, newcomer = contact.carriers
    assert known == "person:p"
    assert after.nodes.keys() - made.nodes.keys() == {newcomer}
    assert after.nodes[newcomer].kind == "person"
    assert after.scope == made.scope


def test_one_person_on_both_sides_is_one_carrier() -> None:
    made = network([relation("seat", "person:p", "council:a"), relation("seat", "person:p", "council:b")])
    after = take(made, with_contacts([NewContact(("council:a", "council:b"), ("person:p", "person:p"))]))
    assert after.relations[-1].carriers == ("person:p",)


def test_newcomers_of_different_contacts_are_different_people() -> None:
    made = network([relation("seat", "person:p", f"council:{i}") for i in range(3)])
    pairs = [NewContact((f"council:{i}", "council:2"), (None, None)) for i in range(2)]
    after = take(made, with_contacts(pairs))
    assert len({carrier for contact in after.relations[-2:] for carrier in contact.carriers}) == 4
