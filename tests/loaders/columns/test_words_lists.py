"""The smallest lists in which words of headers and values decide: what a person reads in each is what the network has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loaders.columns import test_readings as readings
from tests.loaders.columns.test_readings import Case

HEADERS = (
    Case(
        "a-role-in-the-council-is-no-council",
        "ASD Coevorden\nNaam;Rol in de raad;Zitting t/m\nDi Eil;voorzitter;31-12-2027\nEd Fil;lid;2026\n",
        (
            "Di Eil seat ASD Coevorden: role=chair term_end=2027-12-31",
            "Ed Fil seat ASD Coevorden: role=member term_end=2026-12-31",
        ),
        kinds={"ASD Coevorden": "council"},
    ),
    Case(
        "whoever-left-is-no-member",
        "Raad;Naam;Lid per;Uitgetreden per\nWmo-raad Ede;Jan Smit;1-1-2020;1-6-2025\nWmo-raad Ede;Mia Kok;1-1-2021;\n",
        (
            "Jan Smit seat Wmo-raad Ede: since=2020-01-01 until=2025-06-01",
            "Mia Kok seat Wmo-raad Ede: since=2021-01-01",
        ),
    ),
    Case(
        "the-last-day-as-a-member",
        "Raad;Naam;Lid t/m\nWmo-raad Ede;Jan Smit;31-5-2025\n",
        ("Jan Smit seat Wmo-raad Ede: until=2025-06-01",),
    ),
    Case(
        "of-two-terms-the-last-one-counts",
        "Raad;Naam;Einde 1e termijn;Einde 2e termijn\nASD Ede;Jan Smit;1-1-2024;1-1-2028\nASD Ede;Piet Bok;1-1-2027;\n",
        ("Jan Smit seat ASD Ede: term_end=2028-01-01", "Piet Bok seat ASD Ede: term_end=2027-01-01"),
        of={"Jan Smit": {"unread": "Einde 1e termijn: 1-1-2024"}},
    ),
    Case(
        "from-and-to-in-one-cell",
        "Raad;Naam;Benoemingsperiode\nASD Ede;Jan Smit;2022-2026\n",
        ("Jan Smit seat ASD Ede: since=2022-01-01 term_end=2026-12-31",),
        of={"Jan Smit": {"phone": None}},
    ),
    Case(
        "who-may-be-appointed-again-is-no-day",
        "Raad;Naam;Termijn;Herbenoembaar\nASD Ede;Jan Smit;2023-2027;ja\nASD Ede;Mia Kok;2023-2027;nee\n",
        (
            "Jan Smit seat ASD Ede: since=2023-01-01 term_end=2027-12-31",
            "Mia Kok seat ASD Ede: since=2023-01-01 term_end=2027-12-31",
        ),
        of={"Jan Smit": {"unread": "Herbenoembaar: ja"}},
    ),
    Case(
        "initials-and-prefix-beside-a-name",
        "Raad;Voorl.;Tussenv.;Naam\nASD Emmen;J.;;Jansen\nASD Emmen;P.;van den;Jansen\n",
        ("J. Jansen seat ASD Emmen", "P. van den Jansen seat ASD Emmen"),
    ),
    Case(
        "initials-beside-a-whole-name",
        "Raad;Voorletters;Naam\nASD Emmen;J.P.;J.P. van den Berg\n",
        ("J.P. van den Berg seat ASD Emmen",),
        of={"J.P. van den Berg": {"unread": "Voorletters: J.P."}},
    ),
    Case(
        "an-empty-name-goes-before-no-filled-one",
        "Id;Naam;Wat is uw naam?;Organisatie\n1;;Stien Uaven;KBO Emmen\n",
        ("Stien Uaven seat KBO Emmen",),
    ),
    Case(
        "numbers-are-no-names",
        "Raad;Gemeente;Aantal leden;% aanwezig\nASD Ede;Ede;9;100%\nASD Urk;Urk;7;50%\n",
        ("ASD Ede advises Ede", "ASD Urk advises Urk"),
        of={"ASD Ede": {"unread": "Aantal leden: 9\n% aanwezig: 100%"}},
    ),
    Case(
        "names-and-addresses-of-two-in-a-role",
        "Naam raad;Naam voorzitter;E-mail voorzitter;Secretaris;E-mail secretaris\n"
        "ASD Ede;Mies Post;m@x.example;Dirk Haas;d@x.example\nASD Urk;Aad Kan;info@urk.example;Bo Bee;b@x.example\n",
        (
            "Mies Post seat ASD Ede: role=chair",
            "Dirk Haas seat ASD Ede: role=secretary",
            "Aad Kan seat ASD Urk: role=chair",
            "Bo Bee seat ASD Urk: role=secretary",
        ),
        of={
            "Mies Post": {"email": "m@x.example"},
            "Dirk Haas": {"email": "d@x.example"},
            "Aad Kan": {"email": None},
            "Bo Bee": {"email": "b@x.example"},
            "ASD Urk": {"unread": "E-mail voorzitter (Aad Kan, Bo Bee): info@urk.example"},
        },
    ),
    Case(
        "the-role-of-whom-to-call",
        "Organisatie;Contactpersoon;Functie contactpersoon\nKBO Ede;Jan Smit;secretaris\n",
        ("Jan Smit seat KBO Ede: role=secretary",),
    ),
    Case(
        "chair-and-whom-to-call-in-one-header",
        "Raad;Voorzitter/contactpersoon\nASD Ede;Jan Smit\n",
        ("Jan Smit seat ASD Ede: role=chair",),
    ),
)
UNLIKE = (
    Case(
        "an-institution-beside-its-council-is-no-day",
        "Instelling;Naam cliëntenraad;Voorzitter;Locatie\nInterzorg;Cliëntenraad Interzorg;Te Uel;Assen\n"
        "Treant;Cliëntenraad Bleerinck;Ue Vel;Emmen\n",
        ("Te Uel seat Cliëntenraad Interzorg: role=chair", "Ue Vel seat Cliëntenraad Bleerinck: role=chair"),
        of={"Cliëntenraad Interzorg": {"unread": "Instelling: Interzorg\nLocatie: Assen"}},
    ),
    Case(
        "an-institution-alone",
        "Instelling;Contactpersoon\nInterzorg;Te Uel\nZorggroep Treant;Ue Vel\n",
        ("Te Uel seat Interzorg: role=contact", "Ue Vel seat Zorggroep Treant: role=contact"),
    ),
    Case(
        "when-a-form-was-begun-is-no-day-of-a-seat",
        "Start time;Wat is uw naam?;Namens welke raad?;Welke onderwerpen wilt u bespreken?\n"
        "1-10-2026;Ye Zel;ASD Rolde;vervoer\n",
        ("Ye Zel seat ASD Rolde",),
        of={"Ye Zel": {"unread": "Start time: 1-10-2026\nWelke onderwerpen wilt u bespreken?: vervoer"}},
    ),
    Case(
        "functions-with-a-comma-between-them",
        "Adviseur;Ondersteunt;Functies\nYo Zil;ASD Tynaarlo;informeren, toerusten\nZa Abil;ASD Ede;informeren en verbinden\n",
        (
            "Yo Zil supports ASD Tynaarlo: functions=inform, equip",
            "Za Abil supports ASD Ede: functions=inform, connect",
        ),
    ),
    Case(
        "yes-and-no-are-no-municipalities",
        "Account;Contact;Functie;Actief\nASD Emmen;Dah Eah;voorzitter;Ja\nKBO Emmen;Gah Hah;secretaris;Nee\n",
        ("Dah Eah seat ASD Emmen: role=chair", "Gah Hah seat KBO Emmen: role=secretary"),
        of={"Gah Hah": {"unread": "Actief: Nee"}},
    ),
)
DAYS = (
    Case(
        "days-under-a-word-that-is-not-known-are-told",
        "Raad;Naam;Ophoepeld\nASD Ede;Jan Smit;1-1-2024\nASD Ede;Mia Kok;2-2-2025\n",
        ("Jan Smit seat ASD Ede", "Mia Kok seat ASD Ede"),
        of={"Jan Smit": {"unread": "Ophoepeld: 1-1-2024"}},
        told=("list-days-not-read",),
    ),
    Case(
        "the-day-of-another-appointment-is-told",
        "Raad;Naam;Herbenoembaar\nASD Ede;Jan Smit;2027\nASD Ede;Mia Kok;2028\n",
        ("Jan Smit seat ASD Ede", "Mia Kok seat ASD Ede"),
        told=("list-days-not-read",),
    ),
    Case(
        "days-that-no-answer-needs-are-not-told",
        "Raad;Naam;Geboortedatum;Herbenoembaar\nASD Ede;Jan Smit;1-1-1954;ja\nASD Ede;Mia Kok;2-2-1965;nee\n",
        ("Jan Smit seat ASD Ede", "Mia Kok seat ASD Ede"),
        untold=("list-days-not-read",),
    ),
)
BEHALF = (
    Case(
        "for-whom-a-member-speaks",
        "Adviesraad Sociaal Domein Emmen\nNaam;Functie;Doelgroep\nJan Smit;voorzitter;-\nMia Kok;lid;ouderen\n",
        (
            "Jan Smit seat Adviesraad Sociaal Domein Emmen: role=chair",
            "Mia Kok seat Adviesraad Sociaal Domein Emmen: role=member speaks_for=ouderen",
        ),
    ),
    Case(
        "for-whom-each-member-of-a-council-speaks",
        "Raad;Naam;Functie;Doelgroep\nASD Ede;Jan Smit;lid;jeugd\nASD Ede;Mia Kok;lid;ouderen\n",
        (
            "Jan Smit seat ASD Ede: role=member speaks_for=jeugd",
            "Mia Kok seat ASD Ede: role=member speaks_for=ouderen",
        ),
    ),
    Case(
        "whom-an-organisation-is-for",
        "Organisatie;Contactpersoon;Doelgroep\nKBO Ede;Jan Smit;ouderen\nASD Ede;Mia Kok;jeugd\n",
        (
            "Jan Smit seat KBO Ede: role=contact",
            "Mia Kok seat ASD Ede: role=contact",
            "KBO Ede covers ouderen",
            "ASD Ede covers jeugd",
        ),
    ),
    Case(
        "who-delegates-a-member",
        "Raad;Naam;Afvaardiging\nASD Ede;Jan Smit;KBO Ede\nASD Ede;Mia Kok;ouderen\n",
        (
            "Jan Smit seat ASD Ede",
            "Jan Smit represents KBO Ede: at=council:asd-ede",
            "Mia Kok seat ASD Ede: speaks_for=ouderen",
        ),
    ),
    Case(
        "a-background-that-is-no-organisation",
        "Raad;Naam;Achtergrond;Hoedanigheid\nASD Ede;Jan Smit;oud-verpleegkundige;voorzitter\nASD Ede;Mia Kok;jurist;lid\n",
        ("Jan Smit seat ASD Ede: role=chair", "Mia Kok seat ASD Ede: role=member"),
        of={"Jan Smit": {"unread": "Achtergrond: oud-verpleegkundige"}},
    ),
    Case(
        "on-behalf-of-nobody-is-no-target-group",
        "Raad;Naam;Rol;Namens\nASD Emmen;Aad Bos;voorzitter;op persoonlijke titel\nASD Emmen;Bo Bas;lid;pers. titel\n"
        "ASD Emmen;Ca Wit;onafhankelijk voorzitter;\nASD Emmen;Da Zee;lid (op persoonlijke titel);\n"
        "ASD Emmen;Eef Vis;lid;n.v.t.\n",
        (
            "Aad Bos seat ASD Emmen: role=chair speaks_for=persoonlijke titel",
            "Bo Bas seat ASD Emmen: role=member speaks_for=persoonlijke titel",
            "Ca Wit seat ASD Emmen: role=chair speaks_for=persoonlijke titel",
            "Da Zee seat ASD Emmen: role=member speaks_for=persoonlijke titel",
            "Eef Vis seat ASD Emmen: role=member",
        ),
        untold=("topic-spoken-for", "kept-as-written"),
    ),
    Case(
        "names-of-organisations-that-do-not-tell-what-they-are",
        "Raad;Naam;Namens\nASD Emmen;Aad Bos;FNV\nASD Emmen;Bo Bas;Stichting Kans\nASD Emmen;Ca Wit;Leger des Heils\n"
        "ASD Emmen;Da Zee;inwoners\n",
        (
            "Aad Bos seat ASD Emmen",
            "Aad Bos represents FNV: at=council:asd-emmen",
            "Bo Bas seat ASD Emmen",
            "Bo Bas represents Stichting Kans: at=council:asd-emmen",
            "Ca Wit seat ASD Emmen",
            "Ca Wit represents Leger des Heils: at=council:asd-emmen",
            "Da Zee seat ASD Emmen: speaks_for=inwoners",
        ),
        told=("list-kind-unsure",),
    ),
    Case(
        "a-background-that-is-one",
        "Raad;Naam;Hoedanigheid\nASD Ede;Jan Smit;KBO Ede\nASD Ede;Mia Kok;ouderen\n",
        (
            "Jan Smit seat ASD Ede",
            "Jan Smit represents KBO Ede: at=council:asd-ede",
            "Mia Kok seat ASD Ede: speaks_for=ouderen",
        ),
    ),
)


@pytest.mark.parametrize("case", (*HEADERS, *UNLIKE, *DAYS, *BEHALF), ids=lambda case: case.name)
def test_a_list_says_what_its_words_say(case: Case, tmp_path: Path) -> None:
    readings.test_a_list_says_what_a_person_reads_in_it(case, tmp_path)
