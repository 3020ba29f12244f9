"""What the report tells of what is left when all advisers leave."""

from __future__ import annotations

import pytest

from graph.views import for_audience, on, take
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from queries.fragile.question import fragile
from queries.fragile.whatif import whatif
from tests.knooppunt.reports import Page, report, small_network
from tests.networks import DAY, network, node, relation


def test_when_the_advisers_leave() -> None:
    page = Page(report(small_network()))
    assert "Het gaat om Bas Brug." in page.text("advisers")
    assert page.row("Verbonden paren van organisaties") == ["10", "2", "8 (80%)"]
    # AB, BC, CX and CD; without Bas AB and CD are left
    assert page.row("Verbindingen die standhouden") == ["4", "2", "2 (50%)"]
    assert page.row("5") == [
        "2 organisaties: Raad A en Raad B 2 organisaties: Raad C en Instelling D 1 organisatie: Overleg X"
    ]
    assert ["Overleg X", "niemand meer", "1 van de 1: Raad C"] in page.rows()


def test_of_a_platform_that_loses_participants_only_what_changes_is_told() -> None:
    """Adviser Bas keeps A in both platforms; nobody is known who convenes X, and the municipality convenes Y."""
    made = network(
        [
            relation("supports", "person:bas", "council:a"),
            relation("contact", "council:a", "council:b"),
            *(relation("participates", "council:a", f"platform:{name}", "person:bas") for name in "xy"),
            relation("convenes", "municipality:m", "platform:y"),
        ]
    )
    page = Page(report(made))
    assert ["X", "niet bekend", "1 van de 1: a"] in page.rows()
    assert ["Y", "verandert niet, of er blijft iemand over", "1 van de 1: a"] in page.rows()
    today = take(made, on(DAY))
    found = [f for f in whatif(today, today.advisers).findings if f.kind == "platform-falls-apart"]
    advice = {Told(Speaker(today, "nl"), finding).suggestion for finding in found}
    assert advice == {
        f"Spreek af wie voortaan het contact onderhoudt tussen {name} en deze deelnemers." for name in "xy"
    }
    today = take(small_network(), on(DAY))
    (finding,) = [f for f in whatif(today, today.advisers).findings if f.kind == "platform-falls-apart"]
    dutch, english = (Told(Speaker(today, lang), finding).suggestion for lang in ("nl", "en"))
    assert "Spreek af wie Overleg X voortaan bijeenroept en wie contact houdt" in dutch
    assert "Agree who will convene Overleg X and who keeps in touch" in english


def test_without_advisers_in_the_data_nothing_is_said_about_them() -> None:
    made = network([relation("seat", "person:p", "council:a"), relation("seat", "person:p", "council:b")])
    assert "Volgens deze gegevens is op deze dag niemand adviseur." in Page(report(made)).text("advisers")


def test_a_long_row_of_parts_is_cut_short_with_what_is_left_out() -> None:
    made = network([relation("supports", "person:ad", f"council:c{i:02}") for i in range(20)])
    text = Page(report(made, top=5)).text("advisers")
    assert text.count("1 organisatie:") == 5
    assert "nog 15 delen, met samen 15 organisaties" in text
    # never "1 more": then that one is shown
    assert Page(report(made, top=19)).text("advisers").count("1 organisatie:") == 20


def test_who_left_is_named_to_the_hub_and_to_nobody_else() -> None:
    """Bas kept the contact of A and B alive until yesterday."""
    seats = [relation("seat", "person:anna", "council:a"), relation("seat", "person:cas", "council:a")]
    made = network(
        [*seats, relation("contact", "council:a", "council:b", "person:bas")],
        node("person:bas", name="Bas Brug", until=DAY),
    )
    for audience, named in (("internal", True), ("partners", False)):
        words = Page(report(made, audience=audience)).text()
        assert "is weggevallen" in words
        assert ("Bas Brug onderhield het" in words) == named
        assert "niet genoemd" not in words.partition("Het belangrijkste")[2].partition("In dit rapport")[0]


def test_what_is_lost_is_among_the_main_points_and_nothing_says_that_all_is_known() -> None:
    seats = [relation("seat", "person:anna", "council:a"), relation("seat", "person:anna", "council:c")]
    contact = relation("contact", "council:a", "council:b", "person:bas")
    page = Page(report(network([*seats, contact], node("person:bas", name="Bas Brug", until=DAY))))
    assert "is weggevallen en niet overgenomen" in page.text("summary")
    assert "Van alle verbindingen is bekend wie ze onderhoudt" not in page.text("summary")


@pytest.mark.parametrize(("audience", "told"), [("internal", True), ("partners", False), ("public", False)])
def test_when_somebody_left_is_for_the_hub(audience: str, told: bool) -> None:
    contact = relation("contact", "council:a", "council:b", "person:bas")
    seen = take(network([contact], node("person:bas", until=DAY)), on(DAY), for_audience(audience))
    (lost,) = (one for one in fragile(seen, DAY).findings if one.kind == "orphaned-connection")
    assert (lost.details["left_on"], lost.details["left"]) == ((DAY, ["person:bas"]) if told else (None, []))
