"""`health`, and what `show` says a person bridges, as a user sees them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from graph.words.catalogue import text
from knooppunt.answers.bridges import bridges_data, bridges_table
from knooppunt.answers.speaker import Speaker
from knooppunt.usecases.network import Asked, open_network
from queries.fragile.bridges import bridges
from queries.health.question import INDICATORS
from queries.health.words import WORDS
from queries.measures.cohesion import ROLES
from tests.knooppunt.command_line import DAY, EXAMPLES, csv_tables, done, run, write_csv


def _health(region: Path, *arguments: str | Path) -> Any:
    return done("--file", region, "health", "--on", DAY, "--format", "json", *arguments).data


def test_the_example_region(region: Path) -> None:
    data = _health(region)
    assert data["command"] == "health" and data["findings"] == []
    indicators = data["indicators"]
    assert tuple(indicators) == INDICATORS
    assert all(set(ratio) == {"value", "numerator", "denominator"} for ratio in indicators.values())
    # Counted by hand in the design of the region: 66 of its 69 organisations hang together, 3 apart are one pair and one.
    assert indicators["connectedness"] == {"value": 0.914749, "numerator": 2146, "denominator": 2346}
    # Planted: without adviser Kyra Garret 560 pairs are lost, more than without anybody else.
    assert indicators["independence"]["numerator"] == 2146 - 560
    assert data["network"]["connected_pairs"] == 2146
    assert data["measures"]["fragmentation"]["value"] == pytest.approx(1 - 0.914749)


def test_breadth_is_that_of_the_planted_case(region: Path) -> None:
    """The seats of the example region, counted in its own sheet."""
    rows = (EXAMPLES / "voorbeeldregio" / "zetels.csv").read_text(encoding="utf-8-sig").splitlines()
    held: dict[str, int] = {}
    for row in csv.DictReader(rows, delimiter=";"):
        if (row["sinds"] or "0") <= DAY and (row["tot"] or "9") > DAY:
            held[row["persoon"]] = held.get(row["persoon"], 0) + 1
    assert held["aaliyah-de-keijzer"] == 5
    breadth = _health(region)["indicators"]["breadth"]
    assert (breadth["numerator"], breadth["denominator"]) == (
        sum(n for n in held.values() if n < 3),
        sum(held.values()),
    )


@pytest.mark.parametrize("per", ["municipality", "region"])
def test_every_area_is_as_healthy_as_when_asked_alone(region: Path, per: str) -> None:
    areas = _health(region, "--per", per)["municipalities" if per == "municipality" else "regions"]
    assert len(areas) == (8 if per == "municipality" else 3)
    for area in areas[:3]:
        alone = _health(region, "--region", area["id"])
        assert area["indicators"] == alone["indicators"]
        assert area["score"] == {name: alone["score"][name] for name in area["score"]}


def test_within_a_region_its_own_municipalities(region: Path) -> None:
    inside = _health(region, "--region", "Regio Veenrand", "--per", "municipality")["municipalities"]
    everywhere = {area["id"]: area for area in _health(region, "--per", "municipality")["municipalities"]}
    assert 0 < len(inside) < len(everywhere)
    assert all(area == everywhere[area["id"]] for area in inside)


def test_coverage_follows_the_needs(region: Path, tmp_path: Path) -> None:
    needs = tmp_path / "n.yaml"
    needs.write_text(
        "- {id: wmo, type: law, severity: high, source: Wmo, kinds: [council], topics: [Wmo],"
        " text: {nl: de Wmo, en: the Wmo}}\n",
        encoding="utf-8",
    )
    coverage = _health(region, "--needs", needs)["indicators"]["coverage"]
    levels = done("--file", region, "gaps", "--on", DAY, "--needs", needs, "--format", "json").data["matrix"]["levels"]
    found = [level for row in levels for level in row]
    assert coverage["denominator"] == len(found) == 8
    assert coverage["numerator"] == found.count("covered") + found.count("other-form") * 0.75 + found.count("thin") / 2


def _weights(path: Path, **weights: int) -> Path:
    path.write_text("".join(f"- {{id: {name}, weight: {weight}}}\n" for name, weight in weights.items()), "utf-8")
    return path


def test_weights_from_a_file(region: Path, tmp_path: Path) -> None:
    data = _health(region, "--weights", _weights(tmp_path / "w.yaml", connectedness=3, breadth=1, attribution=0))
    values = {name: ratio["value"] for name, ratio in data["indicators"].items()}
    assert data["score"]["weights"] == dict.fromkeys(INDICATORS, 0) | {"connectedness": 3, "breadth": 1}
    assert data["score"]["value"] == pytest.approx((3 * values["connectedness"] + values["breadth"]) / 4, abs=1e-5)


def test_weights_beside_the_network_file(region: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(region, tmp_path / "netwerk.knooppunt"))
    _weights(tmp_path / "weights.yaml", breadth=2)
    data = _health(file)
    assert data["score"]["value"] == pytest.approx(data["indicators"]["breadth"]["value"], abs=1e-5)


def test_without_a_file_every_indicator_counts_the_same(region: Path) -> None:
    data = _health(region)
    values = [ratio["value"] for ratio in data["indicators"].values()]
    assert data["score"]["value"] == pytest.approx(sum(values) / len(values), abs=1e-5)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- {id: gezondheid, weight: 1}", "gezondheid"),
        ("- {id: breadth, weight: -1}", "weight"),
        ("- {id: breadth, weight: veel}", "weight"),
        ("- {id: breadth}", "weight"),
    ],
)
def test_a_mistake_in_the_weights_is_told_with_its_place(region: Path, tmp_path: Path, line: str, told: str) -> None:
    weights = tmp_path / "w.yaml"
    weights.write_text(f"- {{id: coverage, weight: 1}}\n{line}\n", encoding="utf-8")
    result = run("--file", region, "health", "--weights", weights)
    assert result.status == 3 and result.out == ""
    first, last = result.err.strip().split("\n")
    assert str(weights) in first and told in first
    assert last.startswith("Fout: ")


def test_what_cannot_be_told_is_not_zero(region: Path) -> None:
    data = _health(region, "--audience", "public")
    untold = (
        "redundancy",
        "independence",
        "adviser_independence",
        "attribution",
        "structure",
        "continuity",
        "representation",
        "freshness",
        "breadth",
    )
    for name in untold:
        assert data["indicators"][name]["value"] is None
    known = [name for name, ratio in data["indicators"].items() if ratio["value"] is not None]
    assert data["score"]["denominator"] == len(known)
    shown = done("--file", region, "health", "--on", DAY, "--audience", "public", "--measures").out
    # And robustness, the three measures that count connections, and the three words.
    assert shown.count("telt niet mee") == len(untold) and shown.count("niet te zeggen") == len(untold) + 7


def test_who_may_see_names_changes_nothing_about_the_network(region: Path) -> None:
    internal, partners = (_health(region, "--audience", audience) for audience in ("internal", "partners"))
    # Which source is noted is for internal use; that one is noted is the same for both.
    assert partners["completeness"]["source"]["value"] == 1
    for part in ("indicators", "measures", "completeness"):
        assert partners[part] == internal[part]


def test_on_a_terminal_completeness_is_always_told(region: Path) -> None:
    for arguments in ((), ("--per", "municipality"), ("--region", "Rietwolde")):
        shown = " ".join(done("--file", region, "health", "--on", DAY, *arguments).out.split())
        assert "ingevuld in de lijsten" in shown and "Van wat de lijsten vragen, is" in shown
    english = " ".join(done("--file", region, "--lang", "en", "health", "--on", DAY).out.split())
    assert "filled in in the lists" in english and "2,146 of 2,346" in english and "91.5%" in english


def test_the_least_healthy_municipality_comes_first(region: Path) -> None:
    areas = _health(region, "--per", "municipality")["municipalities"]
    ranked = [area["name"] for area in sorted(areas, key=lambda area: area["score"]["value"])]
    shown = done("--file", region, "health", "--on", DAY, "--per", "municipality").out
    table = shown.partition("Per gemeente")[2]
    assert sorted(ranked, key=table.index) == ranked


def test_a_spreadsheet_gets_every_indicator_of_every_municipality(region: Path, tmp_path: Path) -> None:
    path = tmp_path / "gezondheid.xlsx"
    done("--file", region, "health", "--on", DAY, "--per", "municipality", "--format", "xlsx", "--output", path)
    sheets = CalamineWorkbook.from_path(str(path))
    rows = sheets.get_sheet_by_index(len(sheets.sheet_names) - 1).to_python()
    assert len(rows) == 9 and all(len(row) == 2 + len(INDICATORS) for row in rows)
    text = csv_tables("--file", region, "health", "--on", DAY, "--per", "municipality")["municipalities"]
    table = [row for row in csv.reader(io.StringIO(text), delimiter=";") if row and row[0] == "Rietwolde"]
    assert len(table) == 1 and len(table[0]) == 2 + len(INDICATORS)


def test_measures_are_added_when_asked(region: Path) -> None:
    measures = _health(region, "--measures")["measures"]
    assert set(measures) == {
        "fragmentation",
        "distance_weighted_fragmentation",
        "robustness",
        "centralization",
        "ei_by_kind",
        "ei_by_municipality",
        "brokerage",
    }
    assert all(name.startswith("municipality:") for name in measures["ei_by_municipality"]["groups"])
    assert all(set(broker) == {"id", "name", *ROLES} for broker in measures["brokerage"])
    shown = done("--file", region, "health", "--on", DAY, "--measures").out
    assert "Welke organisaties staan tussen anderen in?" in shown
    # Plain numbers in JSON only: no NaN, which JSON does not know.
    assert "NaN" not in json.dumps(measures)


def test_an_empty_network_has_no_health(tmp_path: Path) -> None:
    file = tmp_path / "leeg.knooppunt"
    done("--file", file, "init")
    data = _health(file)
    assert all(ratio["value"] is None for ratio in (*data["indicators"].values(), *data["measures"].values()))
    assert data["score"]["value"] is None
    shown = done("--file", file, "health", "--per", "municipality", "--measures").out
    assert "Er zijn geen gemeenten in dit netwerk." in shown


def test_show_tells_what_a_person_bridges(region: Path) -> None:
    """Guus Jansse is the planted pivot: 191 pairs, parts of 63, 2 and 1 (geplande-gevallen.json)."""
    data = done("--file", region, "show", "Guus Jansse", "--on", DAY, "--format", "json").data["bridges"]
    assert data["pairs_lost"] == 191 and [len(part) for part in data["parts"]] == [63, 2, 1]
    assert len(data["only_carrier"]) == 3
    shown = " ".join(done("--file", region, "show", "Guus Jansse", "--on", DAY).out.split())
    assert "191 paren van organisaties raken elkaar kwijt" in shown
    assert "een deel met 63 organisaties" in shown and "Ouderenraad Rietwolde en Mantelzorgcafé Rietwolde" in shown


def test_show_is_silent_about_who_bridges_nothing(region: Path) -> None:
    seats = (EXAMPLES / "voorbeeldregio" / "zetels.csv").read_text(encoding="utf-8-sig").splitlines()
    held = [row["persoon"] for row in csv.DictReader(seats, delimiter=";")]
    # An ordinary member with one seat.
    member = next(
        person
        for person in held
        if held.count(person) == 1
        and len(done("--file", region, "show", person, "--format", "json", "--on", DAY).data["relations"]) == 1
    )
    assert "bridges" not in done("--file", region, "show", member, "--format", "json", "--on", DAY).data
    assert "verbindt" not in done("--file", region, "show", member, "--on", DAY).out
    assert "bridges" not in done("--file", region, "show", "Ouderenraad Rietwolde", "--format", "json").data


def test_what_partners_are_told_of_bridges_names_nobody_who_is_hidden(region: Path) -> None:
    day = date.fromisoformat(DAY)
    everybody, seen = (open_network(Asked(file=region, day=day, audience=who)) for who in ("internal", "partners"))
    hidden = {everybody.nodes[id_].name for id_ in everybody.persons if id_ not in seen.nodes}
    nameless = [id_ for id_ in seen.persons if "nameless" in seen.nodes[id_].properties]
    told = [(id_, found) for id_ in nameless if (found := bridges(seen, id_)) is not None]
    assert len(told) > 5 and len(hidden) > 100
    say = Speaker(seen, "nl")
    for person, found in told:
        words = str(bridges_table(say, person, found)) + str(bridges_data(say, found))
        assert not any(name in words for name in hidden)


def test_without_advisers_nothing_is_said_about_advisers(tmp_path: Path) -> None:
    """The number stays in the JSON, with a note; no text claims that a network without known advisers needs none."""
    folder, file = tmp_path / "lijst", tmp_path / "n.knooppunt"
    write_csv(folder, "gemeenten", "naam", "Aa")
    write_csv(folder, "raden", "naam;gemeente", "Raad Een;Aa", "Raad Twee;Aa")
    write_csv(folder, "zetels", "persoon;organisatie", "Jip Jol;Raad Een", "Jip Jol;Raad Twee")
    write_csv(folder, "personen", "naam", "Jip Jol")
    done("--file", file, "load", folder)
    data = _health(file, "--per", "municipality")
    for told in (data, *data["municipalities"]):
        ratio = told["indicators"]["adviser_independence"]
        assert ratio["value"] == 1 and "geen adviseurs bekend" in ratio["note"]
        assert "note" not in told["indicators"]["independence"]
    name = "blijft verbonden als alle adviseurs vertrekken"
    lines = [line for line in done("--file", file, "health").out.split("\n") if line.startswith(" blijft")]
    assert [("niet te zeggen" in line, "100%" in line) for line in lines] == [(False, True), (True, False)]
    areas = csv_tables("--file", file, "health", "--per", "municipality")["municipalities"]
    (aa,) = csv.DictReader(io.StringIO(areas.lstrip("\ufeff")), delimiter=";")
    assert aa[name] == "niet te zeggen"
    done("--file", file, "report", "--output", tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    row = page[page.index(name.capitalize()) :].partition("</tr>")[0]
    assert 'class="number">niet te zeggen<' in row and "Er zijn geen adviseurs bekend" in row


def test_an_indicator_is_understood_by_its_name_alone() -> None:
    """What is counted is told in a few words; no name is a word of the trade by itself, and no two are the same."""
    for lang in ("nl", "en"):
        names = [text(lang, f"health.indicator.{name}") for name in INDICATORS]
        assert len({*names}) == len(INDICATORS)
        assert all(len(name.split()) >= 3 for name in names), names


def test_it_opens_with_the_three_words_of_the_report(region: Path) -> None:
    data = _health(region)
    assert [one["word"] for one in data["words"]] == ["structureel", "fragiel", "persoonlijk"]
    assert [one["indicators"] for one in data["words"]] == [list(names) for names in WORDS.values()]
    # 1,586 of 2,346 pairs are left without the advisers; 65 of 142 connections have two carriers: its own figures.
    assert "65 (45,8%)" in data["words"][1]["sentence"] and "1.586 (67,6%)" in data["words"][2]["sentence"]
    shown = done("--file", region, "health", "--on", DAY).out
    lines = " ".join(shown.split())
    assert all(lines.index(one["sentence"]) < lines.index("geteld") for one in data["words"])
    english = " ".join(done("--file", region, "--lang", "en", "health", "--on", DAY).out.split())
    assert "The network is fragile: of 142 connections" in english


def test_of_an_empty_network_no_word_is_said(tmp_path: Path) -> None:
    file = tmp_path / "leeg.knooppunt"
    done("--file", file, "init")
    assert all("niet te zeggen" in one["sentence"] for one in _health(file)["words"])


def test_who_is_dormant_is_counted_and_listed_apart(tmp_path: Path) -> None:
    folder, file = tmp_path / "lijst", tmp_path / "n.knooppunt"
    write_csv(folder, "cliëntenorganisaties", "naam", "Oude Bond", "Nieuwe Bond")
    write_csv(folder, "personen", "naam", "Jip Jol", "Bo Bos")
    seats = ("Jip Jol;Oude Bond;2019-01-01", "Bo Bos;Nieuwe Bond;")
    write_csv(folder, "zetels", "persoon;organisatie;tot", *seats)
    done("--file", file, "load", folder)
    data = _health(file)
    assert data["dormant"] == {"persons": 1, "organisations": 1}
    assert (data["network"]["persons"], data["network"]["organisations"]) == (1, 1)
    assert _health(file, "--audience", "partners")["dormant"] == data["dormant"]
    assert _health(file, "--audience", "public")["dormant"] == {"persons": None, "organisations": 1}
    shown = done("--file", file, "health", "--on", DAY).out
    assert re.search(r"Oude Bond +cliëntenorganisatie +2019-01-01", shown) and "Bestaat dit nog?" in shown
    assert "Jip" not in done("--file", file, "health", "--on", DAY, "--audience", "partners").out
    done("--file", file, "report", "--on", DAY, "--audience", "internal", "--output", tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Wie slaapt er?" in page and "Organisaties: 1. Personen: 1." in page
    done("--file", file, "report", "--on", DAY, "--output", tmp_path / "p.html")
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert "Organisaties: 1. Personen: 1." in page and "Jip" not in page
    told = run("--file", file, "show", "Oude Bond", "--on", DAY)
    assert told.status == 2 and "Bestaat dit nog?" in told.err
    assert "Bestaat dit nog?" in done("--file", file, "search", "Oude Bond", "--on", DAY).out
    assert done("--file", file, "show", "Oude Bond", "--on", "2018-01-01").status == 0
