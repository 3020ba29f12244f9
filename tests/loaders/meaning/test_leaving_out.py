"""Leaving bad rows out: the row as a whole, everything that refers to it, and nothing else."""

from __future__ import annotations

from graph.model import Node
from graph.store.base import SheetCount
from graph.store.fold import fold
from loaders.base import Place
from tests.loaders.sheets import FILE, found, load, municipalities, nodes, relations, table, triples


def test_a_row_with_a_problem_is_left_out_whole() -> None:
    tables = (table("personen", "naam,e-mail", ["Jan", "geen adres"], ["Piet", "piet@example.org"]),)
    refused = load(*tables)
    assert refused.statements == []
    assert refused.counts == [SheetCount("personen", read=2, stored=0, left_out=0)]
    assert refused.left_out == []

    loaded = load(*tables, skip_bad_rows=True)
    assert list(nodes(loaded)) == ["person:piet"]
    assert found(loaded.problems) == found(refused.problems)
    assert loaded.left_out == [Place(FILE, "personen", 2)]
    assert loaded.counts == [SheetCount("personen", read=2, stored=1, left_out=1)]
    assert loaded.warnings == []


def test_what_refers_to_it_follows_and_so_on() -> None:
    loaded = load(
        municipalities(),
        table("personen", "id,naam,e-mail", ["p1", "Jan", "x"], ["p2", "Piet", ""]),
        table("raden", "id,naam,gemeente,via", ["r1", "Raad", "Haarlem", "p1"], ["r2", "Andere raad", "Haarlem", "p2"]),
        table("zetels", "persoon,organisatie", ["p2", "r1"], ["p2", "r2"], ["p1", "r2"]),
        table("contacten", "organisatie a,organisatie b", ["r2", "Haarlem"], ["Haarlem", "r1"]),
        table("bijeenkomsten", "id,naam,datum", ["b1", "Dag", "2026"]),
        table("aanwezigen", "bijeenkomst,persoon,organisatie", ["b1", "p2", "r1"], ["b1", "p2", "r2"]),
        table("adviseurs", "persoon,uren per maand", ["p1", 4], ["p2", 4]),
        skip_bad_rows=True,
    )
    assert [(place.sheet, place.row) for place in loaded.left_out] == [
        ("personen", 2),
        ("raden", 2),
        ("zetels", 2),
        ("zetels", 4),
        ("contacten", 3),
        ("aanwezigen", 2),
        ("adviseurs", 2),
    ]
    assert found(loaded.warnings) == [
        ("refers-to-left-out", "raden", 2, "", "Jan"),
        ("refers-to-left-out", "zetels", 2, "", "Raad"),
        ("refers-to-left-out", "zetels", 4, "", "Jan"),
        ("refers-to-left-out", "contacten", 3, "", "Raad"),
        ("refers-to-left-out", "aanwezigen", 2, "", "Raad"),
        ("refers-to-left-out", "adviseurs", 2, "", "Jan"),
    ]
    assert [each.code for each in loaded.problems] == ["bad-email"]
    assert all(count.read == count.stored + count.left_out for count in loaded.counts)
    network = fold(loaded.statements)
    assert network.loose_ends == []
    assert {"council:r2", "person:p2"} <= network.nodes.keys()
    assert {"council:r1", "person:p1"}.isdisjoint(network.nodes.keys())


def test_what_another_source_declares_stays_within_reach() -> None:
    known = [Node(id="person:p1", kind="person", name="Jan")]
    loaded = load(
        table("personen", "id,naam,e-mail", ["p1", "Jan", "x"]),
        table("platforms", "naam,bijeengeroepen door", ["Tafel", "p1"]),
        known=known,
        skip_bad_rows=True,
    )
    assert triples(loaded) == {("convenes", "person:p1", "platform:tafel")}
    assert len(loaded.left_out) == 1


def test_a_mention_stays_as_long_as_one_row_makes_it() -> None:
    tables = [
        table(
            "raden",
            "naam,gemeente,type",
            ["A", "Haarlem", "onzin"],
            ["B", "Haarlem", ""],
            ["C", "Bloemendaal", "onzin"],
        ),
        table("personen", "naam", ["Jan"]),
        table("zetels", "persoon,organisatie", ["Jan", "Haarlem"], ["Jan", "Bloemendaal"]),
    ]
    loaded = load(*tables, skip_bad_rows=True)
    assert [each.target for each in relations(loaded, "seat")] == ["municipality:haarlem"]
    assert nodes(loaded)["municipality:haarlem"].sources[0].where == "raden!3"
    assert [(place.sheet, place.row) for place in loaded.left_out] == [("raden", 2), ("raden", 4), ("zetels", 3)]


def test_of_a_double_id_the_first_row_stays() -> None:
    loaded = load(table("personen", "id,naam", ["p", "Jan"], ["p", "Piet"]), skip_bad_rows=True)
    assert [node.name for node in nodes(loaded).values()] == ["Jan"]
    assert loaded.left_out == [Place(FILE, "personen", 3)]


def test_the_row_that_closes_a_circle_goes() -> None:
    loaded = load(table("regio's", "naam,onderdeel van", ["A", "B"], ["B", "A"], ["C", ""]), skip_bad_rows=True)
    assert [(place.sheet, place.row) for place in loaded.left_out] == [("regio's", 2), ("regio's", 3)]
    assert list(nodes(loaded)) == ["region:c"]


def test_what_is_wrong_with_a_whole_sheet_cannot_be_skipped() -> None:
    loaded = load(table("personen", "e-mail", ["x"]), skip_bad_rows=True)
    assert loaded.statements == []
    assert loaded.left_out == []
    assert not loaded.only_rows
