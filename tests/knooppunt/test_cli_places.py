"""``knooppunt places``: what the table of places knows of a name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.knooppunt.command_line import done, run


def _known(*name: str) -> Any:
    return done("places", *name, "--format", "json").data


def test_a_municipality_is_told_with_its_regions_and_inhabitants() -> None:
    told = _known("Beverwijk")
    [beverwijk] = told["municipalities"]
    regions = [beverwijk[division] for division in ("province", "corop", "safety", "labour_market")]
    assert beverwijk["code"] == "GM0375" and told["source"] == "CBS 2026"
    assert regions == ["Noord-Holland", "IJmond", "Kennemerland", "Zuid-Kennemerland en IJmond"]
    assert beverwijk["population"]["year"] == 2026 and 40_000 < beverwijk["population"]["value"] < 50_000
    shown = done("places", "Beverwijk").out
    assert all(word in shown for word in (*regions, "GM0375", "(2026)", "CBS 2026"))


def test_a_name_of_two_is_told_of_both() -> None:
    assert {each["code"] for each in _known("Bergen")["municipalities"]} == {"GM0373", "GM0893"}
    assert "2 gemeenten heten Bergen" in done("places", "Bergen").out


def test_a_former_municipality_is_told_with_its_end_and_where_it_lies_now() -> None:
    told = _known("Haren")
    assert told["municipalities"] == []
    [haren] = told["former_municipalities"]
    assert (haren["code"], haren["until"], haren["now_in"]) == (
        "GM0017",
        "2019-01-01",
        [{"code": "GM0014", "name": "Groningen"}],
    )
    assert {each["municipality"]["name"] for each in told["villages"]} == {"Oss", "Groningen"}
    shown = done("--lang", "en", "places", "Haren").out
    assert "former municipality" in shown and "1 January 2019" in shown
    assert "GM0017" in _known("Groningen")["municipalities"][0]["former_municipalities"]


def test_words_make_one_name() -> None:
    assert [each["code"] for each in _known("Den", "Bosch")["municipalities"]] == ["GM0796"]


def test_a_region_is_told_with_its_municipalities() -> None:
    [corop, labour_market] = _known("Achterhoek")["regions"]
    assert (len(corop["municipalities"]), len(labour_market["municipalities"])) == (11, 8)


def test_what_is_not_known_gets_what_is_like_it() -> None:
    told = _known("IJmuden")
    assert "IJmuiden" in told["near"] and not any(told[kind] for kind in ("municipalities", "villages", "regions"))
    assert "IJmuiden" in done("places", "IJmuden").out
    assert _known("Qwxzv")["near"] == []


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_no_network_is_needed_and_none_is_made(format_: str, tmp_path: Path) -> None:
    file = tmp_path / "geen.knooppunt"
    assert run("--file", file, "places", "Urk", "--format", format_).status == 0
    assert not file.exists()
