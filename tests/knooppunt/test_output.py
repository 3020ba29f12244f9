"""What comes out: JSON by the contract, CSV and workbooks that a spreadsheet takes as text, tables on any console."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from graph.vocabulary import vocabulary
from graph.words.catalogue import text
from queries.finding import SEVERITIES
from queries.fragile.question import FOUND_TOGETHER
from tests.knooppunt.command_line import DAY, EXAMPLES, commands, csv_tables, done, process, run, write_csv

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

#: What is found in the fictional region.
TOGETHER = [kind.code for kind in FOUND_TOGETHER]
#: The keys of a finding of every kind, beside those that all have (design, section 6).
COMMON = {"id", "kind", "severity", "organisations", "text", "suggestion", "evidence", "share", "region", "status"}
OWN = {
    "cut-person": {"person", "pairs_lost", "parts", "cut_off"},
    "convener-dependent": {"person", "adviser", "participants"},
    "term-ending": {"person", "date", "last_day", "passed", "connections", "cut_person", "cut_off"},
    "single-person-connection": {"person", "only_route"},
    "single-contact-organisation": {"person"},
    "unattributed-connection": set[str](),
    "many-seats": {"person", "seats"},
    "adviser-overload": {"person", "bodies", "hours"},
    "one-sided-council": {"seats", "known"},
    "high-turnover": {"places", "begun", "ended"},
    "orphaned-connection": {"left", "left_on", "pairs_regained"},
    "silent-platform": {"last_meeting", "meetings", "frequency", "participants"},
}
TYPES: dict[str, type] = {
    "id": str,
    "kind": str,
    "severity": str,
    "text": str,
    "suggestion": str,
    "status": str,
    "share": float,
    "person": dict,
    "organisations": list,
    "evidence": list,
    "pairs_lost": int,
    "parts": list,
    "cut_off": list,
    "only_route": bool,
    "adviser": bool,
    "participants": int,
    "date": str,
    "last_day": str,
    "passed": bool,
    "connections": int,
    "cut_person": bool,
    "seats": int,
    "known": int,
    "places": int,
    "begun": int,
    "ended": int,
    "bodies": int,
    "hours": float,
    "left": list,
    "left_on": str,
    "pairs_regained": int,
    "last_meeting": str,
    "meetings": int,
    "frequency": str,
}
#: The subjects that the id of a finding ends in.
SUBJECTS = {
    "cut-person": ("person",),
    "convener-dependent": ("first",),
    "term-ending": ("person", "first"),
    "single-person-connection": ("first", "second"),
    "single-contact-organisation": ("first",),
    "unattributed-connection": ("first", "second"),
    "many-seats": ("person",),
    "adviser-overload": ("person",),
    "one-sided-council": ("first",),
    "high-turnover": ("first",),
    "orphaned-connection": ("first", "second"),
    "silent-platform": ("first",),
}


def fragile_json(file: Path, *options: str) -> Any:
    """Return the answer of fragile on the day of the tests."""
    return done("--file", file, "fragile", "--on", DAY, "--format", "json", *options).data


def _is_reference(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"id", "name"}
        and all(isinstance(v, str) and v for v in value.values())
    )


def test_the_answer_has_the_keys_of_the_contract(region: Path) -> None:
    answer = fragile_json(region)
    assert list(answer)[:4] == ["command", "on", "scope", "network"]
    assert (answer["command"], answer["on"]) == ("fragile", DAY)
    assert answer["scope"] == {"region": None, "audience": "internal"}
    assert answer["network"] == {"organisations": 69, "persons": 375, "connections": 155, "connected_pairs": 2146}
    assert set(TOGETHER) <= {finding["kind"] for finding in answer["findings"]}


def test_every_finding_has_the_keys_of_its_kind(region: Path) -> None:
    for finding in fragile_json(region)["findings"]:
        kind = finding["kind"]
        assert set(finding) == COMMON | OWN[kind]
        for key, value in finding.items():
            if key != "region":
                assert isinstance(value, TYPES[key]), (finding["id"], key)
        assert finding["severity"] in SEVERITIES
        assert 0 <= finding["share"] <= 1
        assert finding["region"] is None or finding["region"].startswith("region:")
        assert all(_is_reference(organisation) for organisation in finding["organisations"])
        assert "person" not in finding or _is_reference(finding["person"])
        assert "parts" not in finding or finding["parts"] == sorted(finding["parts"], reverse=True)
        for item in finding["evidence"]:
            assert set(item) - {"note"} == {"relation", "source", "where"}
            assert item["relation"] in vocabulary().relations
            assert re.fullmatch(r"[a-z]+!\d+", item["where"])
        assert finding["evidence"], finding["id"]


def test_ids_are_the_kind_and_the_subjects(region: Path) -> None:
    findings = fragile_json(region)["findings"]
    for finding in findings:
        parts = {"person": finding.get("person", {}).get("id")}
        # Of two of a sort neither comes first: in the id they stand by id, in the answer in the order of the network.
        ends = [o["id"] for o in finding["organisations"]]
        ends = sorted(ends) if SUBJECTS[finding["kind"]] == ("first", "second") else ends
        parts |= dict(zip(("first", "second"), ends, strict=False))
        assert finding["id"] == ":".join([finding["kind"], *(parts[name] for name in SUBJECTS[finding["kind"]])])
    assert len({finding["id"] for finding in findings}) == len(findings)


def test_ids_do_not_depend_on_the_order_of_the_lists(tmp_path: Path, region: Path) -> None:
    turned = tmp_path / "voorbeeldregio"
    turned.mkdir()
    for path in (EXAMPLES / "voorbeeldregio").glob("*.csv"):
        header, *rows = path.read_text(encoding="utf-8-sig").splitlines()
        write_csv(turned, path.stem, header, *reversed(rows))
    file = tmp_path / "netwerk.knooppunt"
    done("--file", file, "load", turned)
    before, after = fragile_json(region)["findings"], fragile_json(file)["findings"]
    assert {f["id"]: f["severity"] for f in after} == {f["id"]: f["severity"] for f in before}


def test_the_worst_comes_first(region: Path) -> None:
    order = [(SEVERITIES.index(f["severity"]), -f.get("pairs_lost", 0)) for f in fragile_json(region)["findings"]]
    assert order == sorted(order)
    assert fragile_json(region)["findings"][0]["id"] == "cut-person:person:kyra-garret"


def test_json_is_the_same_in_every_language_but_for_the_text(region: Path) -> None:
    dutch = fragile_json(region)
    english = done("--file", region, "--lang", "en", "fragile", "--on", DAY, "--format", "json").data
    for answer in (dutch, english):
        for finding in answer["findings"]:
            assert finding.pop("text") != finding.pop("suggestion")
    assert dutch == english


def test_only_some_kinds(region: Path) -> None:
    found = fragile_json(region, "--kind", "cut-person", "--kind", "term-ending")["findings"]
    assert {finding["kind"] for finding in found} == {"cut-person", "term-ending"}
    table = done("--file", region, "fragile", "--on", DAY, "--kind", "term-ending").out
    assert "Termijnen die aflopen (2)" in table
    assert "Mensen die" not in table


def test_horizon(region: Path) -> None:
    def terms(days: int) -> set[str]:
        found = fragile_json(region, "--kind", "term-ending", "--horizon", str(days))["findings"]
        return {finding["date"] for finding in found}

    # Quinn Blom's term ends 98 days after the day of the tests, Guus Jansse's 129 days.
    assert [terms(97), terms(98), terms(128), terms(129)] == [
        set(),
        {"2027-02-28"},
        {"2027-02-28"},
        {"2027-02-28", "2027-03-31"},
    ]


def test_limit_is_for_the_screen_only(region: Path) -> None:
    ask = ("--file", region, "fragile", "--on", DAY, "--kind", "single-person-connection")
    two = done(*ask, "--limit", "2").out
    assert "(75)" in two
    assert "Er zijn er nog 73; toon alles met --limit 0." in two
    assert len(re.findall(r"^ licht ", two, re.MULTILINE)) == 2
    assert "toon alles" not in done(*ask, "--limit", "0").out
    assert len(done(*ask, "--limit", "2", "--format", "json").data["findings"]) == 75
    assert len(_csv(done(*ask, "--limit", "2", "--format", "csv").out)) == 76


def _rejoined(shown: str) -> str:
    return " ".join(shown.split())


def test_why_shows_the_row(region: Path) -> None:
    ask = ("--file", region, "fragile", "--on", DAY, "--kind", "term-ending")
    assert "blad zetels" not in done(*ask).out
    shown = _rejoined(done(*ask, "--why", "--format", "csv").out)
    findings = fragile_json(region, "--kind", "term-ending")["findings"]
    assert findings
    places = [item["where"].split("!") for finding in findings for item in finding["evidence"]]
    assert all(f"voorbeeldregio, blad {sheet}, rij {row}" in shown for sheet, row in places)
    assert "blad zetels, rij" in _rejoined(done(*ask, "--why").out)


def test_output_goes_to_a_file(region: Path, tmp_path: Path) -> None:
    ask = ("--file", region, "fragile", "--on", DAY)
    for format_ in ("table", "json", "csv"):
        path = tmp_path / f"uit.{format_}"
        assert done(*ask, "--format", format_, "--output", path).out == ""
        written = path.read_bytes().decode("utf-8")
        # Excel takes a csv file for UTF-8 only when it starts with a byte order mark.
        assert written.startswith("\ufeff") == (format_ == "csv")
        assert written.removeprefix("\ufeff") == done(*ask, "--format", format_).out


def _csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_csv_is_one_table_of_all_findings(region: Path) -> None:
    rows = _csv(done("--file", region, "fragile", "--on", DAY, "--format", "csv").out)
    findings = fragile_json(region)["findings"]
    assert rows[0] == ["soort", "id", "ernst", "wat er aan de hand is", "wat u kunt doen", "bron"]
    assert [row[1] for row in rows[1:]] == [finding["id"] for finding in findings]
    assert [row[3] for row in rows[1:]] == [finding["text"] for finding in findings]


def _cells(path: Path) -> list[tuple[str, str]]:
    """Return (type, text) of every cell of a workbook, and check that no cell holds a formula or link."""
    found = []
    with zipfile.ZipFile(path) as book:
        strings = []
        if "xl/sharedStrings.xml" in book.namelist():
            for item in ElementTree.fromstring(book.read("xl/sharedStrings.xml")):
                strings.append("".join(part.text or "" for part in item.iter(f"{_MAIN}t")))
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                sheet = ElementTree.fromstring(book.read(name))
                assert list(sheet.iter(f"{_MAIN}f")) == []
                assert list(sheet.iter(f"{_MAIN}hyperlink")) == []
                for cell in sheet.iter(f"{_MAIN}c"):
                    value = cell.find(f"{_MAIN}v")
                    if value is not None:
                        assert cell.get("t") == "s", "every cell is text"
                        found.append((name, strings[int(value.text or "")]))
    return found


def test_a_workbook_has_a_sheet_per_kind(region: Path, tmp_path: Path) -> None:
    path = tmp_path / "uit.xlsx"
    done("--file", region, "fragile", "--on", DAY, "--format", "xlsx", "--output", path)
    texts = {text for _, text in _cells(path)}
    findings = fragile_json(region)["findings"]
    assert {finding["text"] for finding in findings} <= texts
    with zipfile.ZipFile(path) as book:
        sheets = [
            str(s.get("name")) for s in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
        ]
    assert len(sheets) == len(set(sheets)) > len(TOGETHER)
    for kind in TOGETHER:
        assert any(text("nl", f"title.{kind}")[:20] in sheet for sheet in sheets)
    assert any(text.startswith("Bekeken: het hele netwerk, op 22 november 2026.") for text in texts)


FORMULAS = ['=HYPERLINK("http://x")', "+1", "-1", "@x", "=cmd|' /C calc'!A0"]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Return a network file with councils whose names a spreadsheet might take for formulas, each hanging on one person."""
    folder = tmp_path / "lijsten"
    quoted = ['"{}"'.format(name.replace('"', '""')) for name in FORMULAS]
    write_csv(folder, "raden", "id;naam", "gewoon;Gewone raad", *(f"r{i};{name}" for i, name in enumerate(quoted)))
    write_csv(folder, "personen", "id;naam", "p;@Piet")
    write_csv(folder, "contacten", "organisatie a;organisatie b;via", *(f"gewoon;r{i};p" for i in range(len(FORMULAS))))
    file = tmp_path / "netwerk.knooppunt"
    done("--file", file, "load", folder)
    return file


@pytest.mark.parametrize("arguments", [["fragile"], ["search", "p"], ["show", "gewoon"], ["whatif", "--without", "p"]])
def test_a_formula_stays_text(arguments: list[str], hostile: Path, tmp_path: Path) -> None:
    path = tmp_path / "uit.xlsx"
    done("--file", hostile, *arguments, "--format", "xlsx", "--output", path)
    assert _cells(path)
    for out in csv_tables("--file", hostile, *arguments).values():
        for cell in itertools.chain.from_iterable(_csv(out)):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def test_a_formula_is_kept_as_it_was_written(hostile: Path, tmp_path: Path) -> None:
    path = tmp_path / "uit.xlsx"
    done("--file", hostile, "show", "gewoon", "--format", "xlsx", "--output", path)
    assert set(FORMULAS) <= {text for _, text in _cells(path)}
    cells = {cell for row in _csv(csv_tables("--file", hostile, "show", "gewoon")["relations"]) for cell in row}
    assert {f"'{name}" for name in FORMULAS} <= cells
    names = {o["name"] for f in fragile_json(hostile)["findings"] for o in f["organisations"]}
    assert set(FORMULAS) <= names


def test_a_source_name_does_not_steer_the_terminal(tmp_path: Path) -> None:
    people = write_csv(tmp_path / "lijst", "personen", "naam", "Piet")
    file = tmp_path / "n.knooppunt"
    assert "\x1b" not in done("--file", file, "load", people.parent, "--source", "\x1b[31mrood").out
    for arguments in (["sources"], ["sources", "list", "--format", "csv"], ["sources", "list", "--format", "json"]):
        assert "\x1b" not in done("--file", file, *arguments).out


def test_a_table_is_easy_on_the_eye(region: Path) -> None:
    shown = done("--file", region, "fragile", "--on", DAY).out
    lines = shown.split("\n")
    assert all(line == line.rstrip() for line in lines)
    assert all(len(line) <= 120 for line in lines)
    assert "\n\n\n" not in shown
    assert shown.endswith("\n")
    assert not shown.endswith("\n\n")


def _bytes(*arguments: str | Path, **environment: str) -> bytes:
    program = process(*arguments, **environment)
    out, err = program.communicate(timeout=60)
    assert (program.returncode, err) == (0, b"")
    return out


def test_a_windows_console_shows_everything_it_can(region: Path, tmp_path: Path) -> None:
    out = _bytes("--file", region, "fragile", "--on", DAY, "--limit", "1", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    shown = out.decode("cp1252")
    assert "Zonder deze persoon raken 10 organisaties los van de rest" in shown
    assert "één persoon" in _bytes(
        "--file", region, "fragile", "--on", DAY, "--all", PYTHONIOENCODING="cp1252", PYTHONUTF8="0"
    ).decode("cp1252")
    assert "+--" in shown
    assert "─" not in shown
    people = write_csv(tmp_path / "lijst", "personen", "naam", "Łukasz Ωmega")
    file = tmp_path / "n.knooppunt"
    done("--file", file, "load", people.parent)
    found = _bytes("--file", file, "search", "ukasz", PYTHONIOENCODING="cp1252", PYTHONUTF8="0").decode("cp1252")
    assert "?ukasz ?mega" in found


# -- what others may see ----------------------------------------------------------------------------------------------

#: Roles in which a person is named to partners (design, section 7).
PUBLIC_ROLES = {"voorzitter", "secretaris", "ambtenaar", "adviseur"}
QUESTIONS = (
    ["fragile", "--limit", "0", "--why"],
    ["fragile", "--known-only", "--limit", "0"],
    ["whatif", "--without-advisers", "--limit", "0"],
    ["search", "a", "--limit", "2000"],
    ["search", "kring", "--limit", "2000"],
    ["show", "Netwerk Ervaringskennis Duinkant"],
    ["show", "Mantelzorgkring Elzenrade"],
    ["show", "Zandermeer"],
    ["path", "Mantelzorgkring Elzenrade", "Zandermeer"],
    ["gaps", "--limit", "0"],
    ["missing", "--limit", "0", "--why"],
    ["diff", "--from", "2026-01-01"],
    ["health", "--measures"],
    ["plan", "--introductions", "3"],
    ["plan", "--meeting", "6"],
    ["plan", "--succession", "Kyra Garret"],
)
#: Commands for others that are looked at apart, below: pages, files, and a list of decisions.
ELSEWHERE = {"map", "report", "export", "decide"}


def _rows(sheet: str) -> list[dict[str, str]]:
    with (EXAMPLES / "voorbeeldregio" / f"{sheet}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _people() -> tuple[set[str], set[str]]:
    """Return the ids of everybody, and of those with a public role, straight from the lists."""
    public = {row["persoon"] for row in _rows("adviseurs")}
    public |= {row["persoon"] for row in _rows("zetels") if row["rol"] in PUBLIC_ROLES}
    return {row["id"] for row in _rows("personen")}, public


def _answers(file: Path, audience: str, tmp_path: Path, questions: Sequence[list[str]] = QUESTIONS) -> list[str]:
    """Return the answers to the questions in every form, for ``audience``."""
    found = []
    for question in questions:
        ask: list[str | Path] = ["--file", file, *question, "--on", DAY, "--audience", audience]
        found += [done(*ask, "--format", format_).out for format_ in ("table", "json")]
        found += csv_tables(*ask).values()
        path = tmp_path / "uit.xlsx"
        done(*ask, "--format", "xlsx", "--output", path)
        found.append("\n".join(text for _, text in _cells(path)))
    return found


def _leaks(texts: Sequence[str], people: set[str]) -> set[str]:
    """Return who of ``people`` is in ``texts`` by name, id, e-mail address or telephone number."""
    joined = " ".join(" ".join(texts).split())
    rows = {row["id"]: row for row in _rows("personen")}
    names = [row["naam"] for row in rows.values()]
    ids = set(re.findall(r"(?<![a-z-])person:([a-z0-9-]+)", joined))
    leaked = people & ids
    for person in people:
        row = rows[person]
        told = [row["email"], row["telefoon"]]
        # Somebody else of that name may be in a public role.
        told += [row["naam"]] if names.count(row["naam"]) == 1 else []
        if any(value and value in joined for value in told):
            leaked.add(person)
    return leaked


def test_every_command_for_others_is_looked_at() -> None:
    for_others = {words for words, ctx in commands() if any(param.name == "audience" for param in ctx.command.params)}
    assert for_others - ELSEWHERE == {question[0] for question in QUESTIONS}


def test_partners_see_no_name_without_a_public_role(region: Path, tmp_path: Path) -> None:
    everybody, public = _people()
    assert len(everybody - public) > 200
    answers = _answers(region, "partners", tmp_path)
    assert _leaks(answers, everybody - public) == set()
    # Whoever is in a public role is named, though not by e-mail address or telephone number.
    assert any("Kyra Garret" in answer for answer in answers)
    assert not any("example.org" in answer or "06-000" in answer for answer in answers)
    assert not any("fictief (voorbeeldregio)" in answer for answer in answers)


def test_the_public_sees_no_person(region: Path, tmp_path: Path) -> None:
    everybody, _ = _people()
    # A plan is about people: the public gets none (test_cli_plan.py).
    answers = _answers(region, "public", tmp_path, [question for question in QUESTIONS if question[0] != "plan"])
    assert _leaks(answers, everybody) == set()
    assert not any("person:" in answer for answer in answers)


@pytest.mark.parametrize("command", ["map", "report", "export"])
def test_a_page_is_for_partners_unless_told_otherwise(command: str, region: Path, tmp_path: Path) -> None:
    everybody, public = _people()
    pages = {}
    for audience in ("", "public", "internal"):
        path = tmp_path / f"{audience}.html"
        done("--file", region, command, "--on", DAY, "--output", path, *(("--audience", audience) if audience else ()))
        pages[audience] = path.read_text(encoding="utf-8")
    assert _leaks([pages[""]], everybody - public) == set()
    assert "Kyra Garret" in pages[""]
    assert _leaks([pages["public"]], everybody) == set()
    assert _leaks([pages["internal"]], everybody - public) != set()


def test_decisions_name_nobody_to_others(own_region: Path) -> None:
    """Of Dion Jaceps partners know only the role; of Kyra Garret, an adviser, the name."""
    decided = ["--status", "planned", "--owner", "Piet Puk", "--note", "Dion Jaceps weet ervan", "--on", DAY]
    for person in ("dion-jaceps", "kyra-garret"):
        done("--file", own_region, "decide", f"cut-person:person:{person}", *decided)
    place = "unattributed-connection:council:adviesraad-rietwolde:council:participatieraad-wilgermond"
    done("--file", own_region, "decide", place, *decided)
    for format_ in ("table", "json", "csv"):
        ask = ("--file", own_region, "decide", "--on", DAY, "--format", format_)
        partners, public = (done(*ask, "--audience", audience).out for audience in ("partners", "public"))
        for told in (partners, public):
            assert not re.search("dion|puk|weet ervan", told, re.IGNORECASE)
        assert "kyra-garret" in partners
        assert "person:" not in public
        assert "Dion Jaceps weet ervan" in done(*ask).out
    shown = done("--file", own_region, "decide", "--on", DAY, "--format", "json", "--audience", "public").data
    assert [decision["id"] for decision in shown["decisions"]] == [place]


def test_the_check_on_leaks_can_fail(region: Path, tmp_path: Path) -> None:
    everybody, public = _people()
    answers = _answers(region, "internal", tmp_path, [["search", "a", "--limit", "2000"]])
    assert len(_leaks(answers, everybody - public)) > 100


def test_what_is_counted_is_the_same_for_partners(region: Path) -> None:
    inside, outside = fragile_json(region), fragile_json(region, "--audience", "partners")
    assert inside["network"] == outside["network"]
    # Of two persons a tie is private (members of a council, and of clubs): what hangs on them is for the hub.
    private = {"person:guus-jansse", "person:aaliyah-de-keijzer"}
    count = [
        sorted(
            (f["kind"], f["severity"], f["share"])
            for f in a["findings"]
            if f.get("person", {}).get("id") not in private
        )
        for a in (inside, outside)
    ]
    assert count[0] == count[1]
    assert len(outside["findings"]) == len(inside["findings"]) - 10


def test_json_is_valid_and_utf8_to_the_last_byte(region: Path) -> None:
    out = _bytes("--file", region, "search", "cliënt", "--format", "json", PYTHONIOENCODING="utf-8")
    assert any("Cliëntenraad" in hit["name"] for hit in json.loads(out)["results"])
    assert run("--file", region, "search", "cliënt", "--format", "json").out.encode() == out.replace(b"\r\n", b"\n")
