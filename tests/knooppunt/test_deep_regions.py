"""A chain of 3,000 regions: every question about places answers, in a process that may not grow large."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.knooppunt.command_line import done

_DEEP = 3_000


@pytest.fixture(scope="module")
def deep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("deep")
    lists = folder / "lijsten"
    lists.mkdir()
    outer = (f"Regio {number};Regio {number + 1}" for number in range(_DEEP - 1))
    files = {
        "regios": ["naam;onderdeel van", *outer, f"Regio {_DEEP - 1};"],
        "gemeenten": ["naam;regio's", "Dorp;Regio 0", "Stad;Regio 1500"],
        "raden": [
            "naam;gemeente;regio;wetten",
            "Raad Dorp;Dorp;;Wmo",
            "Raad Stad;Stad;;Jeugdwet",
            "Raad Ver;;Regio 2500;Participatiewet",
        ],
    }
    for name, rows in files.items():
        (lists / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done("--file", folder / "diep.knooppunt", "load", lists)
    return folder / "diep.knooppunt"


def test_gaps_tells_who_is_near_and_who_is_far(deep: Path) -> None:
    answer = done("--file", deep, "gaps", "--format", "json").data
    found = {(one["unit"]["name"], one["need"]): one for one in answer["findings"]}
    for town in ("Dorp", "Stad"):
        far = found[town, "participatiewet"]
        assert (far["kind"], [one["name"] for one in far["organisations"]]) == ("indirect-coverage", ["Raad Ver"])
    assert found["Stad", "jeugdwet"]["kind"] == "thin-coverage"
    assert (found["Dorp", "jeugdwet"]["kind"], found["Stad", "wmo"]["kind"]) == ("no-coverage", "no-coverage")


def test_health_tells_of_every_municipality(deep: Path) -> None:
    answer = done("--file", deep, "health", "--per", "municipality", "--format", "json").data
    assert len(answer["municipalities"]) == 2


def test_health_tells_of_every_region(deep: Path) -> None:
    start = time.process_time()
    answer = done("--file", deep, "health", "--per", "region", "--format", "json").data
    assert time.process_time() - start < 10
    connected = {one["name"]: one["indicators"]["coverage"] for one in answer["regions"]}
    assert len(connected) == _DEEP
    # From the region of the second municipality on, both are in it.
    assert connected["Regio 0"] == connected["Regio 1499"] != connected["Regio 1500"] == connected["Regio 2999"]
