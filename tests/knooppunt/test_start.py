"""The way of a beginner, on a terminal of her own: from a list to the first findings, a map and a report."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.knooppunt.command_line import ROOT, at_a_terminal, done, run

LISTS = ROOT / "tests/data/lists"
_ON_A_TERMINAL = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return tmp_path


def _typed(folder: Path, typed: str, *arguments: str) -> tuple[int, str]:
    """Start at a terminal; return the status and what was shown, in lines as they were written."""
    status, shown = at_a_terminal(typed, "start", *arguments, folder=folder)
    return status, shown.replace("\r", "")


@_ON_A_TERMINAL
@pytest.mark.parametrize("name", sorted(path.name for path in LISTS.iterdir()))
def test_every_list_leads_to_a_report_by_pressing_enter(name: str, folder: Path) -> None:
    """The commands that stand with the steps do the very same."""
    shutil.copy(LISTS / name, folder / name)
    status, shown = _typed(folder, f"{name}\n" + 8 * "\n")
    assert status == 0, shown
    assert [int(n) for n in re.findall(r"^Stap (\d) van 6: ", shown, re.MULTILINE)] == [1, 2, 3, 4, 5, 6]
    assert (folder / "kaart.html").exists() and (folder / "rapport.html").exists()
    assert f"{name}: geladen." in shown
    assert "Nieuw in uw netwerk: " in shown

    same = [shlex.split(line) for line in re.findall(r"^  Dit doet ook de opdracht: (.*)$", shown, re.MULTILINE)]
    assert [words[:2] for words in same][:2] == [["knooppunt", "columns"], ["knooppunt", "load"]]
    assert [words[1] for words in same][3:] == ["map", "report"]
    for made in ("netwerk.knooppunt", f"{name}.columns.yaml", "kaart.html", "rapport.html"):
        (folder / made).rename(folder / f"was-{made}")
    for words in same:
        assert run(*words[1:]).status == 0, words
    assert (folder / f"{name}.columns.yaml").read_bytes() == (folder / f"was-{name}.columns.yaml").read_bytes()
    answers = [
        done("--file", file, same[2][1], "--on", "2026-11-27", "--format", "json").data
        for file in ("netwerk.knooppunt", "was-netwerk.knooppunt")
    ]
    assert answers[0] == answers[1]


@_ON_A_TERMINAL
def test_what_is_doubtful_is_asked_and_an_answer_may_raise_another_question(folder: Path) -> None:
    """No header is known: in which column are the names, what are they, and whose list is it."""
    rows = "afk.;e-mail;functie", "P.L.;p@example.org;lid", "J.K.;j@example.org;voorzitter", ""
    (folder / "bellijst.csv").write_text("\n".join(rows), encoding="utf-8")
    status, shown = _typed(folder, "1\n1\nRaad Zee\n\n\nn\nn\n", "bellijst.csv")
    assert status == 0, shown
    assert "In welke kolom staan namen van mensen of organisaties?" in shown
    assert "Wat is de kolom ‘afk.’? (bijvoorbeeld: P.L.; J.K.)" in shown
    assert "Van welke organisatie is de lijst op blad bellijst?" in shown
    seats = done("show", "Raad Zee", "--format", "json").data["relations"]
    assert len(seats) == 2
    assert not (folder / "kaart.html").exists() and not (folder / "rapport.html").exists()


@_ON_A_TERMINAL
def test_a_column_that_is_read_wrongly_can_be_mended(folder: Path) -> None:
    """Of every column it is asked; what is answered with Enter stays."""
    (folder / "leden.csv").write_text(
        "naam;raad;plaats\nPuk Lage;Raad Zee;lid\nJip Kade;Raad Zee;voorzitter\n", encoding="utf-8"
    )
    status, shown = _typed(folder, "n\nj\n\n\n4\n\nn\nn\nn\n", "leden.csv")
    assert status == 0, shown
    assert "knooppunt columns leden.csv --all --force" in shown
    assert shown.count("Wat is de kolom ‘") == 3
    assert "plaats = rol" in shown
    relations = done("show", "Raad Zee", "--format", "json").data["relations"]
    assert sorted(each["properties"]["role"] for each in relations) == ["chair", "member"]


@_ON_A_TERMINAL
def test_to_whom_the_people_belong_who_have_the_contacts_is_asked(folder: Path) -> None:
    shutil.copy(LISTS / "contactenlijst.xlsx", folder)
    status, shown = _typed(folder, "Zorgbelang Veenrand\n\nn\nn\nn\n", "contactenlijst.xlsx")
    assert status == 0, shown
    assert "Bij wie de mensen horen" not in shown
    assert done("show", "Zorgbelang Veenrand", "--format", "json").data["node"]["kind"] == "support_organisation"
    assert run("show", "Ons steunpunt").status == 2


@_ON_A_TERMINAL
def test_a_list_without_connections_leads_to_what_is_missing(folder: Path) -> None:
    shutil.copy(LISTS / "presentielijst.xlsx", folder)
    status, shown = _typed(folder, "\n\nn\nn\n", "presentielijst.xlsx")
    assert status == 0, shown
    assert "  Dit doet ook de opdracht: knooppunt missing --limit 3" in shown
    assert "In deze gegevens staat geen enkele verbinding" in shown
    # A map that only confirms what the program saw itself is told in the same words.
    assert "12-1-2026 = bijeenkomst: een kruisje is wie er was; " in shown


def test_what_is_for_programs_stands_alone(folder: Path) -> None:
    shutil.copy(LISTS / "alle-raden.xlsx", folder)
    result = run("columns", "alle-raden.xlsx", "--format", "json")
    assert [each["sheet"] for each in result.data["tables"]] == ["Wmo-raad Klinkerwoude", "ASD Elzenrade", "Uitleg"]
    assert "Kolommenkaart gemaakt" in result.err


@_ON_A_TERMINAL
def test_whoever_says_no_loads_nothing(folder: Path) -> None:
    shutil.copy(LISTS / "alle-raden.xlsx", folder)
    status, shown = _typed(folder, "n\nn\n", "alle-raden.xlsx")
    assert status == 0
    assert "Er is niets geladen. Verder gaan kan later met: knooppunt start alle-raden.xlsx" in shown
    assert not (folder / "netwerk.knooppunt").exists()
    # The second time there is a map, which is used as it is.
    before = (folder / "alle-raden.xlsx.columns.yaml").read_bytes()
    status, shown = _typed(folder, "\nn\nn\nn\n", "alle-raden.xlsx")
    assert status == 0, shown
    assert "Bij deze lijst ligt al een kolommenkaart: " in shown
    assert (folder / "alle-raden.xlsx.columns.yaml").read_bytes() == before


@_ON_A_TERMINAL
@pytest.mark.parametrize("typed", ["'mijn lijst.csv'", '"mijn lijst.csv"', "mijn\\ lijst.csv", " mijn lijst.csv ", "1"])
def test_a_list_may_be_dragged_into_the_window(typed: str, folder: Path) -> None:
    (folder / "mijn lijst.csv").write_text("naam;functie;raad\nPuk Lage;lid;Raad Zee\n", encoding="utf-8")
    (folder / "~$mijn lijst.xlsx").write_bytes(b"what a spreadsheet leaves while it is open")
    status, shown = _typed(folder, f"{typed}\nn\nn\n")
    assert status == 0, shown
    assert '  Dit doet ook de opdracht: knooppunt load "mijn lijst.csv"' in shown
    assert "~$" not in shown


@_ON_A_TERMINAL
def test_a_list_that_is_not_there_is_asked_for_again(folder: Path) -> None:
    shutil.copy(LISTS / "sociale-kaart.csv", folder)
    status, shown = _typed(folder, "nietes.csv\nsociale-kaart.csv\n\n\nn\nn\n")
    assert status == 0, shown
    assert "Er is niets met de naam nietes.csv." in shown
    # Nobody is in it: the first findings are of where nobody speaks up.
    assert "knooppunt gaps --limit 3" in shown
    status, shown = _typed(folder, "nietes.csv\n" * 5)
    assert status == 3


@_ON_A_TERMINAL
@pytest.mark.parametrize(("answer", "status"), [("j", 0), ("n", 3)])
def test_rows_with_an_error_may_be_left_out(answer: str, status: int, folder: Path) -> None:
    (folder / "raden.csv").write_text("naam;sinds;tot\nRaad Zee;;\nRaad Berg;2020;2019\n", encoding="utf-8")
    left, shown = _typed(folder, f"\n{answer}\nn\nn\nn\n", "raden.csv")
    assert left == status, shown
    assert "knooppunt load raden.csv --skip-bad-rows" in shown
    assert ("Hieronder staat waarom er niets geladen is." in shown) == (answer == "n")
    assert (folder / "netwerk.knooppunt").exists() == (answer == "j")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_without_a_terminal_it_tells_what_to_type(lang: str, folder: Path) -> None:
    shutil.copy(LISTS / "ledenlijst-adviesraad.xlsx", folder / "leden 2026.xlsx")
    told = done("--lang", lang, "--file", "noord.knooppunt", "start", "leden 2026.xlsx").out
    assert not (folder / "noord.knooppunt").exists()
    lines = [shlex.split(line)[1:] for line in told.splitlines() if line.startswith("  knooppunt ")]
    assert [words[4] for words in lines] == ["columns", "load", "fragile", "map", "report"]
    for words in lines:
        assert run(*words).status == 0, words
    assert done("--file", "noord.knooppunt", "search", "Kees Blom").out


def test_without_a_terminal_and_a_list_there_is_nobody_to_ask(folder: Path) -> None:
    result = run("start")
    assert (result.status, result.out) == (2, "")
    assert "knooppunt start LIJST" in result.err
    assert run("start", "nietes.xlsx").status == 3
