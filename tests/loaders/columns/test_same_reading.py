"""``columns`` and ``load`` read every column of a list the same: a first time, again, and by the map that was written."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from graph.network import Network
from graph.store.opening import open_store
from knooppunt.usecases.columns import Wishes, map_file, proposed
from knooppunt.usecases.load import LoadResult, load
from tests.loaders.columns.test_small_lists import NOW, read, ties

LISTS = Path(__file__).parents[2] / "data" / "lists"
#: Small lists in the ways that are hard to write down in a map.
SMALL = {
    "a sheet of the template by its name.csv": "Naam;Raad;Rol\nPuk Lage;Wmo-raad Ede;lid\n",
    "zetels.csv": "Naam;Raad;Rol\nPuk Lage;Wmo-raad Ede;lid\n",
    "personen.csv": "Wie;Raad;Functie\nPuk Lage;Wmo-raad Ede;lid\n",
    "raden.csv": "Raad;Gemeente;Schoenmaat\nWmo-raad Ede;Ede;4\n",
    "two councils.csv": "Wmo-raad Ede\nNaam;Functie\nPuk Lage;lid\n\nWmo-raad Urk\nNaam;Functie\nJip Kade;lid\n",
    "members and former members.csv": "Naam;Raad\nPuk Lage;Wmo-raad Ede\nOud-leden;\nJip Kade;Wmo-raad Ede\n",
    "one meeting.csv": "Presentielijst Wmo-raad Urk 12 maart 2026\nNaam;Organisatie;Aanwezig\nPuk Lage;KBO Ede;ja\n",
    "one header twice.csv": "Naam;Raad;Naam\nPuk Lage;Wmo-raad Ede;Piet\n",
    "a column without header.csv": "Naam;Raad;;Functie\nPuk Lage;Wmo-raad Ede;zzz;lid\n",
    "who goes.csv": "Organisatie;Platform;Wie gaat erheen\nKBO Ede;Platform GGZ;Puk Lage\n",
    "years.csv": "Naam;Raad;Jaar\nPuk Lage;Wmo-raad Ede;2024\n",
    "days.csv": "Naam;Namens;15 jan;12 mrt\nPuk Lage;KBO Ede;x;\n",
}


def _given(name: str, folder: Path) -> Path:
    """Return a list (or a folder with several) in a folder of its own."""
    folder.mkdir()
    path = folder / name
    if name == "folder":
        path.mkdir()
        for each in ("sociale-kaart.csv", "aanmeldingen.csv"):
            shutil.copy(LISTS / each, path)
    elif name in SMALL:
        path.write_text(SMALL[name], encoding="utf-8")
    else:
        shutil.copy(LISTS / name, path)
    return path


def _asked(network: Path, path: Path, wishes: Wishes) -> list[Any]:
    """Return how ``columns`` shows every table: whose it is, what every column fills, and what is no row."""
    return [
        (
            table.name,
            proposal.map.organisation,
            [(each.header, each.targets, each.cross) for each in proposal.columns],
            list(proposal.found.rest),
        )
        for table, proposals in proposed(network, path, wishes.organisation)
        for proposal in proposals
        if "nobody" not in proposal.lacking
    ]


def _loaded(network: Path, path: Path, wishes: Wishes) -> tuple[LoadResult, list[Any]]:
    (result,) = load(network, [path], NOW, wishes=wishes, again=True)
    readings = [
        (
            each.sheet,
            each.organisation,
            [(column.header, tuple(t for t in column.targets if t != "kept"), column.cross) for column in each.columns],
            list(each.rest),
        )
        for each in result.readings
    ]
    return result, readings


def _network(file: Path) -> tuple[dict[str, Any], list[Any]]:
    with open_store(file) as store:
        network: Network = store.network()
    nodes = {id_: (node.name, node.properties, node.since, node.until) for id_, node in network.nodes.items()}
    relations = [(r.relation, r.origin, r.target, str((r.since, r.until, r.properties))) for r in network.relations]
    return nodes, sorted(relations)


@pytest.mark.parametrize("name", [*sorted(path.name for path in LISTS.iterdir()), *SMALL, "folder"])
def test_a_list_is_read_as_it_was_shown(name: str, tmp_path: Path) -> None:
    path = _given(name, tmp_path / "lijst")
    needs = {"days.csv": Wishes(organisation="Platform GGZ")}.get(name, Wishes())
    first, file = _asked(tmp_path / "net", path, needs), tmp_path / "net"
    result, readings = _loaded(file, path, needs)
    if name == "days.csv":
        # Of which year these days are has to be asked.
        assert result.status == "refused"
        return
    assert result.status == "new", result.loaded.problems
    assert readings == first
    assert _asked(file, path, needs) == first
    assert _loaded(file, path, needs)[1] == first


@pytest.mark.parametrize("name", [*sorted(path.name for path in LISTS.iterdir()), *SMALL, "folder"])
def test_a_list_is_read_the_same_by_the_map_that_was_written(name: str, tmp_path: Path) -> None:
    path = _given(name, tmp_path / "lijst")
    result, readings = _loaded(tmp_path / "without", path, Wishes())
    if result.status == "refused":
        assert name == "days.csv", result.loaded.problems
        return
    path.with_name(f"{name}.columns.yaml").write_text(
        map_file(proposed(tmp_path / "none", path, ""), "nl"), encoding="utf-8"
    )
    again, by_map = _loaded(tmp_path / "with", path, Wishes())
    assert again.status == "new", again.loaded.problems
    assert by_map == readings
    assert _network(tmp_path / "with") == _network(tmp_path / "without")


def test_of_two_columns_of_one_header_the_first_counts_and_the_other_is_kept(tmp_path: Path) -> None:
    network, _ = read(tmp_path, SMALL["one header twice.csv"])
    assert ties(network) == {("Puk Lage", "seat", "Wmo-raad Ede")}
    (puk,) = [node for node in network.nodes.values() if node.kind == "person"]
    assert puk.properties["unread"] == "Naam: Piet"


def test_a_map_of_one_table_does_not_give_its_council_to_another(tmp_path: Path) -> None:
    column_map = "tables:\n- organisation: Wmo-raad Ede\n  columns: {Naam: persons.name, Functie: seats.role}\n"
    network, _ = read(tmp_path, SMALL["two councils.csv"], column_map=column_map)
    assert ties(network) == {("Puk Lage", "seat", "Wmo-raad Ede"), ("Jip Kade", "seat", "Wmo-raad Urk")}


def test_a_role_and_a_prefix_below_an_empty_row_are_no_header(tmp_path: Path) -> None:
    network, _ = read(
        tmp_path,
        "Wmo-raad Ede\nVoornaam;Tussenvoegsel;Achternaam;Functie\nPuk;;Lage;voorzitter\n;;;\nJip;van;Kade;lid\nOnno;;Vos;lid",
    )
    assert {each[0] for each in ties(network)} == {"Puk Lage", "Jip van Kade", "Onno Vos"}
