"""The script that makes the table of places, on a country of two municipalities."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "make_places.py"
_SHEETS = {
    "municipalities": (
        "gm_code,gemeente,provincie_code,provincie,corop_code,corop,vr_code,veiligheidsregio,arbeidsmarktregio_2026,"
        "inwoners_2023,inwoners_roo_2026",
        "GM9902,Dorp aan den Dijk,PV1,Noord,CR1,Kop,VR1,Ver,Markt,90,100",
        "GM9901,Stad,PV1,Noord,CR1,Kop,VR1,Ver,Markt,2000,",
    ),
    "former_municipalities": (
        "gm_code,gemeente,provincie,opgeheven,opvolgers_code,opvolgers,herkomst",
        "GM9911,Gehucht,Friesland,2015-01-01,GM9901;GM9902,Stad;Dorp,kennis",
    ),
    "places": ("woonplaats,gm_code,gemeente", "Zand,GM9902,Dorp", "Berg,GM9901,Stad", "Zand,GM9902,Dorp"),
}


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    folder = tmp_path / "reference"
    folder.mkdir()
    for name, lines in _SHEETS.items():
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    square = [[5.0, 52.0], [5.2, 52.0], [5.2, 52.1], [5.0, 52.1], [5.0, 52.0]]
    island = [[6.0, 53.0], [6.01, 53.0], [6.01, 53.01], [6.0, 53.0]]
    shapes = {"GM9901": ("Polygon", [square]), "GM9902": ("MultiPolygon", [[island], [square]])}
    features = [
        {"properties": {"code": code}, "geometry": {"type": type_, "coordinates": shape}}
        for code, (type_, shape) in shapes.items()
    ]
    (folder / "municipalities.geojson").write_text(json.dumps({"features": features}), encoding="utf-8")
    return folder


def _run(*arguments: str | Path) -> int:
    return subprocess.run([sys.executable, SCRIPT, *arguments], check=False, capture_output=True, timeout=60).returncode


def _rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))[1:]


def test_it_makes_the_files_and_tells_when_they_differ(reference: Path, tmp_path: Path) -> None:
    assert _run(reference, "--target", tmp_path) == 0
    regions = ("Noord", "Kop", "Ver", "Markt")
    assert _rows(tmp_path / "municipalities.csv") == [
        ["GM9901", "Stad", *regions, "2000", "2023", "52.050", "5.100", ""],
        ["GM9902", "Dorp aan den Dijk", *regions, "100", "2026", "52.050", "5.100", "Dorp a/d Dijk"],
    ]
    assert _rows(tmp_path / "former_municipalities.csv") == [
        ["GM9911", "Gehucht", "Fryslân", "2015-01-01", "GM9901; GM9902"]
    ]
    assert _rows(tmp_path / "villages.csv") == [["Berg", "GM9901"], ["Zand", "GM9902"]]
    assert _run(reference, "--target", tmp_path, "--check") == 0
    with (tmp_path / "villages.csv").open("a", encoding="utf-8") as stream:
        stream.write("Meer,GM9901\n")
    assert _run(reference, "--target", tmp_path, "--check") == 1
