"""On behalf of whom somebody has a seat: an organisation that she represents there, or a topic that she speaks for."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date

import pytest

from graph.model import Evidence, Node, Relation
from graph.network import Network
from graph.store.fold import fold
from loaders.base import Loaded, Table
from loaders.meaning.load import load_tables
from loaders.meaning.wording import problem_fields
from tests.loaders.sheets import FILE, found, good, load, municipalities, only_problem, relations, table
from tests.networks import same

PERSONS = table("personen", "id,naam", ["p1", "Fenna Fictief"], ["p2", "Bo Bedacht"])
COUNCILS = table("raden", "id,naam,gemeente,doelgroepen", ["r1", "Adviesraad Haarlem", "Haarlem", "jeugd"])
UNIONS = table("cliëntenorganisaties", "id,naam", ["u1", "Ouderenbond"], ["u2", "De Hand"])


def seats(*cells: str | None, header: str = "namens") -> Table:
    """Return seats in the council, one for each cell."""
    return table("zetels", f"persoon,organisatie,{header}", *(["p1", "r1", cell] for cell in cells))


def told(*tables: Table) -> Loaded:
    return load(municipalities(), PERSONS, COUNCILS, UNIONS, *tables)


def spoken(loaded: Loaded) -> tuple[list[str], list[list[str]]]:
    """Return whom the seats are on behalf of: ids of organisations, and topics by seat."""
    behalf = [each.target for each in relations(loaded, "represents")]
    return behalf, [each.properties.get("speaks_for", []) for each in relations(loaded, "seat")]


def test_an_organisation_is_represented_with_all_that_the_row_says_of_the_seat() -> None:
    row = ["p1", "r1", "lid", "2020", "2024", "2025", "u1", "notulen", "let op"]
    header = "persoon,organisatie,rol,sinds,tot,bevestigd,namens,bron,opmerking"
    loaded = told(table("zetels", header, row))
    assert loaded.problems == loaded.warnings == []
    sources = (Evidence(source="lijst", where="zetels!2", note="notulen"),)
    (seat,), (represents,) = relations(loaded, "seat"), relations(loaded, "represents")
    assert represents == Relation(
        relation="represents",
        origin="person:p1",
        target="client_organisation:u1",
        properties={"at": "council:r1", "note": "let op"},
        sources=sources,
        since=date(2020, 1, 1),
        until=date(2024, 1, 1),
        last_confirmed=date(2025, 1, 1),
    )
    assert seat.properties == {"role": "member", "note": "let op"}


def test_a_topic_is_spoken_for_by_the_seat() -> None:
    loaded = told(seats("Jeugd"))
    assert loaded.warnings == []
    assert spoken(loaded) == ([], [["Jeugd"]])
    assert fold(loaded.statements).nodes["topic:jeugd"].properties == {"type": "target_group"}


@pytest.mark.parametrize("header", ["namens", "achterban", "voorgedragen door", "on behalf of", "On_behalf_of"])
def test_several_of_both_in_one_cell(header: str) -> None:
    loaded = told(seats("De Hand; jeugd; u1; mantelzorgers; De Hand", header=header))
    assert loaded.problems == loaded.warnings == []
    behalf = ["client_organisation:u2", "client_organisation:u1"]
    assert spoken(loaded) == (behalf, [["jeugd", "mantelzorgers"]])


@pytest.mark.parametrize("cell", ["Ouderenbond en mantelzorgers", "Ouderenbond, mantelzorgers", "u1/Mantelzorgers"])
def test_what_separates_names_that_are_known_is_told(cell: str) -> None:
    loaded = told(seats(cell))
    assert spoken(loaded)[0] == ["client_organisation:u1"]
    assert [one.casefold() for one in spoken(loaded)[1][0]] == ["mantelzorgers"]
    assert [each.code for each in loaded.warnings] == ["read-as-several"]


def test_a_word_of_the_vocabulary_has_its_own_type() -> None:
    loaded = told(seats("Wmo; ouderen"))
    assert loaded.warnings == []
    network = fold(loaded.statements)
    assert {id_: network.nodes[id_].properties["type"] for id_ in ("topic:wmo", "topic:ouderen")} == {
        "topic:wmo": "law",
        "topic:ouderen": "target_group",
    }


def test_a_topic_that_nothing_else_knows_becomes_a_target_group_and_is_told_once() -> None:
    loaded = told(seats("stotteraars", "Stotteraars", "Oudrenbond", "jeugd"))
    assert found(loaded.warnings) == [
        ("topic-spoken-for", "zetels", 2, "namens", "stotteraars"),
        ("topic-spoken-for", "zetels", 4, "namens", "Oudrenbond"),
    ]
    assert "Ouderenbond" in problem_fields(loaded.warnings[1], "nl")["suggestion"]
    network = fold(loaded.statements)
    assert network.nodes["topic:stotteraars"].properties == {"type": "target_group"}


def test_a_topic_that_a_later_row_or_sheet_tells_of_keeps_its_type() -> None:
    platforms = table("platforms", "naam,thema's", ["Tafel", "armoede"])
    for tables in ([seats("armoede"), platforms], [platforms, seats("armoede")]):
        loaded = told(*tables)
        assert loaded.warnings == []
        assert fold(loaded.statements).nodes["topic:armoede"].properties == {"type": "theme"}


@pytest.mark.parametrize(
    ("cell", "code"), [("Bo Bedacht", "wrong-kind"), ("IJmond", "wrong-kind"), ("Dubbel", "ambiguous")]
)
def test_whoever_cannot_be_spoken_for_is_a_problem(cell: str, code: str) -> None:
    problem = only_problem(
        municipalities(),
        PERSONS,
        COUNCILS,
        table("regio's", "naam", ["IJmond"]),
        table("cliëntenorganisaties", "id,naam", ["d1", "Dubbel"], ["d2", "Dubbel"]),
        seats(cell),
    )
    assert (problem.code, problem.place.column) == (code, "namens")


def test_a_row_stays_without_a_cell_that_is_wrong() -> None:
    loaded = load(municipalities(), PERSONS, COUNCILS, UNIONS, seats("u1; Bo Bedacht"), skip_bad_rows=True)
    assert [each.column for each in loaded.cells_left_out] == ["namens"]
    assert spoken(loaded) == ([], [[]])


def test_a_topic_that_other_lists_know_is_no_news() -> None:
    known = [Node(id="topic:stotteraars", kind="topic", name="Doven", mention=True, properties={"type": "theme"})]
    assert good(municipalities(), PERSONS, COUNCILS, seats("doven"), known=known)


def test_in_what_order_lists_are_loaded_makes_no_difference() -> None:
    """An organisation whose list comes after that of the seat was read as a topic until then."""
    parts = {
        "who": [municipalities(), PERSONS, COUNCILS],
        "unions": [UNIONS],
        "seats": [seats("Ouderenbond; stotteraars", "u2")],
        "topics": [table("platforms", "naam,thema's", ["Tafel", "stotteraars"])],
    }
    orders = [order for order in itertools.permutations(parts) if order.index("who") < order.index("seats")]
    networks = [_loaded_one_by_one(parts, order) for order in orders]
    for network in networks:
        assert {r.target for r in network.relations_by_type["represents"]} == {
            "client_organisation:u1",
            "client_organisation:u2",
        }
        assert {id_ for id_ in network.nodes if id_.startswith("topic:")} == {"topic:stotteraars", "topic:jeugd"}
        assert network.nodes["topic:stotteraars"].properties == {"type": "theme"}
        assert network.relations == networks[0].relations


def _loaded_one_by_one(parts: dict[str, list[Table]], order: Iterable[str]) -> Network:
    statements: list[Node | Relation] = []
    for name in order:
        known = fold(statements)
        loaded = load_tables(parts[name], FILE, name, [*known.nodes.values(), *known.relations])
        assert loaded.problems == []
        statements += loaded.statements
    return fold(statements)


def test_who_is_the_same_is_represented_at_the_same() -> None:
    statements = told(seats("u2")).statements
    made = fold(statements, same({"client_organisation:u2": "client_organisation:u1", "council:r1": "council:r0"}))
    (represents,) = made.relations_by_type["represents"]
    assert (represents.target, represents.properties["at"]) == ("client_organisation:u1", "council:r0")
