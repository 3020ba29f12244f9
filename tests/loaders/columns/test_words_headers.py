"""What a header says that a column is: its first words say what, those behind them of, in or by whom."""

from __future__ import annotations

import pytest

from loaders.columns.dated import is_day_without_year
from loaders.columns.headers import IN_ROLE, meant, ordinal_in, role_in

#: By what a person reads in it: headers that lists have.
MEANT = {
    "role": "Rol in de raad|Functie binnen de raad|Functie in raad|Rol binnen ASD|Functie in het platform|Wat is uw rol?|"
    "Uw functie binnen uw organisatie|Functie contactpersoon|Fu|Fie|Functie (vz, secr of lid)",
    "email": "E-mail voorzitter|E-mail secretaris|E-mailadres van de contactpersoon|Uw e-mailadres|Mail|E-mail 2",
    "phone": "Telefoon contactpersoon|Tel. secretaris|06-nummer|Mobiel nr|Telefoon vast",
    IN_ROLE: "Naam secretaris|Naam voorzitter|Naam van de penningmeester",
    "person": "Naam lid|Naam contactpersoon|Naam van het lid|Naam invuller|Contactpersoon 2|Contactpersoon gemeente",
    "name": "Uw naam|Wat is uw naam?|Naam|Volledige naam|Roepnaam en achternaam",
    "initials": "Voorl.|Voorletters",
    "prefix": "Tussenv.|Tussenvoegsel",
    "organisation": "Org.|Naam raad|Naam cliëntenraad|Naam van de raad|Naam van de organisatie",
    "area": "Gem.|Naam gemeente|Uit welke gemeente komt u?",
    "since": "Benoemd|Benoemd per|Datum benoeming|Benoemingsdatum|Aangesteld|Datum toetreding|Eerste benoeming|1e benoeming|"
    "Lid per|Lid sinds|Lid vanaf|Zitting sinds|Start termijn|Actief sinds",
    "until": "Uitgetreden|Uitgetreden per|Uitgeschreven|Beëindigd|Opgezegd per|Datum uit|Einde|Eind|Lid tot/Actief tot/"
    "Afgetreden per|Einde lidmaatschap",
    "last_day": "Lid t/m|Lid tot en met|In functie t/m|T/m",
    "term_end": "Benoemd t/m|Benoemd tot/Zitting t/m|Zitting tot|Einde zitting|Aftreeddatum|Treedt af|Treedt af per|Loopt af|"
    "Uiterste datum|Benoemingstermijn eindigt|Einde 1e termijn|Einde tweede termijn|Jaar van aftreden|Termijn t/m|"
    "Datum einde zittingstermijn",
    "period": "Benoemingsperiode|Huidige termijn|Zittingsperiode",
    "behalf": "Geleding|Afgevaardigd door|Afkomstig van|Vertegenwoordiger van|Op voordracht van|Vanuit/Namens|"
    "Namens welke raad of organisatie?",
    "kept": "Herbenoeming|Herbenoembaar|Aantal leden|Met hoeveel personen komt u?|Hoeveel leden heeft uw raad?|% aanwezig|"
    "Aantal aanwezigen",
    "hours": "Aantal uren per maand|Hoeveel uren per maand?|Uren p/m",
    "spoken_on": "Datum laatste contact|Laatste contact met",
    "date": "Datum bijeenkomst",
    # What stands before a word of another meaning, and is no such thing itself.
    "platform": "Platform Ouderen|Platform in Emmen",
    "people": "Leden van de raad",
    "": "Taakverdeling|Wilt u op de hoogte blijven?|Cliëntenraad",
}


@pytest.mark.parametrize(
    ("header", "meaning"), [(each, one) for one, several in MEANT.items() for each in several.split("|")]
)
def test_the_first_words_of_a_header_say_what_it_is(header: str, meaning: str) -> None:
    assert (meant(header)[0] or ("",))[0] == meaning


@pytest.mark.parametrize(
    ("header", "role", "number"),
    [
        ("Voorzitter", "chair", 0),
        ("Naam secretaris", "secretary", 0),
        ("Lid 2", "member", 2),
        ("Contactpersoon gemeente", "contact", 0),
        ("Einde 2e termijn", "", 2),
        ("Einde derde termijn", "", 3),
        ("Naam raad", "", 0),
    ],
)
def test_a_header_tells_a_role_and_which_of_several_it_is(header: str, role: str, number: int) -> None:
    assert (role_in(header), ordinal_in(header)) == (role, number)


@pytest.mark.parametrize(
    ("header", "is_one"),
    [("15/1", True), ("9-3", True), ("15 jan", True), ("12/31", False), ("1e", False), ("15/1/26", False)],
)
def test_a_day_without_a_year_in_a_header(header: str, is_one: bool) -> None:
    assert is_day_without_year(header) is is_one
