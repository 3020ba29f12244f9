"""What the report tells of health, of what is not there and of decisions, against networks counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from graph.network import Network
from graph.views import on, take
from graph.vocabulary import AUDIENCES
from queries.decisions import Decision
from queries.gaps.coverage import coverage
from tests.knooppunt.reports import RULES, Page, report, small_network
from tests.networks import DAY, network, node, relation


@pytest.fixture
def region() -> Network:
    """Return a region of two municipalities.

    A has three councils, two of them for the Wmo; each is confirmed. B has one for the Wmo, long ago. Nobody is for the
    Jeugdwet. Pia sits in two councils of A; the third has no contact with anybody.
    """
    recent, long_ago = DAY - timedelta(days=30), DAY - timedelta(days=3000)
    councils = {
        "council:a1": ("municipality:a", ["Wmo"], recent),
        "council:a2": ("municipality:a", ["Wmo"], recent),
        "council:a3": ("municipality:a", [], recent),
        "council:b1": ("municipality:b", ["Wmo"], long_ago),
    }
    ties = [relation("seat", "person:pia", "council:a1"), relation("seat", "person:pia", "council:a2")]
    ties += [relation("seat", "person:rob", "council:a1"), relation("seat", "person:sam", "council:a2")]
    areas = [relation("part_of", f"municipality:{unit}", "region:r") for unit in "ab"]
    advice = [
        relation("active_in" if not laws else "advises", council, unit, properties={"laws": laws})
        for council, (unit, laws, _) in councils.items()
    ]
    nodes = [node(council, name=council[-2:].upper(), last_confirmed=day) for council, (_, _, day) in councils.items()]
    units = [
        node("municipality:a", name="Aalst"),
        node("municipality:b", name="Borg"),
        node("region:r", name="De Regio"),
    ]
    return network([*ties, *areas, *advice], *nodes, *units, node("person:pia", name="Pia Pol"))


def test_every_indicator_stands_with_what_it_was_counted_from() -> None:
    """Of the small network 10 of 10 pairs are joined, 2 without Bas, who is the only adviser; see its description."""
    page = Page(report(small_network()))
    named = {
        "Organisaties die elkaar": "10 van 10",
        "Verbindingen via twee": "0 van 3",
        "Verbindingen waarvan": "3 van 4",
    }
    for name, counted in named.items():
        (row,) = [row for row in page.rows() if row and row[0].startswith(name) and len(row) == 3]
        assert row[2] == counted
    told = [row for row in page.rows() if row[0].startswith("Blijft verbonden")]
    assert [row[1:] for row in told] == [["20%", "2 van 10"], ["20%", "2 van 10"]]
    assert "Behoeften waar iemand voor opkomt" in page.text("health")
    assert "niet te zeggen" in page.text("health")  # there is no municipality


def test_needs_are_counted_in_municipalities(region: Network) -> None:
    """A is well provided for by two councils, B by one that is not confirmed; no list says anything of the Jeugdwet."""
    page = Page(report(region))
    assert page.row("Wmo") == ["1", "1", "0", ""]
    assert page.row("Jeugdwet") == ["0", "0", "0", "niet ingevuld"]
    assert "In Aalst adviseert geen enkele raad over deze wet: Jeugdwet." not in page.text("gaps")
    assert "Niet ingevuld: in geen enkele lijst staat wie er is voor Jeugdwet" in page.text("gaps")
    needs = [row[0] for row in page.rows() if len(row) == 5]
    assert needs.index("Jeugdwet") < needs.index("Wmo")  # the worst first


def test_partners_may_read_of_needs_that_are_called_as_a_kind(region: Network) -> None:
    page = Page(report(region, audience="partners"))
    assert page.row("Platform") == ["0", "0", "0", "alle 2 gemeenten"]
    assert "niet genoemd worden" not in page.text("gaps")


def test_the_public_is_not_told_where_advisers_are(region: Network) -> None:
    page = Page(report(region, audience="public"))
    assert "Adviseur" not in [row[0] for row in page.rows()]
    assert "Daarom staat er ook niet in waar adviseurs zijn" in page.text("gaps")


def test_without_municipalities_there_are_no_gaps_to_tell() -> None:
    assert "Er zijn geen gemeenten in dit netwerk." in Page(report(small_network())).text("gaps")


def test_who_stands_apart_is_told(region: Network) -> None:
    assert "A3 heeft met niemand anders contact in De Regio." in Page(report(region)).text("missing")


def test_missing_contacts_come_with_who_can_introduce() -> None:
    """A platform and the support organisation of its region both know council A, through two persons."""
    made = network(
        [
            relation("active_in", "platform:x", "region:r"),
            relation("active_in", "support_organisation:s", "region:r"),
            relation("contact", "platform:x", "council:a", "person:pia"),
            relation("contact", "council:a", "support_organisation:s", "person:rob"),
        ]
    )
    missing = Page(report(made)).text("missing")
    assert "Tussen x en s is geen contact bekend." in missing
    assert "loopt langs pia en rob." in missing
    assert "Bron: Aandacht voor Iedereen (2017), hoofdstuk 5.3; test.xlsx" in missing
    assert "pia" not in Page(report(made, audience="public")).text("missing")


def test_the_summary_counts_what_is_lacking(region: Network) -> None:
    page = Page(report(region))
    gaps = [row for row in page.rows() if len(row) == 5 and row[0] != "Voor wie of wat" and row[4] != "niet ingevuld"]
    nobody = sum(2 - sum(map(int, row[1:4])) for row in gaps)
    found = coverage(take(region, on(DAY)), DAY, RULES.needs)
    assert f"In {nobody} van de {2 * len(found.needs)} gevallen" in page.text("summary")
    # as many as under the heading, where light ones are counted too
    assert {finding.severity for finding in found.findings if finding.kind == "no-coverage"} > {"low"}
    assert f"Waar niemand is ({nobody})" in page.text("gaps")
    groups = page.text("missing").partition("Organisaties die los staan van de rest (")[2].partition(")")[0]
    assert f"{groups} organisaties of groepen staan los van de rest." in page.text("summary")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_who_may_not_be_named_is_not(region: Network, audience: str) -> None:
    """Pia is a member: only her own hub may read her name, in every part."""
    made = network(
        [*region.relations, relation("contact", "council:a3", "council:b1", "person:pia")], *region.nodes.values()
    )
    assert ("Pia Pol" in report(made, audience=audience)) == (audience == "internal")


def test_light_points_are_told_in_short() -> None:
    made = network([relation("contact", "council:a", f"council:{i}") for i in range(6)])
    attention = Page(report(made)).text("attention")
    assert attention.count("maar nergens staat wie dat onderhoudt") == 3
    assert "En nog 3 punten van deze soort." in attention


def test_what_people_decided_stands_with_the_finding() -> None:
    """Bas is planned for; the connection of A and B through Anna was accepted, until tomorrow."""
    day = datetime(2026, 5, 3, 12, tzinfo=UTC)
    bas = Decision("cut-person", ("person:bas",), "planned", day, owner="Els", note="Cor loopt mee")
    accepted = Decision("single-person-connection", ("council:a", "council:b"), "accepted", day, until=DAY)
    until_later = msgspec.structs.replace(accepted, until=DAY + timedelta(days=1))
    attention = Page(report(small_network(), decisions=[bas, accepted])).text("attention")
    assert "Gepland op 3 mei 2026, Els: Cor loopt mee" in attention
    alone = "1 verbinding loopt alleen via deze persoon, zonder omweg: die tussen Raad A en Raad B."
    assert alone in attention
    attention = Page(report(small_network(), decisions=[until_later])).text("attention")
    assert alone not in attention
    assert "1 punt staat hier niet, omdat is afgesproken het voorlopig zo te laten." in attention
    # who works on it, and why, was written for colleagues
    partners = Page(report(small_network(), audience="partners", decisions=[bas])).text("attention")
    assert "Gepland op 3 mei 2026." in partners
    assert "Cor loopt mee" not in partners
    assert "Els" not in partners
