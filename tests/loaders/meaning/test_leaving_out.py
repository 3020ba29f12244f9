"""Leaving bad rows out: the row as a whole, everything that refers to it, and nothing else."""

from __future__ import annotations

from graph.model import Node
from graph.store.base import LeftOut, SheetCount
from graph.store.fold import fold
from loaders.base import Place
from tests.loaders.sheets import FILE, found, load, municipalities, nodes, relations, table, triples


def test_a_row_without_its_required_cell_is_left_out_whole() -> None:
    tables = (table("personen", "naam,e-mail", ["#REF!", "jan@example.org"], ["Piet", "piet@example.org"]),)
    refused = load(*tables)
    assert refused.statements == []
    assert refused.counts == [SheetCount("personen", read=2, stored=0, left_out=0)]
    assert refused.left_out == []

    loaded = load(*tables, skip_bad_rows=True)
    assert list(nodes(loaded)) == ["person:piet"]
    assert found(loaded.problems) == found(refused.problems)
    assert loaded.left_out == [Place(FILE, "personen", 2)]
    places = (LeftOut(2, code="cell-error"),)
    assert loaded.counts == [SheetCount("personen", read=2, stored=1, left_out=1, places=places)]
    assert loaded.warnings == []


def test_of_a_wrong_optional_cell_the_row_stays() -> None:
    tables = (
        municipalities(),
        table(
            "personen", "id,naam,e-mail,gemeente", ["p1", "Jan", "geen adres", "Harlem"], ["p2", "Piet", "", "Haarlem"]
        ),
        table("raden", "id,naam,gemeente,type,via", ["r1", "Raad", "Haarlem", "onzin", "Niemand Nergens"]),
        table(
            "zetels",
            "persoon,organisatie,rol,sinds,tot,einde termijn",
            ["p1", "r1", "voorzitter", "-1-", "hedenavond", "?x"],
        ),
        table("adviseurs", "persoon,organisatie,uren per maand", ["p2", "Weg BV", "veel"]),
        table("contacten", "organisatie a,organisatie b,sinds,tot,via", ["r1", "Haarlem", "2020", "2019", "p2; Wie?"]),
    )
    loaded = load(*tables, skip_bad_rows=True)
    assert loaded.left_out == []
    assert [(place.sheet, place.row, place.column) for place in loaded.cells_left_out] == [
        ("personen", 2, "e-mail"),
        ("personen", 2, "gemeente"),
        ("raden", 2, "type"),
        ("raden", 2, "via"),
        ("zetels", 2, "sinds"),
        ("zetels", 2, "tot"),
        ("zetels", 2, "einde termijn"),
        ("adviseurs", 2, "organisatie"),
        ("adviseurs", 2, "uren per maand"),
        ("contacten", 2, "via"),
        ("contacten", 2, "tot"),
    ]
    # Every cell is told with what is wrong with it, as in a load that is refused.
    assert sorted(found(loaded.problems), key=str) == sorted(found(load(*tables).problems), key=str)
    assert [(c.sheet, c.stored, c.left_out, c.cells) for c in loaded.counts] == [
        ("gemeenten", 2, 0, 0),
        ("personen", 2, 0, 2),
        ("raden", 1, 0, 2),
        ("zetels", 1, 0, 3),
        ("adviseurs", 1, 0, 2),
        ("contacten", 1, 0, 2),
    ]
    (seat,) = relations(loaded, "seat")
    assert (seat.origin, seat.target, seat.since, seat.until, seat.properties) == (
        "person:p1",
        "council:r1",
        None,
        None,
        {"role": "chair"},
    )
    (contact,) = relations(loaded, "contact")
    assert (str(contact.since), contact.until, contact.carriers) == ("2020-01-01", None, ())
    assert fold(loaded.statements).loose_ends == []


def test_a_cell_that_nothing_is_left_for_goes_as_well() -> None:
    """Without its municipality the council has no contact that somebody could keep alive."""
    loaded = load(
        municipalities(),
        table("personen", "naam", ["Jan"]),
        table("raden", "naam,gemeente,via", ["Raad", "Harlem", "Jan"]),
        skip_bad_rows=True,
    )
    assert [each.code for each in loaded.problems] == ["unknown-reference", "carrier-without-relation"]
    assert [place.column for place in loaded.cells_left_out] == ["gemeente", "via"]
    assert "council:raad" in nodes(loaded)


def test_what_refers_to_it_follows_and_so_on() -> None:
    loaded = load(
        municipalities(),
        table("personen", "id,naam,e-mail", ["p1", "#REF!", ""], ["p2", "Piet", ""]),
        table("raden", "id,naam,gemeente,via", ["r1", "", "Haarlem", "p2"], ["r2", "Andere raad", "Haarlem", "p1; p2"]),
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
        ("adviseurs", 2),
    ]
    assert [(place.sheet, place.row, place.column) for place in loaded.cells_left_out] == [
        ("raden", 3, "via"),
        ("aanwezigen", 2, "organisatie"),
    ]
    assert found(loaded.warnings) == [
        ("cell-refers-to-left-out", "raden", 3, "via", "p1"),
        ("refers-to-left-out", "zetels", 2, "", "r1"),
        ("refers-to-left-out", "zetels", 4, "", "p1"),
        ("refers-to-left-out", "contacten", 3, "", "r1"),
        ("cell-refers-to-left-out", "aanwezigen", 2, "organisatie", "r1"),
        ("refers-to-left-out", "adviseurs", 2, "", "p1"),
    ]
    assert [each.code for each in loaded.problems] == ["cell-error", "missing-value"]
    assert all(count.read == count.stored + count.left_out for count in loaded.counts)
    network = fold(loaded.statements)
    assert network.loose_ends == []
    assert {"council:r2", "person:p2"} <= network.nodes.keys()
    assert {"council:r1", "person:p1"}.isdisjoint(network.nodes.keys())


def test_what_another_source_declares_stays_within_reach() -> None:
    known = [Node(id="person:p1", kind="person", name="Jan")]
    loaded = load(
        table("personen", "id,naam,e-mail", ["p1", "#REF!", "x"]),
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
            "id,naam,gemeente",
            ["a", "", "Haarlem"],
            ["b", "B", "Haarlem"],
            ["c", "", "Bloemendaal"],
        ),
        table("personen", "naam", ["Jan"]),
        table("zetels", "persoon,organisatie", ["Jan", "Haarlem"], ["Jan", "Bloemendaal"]),
    ]
    loaded = load(*tables, skip_bad_rows=True)
    assert [each.target for each in relations(loaded, "seat")] == ["municipality:GM0392"]
    assert nodes(loaded)["municipality:GM0392"].sources[0].where == "raden!3"
    assert [(place.sheet, place.row) for place in loaded.left_out] == [("raden", 2), ("raden", 4), ("zetels", 3)]


def test_of_a_double_id_the_first_row_stays() -> None:
    loaded = load(table("personen", "id,naam", ["p", "Jan"], ["p", "Piet"]), skip_bad_rows=True)
    assert [node.name for node in nodes(loaded).values()] == ["Jan"]
    assert loaded.left_out == [Place(FILE, "personen", 3)]


def test_the_cell_that_closes_a_circle_goes() -> None:
    loaded = load(table("regio's", "naam,onderdeel van", ["A", "B"], ["B", "A"], ["C", ""]), skip_bad_rows=True)
    assert loaded.left_out == []
    assert [(place.row, place.column) for place in loaded.cells_left_out] == [(3, "onderdeel van")]
    assert triples(loaded) == {("part_of", "region:a", "region:b")}
    assert list(nodes(loaded)) == ["region:a", "region:b", "region:c"]


def test_what_is_wrong_with_a_whole_sheet_cannot_be_skipped() -> None:
    loaded = load(table("personen", "e-mail", ["x"]), skip_bad_rows=True)
    assert loaded.statements == []
    assert loaded.left_out == []
    assert not loaded.only_rows
