"""Typed cells: what each type accepts, what it becomes, and what it refuses."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from graph.vocabulary import Column, vocabulary
from graph.words import catalogue
from loaders.base import CellValue, Fault, Told, shown
from loaders.meaning.cells import property_parser, read_email, read_id, read_name, read_text, read_yes_no
from loaders.meaning.wording import problem_fields
from tests.loaders.sheets import found, load, municipalities, relations, table


def parse(sheet: str, column: str, value: CellValue) -> Any:
    """Return what the column of the vocabulary makes of a cell; the code of a fault as ``!code``."""
    result = property_parser(vocabulary().sheets[sheet].columns[column])(value)
    return f"!{result.code}" if isinstance(result, Fault) else result


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("  Jan ", "Jan"),
        ("Zoe\u0308", "Zoë"),
        ("\ufeffJan\u200b", "Jan"),
        (12.0, "12"),
        (12, "12"),
        (12.5, "12.5"),
        (31612345678.0, "31612345678"),
        ("regel 1\r\nregel 2", "regel 1\nregel 2"),
        ("a\tb", "a\tb"),
        ("#1 in de regio", "#1 in de regio"),
        ("Error", "Error"),
    ],
)
def test_text(value: CellValue, expected: str) -> None:
    assert read_text(value) == expected


@pytest.mark.parametrize("value", [None, "", "   ", "\u00a0", "\ufeff", "\n"])
def test_a_cell_with_nothing_to_see_is_blank(value: CellValue) -> None:
    assert not read_text(value)
    assert not read_name(value)
    assert not read_id(value)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("Jan\x07sen", "control-character"),
        ("Jan\x00", "control-character"),
        ("half \ud800 teken", "control-character"),
        ("Cli\ufffdntenraad", "damaged-character"),
        (True, "boolean-for-text"),
        (date(2017, 2, 1), "date-for-text"),
        (time(14, 30), "date-for-text"),
        *((error, "cell-error") for error in ("#REF!", "#N/A", "#N/B", "#DIV/0!", "#DEEL/0!", "#NAAM?", "#######")),
        *((error, "cell-error") for error in ("#VERW!", "#WAARDE!", "#VALUE!", "#GETAL!", "Err:502")),
        (float("nan"), "cell-error"),
        (Fault("formula-without-value", "=A1"), "formula-without-value"),
    ],
)
def test_what_is_no_text(value: CellValue, code: str) -> None:
    for read in (read_text, read_name, read_id, read_email, read_yes_no):
        if not (read is read_yes_no and value is True):
            result = read(value)
            assert isinstance(result, Fault)
            assert result.code == code


def test_a_name_goes_on_one_line() -> None:
    assert read_name("  Jan\n  van  der \u00a0 Berg ") == "Jan van der Berg"


def test_an_id_is_kept_letter_for_letter() -> None:
    assert read_id("  ASD  Haarlem/Ünit ") == "ASD  Haarlem/Ünit"
    assert read_id(7.0) == "7"
    for wrong in ("a;b", "a\nb"):
        result = read_id(wrong)
        assert isinstance(result, Fault)
        assert result.code == "bad-id"


@pytest.mark.parametrize("address", ["jan@example.org", "jan.de-vries+x@sub.example.nl", "mailto:jan@example.org"])
def test_email(address: str) -> None:
    assert read_email(address) == address.removeprefix("mailto:")


@pytest.mark.parametrize(
    "text", ["jan", "jan@", "@example.org", "jan@example", "a@b.nl; c@d.nl", "jan @example.org", "Jan <j@x.nl>"]
)
def test_what_is_no_email(text: str) -> None:
    assert isinstance(read_email(text), Fault)


@pytest.mark.parametrize("value", [True, 1, 1.0, "1", "ja", "JA", "x", "yes", "waar", "TRUE", " j "])
def test_yes(value: CellValue) -> None:
    assert read_yes_no(value) is True


@pytest.mark.parametrize("value", [False, 0, 0.0, "0", "nee", "No", "onwaar", "false"])
def test_no(value: CellValue) -> None:
    assert read_yes_no(value) is False


@pytest.mark.parametrize("value", ["misschien", 2, "10", date(2017, 1, 1)])
def test_neither_yes_nor_no(value: CellValue) -> None:
    assert isinstance(read_yes_no(value), Fault)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *((value, 41000) for value in (41000, 41000.0, "41000", "41.000", "41 000", "41\u00a0000", "41,000", "41'000")),
        ("1.234.567", 1234567),
        ("41,00", 41),
        (0, 0),
        *((value, "!not-whole-number") for value in ("veel", 41000.5, "41,5", "4.1", "1.2345", True, "1e5")),
        *((value, "!not-whole-number") for value in (date(2017, 1, 1), "9" * 5000, float("inf"), float("nan"))),
        (-1, "!number-out-of-range"),
        ("-5", "!number-out-of-range"),
        (1e15, "!number-out-of-range"),
    ],
)
def test_whole_number(value: CellValue, expected: Any) -> None:
    assert parse("municipalities", "population", value) == expected


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("latitude", "52,379", 52.379),
        ("latitude", "52.379", 52.379),
        ("latitude", -90, -90.0),
        ("latitude", 90.1, "!number-out-of-range"),
        ("longitude", "4,9", 4.9),
        ("longitude", "-180", -180.0),
        ("longitude", "180,5", "!number-out-of-range"),
        ("longitude", "1.852,5", "!number-out-of-range"),
        ("longitude", "4,9 graden", "!not-number"),
        ("longitude", "4,9,1", "!not-number"),
        ("longitude", True, "!not-number"),
    ],
)
def test_number(column: str, value: CellValue, expected: Any) -> None:
    result = parse("municipalities", column, value)
    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    ("value", "expected"), [("12,5", 12.5), (744, 744.0), (744.5, "!number-out-of-range"), (-1, "!number-out-of-range")]
)
def test_hours_per_month(value: CellValue, expected: Any) -> None:
    assert parse("advisers", "hours_per_month", value) == expected


def test_values_in_either_language_any_case_or_alias() -> None:
    for text in ("Wmo-raad", "WMO RAAD", "wmo council", "wmo_council", "wmo-adviesraad"):
        assert parse("councils", "type", text) == "wmo_council"
    assert parse("councils", "type", "Clientenraad Werk & Inkomen") == "client_council_work_income"
    assert parse("councils", "type", "Clientenraad Werk") == "!unknown-value"
    assert parse("councils", "type", "clientenraad werk en inkomen") == "client_council_work_income"


def test_a_closed_list_refuses_and_proposes_what_is_close() -> None:
    result = property_parser(vocabulary().sheets["councils"].columns["type"])("participatierad")
    assert result == Fault(
        "unknown-value", "participatierad", {"value_list": "council_type", "suggestion": "participatieraad"}
    )


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Wmo-adviesraad", "wmo_council"),
        ("ASD", "advisory_council"),
        ("Maatschappelijke adviesraad", "advisory_council"),
        ("cliëntenraad werk & inkomen", "client_council_work_income"),
        ("Centrale cliëntenraad", "client_council_institution"),
        ("inwonerspanel", "citizen_panel"),
    ],
)
def test_types_of_councils_as_lists_write_them(written: str, code: str) -> None:
    assert parse("councils", "type", written) == code


@pytest.mark.parametrize("written", ["platform", "KBO", "dorpsraad", "raad", "onzin"])
def test_what_tells_no_type_of_council_for_certain_is_refused(written: str) -> None:
    assert parse("councils", "type", written) == "!unknown-value"


def test_an_open_list_keeps_what_it_does_not_know() -> None:
    assert parse("seats", "role", "Voorzitter") == "chair"
    kept = parse("seats", "role", "gastlid")
    assert (kept.value, kept.code) == ("gastlid", "kept-as-written")
    assert parse("seats", "role", "voorziter").params["suggestion"] == "voorzitter"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *((written, "chair") for written in ("vz.", "Voorz.", "voorzitster")),
        *((written, "vice_chair") for written in ("vice-vz", "vicevoorzitter", "Vice-voorzitter", "plv. voorzitter")),
        *((written, "treasurer") for written in ("penningmeester", "penn.", "Treasurer")),
        *((written, "aspirant_member") for written in ("aspirant-lid", "aspirantlid", "kandidaat lid")),
        ("secr.", "secretary"),
        ("adviserend lid", "advisory_member"),
        *((written, "board_member") for written in ("bestuurslid", "lid DB", "lid dagelijks bestuur")),
        *((written, "treasurer") for written in ("pm", "PM")),
        *((written, "deputy_member") for written in ("plaatsvervangend lid", "plv. lid", "reservelid")),
        ("toehoorder", "observer"),
        ("notulist", "minute_taker"),
        ("ambtelijk secretaris", "clerk"),
        ("wethouder", "alderman"),
        ("ervaringsdeskundige", "experience_expert"),
        ("coördinator", "coordinator"),
        ("deelnemer", "participant"),
        ("co-voorzitter", "chair"),
        ("contactpersoon", "contact"),
    ],
)
def test_roles_as_lists_write_them(written: str, code: str) -> None:
    assert parse("seats", "role", written) == code


def test_only_those_in_a_public_role_are_known_by_name_to_partners() -> None:
    """Who was not named before has not become so because her role has got a code."""
    roles = vocabulary().values["seat_role"].values.values()
    assert {role.code for role in roles if role.public_role} == {"chair", "secretary", "officer", "adviser"}


def test_lists_in_a_cell() -> None:
    assert parse("advisers", "functions", "Informeren; verbinden;;inform ;") == ["inform", "connect"]
    assert parse("advisers", "functions", " ; ") is None
    assert parse("municipalities", "participation_forms", "burgerraad; digitaal  panel") == [
        "burgerraad",
        "digitaal panel",
    ]


def test_every_wrong_item_of_a_list_is_reported() -> None:
    result = property_parser(vocabulary().sheets["advisers"].columns["functions"])("informeren; foo; bar")
    assert isinstance(result, Fault)
    assert [each.value for each in (result, *result.others)] == ["foo", "bar"]


def test_dates_among_the_properties_are_iso_texts() -> None:
    assert parse("seats", "term_end", "31 december 2027") == "2027-12-31"
    assert parse("contacts", "last_contact", date(2026, 9, 12)) == "2026-09-12"
    assert parse("meetings", "date", "sept. 2026") == "2026-09-01"
    assert parse("seats", "term_end", "#REF!") == "!cell-error"


@pytest.mark.parametrize(
    ("written", "last_day"),
    [
        ("2026", "2026-12-31"),
        (2026, "2026-12-31"),
        ("2026-06", "2026-06-30"),
        ("februari 2028", "2028-02-29"),
        ("6-2026", "2026-06-30"),
        ("12-6-2026", "2026-06-12"),
    ],
)
def test_the_end_of_a_term_is_its_last_day(written: CellValue, last_day: str) -> None:
    """What is compared with the day after it in a column "tot en met", which names a last day as well."""
    assert parse("seats", "term_end", written) == last_day
    assert parse("seats", "last_day", written) == date.fromisoformat(last_day) + timedelta(days=1)
    assert parse("seats", "since", "2026") == date(2026, 1, 1)
    assert parse("contacts", "last_contact", "2026") == "2026-01-01"


@pytest.mark.parametrize("written", ["9999-12-31", "31-12-9999", date(9999, 12, 31), "31 december 2999", "12-9999"])
@pytest.mark.parametrize("column", ["until", "last_day", "term_end"])
def test_the_last_day_of_a_calendar_is_no_end(column: str, written: CellValue) -> None:
    result = property_parser(vocabulary().sheets["seats"].columns[column])(written)
    assert result == Told(None, "no-end")
    assert parse("seats", "since", written) == "!year-out-of-range"


@pytest.mark.parametrize(
    ("written", "day"),
    [("12 sept '17", date(2017, 9, 12)), ("12-9-’49", date(2049, 9, 12)), ("mei '50", date(1950, 5, 1))],
)
def test_a_year_of_two_digits_is_told(written: str, day: date) -> None:
    result = property_parser(vocabulary().sheets["seats"].columns["since"])(written)
    assert isinstance(result, Told)
    assert (result.value, result.code) == (day, "century-added")
    assert str(day.year) in result.params["year"]


@pytest.mark.parametrize("value", [12.0, 12.5, True, date(2017, 1, 2), "tekst", None, Fault("cell-error", "#REF!")])
def test_a_cell_can_be_quoted(value: CellValue) -> None:
    expected = {12.0: "12", 12.5: "12.5", True: "WAAR/TRUE", date(2017, 1, 2): "2017-01-02", None: ""}
    assert shown(value) == ("#REF!" if isinstance(value, Fault) else expected.get(value, value))


def test_every_property_column_of_the_vocabulary_has_a_parser() -> None:
    columns: list[Column] = [c for sheet in vocabulary().sheets.values() for c in sheet.columns.values() if c.property]
    for column in columns:
        if not column.to and not column.topic:
            assert property_parser(column)("#REF!").code == "cell-error", column.code


@pytest.mark.parametrize("name", ["#DOEMEE!", "#METOO", "#IEDEREENDOETMEE!", "#WIJ?", "#1", "# Samen"])
def test_a_name_with_a_hash_is_a_name(name: str) -> None:
    assert read_text(name) == name


@pytest.mark.parametrize(
    "error", ["#REF!", "#VERW!", "#N/A", "#N/B", "#DEEL/0!", "#NAAM?", "#OVERLOOP!", "####", "Err:502"]
)
def test_the_words_for_an_error_are_no_name(error: str) -> None:
    assert read_text(error) == Fault("cell-error", error)


@pytest.mark.parametrize("written", ["12.500", "12,500", " 12.500 ", "1.000"])
def test_a_number_that_can_be_read_in_two_ways_is_told(written: str) -> None:
    number = float(written.strip().replace(",", "."))
    loaded = load(
        *(table("personen", "naam", ["Jan"]), municipalities(), table("raden", "naam,gemeente", ["Raad", "Haarlem"])),
        table("adviseurs", "persoon,ondersteunt,uren per maand", ["Jan", "Raad", written]),
    )
    assert [relation.properties["hours_per_month"] for relation in relations(loaded, "supports")] == [number]
    assert found(loaded.warnings) == [("read-as-decimal", "adviseurs", 2, "uren per maand", written)]
    (warning,) = loaded.warnings
    told = catalogue.text("nl", "problem.read-as-decimal", **problem_fields(warning, "nl"))
    assert f"gelezen als {format(number, 'g').replace('.', ',')}." in told


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("hours_per_month", "12,5"),
        ("hours_per_month", "0,125"),
        ("hours_per_month", 12.5),
        ("hours_per_month", "12.50"),
    ],
)
def test_a_number_that_can_be_read_in_one_way_is_not_told(column: str, written: CellValue) -> None:
    assert isinstance(parse("advisers", column, written), float)


def test_a_place_on_the_map_has_no_thousands() -> None:
    assert parse("municipalities", "latitude", "52.379") == 52.379
