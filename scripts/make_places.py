"""Make ``graph/places/*.csv`` from the reference facts, or tell whether they are what these facts make.

    python scripts/make_places.py FOLDER            write the files
    python scripts/make_places.py FOLDER --check    tell what differs, and end with status 1 when anything does

``FOLDER`` holds ``municipalities.csv``, ``former_municipalities.csv``, ``places.csv`` and ``municipalities.geojson``; of the
last only a point in every municipality is kept, never its border. ``docs/plaatsen.md`` names where the facts are from.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "graph" / "places"

#: What people call a municipality besides its own name; accents, hyphens and capitals make no difference anyway.
_ALSO = {
    "GM0518": ("Den Haag", "The Hague"),
    "GM0796": ("Den Bosch",),
    "GM0820": ("Nuenen", "Nuenen c.a."),
    "GM1970": ("Noordoost-Friesland", "Noordoost-Fryslân"),
    "GM0737": ("Tietjerksteradeel",),
}
#: How parts of names are written shorter.
_SHORT = ((" aan den ", " a/d "), (" aan de ", " a/d "), ("Sint-", "St. "), ("Sint ", "St. "))
#: Spellings that the list of former municipalities has wrong, and a successor that it has by mistake: Ouderkerk aan de Amstel
#: has nothing to do with Franekeradeel, it shares the name of a place.
_NAMED = {"GM0051": "Skarsterlân"}
_NO_SUCCESSOR = {("GM0070", "GM0437")}
#: One province has two names in the lists; the one that Statistics Netherlands uses stays.
_PROVINCES = {"Friesland": "Fryslân"}

#: The columns of regions, and how the facts call them.
_REGIONS = {
    "province": "provincie",
    "corop": "corop",
    "safety": "veiligheidsregio",
    "labour_market": "arbeidsmarktregio_2026",
}

_Rows = list[Sequence[str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the files; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--target", type=Path, default=TARGET)
    asked = parser.parse_args(arguments)
    status = 0
    for name, rows in made(asked.folder).items():
        path, text = asked.target / name, written(rows)
        if not asked.check:
            path.write_text(text, encoding="utf-8", newline="")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{path} is not what {asked.folder} makes", file=sys.stderr)
            status = 1
    return status


def made(folder: Path) -> dict[str, _Rows]:
    """Return the rows of every file, the header first."""
    return {
        "municipalities.csv": [
            ("code", "name", *_REGIONS, "inhabitants", "counted", "latitude", "longitude", "also"),
            *_municipalities(folder),
        ],
        "former_municipalities.csv": [("code", "name", "province", "until", "now_in"), *_former(folder)],
        "villages.csv": [("name", "municipality"), *_villages(folder)],
    }


def written(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as the text of a .csv file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _municipalities(folder: Path) -> Iterator[Sequence[str]]:
    points = _points(folder)
    for row in sorted(_read(folder, "municipalities"), key=lambda each: each["gm_code"]):
        code, name = row["gm_code"], row["gemeente"]
        counts = [(row[f"inwoners_{which}"], year) for which, year in (("roo_2026", "2026"), ("2023", "2023"))]
        regions = [row[column] for column in _REGIONS.values()]
        inhabitants = next((known for known in counts if known[0]), ("", ""))
        also = dict.fromkeys([*_ALSO.get(code, ()), *(name.replace(*pair) for pair in _SHORT if pair[0] in name)])
        yield (code, name, *regions, *inhabitants, *points.get(code, ("", "")), "; ".join(also))


def _former(folder: Path) -> Iterator[Sequence[str]]:
    for row in sorted(_read(folder, "former_municipalities"), key=lambda each: (each["opgeheven"], each["gm_code"])):
        code = row["gm_code"]
        now_in = [each for each in row["opvolgers_code"].split(";") if (code, each) not in _NO_SUCCESSOR]
        province = _PROVINCES.get(row["provincie"], row["provincie"])
        yield code, _NAMED.get(code, row["gemeente"]), province, row["opgeheven"], "; ".join(now_in)


def _villages(folder: Path) -> list[Sequence[str]]:
    return sorted({(row["woonplaats"], row["gm_code"]) for row in _read(folder, "places")})


def _read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(stream)]


def _points(folder: Path) -> dict[str, tuple[str, str]]:
    """Return, by code, latitude and longitude of the middle of the largest part of a municipality, to some hundred metres."""
    collection = json.loads((folder / "municipalities.geojson").read_text(encoding="utf-8"))
    middles = {each["properties"]["code"]: _middle(each["geometry"]) for each in collection["features"]}
    return {code: (f"{latitude:.3f}", f"{longitude:.3f}") for code, (latitude, longitude) in middles.items()}


def _middle(geometry: dict[str, Any]) -> tuple[float, float]:
    """Return latitude and longitude of the centre of gravity of the largest polygon."""
    several = geometry["type"] == "MultiPolygon"
    outlines = [polygon[0] for polygon in (geometry["coordinates"] if several else [geometry["coordinates"]])]
    area, x, y = max((_weighed(outline) for outline in outlines), key=lambda each: abs(each[0]))
    return y / area, x / area


def _weighed(outline: Sequence[Sequence[float]]) -> tuple[float, float, float]:
    """Return the signed area of an outline, and its centre of gravity times that."""
    left, bottom = outline[0]
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(outline, [*outline[1:], outline[0]], strict=True):
        across = (x1 - left) * (y2 - bottom) - (x2 - left) * (y1 - bottom)
        area += across / 2
        x += (x1 + x2 - 2 * left) * across / 6
        y += (y1 + y2 - 2 * bottom) * across / 6
    return area, x + left * area, y + bottom * area


if __name__ == "__main__":
    sys.exit(main())
