"""Make ``schade.xlsx``: a workbook with fifty different kinds of damage, one per place.

Every damage stands here beside the code of the problem or warning that it must lead to. Run this file to make the
workbook again; ``knooppunt load tests/data/schade.xlsx`` shows what the program says about it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

WORKBOOK = Path(__file__).with_name("schade.xlsx")

#: Writes a cell that XlsxWriter does not write from a plain value: (sheet, row, column, formats).
Special = Callable[[Any, int, int, dict[str, Any]], None]


class Damage(NamedTuple):
    """One damage: what was done, and which code must stand at which place."""

    what: str
    code: str
    sheet: str
    row: int | None
    column: str
    value: str = ""


class Row(NamedTuple):
    """A row by header, with what is wrong in it: (what, code, column, value as quoted)."""

    cells: dict[str, Any]
    damage: tuple[str, str, str, str] | None = None


def formula(text: str, shows: object) -> Special:
    return lambda sheet, row, column, formats: sheet.write_formula(row, column, text, None, shows)


def moment(value: date | time, shape: str) -> Special:
    return lambda sheet, row, column, formats: sheet.write_datetime(row, column, value, formats[shape])


def good(**cells: Any) -> Row:
    """Return a row with nothing wrong; ``_`` stands for a space, ``1`` at the end of a header is left off."""
    return Row({name.replace("_", " "): value for name, value in cells.items()})


def bad(what: str, code: str, column: str, value: str, **cells: Any) -> Row:
    return Row(good(**cells).cells, (what, code, column, value))


MUNICIPALITIES = [
    good(
        id="GM0375", naam="Beverwijk", provincie="Noord-Holland", inwoners=41000, breedtegraad=52.48, lengtegraad=4.66
    ),
    good(id="GM0392", naam="Haarlem", provincie="Noord-Holland", inwoners="162.000"),
    bad("number in words", "not-whole-number", "inwoners", "veel", id="GM1", naam="Aardam", inwoners="veel"),
    bad("negative number", "number-out-of-range", "inwoners", "-5", id="GM2", naam="Bergdam", inwoners=-5),
    bad("no number", "not-number", "breedtegraad", "noord", id="GM3", naam="Ceedam", breedtegraad="noord"),
    bad("past the pole", "number-out-of-range", "breedtegraad", "95", id="GM4", naam="Duindam", breedtegraad=95),
    bad("lost decimal comma", "number-out-of-range", "lengtegraad", "1852", id="GM5", naam="Eemdam", lengtegraad=1852),
]

REGIONS = [
    good(naam="IJmond", type="samenwerkingsverband"),
    good(naam="Kring Een", type="overig verband", onderdeel_van="Kring Twee"),
    bad(
        "areas in each other",
        "circle",
        "onderdeel van",
        "Kring Een > Kring Twee > Kring Een",
        naam="Kring Twee",
        onderdeel_van="Kring Een",
    ),
    bad(
        "area in itself",
        "self-relation",
        "onderdeel van",
        "Spiegelstreek",
        naam="Spiegelstreek",
        onderdeel_van="Spiegelstreek",
    ),
]

PERSONS = [
    good(id="p1", naam="Fenna Fictief", gemeente="Haarlem", sinds="2014-06", tot_en_met="2017"),
    good(id="p2", naam="Bo Bedacht", **{"e-mail": "bo@example.org"}, telefoon="023-5550100", plaatshouder="nee"),
    good(id="p3", naam="Noor Namaak"),
    good(id="p4", naam="Noor Namaak"),
    bad("no name", "missing-value", "naam", "", id="p10", telefoon="023-5550101"),
    bad("id given twice", "duplicate-id", "id", "p1", id="p1", naam="Gijs Gelogen"),
    good(naam="Iris Ingebeeld", telefoon="023-5550102"),
    bad(
        "namesakes without id", "duplicate-id", "naam", "Iris Ingebeeld", naam="Iris Ingebeeld", telefoon="023-5550103"
    ),
    bad("separator in an id", "bad-id", "id", "p11;p12", id="p11;p12", naam="Daan Denkbeeldig"),
    bad("error value", "cell-error", "naam", "#REF!", id="p13", naam=formula("=#REF!", "#REF!")),
    bad("error value as text", "cell-error", "naam", "#N/B", id="p14", naam="#N/B"),
    bad(
        "formula never worked out",
        "formula-without-value",
        "naam",
        '="Pim "&C2',
        id="p15",
        naam=formula('="Pim "&C2', ""),
    ),
    bad("control character", "control-character", "naam", "Kees\ufffdKlad", id="p16", naam="Kees\x07Klad"),
    bad("lost letter", "damaged-character", "naam", "Zo\ufffd Zomaar", id="p17", naam="Zo\ufffd Zomaar"),
    bad("name became a date", "date-for-text", "naam", "2026-05-01", id="p18", naam=moment(date(2026, 5, 1), "date")),
    bad("name is a tick box", "boolean-for-text", "naam", "WAAR/TRUE", id="p19", naam=True),
    bad(
        "no address", "bad-email", "e-mail", "bo bij example", id="p20", naam="Lot Los", **{"e-mail": "bo bij example"}
    ),
    bad(
        "two addresses",
        "bad-email",
        "e-mail",
        "a@b.nl; c@d.nl",
        id="p21",
        naam="Mo Meer",
        **{"e-mail": "a@b.nl; c@d.nl"},
    ),
    bad(
        "neither yes nor no",
        "not-yes-no",
        "plaatshouder",
        "misschien",
        id="p22",
        naam="Ot Ooit",
        plaatshouder="misschien",
    ),
    bad("impossible day", "bad-date", "sinds", "31-2-2017", id="p23", naam="Pia Pas", sinds="31-2-2017"),
    bad("month and year in two digits", "bad-date", "sinds", "sept 17", id="p25", naam="Saar Snel", sinds="sept 17"),
    bad("date in words", "bad-date", "sinds", "volgend jaar", id="p26", naam="Ton Traag", sinds="volgend jaar"),
    bad("serial number", "bad-date", "sinds", "429900", id="p27", naam="Ud Uur", sinds=429900),
    bad(
        "time without date",
        "bad-date",
        "sinds",
        "14:30:00",
        id="p28",
        naam="Vic Vroeg",
        sinds=moment(time(14, 30), "time"),
    ),
    bad("wrong century", "year-out-of-range", "sinds", "1-1-1817", id="p29", naam="Wim Weleer", sinds="1-1-1817"),
    bad("end before start", "end-before-start", "tot", "2015", id="p30", naam="Xan Xtra", sinds="2016", tot="2015"),
    bad("two ends", "two-ends", "tot en met", "2019", id="p31", naam="Yf Ynt", tot="2018", tot_en_met="2019"),
    bad("unknown municipality", "unknown-reference", "gemeente", "Harlem", id="p32", naam="Zus Zo", gemeente="Harlem"),
    bad("region for municipality", "wrong-kind", "gemeente", "IJmond", id="p33", naam="Ab Anders", gemeente="IJmond"),
]

COUNCILS = [
    good(
        id="r1", naam="Adviesraad Haarlem", type="adviesraad sociaal domein", gemeente="Haarlem", wetten="Wmo", via="p1"
    ),
    good(id="r2", naam="Wmo-raad Beverwijk", type="Wmo-raad", gemeente="GM0375"),
    bad("value that is no choice", "unknown-value", "type", "praatgroep", id="r3", naam="Praatraad", type="praatgroep"),
    bad(
        "wrong value in a list",
        "unknown-value",
        "rollen",
        "koffie drinken",
        id="r4",
        naam="Rolraad",
        rollen="agenderen; koffie drinken",
    ),
    bad("carrier of nothing", "carrier-without-relation", "via", "p2", id="r5", naam="Losse raad", via="p2"),
    bad(
        "unknown carrier",
        "unknown-reference",
        "via",
        "Niemand Nergens",
        id="r6",
        naam="Viaraad",
        gemeente="Haarlem",
        via="p1; Niemand Nergens",
    ),
]

SEATS = [
    good(persoon="Bo Bedacht", organisatie="r1", rol="voorzitter", sinds="1-9-2016", einde_termijn="2020"),
    bad("name that fits two", "ambiguous", "persoon", "Noor Namaak", persoon="Noor Namaak", organisatie="r1"),
    bad(
        "person for organisation",
        "wrong-kind",
        "organisatie",
        "Fenna Fictief",
        persoon="p2",
        organisatie="Fenna Fictief",
    ),
    bad("two in one cell", "one-expected", "organisatie", "r1; r2", persoon="p2", organisatie="r1; r2"),
    bad("no organisation", "missing-value", "organisatie", "", persoon="p2", rol="lid"),
    bad(
        "term ends before it starts",
        "term-before-start",
        "einde termijn",
        "2015",
        persoon="p2",
        organisatie="r2",
        sinds="2016",
        einde_termijn="2015",
    ),
]

CONTACTS = [
    good(organisatie_a="r1", organisatie_b="r2", via="Bo Bedacht; p1"),
    bad(
        "contact with itself",
        "self-relation",
        "organisatie b",
        "Adviesraad Haarlem",
        organisatie_a="r1",
        organisatie_b="Adviesraad Haarlem",
    ),
]

ADVISERS = [
    good(persoon="Fenna Fictief", ondersteunt="r1; Beverwijk", functies="informeren", uren_per_maand="12,5"),
    bad(
        "more hours than a month has",
        "number-out-of-range",
        "uren per maand",
        "800",
        persoon="p2",
        ondersteunt="r2",
        uren_per_maand=800,
    ),
]

MEETINGS = [good(id="b1", naam="Inkoopdag", datum="12 september 2026")]

ATTENDANCES = [
    good(bijeenkomst="Inkoopdag", persoon="p1", organisatie="r1"),
    bad(
        "unknown meeting",
        "unknown-reference",
        "bijeenkomst",
        "Uitverkoopdag",
        bijeenkomst="Uitverkoopdag",
        persoon="p1",
    ),
]

SHEETS: dict[str, tuple[str, list[Row]]] = {
    "gemeenten": ("id,naam,provincie,inwoners,breedtegraad,lengtegraad", MUNICIPALITIES),
    "regio's": ("naam,type,onderdeel van", REGIONS),
    "personen": ("id,naam,e-mail,telefoon,gemeente,sinds,tot,tot en met,plaatshouder,schoenmaat,phone", PERSONS),
    "raden": ("id,naam,type,gemeente,wetten,laws,rollen,via", COUNCILS),
    "zetels": ("persoon,organisatie,rol,sinds,einde termijn", SEATS),
    "contacten": ("organisatie a,organisatie b,via,", CONTACTS),
    "adviseurs": ("persoon,ondersteunt,functies,uren per maand", ADVISERS),
    "bijeenkomsten": ("id,naam,datum", MEETINGS),
    "aanwezigen": ("bijeenkomst,persoon,organisatie", ATTENDANCES),
    "deelnames": ("organisatie,via", [good(organisatie="r1", via="p1")]),
    "seats": ("person,organisation", [good(person="p1", organisation="r2")]),
    "ledenlijst": ("lid,straat", [good(lid="Fenna Fictief", straat="Dorpsstraat 1")]),
}

#: What is wrong with sheets and headers.
WHOLE = [
    Damage("sheet that is not known", "unknown-sheet", "ledenlijst", None, "", "ledenlijst"),
    Damage("sheet given twice", "double-sheet", "seats", None, "", "seats"),
    Damage("required column missing", "missing-column", "deelnames", None, ""),
    Damage("two columns with one meaning", "double-column", "personen", None, "phone", "phone"),
    Damage("a column in both languages", "double-column", "raden", None, "laws", "laws"),
    Damage("column that is not known", "unknown-column", "personen", None, "schoenmaat", "schoenmaat"),
    Damage("column without header", "column-without-header", "contacten", None, "", "D"),
]


def damages() -> list[Damage]:
    """Return all fifty."""
    found = list(WHOLE)
    for sheet, (_, rows) in SHEETS.items():
        for number, row in enumerate(rows, 2):
            if row.damage is not None:
                what, code, column, value = row.damage
                found.append(Damage(what, code, sheet, number, column, value))
    return found


def make(path: Path) -> Path:
    """Write the workbook."""
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": datetime.combine(date(2026, 1, 1), time())})
        formats = {
            "date": workbook.add_format({"num_format": "d-m-yyyy"}),
            "time": workbook.add_format({"num_format": "hh:mm"}),
        }
        for name, (header, rows) in SHEETS.items():
            sheet = workbook.add_worksheet(name)
            headers = header.split(",")
            sheet.write_row(0, 0, headers)
            for number, row in enumerate(rows, 1):
                for title, value in row.cells.items():
                    write_cell(sheet, number, headers.index(title), value, formats)
        for name, title, value in (
            ("personen", "schoenmaat", 43),
            ("personen", "phone", "06"),
            ("raden", "laws", "Wmo"),
        ):
            headers = SHEETS[name][0].split(",")
            if title in headers:
                workbook.get_worksheet_by_name(name).write(1, headers.index(title), value)
        workbook.get_worksheet_by_name("contacten").write(1, 3, "zonder kop")
    return path


def write_cell(sheet: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if callable(value):
        value(sheet, row, column, formats)
    else:
        sheet.write(row, column, value)


if __name__ == "__main__":
    make(WORKBOOK)
