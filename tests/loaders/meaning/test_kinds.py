"""What an organisation is, by its name or by a word in a column that says so."""

from __future__ import annotations

import pytest

from graph.vocabulary import vocabulary
from loaders.meaning.kinds import is_organisation, kind_of_name, kind_of_word


@pytest.mark.parametrize(
    ("name", "kind", "type_"),
    [
        ("Cliëntenraad Zorggroep Duinkant", "council", "client_council_institution"),
        ("Cliëntenraad Gehandicaptenzorg Turfmonde", "council", "client_council_institution"),
        ("Cliëntenraad Werk & Inkomen Veenrand", "council", "client_council_work_income"),
        ("Cliëntenraad Zandermeer", "council", None),
        ("Adviesraad Sociaal Domein Zandermeer", "council", "advisory_council"),
        ("ASD Elzenrade", "council", "advisory_council"),
        ("WMO-raad Klinkerwoude", "council", "wmo_council"),
        ("Wmo adviesraad Klinkerwoude", "council", "wmo_council"),
        ("Participatieraad Lagerhei", "council", "participation_council"),
        ("Ouderenraad Kraaiendonk", "council", "senior_council"),
        ("Regionaal overleg adviesraden Veenrand", "platform", None),
        ("Participatieoverleg Veenrand", "platform", None),
        ("Netwerk Informele Zorg", "platform", None),
        ("K.B.O. Zandermeer", "client_organisation", None),
        ("KBO-Zandermeer", "client_organisation", None),
        ("Huurdersvereniging 't Hof", "client_organisation", None),
        ("Patiëntenvereniging Turfmonde", "client_organisation", None),
        ("Stichting MEE-Veenrand", "support_organisation", None),
        ("Zorgbelang Duinkant", "support_organisation", None),
        ("Zorggroep Duinkant", "institution", None),
        ("Sociaal wijkteam Noord", "institution", None),
        ("Gemeente Zandermeer", "municipality", None),
    ],
)
def test_a_name_that_tells_for_certain(name: str, kind: str, type_: str | None) -> None:
    assert kind_of_name(name) == (kind, type_, True)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Oogkring Turfmonde", "client_organisation"),
        ("Seniorenkring Kraaiendonk", "client_organisation"),
        ("Herstelgroep Rietwolde", "client_organisation"),
        ("Gehandicaptenplatform Duinkant", "council"),
        ("Raad Werk & Inkomen", "council"),
        ("Wijktafel Noord", "platform"),
        ("Loket Noord", "institution"),
    ],
)
def test_a_name_that_tells_what_it_mostly_is(name: str, kind: str) -> None:
    told = kind_of_name(name)
    assert told is not None
    assert (told.kind, told.certain) == (kind, False)


@pytest.mark.parametrize(
    "name", ["Puk Lage", "Coenraad de Vries", "Gemeenteraad Zandermeer", "Zandermeer", "Stichting Zon", "", "-"]
)
def test_a_name_that_tells_nothing(name: str) -> None:
    assert kind_of_name(name) is None


@pytest.mark.parametrize(
    ("cell", "kind", "type_"),
    [
        ("patiëntenvereniging", "client_organisation", None),
        ("Huurdersvereniging", "client_organisation", None),
        ("belangenvereniging", "client_organisation", None),
        ("KBO", "client_organisation", None),
        ("cliëntenorganisaties", "client_organisation", None),
        ("cliëntenraad instelling", "council", "client_council_institution"),
        ("Wmo-raad", "council", "wmo_council"),
        ("adviesraad", "council", "advisory_council"),
        ("raad", "council", None),
        ("steunorganisatie", "support_organisation", None),
        ("MEE", "support_organisation", None),
        ("wijkteam", "institution", None),
        ("zorgaanbieder", "institution", None),
        ("regionaal overleg", "platform", None),
        ("gemeente", "municipality", None),
    ],
)
def test_a_word_in_a_column(cell: str, kind: str, type_: str | None) -> None:
    assert kind_of_word(cell) == (kind, type_, True)


@pytest.mark.parametrize("cell", ["overig", "iets", "", "06-12345678"])
def test_a_word_that_tells_nothing(cell: str) -> None:
    assert kind_of_word(cell) is None


def test_every_kind_and_type_is_known_by_its_labels() -> None:
    for code, kind in vocabulary().kinds.items():
        for label in (*kind.label.values(), *kind.plural.values()) if kind.organisation else ():
            assert kind_of_word(label) == (code, None, True)
    for code, value in vocabulary().values["council_type"].values.items():
        for label in (value.nl, value.en) if code != "other" else ():
            assert kind_of_word(label) == ("council", code, True), label


def test_words_of_organisations_in_a_text() -> None:
    assert is_organisation(["KBO"])
    assert is_organisation(["Puk Lage", "Stichting Zon"])
    assert not is_organisation(["Puk Lage", "Coenraad", "Zandermeer"])
