"""Known networks, and flat lists that tell of them in the ways in which hubs keep lists.

A network is a set of facts, each a tuple of plain texts. What is drawn has names that nobody could confuse: every surname and
every organisation occurs once. What makes lists hard to read is how they are written.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from hypothesis import strategies as st

from graph.names import normalise
from graph.network import Network
from graph.vocabulary import vocabulary
from loaders.base import CellValue
from tests.loaders.sheets import as_text, write_cell

Fact = tuple[str, ...]
Draw = st.DrawFn
#: The cells of a sheet as they are written, the first row at the top.
Grid = list[list[CellValue]]

PLACES = ("Zandermeer", "Lagerhei", "Klinkerwoude", "Elzenrade", "Kraaiendonk", "Turfmonde")
TOPICS = ("ouderen", "jongeren", "mantelzorgers", "migranten", "minima")
ROLES = {"voorzitter": "chair", "secretaris": "secretary", "penningmeester": "treasurer", "lid": "member"}
_FIRST = ("Puk", "Jip", "Fatima", "Kees", "Tineke", "Onno", "Senna", "Zoë", "Anne-Fleur", "Łukasz")
_PREFIXES = ("", "", "van", "van den", "de", "van der", "ten", "el")
_SURNAMES = (
    "Lage",
    "Kade",
    "Blom",
    "Vos",
    "Smit",
    "Prins",
    "Garret",
    "Schilt",
    "Bruin",
    "Reede",
    "Wilg",
    "Hazelaar",
    "Koning",
    "Pieters",
    "Dijk",
    "Molen",
    "Berk",
    "Linden",
)
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
#: What organisations are called, by the kind that their name tells.
COUNCILS = ("Adviesraad Sociaal Domein {}", "Wmo-raad {}", "Participatieraad {}")
CLIENTS = ("Ouderenbond {}", "KBO {}", "Patiëntenvereniging {}")
PLATFORMS = ("Regionaal overleg {}", "Platform toegankelijkheid {}")


class Person(NamedTuple):
    """A person, by the parts of her name."""

    first: str
    prefix: str
    surname: str

    @property
    def name(self) -> str:
        """Return the name in one text."""
        return " ".join(filter(None, self))

    @property
    def turned(self) -> str:
        """Return the name as lists in order of surname write it."""
        return f"{self.surname}, {self.first}" + (f" {self.prefix}" if self.prefix else "")

    @property
    def email(self) -> str:
        """Return an address that is hers alone."""
        return f"{normalise(self.surname)}@example.org"


class Written(NamedTuple):
    """A list: its sheets by name, the facts that it tells, and whose it is when somebody has to say so."""

    sheets: dict[str, Grid]
    facts: set[Fact]
    merged: tuple[tuple[str, int, int, int], ...] = ()
    organisation: str = ""


def headers(meaning: str) -> st.SearchStrategy[str]:
    """Return a strategy for the words that a column of one meaning, and of no other, may be called."""
    every = vocabulary().lists.headers
    others = {normalise(word) for other, words in every.items() if other != meaning for word in words}
    words = [word for word in every[meaning] if normalise(word) not in others]
    return st.sampled_from(words).flatmap(lambda word: st.sampled_from([word, word.capitalize(), word.upper()]))


def people(draw: Draw, least: int, most: int) -> list[Person]:
    """Draw some people, each with a surname of her own."""
    names = draw(st.lists(st.sampled_from(_SURNAMES), min_size=least, max_size=most, unique=True))
    return [Person(draw(st.sampled_from(_FIRST)), draw(st.sampled_from(_PREFIXES)), name) for name in names]


def organisations(draw: Draw, patterns: Sequence[str], least: int, most: int) -> list[tuple[str, str]]:
    """Draw some organisations, each with the municipality in which it works."""
    pairs = [(pattern, place) for pattern in patterns for place in PLACES]
    found = draw(st.lists(st.sampled_from(pairs), min_size=least, max_size=most, unique=True))
    return [(pattern.format(place), place) for pattern, place in found]


def days(first: int = 2010, last: int = 2025) -> st.SearchStrategy[date]:
    """Return a strategy for days; of each it is certain which number is the day and which the month."""
    return st.dates(date(first, 1, 1), date(last, 12, 28))


def day_cell(draw: Draw, day: date | None) -> CellValue:
    """Draw how a day is written."""
    if day is None:
        return draw(st.sampled_from([None, "", "-", "onbekend"]))
    ways: list[CellValue] = [day, day.isoformat(), f"{day:%d-%m-%Y}", f"{day.day} {_MONTHS[day.month - 1]} {day.year}"]
    return draw(st.sampled_from(ways))


def no_cell(draw: Draw) -> CellValue:
    """Draw what stands where there is nothing to say."""
    return draw(st.sampled_from([None, None, "", "-", "n.v.t."]))


def framed(draw: Draw, grid: Grid, title: str = "") -> Grid:
    """Draw what stands around and between the rows of a table: titles, empty rows and columns, totals, remarks."""
    header, *rows = grid
    columns = draw(st.lists(st.integers(0, len(header)), max_size=2, unique=True))
    for at in sorted(columns, reverse=True):
        header = [*header[:at], None, *header[at:]]
        rows = [[*row[:at], None, *row[at:]] for row in rows]
    first = next(n for n, cell in enumerate(header) if cell)
    blank: list[CellValue] = [None] * len(header)

    def line(*cells: CellValue) -> list[CellValue]:
        return ([None] * first + list(cells) + blank)[: max(len(header), first + len(cells))]

    above = [line(title)] if title else []
    above += (
        [line(draw(st.sampled_from(["Overzicht 2026", "Bijgewerkt tot en met maart"])))] if draw(st.booleans()) else []
    )
    above += [blank] * draw(st.integers(0, 2)) if above else []
    # A blank row between the rows of one table; where it stands is drawn.
    for at in draw(st.lists(st.integers(1, max(len(rows) - 1, 1)), max_size=2)):
        rows.insert(at, blank)
    below: Grid = []
    if draw(st.booleans()):
        below.append(
            line(draw(st.sampled_from(["Totaal", "Aantal:", "Subtotaal"])), *([len(rows)] if len(header) > 1 else []))
        )
    if draw(st.booleans()):
        below += [blank] * draw(st.integers(0, 1))
        below.append(
            line(draw(st.sampled_from(["Laatst bijgewerkt: 3-2-2026", "* op proef", "Bron: het secretariaat"])))
        )
    return [*above, header, *rows, *below]


def mixed(draw: Draw, columns: Sequence[tuple[str, Sequence[CellValue]]]) -> Grid:
    """Draw an order for columns, each a header with its cells, and return them as the rows of a table."""
    order = draw(st.permutations(columns))
    return [[header for header, _ in order], *map(list, zip(*(cells for _, cells in order), strict=True))]


def write(path: Path, written: Written) -> Path:
    """Write a list to a .xlsx, or its only sheet to a .csv."""
    if path.suffix == ".csv":
        (grid,) = written.sheets.values()
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([[as_text(cell) for cell in row] for row in grid])
        return path
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        day = workbook.add_format({"num_format": "dd-mm-yyyy"})
        for name, grid in written.sheets.items():
            sheet = workbook.add_worksheet(name)
            for row, cells in enumerate(grid):
                for column, value in enumerate(cells):
                    write_cell(sheet, row, column, value, day)
            for of, row, first, last in written.merged:
                if of == name:
                    sheet.merge_range(row, first, row, last, str(grid[row][first]))
    return path


def facts_of(network: Network) -> set[Fact]:
    """Return the facts that a network tells, in the words of ``Written.facts``; a person goes by her surname."""
    found: set[Fact] = set()
    called: dict[str, str] = {}
    for node in network.nodes.values():
        called[node.id] = node.name
        if node.kind == "person":
            surnames = [name for name in _SURNAMES if name in node.name.replace(",", " ").split()]
            called[node.id] = surnames[0] if len(surnames) == 1 else node.name
            if "email" in node.properties:
                found.add(("email", called[node.id], node.properties["email"]))
        elif node.kind == "meeting":
            called[node.id] = f"{node.name} {node.properties['date']}"
        if node.kind not in ("municipality", "topic"):
            found.add((node.kind, called[node.id]))
    persons = [called[node.id] for node in network.nodes.values() if node.kind == "person"]
    found |= {("twice", name) for name in persons if persons.count(name) > 1}
    more: dict[str, Callable[[Any], Fact]] = {
        "seat": lambda each: (
            each.properties.get("role", ""),
            str(each.since or ""),
            each.properties.get("term_end", ""),
        ),
        "contact": lambda each: (
            each.properties.get("last_contact", ""),
            *sorted(called[carrier] for carrier in each.carriers),
        ),
        "attended": lambda each: (called.get(each.properties.get("organisation", ""), ""),),
        "supports": lambda each: (f"{each.properties.get('hours_per_month', 0):g}",),
    }
    for each in network.relations:
        ends: list[str] = [called[each.origin], called[each.target]]
        if each.relation == "contact":
            ends.sort()
        found.add((each.relation, *ends, *(more[each.relation](each) if each.relation in more else ())))
    return found
