"""A known network, written as a flat list in each of the forms that hubs use, reads back as that network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.store.opening import open_store
from knooppunt.usecases.columns import Wishes, map_file, proposed
from knooppunt.usecases.load import load
from loaders.base import CellValue
from tests.loaders.columns.flat import (
    CLIENTS,
    COUNCILS,
    PLATFORMS,
    ROLES,
    TOPICS,
    Draw,
    Fact,
    Person,
    Written,
    day_cell,
    days,
    facts_of,
    framed,
    headers,
    mixed,
    no_cell,
    organisations,
    people,
    write,
)

NOW = datetime(2026, 11, 27, tzinfo=UTC)
Column = tuple[str, list[CellValue]]


def _area(name: str, place: str, kind: str) -> Fact:
    return ("advises" if kind == "council" else "active_in", name, place)


def _kind(name: str) -> str:
    """Return what an organisation of ``flat`` is."""
    found = {
        "council": COUNCILS,
        "client_organisation": CLIENTS,
        "platform": PLATFORMS,
    }
    return next(kind for kind, several in found.items() if name.startswith(tuple(each[:3] for each in several)))


def _named(draw: Draw, persons: list[Person], email: bool) -> tuple[list[Column], set[Fact]]:
    """Draw the columns of people (names in one column or in three, addresses) and the facts that they tell."""
    facts: set[Fact] = {("person", each.surname) for each in persons}
    way = draw(st.sampled_from(["name", "turned", "parts"]))
    if way == "parts":
        columns: list[Column] = [
            (draw(headers("first_name")), [each.first for each in persons]),
            (draw(headers("prefix")), [each.prefix or None for each in persons]),
            (draw(headers("surname")), [each.surname for each in persons]),
        ]
    else:
        texts: list[CellValue] = [each.turned if way == "turned" else each.name for each in persons]
        columns = [(draw(headers("person")), texts)]
    if email:
        columns.append((draw(headers("email")), [each.email for each in persons]))
        facts |= {("email", each.surname, each.email) for each in persons}
    return columns, facts


def _seats(draw: Draw, persons: list[Person], places: list[str], called: bool) -> tuple[list[Column], set[Fact]]:
    """Draw the columns that tell of seats, and the seats."""
    facts: set[Fact] = set()
    roles = draw(st.lists(st.sampled_from(list(ROLES)), min_size=len(persons), max_size=len(persons)))
    some = st.lists(st.none() | days(), min_size=len(persons), max_size=len(persons))
    since, end = draw(some), draw(st.lists(st.none() | days(2026, 2031), min_size=len(persons), max_size=len(persons)))
    has_role, has_since, has_end = (draw(st.booleans()) for _ in range(3))
    columns: list[Column] = []
    if has_role:
        columns.append((draw(headers("role")), [draw(st.sampled_from([role, role.capitalize()])) for role in roles]))
    if has_since:
        columns.append((draw(headers("since")), [day_cell(draw, day) for day in since]))
    if has_end:
        columns.append((draw(headers("term_end")), [day_cell(draw, day) for day in end]))
    for person, place, role, first, last in zip(persons, places, roles, since, end, strict=True):
        told = ROLES[role] if has_role else "contact" if called else ""
        begins = str(first) if has_since and first else ""
        facts.add(("seat", person.surname, place, told, begins, str(last) if has_end and last else ""))
    return columns, facts


def _called(columns: list[Column]) -> bool:
    """Tell whether the people of a list are those whom to call, by the header above their names."""
    return any("contact" in header.casefold() or "aanspreek" in header.casefold() for header, _ in columns[:1])


@st.composite
def member_lists(draw: Draw) -> Written:
    """Draw a list of one council: a row is a person and a seat; the title or the sheet names the council."""
    ((council, _),) = organisations(draw, COUNCILS, 1, 1)
    persons = people(draw, 2, 6)
    named, facts = _named(draw, persons, draw(st.booleans()))
    seats, more = _seats(draw, persons, [council] * len(persons), _called(named))
    facts |= more | {("council", council)}
    titled = draw(st.booleans())
    title = draw(st.sampled_from(["", "Ledenlijst ", "Samenstelling "])) + council if titled else ""
    grid = framed(draw, mixed(draw, named + seats), title)
    return Written({"Leden" if titled else council[:31]: grid}, facts, organisation="" if titled else council)


@st.composite
def seats_of_councils(draw: Draw) -> Written:
    """Draw a list of several councils: a row is a person, a seat, a council and where that is; its name may stand in the
    first of its rows only."""
    councils = organisations(draw, COUNCILS, 1, 4)
    persons = people(draw, len(councils), 9)
    given_ = sorted(draw(st.lists(st.sampled_from(councils), min_size=len(persons), max_size=len(persons))))
    named, facts = _named(draw, persons, draw(st.booleans()))
    seats, more = _seats(draw, persons, [name for name, _ in given_], _called(named))
    once = draw(st.booleans())
    starts = {n for _, group in groupby(range(len(given_)), key=lambda n: given_[n]) for n in list(group)[:1]}
    names: list[CellValue] = [name if n in starts or not once else None for n, (name, _) in enumerate(given_)]
    columns: list[Column] = [(draw(headers("organisation")), names), *named, *seats]
    facts |= more | {("council", name) for name, _ in given_}
    if draw(st.booleans()):
        columns.append(
            (draw(headers("area")), [place if name else None for name, (_, place) in zip(names, given_, strict=True)])
        )
        facts |= {_area(name, place, "council") for name, place in given_}
    return Written({"Blad1": framed(draw, mixed(draw, columns))}, facts)


@st.composite
def contact_lists(draw: Draw) -> Written:
    """Draw a hub's list of contacts: an organisation, its person, where and for whom it works, who spoke with it when."""
    hub = "Steunpunt Duinkant"
    listed = organisations(draw, COUNCILS + CLIENTS, 2, 5)
    persons = people(draw, len(listed) + 2, len(listed) + 2)
    persons, ours = persons[:-2], persons[-2:]
    facts: set[Fact] = {("support_organisation", hub)} | {(_kind(name), name) for name, _ in listed}
    columns: list[Column] = [(draw(headers("organisation")), [name for name, _ in listed])]
    person = draw(st.sampled_from(["contactpersoon", "Aanspreekpunt", "naam contactpersoon"]))
    columns.append((person, [each.name for each in persons]))
    facts |= {("person", each.surname) for each in persons}
    facts |= {("seat", each.surname, name, "contact", "", "") for each, (name, _) in zip(persons, listed, strict=True)}
    if draw(st.booleans()):
        columns.append((draw(headers("area")), [place for _, place in listed]))
        facts |= {_area(name, place, _kind(name)) for name, place in listed}
    if draw(st.booleans()):
        several = st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3, unique=True)
        topics = [draw(several) for _ in listed]
        between = draw(st.sampled_from(["; ", ", ", " / ", "\n"]))
        columns.append((draw(headers("topics")), [between.join(each) for each in topics]))
        facts |= {("covers", name, topic) for (name, _), each in zip(listed, topics, strict=True) for topic in each}
    spoken = [draw(st.none() | days(2022, 2026)) for _ in listed]
    by = [draw(st.sampled_from(ours)) if day else None for day in spoken]
    columns.append((draw(headers("spoken_on")), [day_cell(draw, day) if day else no_cell(draw) for day in spoken]))
    columns.append((draw(headers("spoken_by")), [each.name if each else no_cell(draw) for each in by]))
    for (name, _), day, who in zip(listed, spoken, by, strict=True):
        if day and who:
            facts |= {("contact", *sorted([name, hub]), str(day), who.surname), ("person", who.surname)}
    return Written({"Contacten": framed(draw, mixed(draw, columns))}, facts, organisation=hub)


@st.composite
def advisers(draw: Draw) -> Written:
    """Draw a list of advisers: a row is an adviser, the council that she supports, and the hours."""
    councils = organisations(draw, COUNCILS, 2, 5)
    known = people(draw, 1, 3)
    chosen = [draw(st.sampled_from(known)) for _ in councils]
    hours = [draw(st.sampled_from([None, 2, 8, 12.5, 20])) for _ in councils]
    facts: set[Fact] = {("council", name) for name, _ in councils}
    facts |= {("person", each.surname) for each in chosen}
    for (name, _), each, number in zip(councils, chosen, hours, strict=True):
        facts.add(("supports", each.surname, name, f"{number or 0:g}"))
    columns: list[Column] = [
        (draw(headers("adviser")), [each.name for each in chosen]),
        (draw(headers("organisation")), [name for name, _ in councils]),
        (draw(headers("hours")), list(hours)),
    ]
    return Written({"Verdeling": framed(draw, mixed(draw, columns))}, facts)


@st.composite
def sheets_of_councils(draw: Draw) -> Written:
    """Draw a sheet for every council, each with a title or called as the council is, and one that explains the rest."""
    councils = organisations(draw, ("Wmo-raad {}", "Participatieraad {}"), 2, 4)
    known = people(draw, 2 * len(councils), 3 * len(councils))
    sheets = {}
    facts: set[Fact] = set()
    for n, (council, _) in enumerate(councils):
        persons = known[n :: len(councils)]
        named, told = _named(draw, persons, email=False)
        seats, more = _seats(draw, persons, [council] * len(persons), _called(named))
        facts |= told | more | {("council", council)}
        titled = draw(st.booleans())
        sheets[f"Blad {n}" if titled else council] = framed(draw, mixed(draw, named + seats), council if titled else "")
    if draw(st.booleans()):
        sheets["Uitleg"] = [["Hoe dit bestand werkt"], ["Vul per raad de leden in."], ["Vragen? Bel ons gerust."]]
    return Written(sheets, facts)


@st.composite
def attendance(draw: Draw) -> Written:
    """Draw a list with a column for every meeting and a cross for whoever was there."""
    ((platform, _),) = organisations(draw, PLATFORMS, 1, 1)
    persons = people(draw, 2, 6)
    clients = organisations(draw, CLIENTS, 1, 3)
    behalf = [draw(st.sampled_from(clients))[0] for _ in persons]
    met = sorted(draw(st.lists(days(2024, 2026), min_size=1, max_size=4, unique=True)))
    facts: set[Fact] = {("platform", platform)} | {("person", each.surname) for each in persons}
    facts |= {("client_organisation", name) for name in behalf}
    columns: list[Column] = [
        (draw(st.sampled_from(["Naam", "Deelnemer", "persoon"])), [each.name for each in persons]),
        (draw(headers("behalf")), list(behalf)),
    ]
    crossed = [[draw(st.booleans()) for _ in met] for _ in persons]
    there, away = draw(st.sampled_from([("x", None), ("X", "-"), ("ja", "nee"), ("aanwezig", "afgemeld"), ("1", "0")]))
    for n, day in enumerate(met):
        if not any(row[n] for row in crossed):
            crossed[0][n] = True
        header = draw(st.sampled_from([f"{day:%d-%m-%Y}", day.isoformat()]))
        columns.append((header, [there if row[n] else away for row in crossed]))
        facts |= {("meeting", f"{platform} {day}"), ("meeting_of", f"{platform} {day}", platform)}
    for person, of, row in zip(persons, behalf, crossed, strict=True):
        facts |= {
            ("attended", person.surname, f"{platform} {day}", of) for day, was in zip(met, row, strict=True) if was
        }
    return Written({"Presentie": framed(draw, mixed(draw, columns), f"Presentielijst {platform}")}, facts)


@st.composite
def crosses_of_platforms(draw: Draw) -> Written:
    """Draw a list with a column for every platform, and a cross for the organisations that take part in it."""
    listed = organisations(draw, COUNCILS + CLIENTS, 2, 6)
    platforms = [name for name, _ in organisations(draw, PLATFORMS, 1, 3)]
    facts: set[Fact] = {(_kind(name), name) for name, _ in listed}
    columns: list[Column] = [(draw(headers("organisation")), [name for name, _ in listed])]
    for platform in platforms:
        crossed = [True, *(draw(st.booleans()) for _ in listed[1:])]
        columns.append((platform, ["x" if each else None for each in crossed]))
        facts |= {("participates", name, platform) for (name, _), each in zip(listed, crossed, strict=True) if each}
        facts.add(("platform", platform))
    return Written({"Deelname": framed(draw, mixed(draw, columns))}, facts)


@st.composite
def crosses_of_people(draw: Draw) -> Written:
    """Draw a list with a column for every platform, and a cross for the people who sit in it."""
    persons = people(draw, 2, 6)
    platforms = [name for name, _ in organisations(draw, PLATFORMS, 1, 3)]
    facts: set[Fact] = {("person", each.surname) for each in persons}
    columns: list[Column] = [(draw(st.sampled_from(["Naam", "Deelnemer", "persoon"])), [each.name for each in persons])]
    for platform in platforms:
        crossed = [True, *(draw(st.booleans()) for _ in persons[1:])]
        columns.append((platform, ["x" if each else None for each in crossed]))
        facts |= {
            ("seat", each.surname, platform, "", "", "") for each, is_ in zip(persons, crossed, strict=True) if is_
        }
        facts.add(("platform", platform))
    return Written({"Deelname": framed(draw, mixed(draw, columns))}, facts)


@st.composite
def people_in_a_cell(draw: Draw) -> Written:
    """Draw a list in which the members of a council stand in one cell."""
    councils = organisations(draw, COUNCILS, 2, 4)
    known = people(draw, 2 * len(councils), 4 * len(councils))
    facts: set[Fact] = {("council", name) for name, _ in councils} | {("person", each.surname) for each in known}
    cells: list[CellValue] = []
    between = draw(st.sampled_from(["; ", ", ", "\n", " / "]))
    for n, (council, _) in enumerate(councils):
        persons = known[n :: len(councils)]
        cells.append(between.join(each.name for each in persons))
        facts |= {("seat", each.surname, council, "", "", "") for each in persons}
    columns: list[Column] = [
        (draw(headers("organisation")), [name for name, _ in councils]),
        (draw(st.sampled_from(["Leden", "bezetting", "Deelnemers"])), cells),
    ]
    return Written({"Raden": framed(draw, mixed(draw, columns))}, facts)


FORMS: dict[str, Callable[[], st.SearchStrategy[Written]]] = {
    "a row for every member of one council": member_lists,
    "a row for every seat of several councils": seats_of_councils,
    "organisations, whom to call, and who spoke with them when": contact_lists,
    "advisers, whom they support, and hours": advisers,
    "a sheet for every council": sheets_of_councils,
    "a column for every meeting": attendance,
    "a column for every platform, organisations as rows": crosses_of_platforms,
    "a column for every platform, people as rows": crosses_of_people,
    "several people in a cell": people_in_a_cell,
}


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_known_network_as_a_flat_list(form: str, data: st.DataObject) -> None:
    written = data.draw(FORMS[form]())
    # Of one column, with a comma in its names, a text file does not tell that it is one column.
    plain = len(written.sheets) == 1 and all(len(row) > 1 for rows in written.sheets.values() for row in rows)
    suffix = data.draw(st.sampled_from([".xlsx", ".csv"])) if plain else ".xlsx"
    with TemporaryDirectory() as folder:
        path = write(Path(folder, f"lijst{suffix}"), written)
        network = Path(folder, "net.knooppunt")
        if data.draw(st.booleans()):
            # By way of the map that is proposed, written and read back.
            sheets = proposed(network, path, written.organisation)
            path.with_name(f"{path.name}.columns.yaml").write_text(map_file(sheets, "nl"), encoding="utf-8")
            wishes = Wishes()
        else:
            wishes = Wishes(organisation=written.organisation)
        (result,) = load(network, [path], NOW, wishes=wishes)
        assert not result.loaded.problems, result.loaded.problems
        with open_store(network) as store:
            found = facts_of(store.network())
    assert found == written.facts
