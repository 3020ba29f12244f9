"""The card of one node: relations of one sort with the same one, or with a series of meetings, stand in one line."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from tests.knooppunt.command_line import DAY, done, run, write_csv


def test_eight_meetings_of_a_series_are_one_line_and_all_gives_each(region: Path) -> None:
    brief = done("--file", region, "show", "Kyra Garret", "--on", DAY).out
    every = done("--file", region, "show", "Kyra Garret", "--on", DAY, "--all").out
    for relation in ("was bij", "roept bijeen"):
        assert len(re.findall(rf"^ {relation} +Regionaal overleg", brief, re.MULTILINE)) == 1
        assert len(re.findall(rf"^ {relation} +Regionaal overleg", every, re.MULTILINE)) == 8
    words = " ".join(brief.split())
    assert words.count("8 keer, voor het laatst op ") == 2
    assert "september 2026" in words
    assert " keer, " not in every
    # the platform itself is no meeting of the series
    assert len(re.findall(r"^ roept bijeen +Regionaal Overleg", brief, re.MULTILINE)) == 1


def test_a_seat_tells_on_behalf_of_whom_it_is(region: Path) -> None:
    asked = ("--file", region, "show", "adviesraad-zandermeer", "--on", DAY)
    words = " ".join(done(*asked).out.split())
    assert "namens: Bijstandsbond Duinkant" in words
    seats = [each for each in done(*asked, "--format", "json").data["relations"] if each["relation"] == "seat"]
    behalf = {one["from"]["name"]: [each["name"] for each in one.get("on_behalf_of", [])] for one in seats}
    assert {name: told for name, told in behalf.items() if told} == {
        "Aaliyah de Keijzer": ["Seniorenbond Zandermeer"],
        "Tyler le Matelot": ["Bijstandsbond Duinkant"],
    }
    topics = {one["from"]["name"]: one["properties"].get("speaks_for") for one in seats}
    assert topics["Tyler le Matelot"] == ["minima"]


def test_nothing_that_is_said_of_one_of_them_is_left_out(tmp_path: Path) -> None:
    """Two places in one council, and meetings of two series."""
    write_csv(tmp_path / "n", "raden", "naam", "Raad A")
    write_csv(tmp_path / "n", "personen", "naam", "Jip Kade")
    write_csv(
        tmp_path / "n",
        "zetels",
        "persoon;organisatie;rol;bevestigd",
        "Jip Kade;Raad A;voorzitter;2026-01-02",
        "Jip Kade;Raad A;secretaris;2026-03-04",
    )
    write_csv(
        tmp_path / "n",
        "bijeenkomsten",
        "naam;datum",
        "Overleg, 3 maart 2026;2026-03-03",
        "Overleg (4 april 2026);2026-04-04",
        "Themadag wonen;2026-05-05",
    )
    rows = ["Overleg, 3 maart 2026", "Overleg (4 april 2026)", "Themadag wonen"]
    write_csv(tmp_path / "n", "aanwezigen", "bijeenkomst;persoon", *(f"{row};Jip Kade" for row in rows))
    file = tmp_path / "n.knooppunt"
    done("--file", file, "load", tmp_path / "n")
    out = " ".join(done("--file", file, "show", "Jip Kade", "--on", DAY).out.split())
    assert "2 keer, voor het laatst op 4 maart 2026" in out
    assert "rol: voorzitter" in out
    assert "rol: secretaris" in out
    assert "2 keer, voor het laatst op 4 april 2026" in out
    assert "Themadag wonen" in out
    data = done("--file", file, "show", "Jip Kade", "--on", DAY, "--format", "json").data
    assert len(data["relations"]) == 5, "programs get each"
    table = done("--file", file, "show", "Jip Kade", "--on", DAY, "--format", "csv", "--table", "relations").out
    assert len(list(csv.reader(io.StringIO(table), delimiter=";"))) == 6


def test_a_name_that_another_list_gives_is_found(tmp_path: Path) -> None:
    file = tmp_path / "n.knooppunt"
    write_csv(tmp_path / "a", "raden", "id;naam;bevestigd", "7;Raad Noord;2026-01-01")
    write_csv(tmp_path / "b", "raden", "id;naam;bevestigd", "7;Vereniging Zuid;2025-01-01")
    for name in "ab":
        assert run("--file", file, "load", tmp_path / name).status == 0
    found = done("--file", file, "search", "zuid", "--format", "json").data["results"]
    assert [one["id"] for one in found] == ["council:7"]


def test_meetings_of_one_name_are_told_apart_by_their_day(tmp_path: Path) -> None:
    file = tmp_path / "n.knooppunt"
    write_csv(tmp_path / "a", "bijeenkomsten", "id;naam;datum", "m1;Overleg;12-9-2026", "m2;Overleg;3-10-2026")
    done("--file", file, "load", tmp_path / "a")
    shown = done("--file", file, "search", "overleg", "--on", "2026-11-22").out
    assert "12 september 2026" in shown
    assert "3 oktober 2026" in shown
    for day, id_ in (("12-9-2026", "m1"), ("2026-10-03", "m2")):
        asked = ("--file", file, "show", f"Overleg ({day})", "--on", "2026-11-22", "--format", "json")
        assert done(*asked).data["node"]["id"] == f"meeting:{id_}"
