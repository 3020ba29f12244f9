"""What was read in another way than it was written: it is told, with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.model import Node
from graph.words.catalogue import text
from loaders.formats.csv import read_csv
from loaders.meaning.wording import problem_fields
from tests.loaders.sheets import found, load, municipalities, nodes, only_problem, relations, table


def test_no_end_and_a_short_year_are_told_with_their_place() -> None:
    loaded = load(
        table("personen", "naam", ["Jip"], ["Puk"]),
        table("raden", "naam", ["Raad"]),
        table(
            "zetels", "persoon,organisatie,sinds,tot,einde termijn", ["Jip", "Raad", "1 sept '17", "9999-12-31", "2999"]
        ),
    )
    assert loaded.problems == []
    assert found(loaded.warnings) == [
        ("century-added", "zetels", 2, "sinds", "1 sept '17"),
        ("no-end", "zetels", 2, "tot", "9999-12-31"),
        ("no-end", "zetels", 2, "einde termijn", "2999"),
    ]
    (seat,) = relations(loaded, "seat")
    assert seat.since is not None
    assert (seat.since.isoformat(), seat.until, seat.properties) == ("2017-09-01", None, {})


def test_years_have_no_points() -> None:
    problem = only_problem(table("personen", "naam,sinds", ["Jip", "1-1-1817"]))
    assert {name: problem_fields(problem, "nl")[name] for name in ("first", "last")} == {
        "first": "1900",
        "last": "2200",
    }


@pytest.mark.parametrize(
    "written", ["Zorg &amp; welzijn", "Zorg &#38; welzijn", "Zorg &#x26; welzijn", "Zorg &amp;amp; welzijn"]
)
def test_html_in_a_cell_is_decoded_and_told(written: str) -> None:
    loaded = load(
        municipalities(),
        table("raden", "naam,gemeente,thema's", ["R1", "Haarlem", written], ["R2", "Haarlem", written]),
    )
    assert [node.name for node in nodes(loaded, "topic").values()] == ["Zorg & welzijn"]
    (warning,) = loaded.warnings
    assert found([warning]) == [("entity", "raden", 2, "thema's", written)]
    assert warning.params == {"read": "Zorg & welzijn", "more": 1}
    assert "nog 1 cel" in problem_fields(warning, "nl")["others"]


def test_what_is_encoded_in_one_sheet_is_the_same_in_another() -> None:
    loaded = load(
        table("personen", "naam", ["Zo&euml; Lage"]),
        table("raden", "naam", ["Raad Werk &amp; Inkomen"]),
        table("zetels", "persoon,organisatie", ["Zoë Lage", "Raad Werk & Inkomen"]),
    )
    assert [node.name for node in nodes(loaded).values()] == ["Zoë Lage", "Raad Werk & Inkomen"]
    assert len(relations(loaded, "seat")) == 1


def test_the_semicolon_of_a_character_ends_no_cell() -> None:
    content = 'naam;thema\'s;sinds\nR1;Zorg &amp; welzijn;2017\nR2;"inkoop; Zorg &amp; welzijn";2018\nR&D;AT&T;2019\n'
    (read,) = read_csv(Path("raden.csv"), content.encode())
    assert [cells for _, cells in read.rows] == [
        ["R1", "Zorg &amp; welzijn", "2017"],
        ["R2", "inkoop; Zorg &amp; welzijn", "2018"],
        ["R&D", "AT&T", "2019"],
    ]


def test_dates_that_are_not_sure_are_told_with_how_they_were_read() -> None:
    loaded = load(
        table("personen", "naam,bevestigd", ["Jip", "najaar 2024"], ["Puk", "Q3 2025"]),
        table("raden", "naam", ["A"]),
        table(
            "zetels",
            "persoon,organisatie,sinds,tot en met,einde termijn",
            ["Jip", "A", "12-09-17", "", "2021-2025"],
            ["Puk", "A", "", "voorjaar 2026", ""],
            ["Jip", "A", "", "", "2022 t/m heden"],
        ),
    )
    assert loaded.problems == []
    assert [(each.code, each.place.column, each.value) for each in loaded.warnings] == [
        ("read-as-period", "bevestigd", "najaar 2024"),
        ("read-as-period", "bevestigd", "Q3 2025"),
        ("century-added", "sinds", "12-09-17"),
        ("read-as-term", "einde termijn", "2021-2025"),
        ("read-as-period", "tot en met", "voorjaar 2026"),
        ("read-as-since", "einde termijn", "2022 t/m heden"),
    ]
    assert "1 september 2024" in text("nl", "problem.read-as-period", **problem_fields(loaded.warnings[0], "nl"))
    seats = relations(loaded, "seat")
    assert [(seat.since, seat.until, seat.properties.get("term_end")) for seat in seats] == [
        (date(2017, 9, 12), None, "2025-12-31"),
        (None, date(2026, 6, 1), None),
        (date(2022, 1, 1), None, None),
    ]


def test_numbers_as_people_write_them() -> None:
    hours = ["12,5", "3 uur", "8 uur p/m", "ca. 12", "±10", "circa 4,5 uur"]
    loaded = load(
        table("personen", "naam", ["Jip"]),
        table("adviseurs", "persoon,uren per maand", *(["Jip", cell] for cell in hours)),
    )
    assert loaded.problems == []
    assert [(each.code, each.value, each.params["more"]) for each in loaded.warnings] == [
        ("read-as-number", "ca. 12", 2)
    ]
    appointments = [
        node.properties["appointments"][0]
        for node in loaded.statements
        if isinstance(node, Node) and "appointments" in node.properties
    ]
    assert [each["hours_per_month"] for each in appointments] == [12.5, 3, 8, 12, 10, 4.5]


def test_hours_of_another_span_are_read_as_hours_a_month_and_told() -> None:
    cells = ["3 uur per week", "ca. 6 u/w", "120 per jaar"]
    loaded = load(
        table("personen", "naam", ["Jip"]),
        table("adviseurs", "persoon,uren per maand", *(["Jip", cell] for cell in cells)),
    )
    assert loaded.problems == []
    assert [(each.code, each.value, each.params["number"]) for each in loaded.warnings] == [
        ("read-as-hours-a-month", "3 uur per week", 13)
    ]


def test_hours_that_are_no_number_of_a_month_are_refused() -> None:
    for cell in ("10-12", "ca.", "uur", "3 dagen", "12 maand", "3 uur per dag"):
        loaded = load(table("personen", "naam", ["Jip"]), table("adviseurs", "persoon,uren per maand", ["Jip", cell]))
        assert [each.code for each in loaded.problems] == ["not-number"], cell


def test_a_role_that_is_not_known_stays_and_is_told_once_with_the_nearest_one() -> None:
    roles = ["gastlid", "Gastlid", "voorziter", "gastlid", "vz."]
    rows = [["Jip", "A", role] for role in roles]
    there = (table("personen", "naam", ["Jip"]), table("raden", "naam", ["A"]))
    loaded = load(*there, table("zetels", "persoon,organisatie,rol", *rows))
    assert loaded.problems == []
    assert [
        (each.code, each.value, each.params["more"], each.params.get("suggestion")) for each in loaded.warnings
    ] == [
        ("kept-as-written", "gastlid", 2, None),
        ("kept-as-written", "voorziter", 0, "voorzitter"),
    ]
    assert [seat.properties["role"] for seat in relations(loaded, "seat")] == [*roles[:4], "chair"]


def test_roles_that_are_not_known_are_told_together() -> None:
    rows = [["Jip", "A", role] for role in ("gastlid", "webmaster", "voorziter", "webmaster", "trekker")]
    there = (table("personen", "naam", ["Jip"]), table("raden", "naam", ["A"]))
    loaded = load(*there, table("zetels", "persoon,organisatie,rol", *rows))
    assert [(each.code, each.value, each.params.get("also")) for each in loaded.warnings] == [
        ("several-kept-as-written", "gastlid", ["webmaster", "trekker"]),
        ("kept-as-written", "voorziter", None),
    ]
