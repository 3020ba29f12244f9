"""The sheets against the contract: the table of design, section 4, copied here by hand."""

from __future__ import annotations

import pytest

from graph.names import normalise
from graph.vocabulary import Column, Sheet, Vocabulary, vocabulary

#: sheet: (Dutch name, columns). A column is `English / Dutch`, or one word in both languages; a star: required.
SHEETS = {
    "municipalities": (
        "gemeenten",
        "id, *name/naam, province/provincie, regions/regio's, population/inwoners, latitude, longitude",
    ),
    "regions": ("regio's", "id, *name/naam, type, part_of/onderdeel van"),
    "councils": (
        "raden",
        "id, *name/naam, type, municipality/gemeente, region/regio, institution/instelling, laws/wetten, "
        "themes/thema's, target_groups/doelgroepen, roles/rollen, since/sinds, until/tot",
    ),
    "client_organisations": (
        "cliëntenorganisaties",
        "id, *name/naam, level/niveau, active_in/actief in, themes/thema's, target_groups/doelgroepen, since/sinds, "
        "until/tot",
    ),
    "platforms": (
        "platforms",
        "id, *name/naam, municipality/gemeente, region/regio, themes/thema's, target_groups/doelgroepen, "
        "convened_by/bijeengeroepen door, frequency/frequentie, since/sinds, until/tot",
    ),
    "support_organisations": ("steunorganisaties", "id, *name/naam, active_in/actief in, since/sinds, until/tot"),
    "institutions": ("instellingen", "id, *name/naam, type, active_in/actief in, since/sinds, until/tot"),
    "persons": (
        "personen",
        "id, *name/naam, email, phone/telefoon, municipality/gemeente, since/sinds, until/tot",
    ),
    "advisers": (
        "adviseurs",
        "*person/persoon, organisation/organisatie, supports/ondersteunt, functions/functies, "
        "hours_per_month/uren per maand, since/sinds, until/tot",
    ),
    "seats": (
        "zetels",
        "*person/persoon, *organisation/organisatie, role/rol, since/sinds, until/tot, term_end/einde termijn",
    ),
    "contacts": (
        "contacten",
        "*organisation_a/organisatie a, *organisation_b/organisatie b, via, frequency/frequentie, "
        "last_contact/laatste contact, since/sinds, until/tot",
    ),
    "participations": ("deelnames", "*organisation/organisatie, *platform, via, since/sinds, until/tot"),
    "meetings": (
        "bijeenkomsten",
        "id, *name/naam, *date/datum, place/plaats, convened_by/bijeengeroepen door, themes/thema's",
    ),
    "attendances": ("aanwezigen", "*meeting/bijeenkomst, *person/persoon, organisation/organisatie"),
}
EVERY_SHEET = "confirmed/bevestigd, source/bron"
#: `tot en met` or `t/m`: inclusive, beside the exclusive `until`.
LAST_DAY = ("tot en met", "t/m", "T/M", "Tot en Met")


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return vocabulary()


def _named(sheet: Sheet, name: str) -> list[Column]:
    return [column for column in sheet.columns.values() if normalise(name) in column.names()]


def _listed(columns: str) -> list[tuple[bool, list[str]]]:
    """Return (required, names) of every column of the table."""
    return [(entry.startswith("*"), entry.lstrip("*").split("/")) for entry in columns.split(", ")]


def test_the_sheets_are_those_of_the_contract(words: Vocabulary) -> None:
    assert {code: sheet.header["nl"] for code, sheet in words.sheets.items()} == {
        code: dutch for code, (dutch, _) in SHEETS.items()
    }


@pytest.mark.parametrize("code", SHEETS)
def test_every_column_is_there_in_both_languages(words: Vocabulary, code: str) -> None:
    sheet = words.sheets[code]
    for _, names in _listed(f"{SHEETS[code][1]}, {EVERY_SHEET}"):
        found = [_named(sheet, name) for name in (*names, *(name.replace("_", " ") for name in names))]
        assert all(len(columns) == 1 for columns in found), (names, found)
        assert len({columns[0].code for columns in found}) == 1, names


@pytest.mark.parametrize("code", SHEETS)
def test_required_columns_are_required_and_no_others(words: Vocabulary, code: str) -> None:
    expected = {names[0] for required, names in _listed(SHEETS[code][1]) if required}
    assert {column.code for column in words.sheets[code].columns.values() if column.required} == expected


@pytest.mark.parametrize("code", SHEETS)
def test_no_header_stands_for_two_columns(words: Vocabulary, code: str) -> None:
    names = [name for column in words.sheets[code].columns.values() for name in column.names()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("code", [code for code, (_, columns) in SHEETS.items() if "since" in columns])
@pytest.mark.parametrize("header", LAST_DAY)
def test_an_inclusive_last_day_is_another_column_than_the_exclusive_one(
    words: Vocabulary, code: str, header: str
) -> None:
    (last_day,) = _named(words.sheets[code], header)
    (until,) = _named(words.sheets[code], "tot")
    assert (last_day.last_day, until.last_day) == (True, False)
    assert last_day.property == until.property == "until"


@pytest.mark.parametrize(
    ("written", "code"),
    [(spelling, code) for code, (dutch, _) in SHEETS.items() for spelling in (code, dutch, dutch.upper(), code.title())]
    + [
        ("Clientenorganisaties", "client_organisations"),
        ("CLIËNTENORGANISATIES", "client_organisations"),
        ("Client Organisations", "client_organisations"),
        ("Regios", "regions"),
        ("regio’s", "regions"),
        (" Steun-organisaties ", "support_organisations"),
        ("support organisations", "support_organisations"),
    ],
)
def test_a_sheet_is_found_in_any_case_with_or_without_accents(words: Vocabulary, written: str, code: str) -> None:
    sheet = words.find_sheet(written)
    assert sheet is not None
    assert sheet.code == code


@pytest.mark.parametrize("written", ["", "blad1", "person", "raad", "gemeente"])
def test_another_name_is_no_sheet(words: Vocabulary, written: str) -> None:
    assert words.find_sheet(written) is None


def test_no_name_stands_for_two_sheets(words: Vocabulary) -> None:
    names = [
        {normalise(sheet.code), *(normalise(header) for header in sheet.header.values())}
        for sheet in words.sheets.values()
    ]
    assert sum(map(len, names)) == len(set().union(*names))


def test_what_sheets_refer_to_exists(words: Vocabulary) -> None:
    kinds = {*words.kinds, "organisation"}
    for sheet in words.sheets.values():
        assert bool(sheet.kind) != bool(sheet.about), sheet.code
        assert {*sheet.about, *([sheet.kind] if sheet.kind else [])} <= kinds
        for column in sheet.columns.values():
            assert column.property in {"", *words.properties}, column
            assert column.relation in {"", *words.relations}, column
            assert set(column.to) <= kinds, column
            assert column.topic in {"", *words.values["topic_type"].values}, column
            assert column.region_type in {"", *words.values["region_type"].values}, column
            assert column.values in {"", *words.values}, column
            assert set(column.of) <= {other.relation for other in sheet.columns.values()} - {""}, column


def test_a_relation_column_joins_what_the_relation_may_join(words: Vocabulary) -> None:
    for sheet in words.sheets.values():
        subject = set(words.expand((sheet.kind,) if sheet.kind else sheet.about))
        for column in sheet.columns.values():
            if not column.relation:
                continue
            type_ = words.relations[column.relation]
            other = set(words.expand(column.to)) or {"topic"}
            origins, targets = (other, subject) if column.inverse else (subject, other)
            assert other, (sheet.code, column.code)
            assert origins <= set(words.expand(type_.origins)), (sheet.code, column.code)
            assert targets <= set(words.expand(type_.targets)), (sheet.code, column.code)


def test_a_carrier_column_names_persons_of_a_relation_that_may_have_carriers(words: Vocabulary) -> None:
    columns = [(sheet, column) for sheet in words.sheets.values() for column in sheet.columns.values()]
    found = {(sheet.code, relation) for sheet, column in columns if column.carriers for relation in column.of}
    assert found == {("councils", "advises"), ("contacts", "contact"), ("participations", "participates")}
    for _, column in columns:
        if column.carriers:
            assert column.to == ("person",)
            assert all(words.relations[relation].carriers for relation in column.of)


def test_a_property_column_of_a_relation_is_one_of_a_property(words: Vocabulary) -> None:
    for sheet in words.sheets.values():
        for column in sheet.columns.values():
            assert column.property or column.relation or column.subject or column.carriers, (sheet.code, column.code)


def test_headers_and_examples_are_there_in_both_languages(words: Vocabulary) -> None:
    for sheet in words.sheets.values():
        assert sheet.header.keys() == {"nl", "en"}
        for column in sheet.columns.values():
            assert column.header.keys() == {"nl", "en"}
            assert all(column.header.values())
            assert column.example.keys() in (set(), {"nl", "en"})
            assert column.help.keys() in (set(), {"nl", "en"})
            assert column.example or not column.required, (sheet.code, column.code)


def test_every_sheet_about_something_has_one_subject(words: Vocabulary) -> None:
    for sheet in words.sheets.values():
        subjects = [column for column in sheet.columns.values() if column.subject]
        assert len(subjects) == (1 if sheet.about else 0), sheet.code
        assert all(column.required for column in subjects)


def test_what_a_row_tells_besides_what_it_is_about(words: Vocabulary) -> None:
    assert words.told_beside == {"represents"}


def test_an_adviser_row_is_an_appointment(words: Vocabulary) -> None:
    assert [sheet.code for sheet in words.sheets.values() if sheet.appointment] == ["advisers"]
