"""A CSV is one table: the main one, or the one that is asked for by its name; the others are told."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from graph.words.catalogue import LANGUAGES
from knooppunt.cli.framework import Choice
from knooppunt.cli.output import Destination
from knooppunt.documents.model import table
from tests.knooppunt.command_line import DAY, OTHERS, commands, csv_tables, done, run, write_csv

#: Questions, with the tables of each; together those of a command are all that it offers. The first is the main one.
TABLES: dict[tuple[str, ...], list[str]] = {
    ("fragile",): ["findings", "seats", "advisers", "terms"],
    ("whatif", "--without-advisers"): ["findings", "size"],
    ("missing",): [""],
    ("gaps",): ["findings", "matrix"],
    ("health",): ["indicators", "measures", "completeness", "dormant"],
    ("health", "--measures", "--per", "municipality"): [
        *("indicators", "measures", "completeness", "dormant", "structure", "brokers", "municipalities"),
    ],
    ("health", "--per", "region"): ["indicators", "measures", "completeness", "dormant", "regions"],
    ("plan", "--introductions", "2"): ["introductions", "effect", "indicators"],
    ("plan", "--meeting", "4"): ["meeting", "effect", "indicators"],
    ("plan", "--succession", "Kyra Garret"): [""],
    ("diff", "--from", "2016-01-01"): [
        *("counts", "findings-new", "findings-changed", "findings-gone", "findings-open"),
        *("nodes-new", "nodes-gone", "relations-new", "relations-gone", "changed"),
    ],
    ("show", "Kyra Garret"): ["properties", "bridges", "relations"],
    ("show", "Zandermeer"): ["properties", "relations"],
    ("search", "oog"): [""],
    ("places", "Bergen"): [""],
    ("path", "Zandermeer", "Ouderenraad Rietwolde"): [""],
    ("decide",): [""],
    ("sources", "list"): [""],
    ("sources", "show", "voorbeeldregio"): [""],
}
#: Tables that no question above tells of: the first is alone, nothing was noted, and nothing is proposed or goes on.
EMPTY = {"plan": {"succession", "notes"}, "show": {"proposals"}, "diff": {"continued"}}


def _asked(question: tuple[str, ...], file: Path) -> list[str | Path]:
    dated = () if question[0] in ("sources", "places") else ("--to" if question[0] == "diff" else "--on", DAY)
    return ["--file", file, *question, *dated]


@pytest.mark.parametrize("question", TABLES, ids=" ".join)
def test_a_csv_is_one_table(question: tuple[str, ...], region: Path) -> None:
    told = csv_tables(*_asked(question, region))
    assert list(told) == TABLES[question]
    headers = []
    for out in told.values():
        header, *rows = csv.reader(io.StringIO(out, newline=""), delimiter=";", strict=True)
        assert all(header) or question[0] in ("health", "diff", "whatif", "plan")  # a column may have no heading
        assert all(len(row) == len(header) for row in rows)
        assert out.endswith("\r\n")
        headers.append((header, rows))
    assert all(one != other for i, one in enumerate(headers) for other in headers[:i])


@pytest.mark.parametrize("words", [words for words, _ in commands()])
def test_a_command_offers_the_tables_that_it_has(words: str) -> None:
    ctx = dict(commands())[words]
    found = {name for question, names in TABLES.items() if " ".join(question).startswith(words) for name in names}
    offered = {
        name
        for param in ctx.command.params
        if param.name == "table" and isinstance(param.type, Choice)
        for name in param.type.choices
    }
    if words and not hasattr(ctx.command, "commands") and (offered or found - {""}):
        assert offered == found - {""} | EMPTY.get(words, set())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_names_are_the_same_in_every_language(region: Path, lang: str) -> None:
    told = run("--lang", lang, *_asked(("gaps",), region), "--format", "csv")
    found = OTHERS.fullmatch(told.err)
    assert found is not None and found.groups() == ("findings", "matrix")


def test_in_a_file_as_well(region: Path, tmp_path: Path) -> None:
    path = tmp_path / "uit.csv"
    ask = _asked(("gaps",), region)
    told = run(*ask, "--format", "csv", "--output", path)
    assert (told.status, told.out) == (0, "") and OTHERS.fullmatch(told.err)
    assert path.read_bytes().decode("utf-8-sig") == csv_tables(*ask)["findings"]
    done(*ask, "--format", "csv", "--table", "matrix", "--output", path)
    assert path.read_bytes().decode("utf-8-sig") == csv_tables(*ask)["matrix"]


def test_a_table_that_holds_nothing_now_is_still_a_table(region: Path) -> None:
    ask = _asked(("diff", "--from", DAY), region)
    assert list(csv_tables(*ask)) == ["counts", "findings-open"]
    assert run(*ask, "--format", "csv", "--table", "nodes-gone").out == "naam;soort\r\n"


def test_a_csv_holds_all_that_there_is(region: Path) -> None:
    """What a screen cuts off is in the CSV."""
    terms = csv_tables(*_asked(("fragile",), region))["terms"]
    assert len(terms.splitlines()) - 1 == len(
        done(*_asked(("fragile",), region), "--format", "json").data["workload"]["terms"]
    )


def test_an_answer_of_words_only_is_an_empty_csv(capsys: pytest.CaptureFixture[str]) -> None:
    Destination("csv").write({}, [table("", (), (), "Er is niets.")])
    Destination("csv").write({}, [])
    assert capsys.readouterr() == ("", "")


def test_what_is_proposed_and_what_goes_on_are_tables_too(tmp_path: Path) -> None:
    file = tmp_path / "n.knooppunt"
    councils = ("id;naam;opvolger van;sinds;tot", "a;Raad A;;;2020-01-01", "b;Raad B;a;2020-01-01;")
    write_csv(tmp_path / "lijst", "raden", *councils)
    write_csv(tmp_path / "lijst", "personen", "id;naam", "p;Puk")
    write_csv(tmp_path / "lijst", "zetels", "persoon;organisatie;zekerheid", "p;b;voorgesteld")
    loaded = done("--file", file, "load", tmp_path / "lijst")
    assert "Let op" not in loaded.out + loaded.err, "a proposal is no doubt about the list"
    (seats,) = [line for line in loaded.out.splitlines() if "zetels" in line]
    assert "1 opgeslagen rij is een voorstel" in seats
    shown = done("--file", file, "show", "Raad B", "--on", DAY, "--format", "csv", "--table", "proposals").out
    assert "Puk" in shown
    gone_on = done(
        "--file", file, "diff", "--from", "2019-01-01", "--to", DAY, "--format", "csv", "--table", "continued"
    )
    assert "Raad A" in gone_on.out and "Raad B" in gone_on.out
