"""What marks in a list of who was there say: read together, never turned round, and asked where that is not certain."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.network import Network
from graph.vocabulary import vocabulary
from tests.loaders.columns.test_small_lists import read


def there(network: Network) -> set[str]:
    """Return who was where: ``Ans 2026-01-10``."""
    nodes = network.nodes
    return {
        f"{nodes[each.origin].name.split()[0]} {nodes[each.target].properties['date']}"
        for each in network.relations
        if each.relation == "attended"
    }


def marked(first: str, second: str, title: str = "Presentie Platform Zorg Emmen") -> str:
    """Return a list in which Ans has the ``first`` mark twice, and Bas the ``second`` and then the first."""
    return f"{title}\nNaam;Namens;10-1-2026;14-2-2026\nAns Bol;KBO Emmen;{first};{first}\nBas Col;ASD Emmen;{second};{first}"


FIRST = {"Ans 2026-01-10", "Ans 2026-02-14", "Bas 2026-02-14"}
SECOND = {"Bas 2026-01-10"}
ALL = FIRST | SECOND


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        *((first, second, FIRST) for first, second in [("x", "o"), ("+", "-"), ("●", "○"), ("✔", "✖"), ("√", "-")]),
        *((first, second, FIRST) for first, second in [("v", "-"), ("1", "0"), ("ja", "nee"), ("J", "N"), ("P", "A")]),
        *(
            ("x", absent, FIRST)
            for absent in ["ziek", "vakantie", "verh.", "m.k.a.", "afgem.", "vervanger", "a", "afw."]
        ),
        *(("aanw.", absent, FIRST) for absent in ["m.k.a.", "z.b.", "afgem.", "afw", "verhinderd", "nee, vakantie"]),
        *(("x", present, ALL) for present in ["online", "later", "via Teams", "X (later)", "X"]),
        *(("P", second, FIRST) for second in ["K", "Afwezig", "z.k."]),
        ("A", "V", FIRST),
        ("V", "A", SECOND),
        ("A", "afw", FIRST),
        ("A", "verh.", FIRST),
        ("aw", "af", FIRST),
        ("ja", "a", FIRST),
        ("x", "?", FIRST),
        ("x", ".", FIRST),
        ("x", "n.v.t.", FIRST),
    ],
)
def test_marks_are_read_together(first: str, second: str, expected: set[str], tmp_path: Path) -> None:
    network, result = read(tmp_path, marked(first, second))
    assert result.status == "new", result.loaded.problems
    assert there(network) == expected


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ("A", "-", "A"),
        ("A", "", "A"),
        ("o", "-", "o"),
        ("V", "x", "V; x"),
        ("✓", "x", "x"),
        ("ja", "x", "x"),
        ("F", "D", "F; D"),
        ("qq", "-", "qq"),
    ],
)
def test_marks_that_do_not_say_it_are_asked(first: str, second: str, asked: str, tmp_path: Path) -> None:
    _, result = read(tmp_path, marked(first, second))
    assert [(each.code, each.value) for each in result.loaded.problems] == [("list-marks", asked)]


@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        ("Presentie Platform Zorg Emmen (A = aanwezig; V = verhinderd)", "A", "V"),
        ("Presentie Platform Zorg Emmen – A = aanwezig, - = afwezig", "A", "-"),
        ("Presentie Platform Zorg Emmen. x = afwezig, v = aanwezig", "v", "x"),
    ],
)
def test_a_title_may_say_what_marks_mean(title: str, first: str, second: str, tmp_path: Path) -> None:
    network, result = read(tmp_path, marked(first, second, title))
    assert (result.status, there(network)) == ("new", FIRST), result.loaded.problems


def test_a_line_below_may_say_what_marks_mean_and_is_nobody(tmp_path: Path) -> None:
    network, _ = read(tmp_path, marked("A", "-") + "\n\nA = aanwezig, - = afwezig")
    assert there(network) == FIRST
    assert {node.name for node in network.nodes.values() if node.kind == "person"} == {"Ans Bol", "Bas Col"}


def test_a_map_may_say_what_marks_mean(tmp_path: Path) -> None:
    column_map = """
tables:
- organisation: Platform Zorg Emmen
  columns: {Naam: persons.name, Namens: attendances.organisation}
  crosses: {dates: meetings.date}
  marks: {A: absent, F: present}
"""
    network, result = read(tmp_path, marked("F", "A"), column_map=column_map)
    assert (result.status, there(network)) == ("new", FIRST), result.loaded.problems
    _, wrong = read(tmp_path, marked("F", "A"), "andere.csv", column_map.replace("present", "ja"))
    assert "map-unknown-mark" in {each.code for each in wrong.loaded.problems}


def test_letters_of_a_name_are_a_mark_and_told(tmp_path: Path) -> None:
    lines = "Presentie Platform Zorg Emmen\nNaam;10-1-2026;14-2-2026\nAns Bol;AB;AB\nJip de Kade;JdK;-"
    network, result = read(tmp_path, lines)
    assert there(network) == {"Ans 2026-01-10", "Ans 2026-02-14", "Jip 2026-01-10"}
    assert ("list-initials", "AB") in {(each.code, each.value) for each in result.loaded.warnings}


def test_days_without_year_have_the_same_marks(tmp_path: Path) -> None:
    lines = "Presentie Platform Zorg Emmen 2026\nNaam;10 jan;14 feb\nAns Bol;AB;x\nJip de Kade;JdK;x, later"
    network, result = read(tmp_path, lines)
    assert result.status == "new", result.loaded.problems
    assert there(network) == {"Ans 2026-01-10", "Ans 2026-02-14", "Jip 2026-01-10", "Jip 2026-02-14"}


def test_letters_of_a_name_in_parts_are_a_mark(tmp_path: Path) -> None:
    lines = "Presentie Platform Zorg Emmen\nVoornaam;Tussenvoegsel;Achternaam;10-1-2026\nAns;;Bol;AB\nJip;de;Kade;JdK"
    network, result = read(tmp_path, lines)
    assert result.status == "new", result.loaded.problems
    assert there(network) == {"Ans 2026-01-10", "Jip 2026-01-10"}


def test_letters_of_somebody_else_are_told_and_kept(tmp_path: Path) -> None:
    lines = "Presentie Platform Zorg Emmen\nNaam;10-1-2026;14-2-2026\nAns Bol;x;x\nBas Col;x;TV"
    network, result = read(tmp_path, lines)
    assert there(network) == {"Ans 2026-01-10", "Ans 2026-02-14", "Bas 2026-01-10"}
    assert ("list-unknown-mark", "TV") in {(each.code, each.value) for each in result.loaded.warnings}
    assert network.nodes["person:bas-col"].properties["unread"] == "14-2-2026: TV"


def test_no_mark_says_both() -> None:
    marks = vocabulary().lists.marks
    letters = {each.mark for each in marks.letters}
    assert not marks.present & marks.absent
    assert not letters & (marks.present | marks.absent)
    assert all(each.says in ("present", "absent", "unclear") for each in marks.letters)
