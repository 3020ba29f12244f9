"""Where each property of a node stands, when several lists tell of it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import visiting, wait_until
from tests.knooppunt.command_line import done, write_csv

_ON = ("--on", "2026-11-26")


@pytest.fixture(params=[False, True], ids=["in this order", "in the other"])
def network(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return a network of two lists about one person, loaded in either order."""
    columns = "naam;e-mail;telefoon;opmerking;bevestigd"
    write_csv(tmp_path / "a", "personen", columns, "Jan Kade;jan@noord.example;;oud;2025-01-01")
    write_csv(tmp_path / "b", "personen", columns, "Jan Kade;;06-22;nieuw;2026-01-01")
    file = tmp_path / "n.knooppunt"
    for name in ("b", "a") if request.param else ("a", "b"):
        done("--file", file, "load", tmp_path / name)
    return file


def test_each_property_has_the_list_that_gives_it(network: Path) -> None:
    node = done("--file", network, "show", "Jan Kade", *_ON, "--format", "json").data["node"]
    found = {name: [place["source"] for place in places] for name, places in node["property_sources"].items()}
    assert found == {"email": ["a"], "phone": ["b"], "note": ["b"], "last_confirmed": ["b"]}
    shown = done("--file", network, "show", "Jan Kade", *_ON).out
    assert re.search(r"jan@noord\.example +a, ", shown)
    assert re.search(r"06-22 +b, ", shown)
    assert re.search(r"nieuw +b, .*oud +a, ", shown, re.DOTALL)


def test_others_see_numbers_of_lists_or_none(network: Path) -> None:
    write_csv(network.parent / "c", "raden", "naam;bevestigd", "Raad A;2025-01-01")
    write_csv(network.parent / "d", "raden", "naam;bevestigd", "Raad A;2026-01-01")
    for name in "cd":
        done("--file", network, "load", network.parent / name)
    for audience, expected in (("partners", ["#4"]), ("public", [])):
        seen = done("--file", network, "show", "Raad A", *_ON, "--format", "json", "--audience", audience).data["node"]
        assert [place["source"] for place in seen["property_sources"]["last_confirmed"]] == expected


def test_the_map_tells_it_beside_the_property(network: Path, browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "kaart.html"
    done("--file", network, "map", "--audience", "internal", "--output", page, *_ON)
    with visiting(browser, page, 1366, 768) as visit:
        wait_until(visit.page, "window.knooppunt !== undefined")
        visit.page.fill("#search", "Jan Kade")
        visit.page.keyboard.press("Enter")
        beside = visit.page.locator("#card dl dd", has=visit.page.locator(".source"))
        told = {text.split("\n")[0]: text.split("\n")[1] for text in beside.all_inner_texts()}
        assert told["jan@noord.example"] == "a, blad personen, rij 2"
        assert told["06-22"] == "b, blad personen, rij 2"
        assert told["nieuw"] == "b, blad personen, rij 2"
        assert visit.problems == []
        if shot := os.environ.get("KNOOPPUNT_SHOTS"):
            visit.page.screenshot(path=f"{shot}/card.png")
