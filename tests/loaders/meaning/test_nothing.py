"""What people write in a cell when there is nothing to write; and topics that are one under several names."""

from __future__ import annotations

import functools

import pytest

from graph.model import Node
from loaders.base import Loaded
from loaders.meaning.lists import says_nothing
from loaders.meaning.load import load_tables
from loaders.meaning.wording import problem_fields
from tests.loaders.sheets import good, load, nodes, relations, table


def told(loaded: Loaded) -> list[tuple[str, str, str, int]]:
    """Return the code, column and value of every warning, with how many more cells it is about."""
    assert loaded.problems == []
    return [(each.code, each.place.column, each.value, each.params.get("more", 0)) for each in loaded.warnings]


@pytest.mark.parametrize(
    "text", ["-", "--", "–", "?", "???", "...", "n.v.t.", "NVT", "Onbekend", "geen", "n/a", "niet bekend", " - "]
)
def test_this_says_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize("text", ["#", "0", "x", "na", "Geen Stijl", "onbekende raad", "NA", "ж"])
def test_this_says_something(text: str) -> None:
    assert not says_nothing(text)


def test_empty_values_are_blank_everywhere_and_told_once_of_a_column() -> None:
    loaded = load(
        table("raden", "naam", ["Raad A"]),
        table("personen", "naam,e-mail,telefoon", ["Jip", "-", "?"], ["Puk", "geen", "06"], ["Tineke", "n.v.t.", ""]),
        table(
            "zetels",
            "persoon,organisatie,rol,sinds,tot,einde termijn,namens,bevestigd",
            ["Jip", "Raad A", "lid", "onbekend", "heden", "n.v.t.", "?", "nooit"],
            ["Puk", "Raad A", "-", "?", "nu", "-", "ouderen; -", ""],
        ),
    )
    assert told(loaded) == [
        ("read-as-empty", "e-mail", "-", 2),
        ("read-as-empty", "telefoon", "?", 0),
        ("read-as-empty", "sinds", "onbekend", 1),
        ("no-end", "tot", "heden", 1),
        ("read-as-empty", "einde termijn", "n.v.t.", 1),
        ("read-as-empty", "namens", "?", 1),
        ("read-as-empty", "bevestigd", "nooit", 0),
        ("read-as-empty", "rol", "-", 0),
    ]
    seats = relations(loaded, "seat")
    assert [(seat.since, seat.until, seat.last_confirmed) for seat in seats] == [(None, None, None)] * 2
    assert [seat.properties for seat in seats] == [{"role": "member"}, {"speaks_for": ["ouderen"]}]
    assert "nog 2 cellen" in problem_fields(loaded.warnings[0], "nl")["others"]


def test_what_must_be_filled_in_is_asked_for() -> None:
    loaded = load(table("personen", "naam", ["Jip"]), table("zetels", "persoon,organisatie", ["Jip", "-"]))
    assert [each.code for each in loaded.problems] == ["missing-value"]


def test_a_name_a_remark_and_a_frequency_stay_as_they_are_written() -> None:
    loaded = load(table("platforms", "naam,frequentie,opmerking", ["-", "geen", "?"]))
    assert told(loaded) == []
    (node,) = nodes(loaded, "platform").values()
    assert (node.name, node.properties) == ("-", {"frequency": "geen", "note": "?"})


def test_who_is_called_so_can_be_referred_to() -> None:
    loaded = load(
        table("personen", "naam", ["Onbekend"]),
        table("raden", "naam", ["A"]),
        table("zetels", "persoon,organisatie", ["onbekend", "A"]),
    )
    assert [code for code, *_ in told(loaded)] == ["no-name-of-a-person"]
    assert [seat.origin for seat in relations(loaded, "seat")] == ["person:onbekend"]


def test_a_topic_goes_by_one_of_its_names_and_that_is_told() -> None:
    rows = [["A", "senioren"], ["B", "ouderen"], ["C", "Senioren"], ["D", "mensen met LVB"]]
    loaded = load(table("clientenorganisaties", "naam,doelgroepen", *rows))
    assert told(loaded) == [
        ("read-as-synonym", "doelgroepen", "senioren", 1),
        ("read-as-synonym", "doelgroepen", "mensen met LVB", 0),
    ]
    assert {each.name for each in nodes(loaded, "topic").values()} == {"ouderen", "LVB"}


def test_a_topic_that_is_known_by_its_name_keeps_its_id() -> None:
    council = table("raden", "naam,wetten", ["A", "Pwet"])
    known = [Node(id="topic:pwet", kind="topic", name="Pwet", mention=True)]
    nobody: list[Node] = []
    for elsewhere, before in ((known, nobody), (nobody, known)):
        loaded = load_tables([council], "a.csv", "a", elsewhere, before=functools.partial(list, before))
        assert told(loaded) == []
        assert [each.target for each in relations(loaded, "covers")] == ["topic:pwet"]


def test_everybody_is_no_topic() -> None:
    loaded = load(
        table("raden", "naam,doelgroepen", ["A", "alle"], ["B", "Alle doelgroepen"], ["C", "ouderen; iedereen"])
    )
    assert told(loaded) == [("topic-everyone", "doelgroepen", "alle", 2)]
    assert set(nodes(loaded, "topic")) == {"topic:ouderen"}


@pytest.mark.parametrize(
    ("cell", "topics"),
    [
        ("Wmo/Jeugdwet", {"Wmo", "Jeugdwet"}),
        ("Wmo & Jeugdwet", {"Wmo", "Jeugdwet"}),
        ("Wmo en de Jeugdwet", {"Wmo", "Jeugdwet"}),
        ("Wmo en/of Jeugdwet", {"Wmo", "Jeugdwet"}),
        ("Wmo, Jeugdwet, en Pwet", {"Wmo", "Jeugdwet", "Participatiewet"}),
        ("Wmo\nJeugdwet", {"Wmo", "Jeugdwet"}),
        ("Wmo\uff1bJeugdwet", {"Wmo", "Jeugdwet"}),
    ],
)
def test_two_laws_are_never_one_strange_topic(cell: str, topics: set[str]) -> None:
    loaded = load(table("raden", "naam,wetten", ["A", cell]))
    assert {code for code, *_ in told(loaded)} <= {"read-as-several"}
    assert {node.name for node in nodes(loaded, "topic").values()} == topics


@pytest.mark.parametrize("cell", ["migranten / minima", "senioren en mantelzorgers", "Ouderen, Mantelzorgers"])
def test_two_target_groups_either(cell: str) -> None:
    loaded = load(table("raden", "naam,doelgroepen", ["A", cell]))
    assert [code for code, *_ in told(loaded)] == ["read-as-several"]
    assert len(nodes(loaded, "topic")) == 2
    assert "senioren" not in loaded.warnings[0].params["read"]


def test_a_group_that_is_one_under_two_words_is_not_taken_apart() -> None:
    loaded = load(table("raden", "naam,doelgroepen", ["A", "blinden en slechtzienden"], ["B", "blinden"]))
    assert told(loaded) == []
    assert set(nodes(loaded, "topic")) == {"topic:blinden-en-slechtzienden", "topic:blinden"}


def test_on_behalf_of_may_stand_in_the_cell_too() -> None:
    loaded = good(
        table("personen", "naam", ["Kees"]),
        table("raden", "naam", ["A"]),
        table("clientenorganisaties", "naam", ["KBO Zandermeer"]),
        table("zetels", "persoon,organisatie,namens", ["Kees", "A", "namens KBO Zandermeer"]),
    )
    assert [each.target for each in relations(loaded, "represents")] == ["client_organisation:kbo-zandermeer"]
