"""gaps on the command line: the grid, the other forms, the needs file, and the copies that init makes."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from graph.words.catalogue import text
from knooppunt.rules.reader import PACKAGED
from queries.gaps.coverage import KINDS, LEVELS
from tests.knooppunt.command_line import DAY, EXAMPLES, csv_tables, done, process, run, write_csv

MARKS = {"covered": "+", "thin": "1", "stale": "?", "indirect": "^", "no": "-"}
PLACES = [
    "Elzenrade",
    "Klinkerwoude",
    "Kraaiendonk",
    "Lagerhei",
    "Rietwolde",
    "Turfmonde",
    "Wilgermond",
    "Zandermeer",
]


def _data(file: Path, *arguments: str) -> Any:
    return done("--file", file, "gaps", "--on", DAY, "--format", "json", *arguments).data


def test_json_has_the_matrix_and_a_finding_for_every_cell_that_is_not_covered(region: Path) -> None:
    data = _data(region)
    matrix = data["matrix"]
    assert (data["command"], data["on"], data["unit"], data["left_out"]) == ("gaps", DAY, "municipality", [])
    assert [unit["name"] for unit in matrix["units"]] == PLACES
    assert len(matrix["levels"]) == 8
    assert {len(row) for row in matrix["levels"]} == {len(matrix["needs"])}
    expected = {
        f"{level}-coverage:{unit['id']}:{need['id']}": level
        for unit, row in zip(matrix["units"], matrix["levels"], strict=True)
        for need, level in zip(matrix["needs"], row, strict=True)
        if level not in ("unknown", "other-form", "covered")
    }
    assert {finding["id"] for finding in data["findings"]} == set(expected)
    for finding in data["findings"]:
        assert finding["kind"] == f"{expected[finding['id']]}-coverage"
        assert finding["id"] == f"{finding['kind']}:{finding['unit']['id']}:{finding['need']}"
        assert bool(finding["evidence"]) == (finding["kind"] != "no-coverage")
        assert "{" not in finding["text"] + finding["suggestion"]


def test_the_evidence_leads_to_the_row_of_the_provider(region: Path) -> None:
    findings = {finding["id"]: finding for finding in _data(region, "--need", "jeugd")["findings"]}
    finding = findings["thin-coverage:municipality:GM9906:jeugd"]
    assert [one["id"] for one in finding["organisations"]] == ["council:jeugdraad-elzenrade"]
    with (EXAMPLES / "voorbeeldregio" / "raden.csv").open(encoding="utf-8-sig", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file, delimiter=";")]
    row = ids.index("jeugdraad-elzenrade") + 2
    assert {(one["relation"], one["where"]) for one in finding["evidence"]} == {
        ("advises", f"raden!{row}"),
        ("covers", f"raden!{row}"),
    }


def test_the_grid_shows_the_levels_of_the_json(region: Path) -> None:
    out = done("--file", region, "gaps", "--on", DAY, "--need", "jeugd", "--need", "adviseur").out
    matrix = _data(region, "--need", "jeugd", "--need", "adviseur")["matrix"]
    for unit, row in zip(matrix["units"], matrix["levels"], strict=True):
        (line,) = [line for line in out.splitlines() if re.match(rf"{unit['name']}\s+\S+\s+\S+$", line)]
        assert line.split()[1:] == [MARKS[level] for level in row]
    for level, mark in MARKS.items():
        times = sum(row.count(level) for row in matrix["levels"])
        assert f"{mark}   {text('nl', f'gaps.level.{level}')} ({times})" in out
    assert "\x1b" not in out


def test_each_kind_has_a_table_and_can_be_chosen(region: Path) -> None:
    out = done("--file", region, "gaps", "--on", DAY).out
    titles = [text("nl", f"title.{kind.code}") for kind in KINDS]
    assert [line.rpartition(" (")[0] for line in out.splitlines() if line.rpartition(" (")[0] in titles] == titles
    chosen = _data(region, "--kind", "stale-coverage")
    assert {finding["kind"] for finding in chosen["findings"]} == {"stale-coverage"}
    assert "--limit 0" in done("--file", region, "gaps", "--on", DAY, "--limit", "1").out


def test_why_shows_the_source(region: Path) -> None:
    shown = done("--file", region, "gaps", "--on", DAY, "--need", "wmo", "--kind", "thin-coverage", "--why").out
    assert "bladraden,rij" in "".join(shown.split())


def test_per_region(region: Path) -> None:
    data = _data(region, "--unit", "region")
    assert [unit["name"] for unit in data["matrix"]["units"]] == ["Laagmeren", "Regio Duinkant", "Regio Veenrand"]
    levels = dict(zip(("Laagmeren", "Duinkant", "Veenrand"), data["matrix"]["levels"], strict=True))
    column = [need["id"] for need in data["matrix"]["needs"]].index("platform")
    # Two platforms of the province, two of one region and one of the other.
    assert [row[column] for row in levels.values()] == ["covered", "covered", "thin"]


def test_within_a_region(region: Path) -> None:
    whole, part = _data(region)["matrix"], _data(region, "--region", "Regio Veenrand")["matrix"]
    names = [unit["name"] for unit in part["units"]]
    assert names == ["Elzenrade", "Kraaiendonk", "Lagerhei", "Turfmonde"]
    assert part["levels"] == [whole["levels"][PLACES.index(name)] for name in names]


def test_a_municipality_has_no_regions_in_it(region: Path) -> None:
    out = done("--file", region, "gaps", "--on", DAY, "--region", "Lagerhei", "--unit", "region").out
    assert "Er zijn geen regio's in dit netwerk." in out


def test_the_public_is_told_what_is_left_out(region: Path) -> None:
    result = done("--file", region, "gaps", "--on", DAY, "--audience", "public")
    assert "Daarom staat deze behoefte er niet bij: adviseur." in result.out
    data = _data(region, "--audience", "public")
    assert data["left_out"] == ["adviseur"]
    assert "person:" not in str(data)
    assert "adviseur" not in [need["id"] for need in data["matrix"]["needs"]]


def test_partners_see_advisers_by_name(region: Path) -> None:
    findings = {finding["id"]: finding for finding in _data(region, "--audience", "partners")["findings"]}
    assert findings["thin-coverage:municipality:GM9906:adviseur"]["person"]["name"] == "Kyra Garret"


def test_csv_gives_the_matrix_a_table_of_its_own(region: Path) -> None:
    told = csv_tables("--file", region, "gaps", "--on", DAY, "--need", "jeugd")
    assert list(told) == ["findings", "matrix"]
    findings, matrix = (list(csv.reader(io.StringIO(part, newline=""), delimiter=";")) for part in told.values())
    assert matrix[0] == ["gemeente", "jeugd"]
    assert ["Klinkerwoude", "niemand"] in matrix
    assert findings[0][:3] == ["soort", "id", "ernst"]
    assert len(findings) == 1 + 8


def test_a_workbook_gives_the_matrix_a_sheet_of_its_own(region: Path, tmp_path: Path) -> None:
    path = tmp_path / "gaps.xlsx"
    done("--file", region, "gaps", "--on", DAY, "--format", "xlsx", "--output", path)
    workbook = CalamineWorkbook.from_path(path)
    sheets = {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}
    (matrix,) = [rows for rows in sheets.values() if rows and rows[0][0] == "gemeente"]
    assert [row[0] for row in matrix[1:]] == PLACES
    assert {cell for row in matrix[1:] for cell in row[1:]} == {
        text("nl", f"gaps.level.{level}") for level in LEVELS if level != "not-asked"
    }


def test_both_languages(region: Path) -> None:
    for lang, words in (("nl", "In Klinkerwoude komt geen enkele"), ("en", "In Klinkerwoude, no organisation stands")):
        findings = done("--lang", lang, "--file", region, "gaps", "--on", DAY, "--format", "json").data["findings"]
        sentences = {finding["id"]: finding["text"] for finding in findings}
        assert sentences["no-coverage:municipality:GM9904:jeugd"].startswith(words)


def test_fail_on(region: Path) -> None:
    ask = ("--file", region, "gaps", "--on", DAY)
    assert run(*ask, "--fail-on", "medium").status == 1
    assert run(*ask, "--fail-on", "high").status == 0
    assert run(*ask, "--need", "platform", "--fail-on", "medium").status == 0


def test_a_finding_can_be_decided_about(own_region: Path) -> None:
    id_ = "no-coverage:municipality:GM9904:jeugd"
    done("--file", own_region, "decide", id_, "--on", DAY, "--status", "accepted", "--until", "2027-06-01")
    data = _data(own_region, "--need", "jeugd")
    assert id_ not in {finding["id"] for finding in data["findings"]}
    assert [finding["id"] for finding in data["accepted"]] == [id_]
    assert data["matrix"]["levels"][PLACES.index("Klinkerwoude")] == ["no"]
    done("--file", own_region, "decide", "no-coverage:region:regio-veenrand:lvb", "--on", DAY, "--status", "planned")


# -- the needs file ---------------------------------------------------------------------------------------------------


def test_what_no_list_mentions_is_told_once_and_asked_by_its_name(region: Path) -> None:
    whole, asked = _data(region), _data(region, "--need", "autisme")
    columns = {need["id"] for need in whole["matrix"]["needs"]}
    assert "autisme" in whole["not_asked"]
    assert columns.isdisjoint(whole["not_asked"])
    assert "autisme" not in {finding["need"] for finding in whole["findings"]}
    assert (asked["not_asked"], asked["unmentioned"], asked["matrix"]["levels"][0]) == ([], ["autisme"], ["no"])
    out = done("--file", region, "gaps", "--on", DAY).out
    assert "Niet meegeteld, want geen enkele lijst noemt het: participatieverordening," in " ".join(out.split())


def test_a_need_about_one_type_of_region_has_no_cell_elsewhere(own_region: Path, tmp_path: Path) -> None:
    write_csv(tmp_path / "soorten", "regios", "naam;type", "Zorgkantoorregio Laagmeren;Zorgkantoorregio")
    rows = ("naam;type;regio;thema's", "Panel Laagmeren;burgerpanel;Zorgkantoorregio Laagmeren;wonen")
    done("--file", own_region, "load", write_csv(tmp_path / "soorten", "raden", *rows).parent)
    asked = ("--need", "iza-regioplan")
    none = _data(own_region, *asked, "--region", "Regio Veenrand")
    assert (none["other_regions"], none["matrix"]["needs"], none["findings"]) == (["iza-regioplan"], [], [])
    found = _data(own_region, *asked, "--unit", "region")
    levels = {unit["name"]: row for unit, row in zip(found["matrix"]["units"], found["matrix"]["levels"], strict=True)}
    care = {"Zorgkantoorregio Laagmeren": ["no"]}
    assert levels == care | {key: ["not-asked"] for key in ("Laagmeren", "Regio Duinkant", "Regio Veenrand")}
    assert [finding["unit"]["name"] for finding in found["findings"]] == ["Zorgkantoorregio Laagmeren"]
    shown = done("--file", own_region, "gaps", "--on", DAY, *asked, "--unit", "region").out
    assert "   /   hier niet gevraagd (3)" in shown


def test_an_unknown_need(region: Path) -> None:
    near, none = (run("--file", region, "gaps", "--need", id_) for id_ in ("jeugt", "xyzzy"))
    assert (near.status, near.out) == (2, "")
    assert near.err == "Fout: Er is geen behoefte jeugt. Bedoelt u misschien: jeugd, jeugdwet?\n"
    assert (none.status, none.out) == (2, "")
    assert none.err.startswith("Fout: Er is geen behoefte xyzzy. Kies uit: wmo, jeugdwet, participatiewet")


def _needs(*ids: str) -> str:
    rule = "- {{id: {0}, type: theme, kinds: [council], topics: [wonen], severity: low, source: ons, text: {1}}}\n"
    return "".join(rule.format(id_, f"{{nl: {id_}, en: {id_}}}") for id_ in ids)


def test_the_file_beside_the_network_file_then_the_one_that_is_asked_for(own_region: Path, tmp_path: Path) -> None:
    (own_region.parent / "needs.yaml").write_text(_needs("wonen"), encoding="utf-8")
    chosen = tmp_path / "onze.yaml"
    chosen.write_text(_needs("huis", "thuis"), encoding="utf-8")
    assert [need["id"] for need in _data(own_region)["matrix"]["needs"]] == ["wonen"]
    assert [need["id"] for need in _data(own_region, "--needs", str(chosen))["matrix"]["needs"]] == ["huis", "thuis"]


def test_a_bad_needs_file_is_refused_with_every_problem(own_region: Path) -> None:
    path = own_region.parent / "needs.yaml"
    path.write_text(_needs("wonen").replace("low", "erg").replace("[council]", "[raad]"), encoding="utf-8")
    result = run("--file", own_region, "gaps")
    assert (result.status, result.out) == (3, "")
    assert set(result.err.splitlines()) == {
        f"{path}, onderdeel wonen (regel 1), veld severity: erg kan hier niet. Kies uit: critical, high, medium, low.",
        f"{path}, onderdeel wonen (regel 1), veld kinds: raad kan hier niet. Kies uit: municipality, council,"
        " client_organisation, platform, support_organisation, institution.",
        f"Fout: {path} kan zo niet gebruikt worden: er zijn 2 problemen. Ze staan hierboven. Verbeter ze "
        "en probeer het nog eens.",
    }


def test_a_needs_file_that_is_not_there(region: Path, tmp_path: Path) -> None:
    result = run("--file", region, "gaps", "--needs", tmp_path / "niets.yaml")
    assert (result.status, result.out) == (3, "")
    assert "niets.yaml is niet te openen" in result.err


def test_init_copies_the_rules_beside_the_network_file(tmp_path: Path) -> None:
    (tmp_path / "needs.yaml").write_text("van ons", encoding="utf-8")
    result = done("--file", tmp_path / "n.knooppunt", "init")
    packaged = {path.name for path in PACKAGED.glob("*.yaml")}
    assert {"needs.yaml", "expectations.yaml"} <= packaged
    assert {path.name for path in tmp_path.glob("*.yaml")} == packaged
    assert (tmp_path / "needs.yaml").read_text(encoding="utf-8") == "van ons"
    assert str(tmp_path / "expectations.yaml") in result.out
    assert str(tmp_path / "needs.yaml") not in result.out


def test_an_empty_network(tmp_path: Path) -> None:
    file = tmp_path / "n.knooppunt"
    done("--file", file, "init")
    assert "Er zijn geen gemeenten in dit netwerk." in done("--file", file, "gaps").out
    data = done("--file", file, "gaps", "--format", "json").data
    assert (data["matrix"]["units"], data["matrix"]["levels"], data["findings"]) == ([], [], [])


def test_a_console_of_windows_shows_the_grid_in_its_own_characters(region: Path) -> None:
    program = process("--file", region, "gaps", "--on", DAY, "--limit", "0", PYTHONIOENCODING="cp1252")
    out, err = program.communicate(timeout=60)
    assert (program.returncode, err) == (0, b"")
    shown = out.decode("cp1252")
    grid, _, legend = shown[shown.index("Wie is waar") :].partition("   +   gedekt")
    assert grid.replace("cliëntondersteuning", "").isascii(), "only the name of a need is not"
    assert "één organisatie" in legend
