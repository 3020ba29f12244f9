"""The synthetic country as three flat lists, as a hub would keep them: people with their seats, contacts, participations.

What such a list does not hold (laws, themes, advisers, regions) is not in them; whoever and whatever they name is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from graph.vocabulary import vocabulary

#: The kind of an organisation as a list writes it, by sheet.
_KINDS = {
    "councils": "raad",
    "client_organisations": "cliëntenorganisatie",
    "platforms": "platform",
    "support_organisations": "steunorganisatie",
    "institutions": "instelling",
}


def write_lists(workbook: Path, folder: Path) -> list[Path]:
    """Write the lists made of a ``workbook`` of the country into ``folder``; return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    with CalamineWorkbook.from_path(workbook) as opened:
        sheets = {
            sheet.code: _rows(opened.get_sheet_by_name(name).to_python())
            for name in opened.sheet_names
            if (sheet := vocabulary().find_sheet(name)) is not None
        }
    places = {row["id"]: row["naam"] for row in sheets["municipalities"]}
    persons = {row["id"]: row for row in sheets["persons"]}
    organisations = {row["id"]: (row, kind) for sheet, kind in _KINDS.items() for row in sheets[sheet]}
    named = {id_: row["naam"] for id_, (row, _) in organisations.items()} | {
        id_: f"gemeente {name}" for id_, name in places.items()
    }
    # The workbook refers by id, and now and then by name.
    named |= {name: name for name in named.values()} | {name: f"gemeente {name}" for name in places.values()}
    kinds = {named[id_]: kind for id_, (_, kind) in organisations.items()}
    persons |= {row["naam"]: row for row in persons.values()}
    seats = [
        (
            persons[row["persoon"]]["naam"],
            persons[row["persoon"]]["e-mail"],
            named[row["organisatie"]],
            kinds.get(named[row["organisatie"]], "gemeente"),
            row["rol"],
            row["sinds"],
            row["einde termijn"],
            row["bevestigd"],
        )
        for row in sheets["seats"]
    ]
    people = {id_: row["naam"] for id_, row in persons.items()}
    contacts = [
        (
            named[row["organisatie a"]],
            named[row["organisatie b"]],
            _names(row["via"], people),
            row["frequentie"],
            row["laatste contact"],
        )
        for row in sheets["contacts"]
    ]
    joined = [(named[row["organisatie"]], named[row["platform"]]) for row in sheets["participations"]]
    header = ("Naam", "E-mail", "Organisatie", "Soort", "Functie", "Lid sinds", "Aftredend", "Bevestigd")
    spoken = ("Organisatie", "Contact met", "Door", "Frequentie", "Laatste contact")
    return [
        _write(folder / "ledenlijst.csv", header, seats),
        _write(folder / "contactenlijst.csv", spoken, contacts),
        _write(folder / "deelnemers.csv", ("Organisatie", "Platform"), joined),
    ]


def _names(ids: str, people: dict[str, str]) -> str:
    return "; ".join(people.get(id_.strip(), id_.strip()) for id_ in ids.split(";") if id_.strip())


def _rows(cells: list[list[Any]]) -> list[dict[str, Any]]:
    header, *rows = cells
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, *rows])
    return path
