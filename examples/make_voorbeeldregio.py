"""Write the fictional example region on which the docs, the demo and the tests lean.

Who is tied to whom is written by hand in `voorbeeldregio/ontwerp.toml`, because the ties decide
what the findings are. This script draws the rest (names, numbers of members, dates) from a fixed
seed and writes the CSV files, `geplande-gevallen.json` and `README.md`: the same bytes every time.
"""

from __future__ import annotations

import argparse
import csv
import json
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from examples.drawn_region import KINDS, REFERENCE, Design, Region, Row, days_before, draw_region, items, records
from graph.words.catalogue import written_date

HOME = Path(__file__).parent / "voorbeeldregio"
SOURCE = "fictief (voorbeeldregio)"

# The columns of every sheet; every row also takes COMMON.
COMMON = "bevestigd, bron, opmerking"
COLUMNS = {
    "gemeenten": "id, naam, provincie, regio's, inwoners, breedtegraad, lengtegraad, participatievormen",
    "regios": "id, naam, type, onderdeel van",
    "raden": "id, naam, type, gemeente, regio, instelling, wetten, thema's, doelgroepen, rollen, via, sinds, tot",
    "clientenorganisaties": "id, naam, niveau, actief in, thema's, doelgroepen, sinds, tot",
    "platforms": "id, naam, regio, thema's, doelgroepen, bijeengeroepen door, frequentie, sinds, tot",
    "steunorganisaties": "id, naam, actief in, sinds, tot",
    "instellingen": "id, naam, type, actief in, sinds, tot",
    "personen": "id, naam, email, telefoon, gemeente, tot",
    "adviseurs": "persoon, organisatie, ondersteunt, functies, uren per maand, sinds, tot en met",
    "zetels": "persoon, organisatie, rol, sinds, tot, einde termijn, namens",
    "contacten": "organisatie a, organisatie b, via, frequentie, laatste contact, sinds, tot en met",
    "deelnames": "organisatie, platform, via, sinds",
    "bijeenkomsten": "id, naam, datum, platform, plaats, bijeengeroepen door, thema's",
    "aanwezigen": "bijeenkomst, persoon, organisatie",
}

ROLE_CODES = {"vz": ("voorzitter",), "sec": ("secretaris",), "con": ("contactpersoon", "ambtenaar")}
_LEFT = "weg"
# What the case list names beside the findings: the outcome of a command or of an indicator.
NOT_FINDINGS = ("whatif", "duplicates", "breadth")
PERSON_COLUMNS = ("persoon", "via", "bijeengeroepen door")


def behalf_of(region: Region) -> dict[tuple[str, str], str]:
    """Return on behalf of whom somebody has a seat, by person and organisation: as designed, the rest in order."""
    found = {
        (region.special[row["persoon"]], row["organisatie"]): ";".join(items(row["namens"]))
        for row in records(region.design["namens"])
    }
    for row in records(region.design["achterban"]):
        seats = [seat for seat in region.seats if seat.organisation == row["organisatie"] and not seat.until]
        others = [(seat.person, seat.organisation) for seat in seats if seat.role == "lid"]
        found |= dict(zip((seat for seat in others if seat not in found), items(row["namens"]), strict=False))
    return found


def resolve(region: Region, token: str) -> str:
    """Turn a person of the design into an id; an organisation's id is left as it is."""
    code, at, organisation = token.partition("@")
    if not at:
        return region.special.get(token, token)
    if code == _LEFT:
        return next(seat.person for seat in region.seats if seat.organisation == organisation and seat.until)
    return next(
        seat.person for seat in region.seats if seat.organisation == organisation and seat.role in ROLE_CODES[code]
    )


def as_cells(region: Region, row: Row) -> Row:
    """Turn the lists and the persons of a design row into what a sheet holds."""
    return {
        column: ";".join(resolve(region, item) if column in PERSON_COLUMNS else item for item in items(cell))
        for column, cell in row.items()
    }


def thing_rows(region: Region, sheet: str) -> Iterator[Row]:
    """Yield the rows of a sheet of organisations or regions."""
    notes = region.design["opmerkingen"]
    for row in region.things[sheet]:
        organisation = region.organisations.get(row["id"])
        confirmed = organisation.confirmed if organisation else REFERENCE.isoformat()
        yield {**as_cells(region, row), "bevestigd": confirmed, "opmerking": notes.get(row["id"], "")}


def seat_rows(region: Region) -> Iterator[Row]:
    """Yield the seats, organisation by organisation."""
    order = {key: place for place, key in enumerate(region.organisations)}
    behalf = behalf_of(region)
    for seat in sorted(region.seats, key=lambda seat: order[seat.organisation]):
        yield {
            "persoon": seat.person,
            "organisatie": seat.organisation,
            "rol": seat.role,
            "sinds": seat.since,
            "tot": seat.until,
            "einde termijn": seat.term,
            "namens": behalf.get((seat.person, seat.organisation), ""),
            # Who came or left later, is known since then.
            "bevestigd": max(region.organisations[seat.organisation].confirmed, seat.since, seat.until),
        }


def tie_rows(region: Region, sheet: str) -> Iterator[Row]:
    """Yield contacts, participations or advisers, with a date of confirmation of their own (or none)."""
    for row in records(region.design[sheet]):
        chance = region.rng.random()
        confirmed = row.get("tot en met") or days_before(region, *((560, 800) if chance < 0.08 else (10, 500)))
        last = days_before(region, 0, 150, date.fromisoformat(confirmed))
        known = "" if chance > 0.95 else confirmed
        yield {**as_cells(region, row), "bevestigd": known, "laatste contact": last if known else ""}


def orphaned_rows(region: Region) -> list[Row]:
    """Return the contacts of which whoever kept them alive has left the network on the day of the last seat."""
    rows = [as_cells(region, row) for row in records(region.design["verweesde_contacten"])]
    for person in (carrier for row in rows for carrier in row["via"].split(";")):
        region.persons[person]["tot"] = max(seat.until for seat in region.seats if seat.person == person)
    return rows


def meeting_rows(region: Region) -> Iterator[Row]:
    """Yield every meeting of every series."""
    platforms = {row["id"] for row in region.things["platforms"]}
    for series in records(region.design["bijeenkomsten"]):
        start, step = date.fromisoformat(series["eerste"]), timedelta(int(series["stap"]))
        platform = series["deelnemers"] if series["deelnemers"] in platforms else ""
        for number in range(int(series["aantal"])):
            day = start + number * step
            cells = {**as_cells(region, series), "datum": day.isoformat(), "bevestigd": day.isoformat()}
            cells["platform"] = platform
            name = f"{series['naam']} ({written_date(day, 'nl')})"
            yield {**cells, "id": f"{series['id']}-{day}", "naam": name}


def attendance_rows(region: Region, meeting: Row) -> Iterator[Row]:
    """Draw who came: the persons who called the meeting and one to three of each organisation."""
    day = date.fromisoformat(meeting["datum"])
    ties = records(region.design["deelnames"])
    platform = [tie["organisatie"] for tie in ties if tie["platform"] == meeting["deelnemers"]]
    employers = {resolve(region, row["persoon"]): row["organisatie"] for row in records(region.design["adviseurs"])}
    callers = meeting["bijeengeroepen door"].split(";")
    came = {caller: employers.get(caller, "") for caller in callers if caller in region.persons}
    for organisation in platform or meeting["deelnemers"].split(";"):
        seats = [s.person for s in region.seats if s.organisation == organisation and s.holds_on(day)]
        for person in region.rng.sample(seats, min(len(seats), region.rng.randint(1, 3))):
            came.setdefault(person, organisation)
    for person, organisation in came.items():
        seen = {"bijeenkomst": meeting["id"], "bevestigd": meeting["datum"]}
        yield {**seen, "persoon": person, "organisatie": organisation}


def sheets_of(region: Region) -> dict[str, list[Row]]:
    """Make the rows of every sheet, in the order in which the files are described."""
    sheets = {sheet: list(thing_rows(region, sheet)) for sheet in region.things}
    sheets["personen"] = list(region.persons.values())
    sheets["zetels"] = list(seat_rows(region))
    for sheet in ("adviseurs", "contacten", "deelnames"):
        sheets[sheet] = list(tie_rows(region, sheet))
    sheets["contacten"] += orphaned_rows(region)
    sheets["bijeenkomsten"] = list(meeting_rows(region))
    sheets["aanwezigen"] = [row for meeting in sheets["bijeenkomsten"] for row in attendance_rows(region, meeting)]
    return sheets


def planted_cases(region: Region) -> list[dict[str, Any]]:
    """Put node ids and names in the cases of the design."""
    nodes = {key: f"person:{person}" for key, person in region.special.items()}
    nodes |= {o.id: f"{KINDS[o.sheet][0]}:{o.id}" for o in region.organisations.values()}
    names = {key: region.persons[person]["naam"] for key, person in region.special.items()}
    names |= {row["id"]: row["naam"] for rows in region.things.values() for row in rows}

    def explained(case: dict[str, Any]) -> str:
        sizes = ", ".join(str(size) for size in case["expected"].get("parts", []))
        return str(case["explanation_nl"]).format_map({**names, **case["expected"], "parts": sizes})

    def with_ids(value: Any) -> Any:
        if isinstance(value, list):
            return [with_ids(item) for item in value]
        if isinstance(value, str) and "@" in value:
            return f"person:{resolve(region, value)}"
        return nodes.get(value, value) if isinstance(value, str) else value

    return [
        {
            **case,
            "ids": with_ids(case["ids"]),
            "expected": {key: with_ids(value) for key, value in case["expected"].items()},
            "explanation_nl": explained(case),
        }
        for case in region.design["gevallen"]
    ]


def readme(design: Design, sheets: dict[str, list[Row]], cases: list[dict[str, Any]]) -> str:
    """Fill in the page for readers: how much there is, and every case with the id to expect."""
    sizes = "\n".join(f"- `{sheet}.csv`: {len(sheets[sheet])} regels" for sheet in COLUMNS)
    listed = []
    for number, case in enumerate(cases, start=1):
        kind, ids = case["finding_kind"], case["ids"]
        finding = f"`{kind}` van `{'`, `'.join(ids)}`" if kind in NOT_FINDINGS else f"`{':'.join((kind, *ids))}`"
        values = json.dumps(case["expected"], ensure_ascii=False)
        listed.append(
            f"### {number}. {case['case']}\n\n{case['explanation_nl']}\n\n"
            f"- Verwacht: {finding}\n- Waarden: `{values}`\n"
        )
    return str(design["leesmij"]).format(
        peildatum=written_date(REFERENCE, "nl"),
        aantallen=sizes,
        aantal_gevallen=len(cases),
        gevallen="\n".join(listed).rstrip("\n"),
    )


def write_sheet(path: Path, columns: list[str], rows: list[Row]) -> None:
    """Write one sheet as the loader wants it: BOM, `;`, and a source in every row."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", delimiter=";", lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "bron": SOURCE} for row in rows)


def main() -> None:
    """Write the region to the folder given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=HOME)
    folder: Path = parser.parse_args().folder
    design = tomllib.loads((HOME / "ontwerp.toml").read_text(encoding="utf-8"))
    region = draw_region(design)
    sheets, cases = sheets_of(region), planted_cases(region)
    folder.mkdir(parents=True, exist_ok=True)
    for sheet, columns in COLUMNS.items():
        write_sheet(folder / f"{sheet}.csv", items(f"{columns}, {COMMON}"), sheets[sheet])
    texts = {
        "geplande-gevallen.json": json.dumps(cases, ensure_ascii=False, indent=2) + "\n",
        "README.md": readme(design, sheets, cases),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
