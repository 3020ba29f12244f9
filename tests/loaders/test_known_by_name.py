"""Lists with ids and lists without: who is who by name, whatever the order, and what is told when that is not plain."""

from __future__ import annotations

import itertools
import re
import tempfile
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model import Evidence, Node
from loaders.base import Table
from loaders.meaning.load import load_tables
from loaders.meaning.wording import problem_fields
from tests.loaders.hub import Hub
from tests.loaders.sheets import load, nodes, table, triples

PERSONS = table("personen", "naam", ["Jan"])


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    return Hub(tmp_path)


def with_ids(*rows: list[str]) -> Table:
    return table("raden", "id,naam,gemeente", *rows)


def without(*rows: list[str]) -> Table:
    return table("raden", "naam,gemeente", *rows)


def seat(organisation: str) -> Table:
    return table("zetels", "persoon,organisatie", ["Jan", organisation])


# --- a list with ids and one without ---------------------------------------------------------------------------------


@pytest.mark.parametrize("area", ["Dorp", ""])
@pytest.mark.parametrize("order", list(itertools.permutations("abc")))
def test_a_list_with_ids_and_one_without_know_each_other(hub: Hub, order: tuple[str, ...], area: str) -> None:
    """Each refers by name as well, and the third has the seats only."""
    lists = {
        "a": (with_ids(["r1", "Adviesraad Dorp", "Dorp"]), PERSONS, seat("Adviesraad Dorp")),
        "b": (without(["Adviesraad Dorp", area]), PERSONS, seat("adviesraad dorp")),
        "c": (table("cliëntenorganisaties", "naam", ["Bond"]), PERSONS, seat("Bond")),
    }
    for name in order:
        hub.load(name, *lists[name])
    assert hub.ids("council") == {"council:r1"}
    assert hub.triples("seat") == {("person:jan", "council:r1"), ("person:jan", "client_organisation:bond")}
    hub.load("d", PERSONS, seat("Adviesraad Dorp"))
    assert hub.ids("council") == {"council:r1"}


def test_persons_and_municipalities_know_each_other_too(hub: Hub) -> None:
    hub.load("a", table("personen", "id,naam", ["p1", "Jan"]), table("gemeenten", "id,naam", ["GM0453", "Velsen"]))
    hub.load("b", PERSONS, table("gemeenten", "naam", ["gemeente Velsen"]), seat("gemeente Velsen"))
    assert hub.ids("person") == {"person:p1"}
    assert hub.ids("municipality") == {"municipality:GM0453"}
    assert hub.triples("seat") == {("person:p1", "municipality:GM0453")}


def test_different_ids_for_one_name_stay_two(hub: Hub) -> None:
    hub.load("a", with_ids(["adviesraad-dorp", "Adviesraad Dorp", "Dorp"]))
    hub.load("b", with_ids(["adviesraad-dorp-2", "Adviesraad Dorp", "Dorp"]))
    assert hub.ids("council") == {"council:adviesraad-dorp", "council:adviesraad-dorp-2"}
    assert hub.problem("c", PERSONS, seat("Adviesraad Dorp")).code == "ambiguous"


def test_another_municipality_is_another_council(hub: Hub) -> None:
    hub.load("a", with_ids(["r1", "Cliëntenraad", "Haarlem"]))
    hub.load("b", without(["Cliëntenraad", "Velsen"]))
    assert hub.ids("council") == {"council:r1", "council:clientenraad"}
    assert hub.problem("c", PERSONS, seat("Cliëntenraad")).code == "ambiguous"


def test_what_one_list_tells_apart_stays_two(hub: Hub) -> None:
    hub.load("a", with_ids(["r1", "Raad", "Dorp"], ["", "Raad", "Dorp"]))
    assert hub.ids("council") == {"council:r1", "council:raad"}


def test_a_name_that_may_be_one_of_several_is_told_and_kept_apart(hub: Hub) -> None:
    hub.load("a", with_ids(["r1", "Cliëntenraad", "Haarlem"], ["r2", "Cliëntenraad", "Velsen"]))
    result = hub.try_load("b", without(["Cliëntenraad", ""]), PERSONS, seat("Cliëntenraad"))
    assert result.loaded.problems == []
    (warning,) = result.loaded.warnings
    assert (warning.code, warning.place.sheet, warning.place.row) == ("one-of-several", "raden", 2)
    assert [each["id"] for each in warning.params["candidates"]] == ["council:r1", "council:r2"]
    assert hub.ids("council") == {"council:r1", "council:r2", "council:clientenraad"}
    hub.load("b", without(["Cliëntenraad", "Velsen"]), PERSONS, seat("Cliëntenraad (Velsen)"))
    assert hub.triples("seat") == {("person:jan", "council:r2")}


def test_two_of_one_list_are_not_one_by_two_names_of_a_third(hub: Hub) -> None:
    hub.load("a", table("raden", "id,naam", ["r1", "Raad"]))
    result = hub.try_load("b", table("raden", "id,naam", ["r1", "Platform"]))
    assert [(each.code, each.value) for each in result.loaded.warnings] == [("id-called-otherwise", "Platform")]
    assert [each["name"] for each in result.loaded.warnings[0].params["candidates"]] == ["Raad"]
    hub.try_load("c", table("raden", "naam", ["Raad"], ["Platform"]))
    assert hub.ids("council") == {"council:r1", "council:raad", "council:platform"}


@pytest.mark.parametrize("name", ["Raad van Dorp", "raad", "Raad"])
def test_one_id_with_two_names_is_told(hub: Hub, name: str) -> None:
    """Lists that both number their rows from 1 speak of different people."""
    hub.load("a", table("raden", "id,naam", ["1", "Raad"]))
    result = hub.try_load("b", table("raden", "id,naam", ["1", name]))
    told = [each.code for each in result.loaded.warnings]
    assert told == (["id-called-otherwise"] if name == "Raad van Dorp" else [])


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (("Koepel van Raden", ""), ("Koepel Raden", ""), True),
        (("Koepel van Raden", ""), ("Koepel Raden", "Wmo-koepel"), True),
        (("Koepel van Raden", ""), ("Koepel Raden", "Koepel van Raden"), False),
        (("Koepel van Raden", "Koepel Raden"), ("Koepel Raden", ""), False),
        (("Koepel van Raden", "Wmo-koepel"), ("Koepel Raden", "Wmo-koepel; Raden"), False),
    ],
)
def test_one_id_with_two_names_that_a_list_tells_of_is_not_told(
    hub: Hub, first: tuple[str, str], second: tuple[str, str], told: bool
) -> None:
    hub.load("a", table("steunorganisaties", "id,naam,ook bekend als", ["koepel", *first]))
    result = hub.try_load("b", table("steunorganisaties", "id,naam,ook bekend als", ["koepel", *second]))
    assert [each.code for each in result.loaded.warnings] == (["id-called-otherwise"] if told else [])
    assert hub.ids("support_organisation") == {"support_organisation:koepel"}


MEETING = "meeting:overleg"


def meetings(*days: str) -> Table:
    return table("bijeenkomsten", "naam,datum", *(["Overleg", day] for day in days))


def attended(*named: str) -> Table:
    return table("aanwezigen", "bijeenkomst,persoon", *([each, "Jan"] for each in named))


def test_meetings_on_two_days_are_two(hub: Hub) -> None:
    hub.load("a", table("bijeenkomsten", "id,naam,datum", ["m1", "Overleg", "1-2-2025"]))
    hub.load("b", meetings("1-2-2026"))
    assert hub.ids("meeting") == {"meeting:m1", f"{MEETING}-2026-02-01"}
    hub.load("b", meetings("1-2-2025"))
    assert hub.ids("meeting") == {"meeting:m1"}


@pytest.mark.parametrize(
    "lists", [(["1-2-2025"], ["1-2-2026"]), (["1-2-2025", "1-2-2026"],), (["1-2-2026"], ["1-2-2025"])]
)
def test_meetings_of_one_name_are_told_apart_by_their_day(hub: Hub, lists: tuple[list[str], ...]) -> None:
    for number, days in enumerate(lists):
        hub.load(f"s{number}", meetings(*days))
    found = {node.id: str(node.since) for node in hub.network().nodes.values() if node.kind == "meeting"}
    assert found == {f"{MEETING}-2025-02-01": "2025-02-01", f"{MEETING}-2026-02-01": "2026-02-01"}
    problem = hub.problem("c", PERSONS, attended("Overleg"))
    assert problem.code == "ambiguous"
    assert {each["day"] for each in problem.params["candidates"]} == {"2025-02-01", "2026-02-01"}
    assert (
        "Overleg (bijeenkomst, 1 februari 2025, id meeting:overleg-2025-02-01"
        in problem_fields(problem, "nl")["candidates"]
    )
    assert re.search(r"‘Overleg \(1 februari 202[56]\)’", problem_fields(problem, "nl")["advice"])
    hub.load("c", PERSONS, attended("overleg (1-2-2025)", "Overleg (1 februari 2026)"))
    assert hub.triples("attended") == {("person:jan", f"{MEETING}-2025-02-01"), ("person:jan", f"{MEETING}-2026-02-01")}


def test_the_meeting_of_a_series_that_a_list_had_is_not_the_next_one(hub: Hub) -> None:
    hub.load("agenda", meetings("1-2-2025"))
    hub.load("wie", PERSONS, attended("Overleg"))
    hub.load("agenda", meetings("1-2-2026"))
    network = hub.network()
    assert [end.missing for end in network.loose_ends] == [(f"{MEETING}-2025-02-01",)]


def test_a_meeting_of_the_time_when_its_day_was_no_part_of_its_id_keeps_it(hub: Hub) -> None:
    """Who refers to it by that id in another list is not lost; another list of those days is another meeting."""
    old = [
        Node(
            id=MEETING,
            kind="meeting",
            name="Overleg",
            made=True,
            since=date(2025, 2, 1),
            sources=(Evidence("b", "x!2"),),
        )
    ]
    agenda = meetings("1-3-2025", "1-2-2025")
    loaded = load_tables([agenda], "a.csv", "a", (), before=lambda: old)
    assert [*nodes(loaded)] == [f"{MEETING}-2025-03-01", MEETING]
    loaded = load_tables([agenda], "a.csv", "a", old)
    assert [*nodes(loaded)] == [f"{MEETING}-2025-03-01", MEETING]
    other = [msgspec.structs.replace(old[0], since=date(2024, 1, 1))]
    loaded = load_tables([agenda], "a.csv", "a", other, before=lambda: old)
    assert [*nodes(loaded)] == [f"{MEETING}-2025-03-01", f"{MEETING}-2025-02-01"]


def test_an_id_that_goes_by_another_one_is_not_given_to_a_namesake(hub: Hub) -> None:
    hub.load("a", without(["Raad", "Zuid"]))
    hub.load("b", with_ids(["x", "Raad", "Zuid"]))
    hub.load("c", without(["Raad", "Noord"]), PERSONS, seat("council:raad"))
    assert hub.ids("council") == {"council:x", "council:raad-noord"}
    assert hub.triples("seat") == {("person:jan", "council:x")}


# --- how a name is typed ---------------------------------------------------------------------------------------------

SPELLINGS = [
    ("personen", "person", "Łukasz Kot", "Lukasz Kot"),
    ("personen", "person", "Ørsted", "Orsted"),
    ("personen", "person", "Yıldız", "Yildiz"),
    ("raden", "council", "Raad Werk & Inkomen", "Raad Werk en Inkomen"),
]


@pytest.mark.parametrize(("sheet", "kind", "one", "other"), SPELLINGS)
@pytest.mark.parametrize("turned", [False, True])
def test_two_spellings_that_may_be_two_are_told(
    hub: Hub, sheet: str, kind: str, one: str, other: str, turned: bool
) -> None:
    first, second = (other, one) if turned else (one, other)
    hub.load("a", table(sheet, "naam", [first]))
    (warning,) = hub.try_load("b", table(sheet, "naam", [second])).loaded.warnings
    assert (warning.code, warning.value, warning.place.row) == ("spelled-otherwise", second, 2)
    assert [each["name"] for each in warning.params["candidates"]] == [first]
    assert len(hub.ids(kind)) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Ria D'Hondt", "Ria D’Hondt"), ("Anne-Marie", "Anne Marie"), ("Zoë", "ZOE")]
)
def test_apostrophes_hyphens_accents_and_capitals_do_not_matter(hub: Hub, one: str, other: str) -> None:
    hub.load("a", table("personen", "naam", [one]))
    hub.load("b", table("personen", "naam", [other]))
    assert len(hub.ids("person")) == 1


def test_the_exact_spelling_goes_before_another() -> None:
    persons = table("personen", "id,naam", ["p1", "Brendan O'Hara"], ["p2", "Brendan O’Hara"])
    seats = table("zetels", "persoon,organisatie", ["Brendan O'Hara", "Raad"], ["Brendan O’Hara", "Raad"])
    loaded = load(persons, table("raden", "naam", ["Raad"]), seats)
    assert loaded.problems == []
    assert triples(loaded, "seat") == {("seat", "person:p1", "council:raad"), ("seat", "person:p2", "council:raad")}
    (problem,) = load(persons, table("raden", "naam", ["Raad"]), seat_of("brendan ohara")).problems
    assert problem.code == "ambiguous"


def seat_of(person: str) -> Table:
    return table("zetels", "persoon,organisatie", [person, "Raad"])


@pytest.mark.parametrize("order", list(itertools.permutations(["Velsen", "gemeente Velsen", "Gemeente velsen"])))
def test_a_municipality_with_and_without_the_word_is_one(hub: Hub, order: tuple[str, ...]) -> None:
    for number, area in enumerate(order):
        hub.load(f"s{number}", table("raden", "naam,gemeente", [f"Raad {number}", area]))
    assert hub.ids("municipality") == {"municipality:GM0453"}
    assert {target for _, target in hub.triples("advises")} == {"municipality:GM0453"}


def test_the_word_gemeente_says_that_it_is_one(hub: Hub) -> None:
    hub.load("a", table("regio's", "naam", ["Utrecht"]), table("gemeenten", "naam", ["Gemeente Utrecht"]))
    hub.load("b", table("cliëntenorganisaties", "naam,actief in", ["Bond", "gemeente Utrecht"]))
    assert hub.triples("active_in") == {("client_organisation:bond", "municipality:gemeente-utrecht")}
    hub.load("c", table("raden", "naam,gemeente", ["Raad", "Utrecht"]))
    assert hub.triples("advises") == {("council:raad", "municipality:gemeente-utrecht")}


def test_topics_spelled_in_two_ways_are_one(hub: Hub) -> None:
    hub.load("a", table("raden", "naam,thema's", ["Raad A", "Zorg & welzijn"], ["Raad B", "zorg en welzijn"]))
    assert len({target for _, target in hub.triples("covers")}) == 1


@pytest.mark.parametrize("place", ["Bergen (NH)", "bergen (nh)", "gemeente Bergen (NH)"])
def test_places_with_brackets(place: str) -> None:
    loaded = load(
        table("gemeenten", "id,naam", ["GM0373", "Bergen (NH)"], ["GM0893", "Bergen (L)"]),
        table("personen", "naam,gemeente", ["Piet Puk", "Bergen (NH)"], ["Piet Puk", "Bergen (L)"]),
        table("raden", "naam,gemeente", ["Wmo-raad", "Bergen (NH)"], ["Wmo-raad", "Bergen (L)"]),
        table("zetels", "persoon,organisatie", [f"Piet Puk ({place})", f"Wmo-raad ({place})"]),
    )
    assert loaded.problems == []
    assert triples(loaded, "seat") == {("seat", "person:piet-puk-bergen-nh", "council:wmo-raad-bergen-nh")}


# --- rows that stand there twice -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "header", "one", "other"),
    [
        ("raden", "naam,gemeente", ["KBO Raad", "Velsen"], ["kbo  raad", "VELSEN"]),
        ("personen", "naam", ["Jan Kade"], ["JAN kade"]),
        ("personen", "naam", ["J. de Jong"], ["J. de Jong"]),
        ("personen", "id,naam,e-mail", ["p1", "Jan", "jan@x.example"], ["p1", "jan", "Jan@x.example"]),
        ("personen", "naam,e-mail", ["O'Hara", "o@x.example"], ["O’Hara", "o@x.example"]),
        ("bijeenkomsten", "naam,datum", ["Overleg", "1-2-2025"], ["Overleg", "1-2-2025"]),
    ],
)
def test_a_row_again_in_other_capitals_and_spaces_is_one_thing_and_told(
    sheet: str, header: str, one: list[str], other: list[str]
) -> None:
    loaded = load(table(sheet, header, one, other))
    assert loaded.problems == []
    (warning,) = loaded.warnings
    assert (warning.code, warning.place.row, warning.params["row"]) == ("told-twice", 3, 2)
    assert len({each for each in nodes(loaded) if not each.startswith("municipality")}) == 1
    assert loaded.counts[0].stored == 2


def test_who_is_referred_to_is_not_guessed_when_one_of_two_rows_is_left_out() -> None:
    rows = (["J. de Jong", "jan@x.example"], ["J. de Jong", "joke@x.example"])
    loaded = load(
        table("personen", "naam,e-mail", *rows),
        table("raden", "naam", ["A"], ["B"]),
        table("zetels", "persoon,organisatie", ["J. de Jong", "A"], ["J. de Jong", "B"]),
        skip_bad_rows=True,
    )
    assert triples(loaded, "seat") == set()
    assert [(each.code, each.place.sheet, each.place.row) for each in loaded.warnings] == [
        ("refers-to-contested", "zetels", 2),
        ("refers-to-contested", "zetels", 3),
    ]
    assert len(nodes(loaded, "person")) == 1


# --- against brute force ---------------------------------------------------------------------------------------------

NAMES = ["Raad", "raad", "Wmo & Zorg", "wmo en zorg", "O'Raad", "O’Raad"]
AREAS = ["Noord", "Zuid", "gemeente Noord"]
#: (id or none, name, area)
rows = st.tuples(st.sampled_from(["", "", "x", "y"]), st.sampled_from(NAMES), st.sampled_from(AREAS))
lists = st.lists(st.lists(rows, min_size=1, max_size=2), min_size=2, max_size=4)


def _groups(loaded: list[list[tuple[str, str, str]]]) -> set[frozenset[tuple[int, int]]]:
    """Return which rows (list, row) are one council: by every pair of rows, as the docs say it."""
    said = {(i, j): row for i, own in enumerate(loaded) for j, row in enumerate(own)}

    def key(row: tuple[str, str, str]) -> tuple[str, str]:
        name = row[1].casefold().replace("&", "en").replace("’", "'")
        return name, row[2].removeprefix("gemeente ")

    group = {at: at for at in said}
    for one, other in itertools.combinations(said, 2):
        a, b = said[one], said[other]
        given = bool(a[0]) and bool(b[0])
        if a[0] == b[0] if given else key(a) == key(b):
            old, new = group[other], group[one]
            group = {at: new if mark == old else mark for at, mark in group.items()}
    return {frozenset(at for at in said if group[at] == mark) for mark in group.values()}


def _plain(loaded: list[list[tuple[str, str, str]]]) -> bool:
    """Tell whether it is plain who is who: an id has one name and place, a name and place one id, and one row in a list."""
    ids: dict[str, set[tuple[str, str]]] = {}
    for own in loaded:
        named = [(n.casefold().replace("&", "en").replace("’", "'"), a.removeprefix("gemeente ")) for _, n, a in own]
        if len(set(named)) < len(named):
            return False
        for (id_, _, _), key in zip(own, named, strict=True):
            ids.setdefault(id_, set()).add(key)
    ids.pop("", None)
    return all(len(keys) == 1 for keys in ids.values()) and len(set.union(set(), *ids.values())) == len(ids)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)
@given(lists.filter(_plain).flatmap(lambda some: st.tuples(st.just(some), st.permutations(range(len(some))))))
def test_who_is_who_does_not_depend_on_the_order(drawn: tuple[list[list[tuple[str, str, str]]], list[int]]) -> None:
    some, order = drawn
    with tempfile.TemporaryDirectory() as folder:
        networks = []
        for number, one in enumerate((list(range(len(some))), order)):
            hub = Hub(Path(folder, str(number)))
            for i in one:
                mine = [[*row] for row in (some[i] if number == 0 else reversed(some[i]))]
                assert hub.try_load(f"s{i}", with_ids(*mine)).loaded.problems == []
            networks.append(hub.network())
    for network in networks:
        found = [node for node in network.nodes.values() if node.kind == "council"]
        # Every row is a source of its council: where rows meet is where nodes have more than one.
        rows_of = {frozenset((e.source, e.where) for e in node.sources) for node in found}
        assert len(rows_of) == len(_groups(some))
    firsts, others = (
        {frozenset(int(e.source[1:]) for e in node.sources) for node in net.nodes.values() if node.kind == "council"}
        for net in networks
    )
    assert firsts == others == {frozenset(i for i, _ in group) for group in _groups(some)}
