"""Ids: given ones letter for letter, others from the name, with the municipality when the name is not unique."""

from __future__ import annotations

from graph.model import Node
from loaders.base import CellValue
from tests.loaders.sheets import good, load, municipalities, nodes, only_problem, table


def ids(header: str, *rows: list[CellValue], sheet: str = "personen", known: tuple[Node, ...] = ()) -> list[str]:
    loaded = good(municipalities(), table(sheet, header, *rows), known=known)
    return [id_ for id_, node in nodes(loaded).items() if node.kind not in ("municipality", "region")]


def test_given_ids_are_kept() -> None:
    rows: list[list[CellValue]] = [["P 7/ë", "A"], [12.0, "B"], ["person:p7", "C"], ["GM1", "D"]]
    assert ids("id,naam", *rows) == ["person:P 7/ë", "person:12", "person:p7", "person:GM1"]


def test_without_an_id_the_name_makes_one() -> None:
    assert ids("naam", ["Zoë  van 't Hof"], ["Jan"]) == ["person:zoe-van-t-hof", "person:jan"]


def test_namesakes_all_get_their_municipality() -> None:
    rows: list[list[CellValue]] = [["Cliëntenraad", "Haarlem"], ["Adviesraad", "Haarlem"], ["clientenraad", "GM0375"]]
    assert ids("naam,gemeente", *rows, sheet="raden") == [
        "council:clientenraad-haarlem",
        "council:adviesraad",
        "council:clientenraad-beverwijk",
    ]


def test_a_namesake_of_a_given_id_gets_its_municipality() -> None:
    assert ids("id,naam,gemeente", ["jan", "Jan Jansen", ""], ["", "Jan", "Haarlem"]) == [
        "person:jan",
        "person:jan-haarlem",
    ]


def test_the_first_area_of_a_list_counts() -> None:
    rows: list[list[CellValue]] = [["Bond", "Haarlem; Beverwijk"], ["Bond", "Beverwijk; Haarlem"]]
    assert ids("naam,actief in", *rows, sheet="cliëntenorganisaties") == [
        "client_organisation:bond-haarlem",
        "client_organisation:bond-beverwijk",
    ]


def test_the_same_name_elsewhere_in_the_network() -> None:
    known = (
        Node(id="municipality:GM0375", kind="municipality", name="Beverwijk"),
        Node(id="person:jan", kind="person", name="Jan", properties={"municipality": "municipality:GM0375"}),
        Node(id="person:piet", kind="person", name="Piet"),
    )
    rows: list[list[CellValue]] = [["Jan", "Haarlem"], ["Piet", "Haarlem"]]
    assert ids("naam,gemeente", *rows, known=known) == ["person:jan-haarlem", "person:piet"]
    assert ids("naam,gemeente", ["Jan", "Beverwijk"], known=known) == ["person:jan"]
    assert ids("naam,gemeente", ["Jan", ""], known=known) == ["person:jan"]


def test_a_name_in_another_script_has_an_id_too() -> None:
    (id_,) = ids("naam", ["李明"])
    assert id_.startswith("person:")
    assert len(id_) > len("person:") + 8


def test_the_same_id_twice_shows_both_rows() -> None:
    problem = only_problem(table("personen", "id,naam", ["p1", "Jan"], ["p2", "Kees"], ["p1", "Piet"]))
    assert (problem.code, problem.place.row, problem.place.column, problem.value) == ("duplicate-id", 4, "id", "p1")
    assert problem.params["row"] == 2
    assert problem.params["first"] == "Jan"


def test_namesakes_that_nothing_tells_apart() -> None:
    rows = [["Jan", "", "j@x.example"], ["Jan", "", "k@x.example"]]
    problem = only_problem(table("personen", "naam,gemeente,e-mail", *rows))
    assert (problem.code, problem.place.row, problem.place.column, problem.value) == ("duplicate-id", 3, "naam", "Jan")
    rows = [["Jan", "Haarlem", "j@x.example"], ["Jan", "GM0392", "k@x.example"]]
    problem = only_problem(municipalities(), table("personen", "naam,gemeente,e-mail", *rows))
    assert problem.params["id"] == "person:jan-haarlem"


def test_the_same_key_in_two_sheets_is_no_problem() -> None:
    loaded = load(table("personen", "id,naam", ["x", "Jan"]), table("platforms", "id,naam", ["x", "Tafel"]))
    assert loaded.problems == []
    assert list(nodes(loaded)) == ["person:x", "platform:x"]
