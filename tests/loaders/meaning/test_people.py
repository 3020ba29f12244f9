"""Names of people as lists write them: taken apart, compared, told from names of anything else, several in one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.meaning import person_names
from loaders.meaning.people import (
    PersonName,
    Vacancy,
    looks_like_person,
    may_be_same,
    may_be_several,
    people_in,
    read_person,
)


def name(text: str) -> PersonName:
    read = read_person(text)
    assert isinstance(read, PersonName), text
    return read


@pytest.mark.parametrize(
    ("text", "titles", "initials", "first", "prefix", "surname", "remark"),
    [
        ("Mw. A.B. de Vries-Jansma", ("Mw.",), "A.B.", "", "de", "Vries-Jansma", ""),
        ("dhr. P. v.d. Berg", ("dhr.",), "P.", "", "v.d.", "Berg", ""),
        ("Berg, P. van den", (), "P.", "", "van den", "Berg", ""),
        ("Berg, mw. P. van den", ("mw.",), "P.", "", "van den", "Berg", ""),
        ("Vries, de, Jan", (), "", "Jan", "de", "Vries", ""),
        ("Vries de, Jan", (), "", "Jan", "de", "Vries", ""),
        ("Vries, Jan de", (), "", "Jan", "de", "Vries", ""),
        ("de Vries, Jan", (), "", "Jan", "de", "Vries", ""),
        ("Van den Berg, Piet", (), "", "Piet", "van den", "Berg", ""),
        ("Berg P. van den", (), "P.", "", "van den", "Berg", ""),
        ("Jansen P.J.", (), "P.J.", "", "", "Jansen", ""),
        ("P.v.d.Berg", (), "P.", "", "v.d.", "Berg", ""),
        ("P v/d Berg", (), "P", "", "v/d", "Berg", ""),
        ("V.d. Berg", (), "", "", "v.d.", "Berg", ""),
        ("Garcia Lopez, M.", (), "M.", "", "", "Garcia Lopez", ""),
        ("Kees Blom (vice-vz)", (), "", "Kees", "", "Blom", "vice-vz"),
        ("Kees Blom, vz.", (), "", "Kees", "", "Blom", "vz."),
        ("Kees Blom - penningmeester", (), "", "Kees", "", "Blom", "penningmeester"),
        ("voorzitter: Kees Blom", (), "", "Kees", "", "Blom", "voorzitter"),
        ("vz. Kees Blom", (), "", "Kees", "", "Blom", "vz."),
        ("*Kees Blom", (), "", "Kees", "", "Blom", "*"),
        ("Drs. J.P. van 't Hof", ("Drs.",), "J.P.", "", "van 't", "Hof", ""),
        ("mevr. ir. E. in ’t Veld", ("mevr.", "ir."), "E.", "", "in 't", "Veld", ""),
        ("de heer J. Smit", ("de", "heer"), "J.", "", "", "Smit", ""),
        ("MR. J. DE BOER", ("MR.",), "J.", "", "de", "BOER", ""),
        ("P. Jansen, MSc", ("MSc",), "P.", "", "", "Jansen", ""),
        ("Jan de Boer jr.", ("jr.",), "", "Jan", "de", "Boer", ""),
        ("A.B. (Anneke) de Vries", (), "A.B.", "Anneke", "de", "Vries", ""),
        ("Riet Jansma-de Vries", (), "", "Riet", "", "Jansma-de Vries", ""),
        ("Riet van der Meulen-van Dijk", (), "", "Riet", "van der", "Meulen-van Dijk", ""),
        ("Th.J.M. Smit", (), "Th.J.M.", "", "", "Smit", ""),
        ("Jan Willem van de Ven", (), "", "Jan Willem", "van de", "Ven", ""),
        ("Jan West-Francië, van", (), "", "Jan", "van", "West-Francië", ""),
        ("Berg, van den", (), "", "", "van den", "Berg", ""),
        ("Anna 's Gravensande", (), "", "Anna", "'s", "Gravensande", ""),
        ("Jan S Visser", (), "S", "Jan", "", "Visser", ""),
        ("Jan die Witte", (), "", "Jan", "die", "Witte", ""),
        ("Fatima el Idrissi", (), "", "Fatima", "el", "Idrissi", ""),
        ("Wmo Jansen", (), "", "Wmo", "", "Jansen", ""),
        ("N.A. de Vries", (), "N.A.", "", "de", "Vries", ""),
        ("X. Jansen", (), "X.", "", "", "Jansen", ""),
        ("Hanna", (), "", "Hanna", "", "", ""),
        ("mw. Smit", ("mw.",), "", "", "", "Smit", ""),
        ("van den Berg", (), "", "", "van den", "Berg", ""),
    ],
)
def test_a_name_is_taken_apart(
    text: str, titles: tuple[str, ...], initials: str, first: str, prefix: str, surname: str, remark: str
) -> None:
    read = name(text)
    assert (read.titles, read.initials, read.first) == (titles, initials, first)
    assert (read.prefix, read.surname, read.remark) == (prefix, surname, remark)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  Mw.  A.B.  de Vries ", "Mw. A.B. de Vries"),
        ("Berg, P. van den", "Berg, P. van den"),
        ("Kees Blom (vice-vz)", "Kees Blom"),
        ("Kees Blom, vz.", "Kees Blom"),
        ("Berg, P. van den (KBO)", "Berg, P. van den"),
    ],
)
def test_it_is_shown_as_the_list_writes_it_without_remarks(text: str, shown: str) -> None:
    assert name(text).shown == shown


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vacature", 1),
        ("vacature (lid)", 1),
        ("2 vacatures", 2),
        ("Vacature 3x", 3),
        ("vacant", 1),
        ("N.N.", 1),
        ("NN", 1),
        ("nog te benoemen", 1),
        ("n.t.b.", 1),
        ("Vacature 2026", 1),
    ],
)
def test_a_vacancy_is_no_person(text: str, count: int) -> None:
    assert read_person(text) == Vacancy(text, count)


@pytest.mark.parametrize(
    "text", ["", " ", "-", "--", "?", "geen", "n.v.t.", "nvt", "onbekend", "Niemand", "x", "X", "geen contact"]
)
def test_nobody(text: str) -> None:
    assert read_person(text) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("P. v.d. Berg", "Berg, P. van den"),
        ("P. v.d. Berg", "P. van der Berg"),
        ("Berg, P. van den", "dhr. P. van den Berg"),
        ("Piet van den Berg", "P. van den Berg"),
        ("P.J. van den Berg", "Piet van den Berg"),
        ("P. vd Berg", "P. Van Den Berg"),
        ("P. v/d Berg", "Piet van de Berg"),
        ("J. van 't Hof", "J. van het Hof"),
        ("A. de Vries - Jansma", "A. de Vries-Jansma"),
        ("J.W. de Boer", "Jan-Willem de Boer"),
        ("Jan Willem de Boer", "Jan-Willem de Boer"),
        ("Th. Smit", "Theo Smit"),
        ("A.B. (Anneke) de Vries", "Anneke de Vries"),
        ("JAN DE VRIES", "Vries, Jan de"),
        ("Kees Blom (vice-vz)", "Kees Blom"),
        ("Zoë Lage", "Zoe Lage"),
        ("Hanna", "hanna"),
    ],
)
def test_these_may_be_one_person(one: str, other: str) -> None:
    assert may_be_same(name(one), name(other))
    assert may_be_same(name(other), name(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jan de Vries", "Piet de Vries"),
        ("P. van den Berg", "P. van der Berg"),
        ("P. van den Berg", "P. Berg"),
        ("J. van den Berg", "P. van den Berg"),
        ("P.J. de Boer", "P.K. de Boer"),
        ("A. de Vries-Jansma", "A. de Vries"),
        ("A. de Vries-Jansma", "A. Jansma"),
        ("dhr. A. de Vries", "mw. A. de Vries"),
        ("J. de Boer sr.", "J. de Boer jr."),
        ("mw. de Vries", "Anneke de Vries"),
        ("Hanna", "Hanna Visser"),
        ("Jan de Boer", "Jan Willem de Boer"),
        ("J.W. de Boer", "Jan Pieter de Boer"),
        ("Joris Smit", "Th. Smit"),
        ("Hanna", "mw. Hanna"),
    ],
)
def test_these_are_two(one: str, other: str) -> None:
    assert not may_be_same(name(one), name(other))
    assert not may_be_same(name(other), name(one))


@pytest.mark.parametrize(
    "text",
    [
        "Anneke de Vries",
        "a. de vries",
        "Wmo Jansen",
        "Berg, P. van den",
        "Jansen, Piet",
        "mw. Smit",
        "Kees Blom (vice-vz)",
        "Fatima el Idrissi",
        "Jan de Raad",
        "Jan Nijhuis",
        "Coenraad de Vries",
        "Alle de Boer",
        "N.N. Jansen",
        "Мария Иванова",
        "Łukasz Yıldız",
    ],
)
def test_this_is_called_like_a_person(text: str) -> None:
    assert looks_like_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "secretariaat",
        "Woo-contactpersoon",
        "Contactpersoon Zandermeer",
        "Griffie Zandermeer",
        "Team Wmo",
        "Sociaal Domein",
        "KBO Zandermeer",
        "ASD Elzenrade",
        "PCOB Veenrand",
        "Cliëntenraad Zorggroep Duinkant",
        "Huurdersvereniging 't Hof",
        "Oogkring Turfmonde",
        "Regionaal overleg adviesraden Veenrand",
        "Stichting MEE-Veenrand",
        "Zorg voor Ouderen",
        "Werk en Inkomen",
        "Bos BV",
        "belt liever niet",
        "verstandelijke beperking",
        "Dorpsstraat 1",
        "jip@example.org",
        "Totaal",
        "Hanna",
        "Vacature",
        "-",
        "Laatst bijgewerkt: vandaag",
        "Jan en Piet de Boer",
    ],
)
def test_this_is_not(text: str) -> None:
    assert not looks_like_person(text)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Jip de Bruin (ASD Elzenrade), Puk Lage", [("Jip de Bruin", "ASD Elzenrade"), ("Puk Lage", "")]),
        ("Berg, P. van den", [("Berg, P. van den", "")]),
        ("Jansen, Piet", [("Jansen, Piet", "")]),
        ("Vries, de, Jan", [("Vries, de, Jan", "")]),
        ("Berg, P. van den, Vries, J. de", [("Berg, P. van den", ""), ("Vries, J. de", "")]),
        ("Smit, J. en Boer, K.", [("Smit, J.", ""), ("Boer, K.", "")]),
        ("Jip de Bruin; Puk Lage", [("Jip de Bruin", ""), ("Puk Lage", "")]),
        ("Jip de Bruin\nPuk Lage (KBO)", [("Jip de Bruin", ""), ("Puk Lage", "KBO")]),
        ("Jip de Bruin, Puk Lage en Riet Smit", [("Jip de Bruin", ""), ("Puk Lage", ""), ("Riet Smit", "")]),
        ("P. v/d Berg / K. Smit", [("P. v/d Berg", ""), ("K. Smit", "")]),
        ("J. en R. de Boer", [("J. de Boer", ""), ("R. de Boer", "")]),
        ("dhr. en mw. de Boer", [("dhr. de Boer", ""), ("mw. de Boer", "")]),
        ("Kees Blom (vice-vz), Riet Smit", [("Kees Blom (vice-vz)", ""), ("Riet Smit", "")]),
        ("Kees Blom, voorzitter", [("Kees Blom, voorzitter", "")]),
        ("Kees Blom, ASD Elzenrade", [("Kees Blom", "ASD Elzenrade")]),
        ("Riet Smit - KBO Zandermeer", [("Riet Smit", "KBO Zandermeer")]),
        ("Kees Blom namens KBO Zandermeer", [("Kees Blom", "KBO Zandermeer")]),
        ("Kees Blom (namens KBO Zandermeer)", [("Kees Blom", "KBO Zandermeer")]),
        ("ASD Elzenrade (Jip de Bruin)", [("Jip de Bruin", "ASD Elzenrade")]),
        ("Kees Blom (Zandermeer)", [("Kees Blom", "Zandermeer")]),
        ("A. Blom (Anneke)", [("A. Blom (Anneke)", "")]),
        ("Vacature", [("Vacature", "")]),
        ("-", []),
        ("", []),
    ],
)
def test_the_people_in_a_cell(text: str, people: list[tuple[str, str]]) -> None:
    assert people_in(text) == people
    assert not may_be_several(text)


@pytest.mark.parametrize("text", ["Jan en Piet de Boer", "Jan de Boer, Piet", "Kees Blom / kantine"])
def test_what_is_not_certain_stays_one_and_is_doubtful(text: str) -> None:
    assert people_in(text) == [(text, "")]
    assert may_be_several(text)


FIRST = st.sampled_from(["Anneke", "Piet", "Jan-Willem", "Zoë", "Riet"])
PREFIX = st.sampled_from(["", "de", "van", "van de", "van den", "van der", "ter", "el", "in 't", "op den"])
SURNAME = st.sampled_from(["Berg", "Vries-Jansma", "Blom", "Hof", "Idrissi"])
TITLE = st.sampled_from(["", "dhr.", "Mw.", "drs.", "prof. dr."])
REMARK = st.sampled_from(["", " (vz.)", ", voorzitter", " - lid"])


@given(FIRST, PREFIX, SURNAME, TITLE, REMARK, st.booleans(), st.booleans())
def test_however_it_is_written_the_parts_come_back(
    first: str, prefix: str, surname: str, title: str, remark: str, short: bool, turned: bool
) -> None:
    given_name = f"{first[0]}." if short else first
    order = [f"{surname},", title, given_name, prefix] if turned else [title, given_name, prefix, surname]
    read = name(" ".join(part for part in order if part) + remark)
    assert (read.initials or read.first, read.prefix, read.surname) == (given_name, prefix, surname)
    assert (" ".join(read.titles), read.remark) == (title, remark.strip(" (),-"))
    plain = " ".join(part for part in (first, prefix, surname) if part)
    assert may_be_same(read, name(plain))


@given(st.text(max_size=60) | st.text("abAB.,;/()-' ", max_size=30))
def test_no_text_stops_it(text: str) -> None:
    read_person(text)
    looks_like_person(text)
    people = people_in(text)
    assert all(found for found, _ in people)
    read = [each for each in map(read_person, [text, *(found for found, _ in people)]) if isinstance(each, PersonName)]
    assert all(may_be_same(one, one) for one in read)


_GIVEN = st.sampled_from(
    [
        "Jan",
        "Puk",
        "El",
        "De",
        "Nog",
        "Lid",
        "Vacature",
        "Dhr",
        "Mevrouw",
        "Anna",
        "Jr",
        "Wmo",
        "Piet",
        "Omar T.",
        "Lid A.",
    ]
)
_BETWEEN = st.lists(st.sampled_from(["van", "de", "der", "den", "en", "het", "te", "la", "als", "bij"]), max_size=3)
_FAMILY = st.sampled_from(
    ["Vries", "Berg", "Lid", "Senior", "Bestuur", "Boer", "Voorzitter", "Nn", "Van", "Onbekend", "Ma"]
)


@given(_GIVEN, _BETWEEN, _FAMILY)
def test_a_plain_name_is_read_as_any_other(given: str, between: list[str], family: str) -> None:
    """The short way for names of letters alone says what the long way says."""
    written = " ".join([given, *between, family])
    plain = person_names._plain(written)
    assert plain is None or plain == person_names._taken_apart(written)
