"""Names that are nearly the same: asked at a terminal, remembered whatever the answer, told without one, and taken back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from graph.store.opening import open_store
from tests.knooppunt.command_line import at_a_terminal, done, run, write_csv

IDS = ("client_organisation:kbo-zandermer", "client_organisation:kbo-zandermeer")
QUESTION = "Zijn deze twee dezelfde?"
terminal = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal")


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    write_csv(tmp_path / "lijst", "cliëntenorganisaties", "naam;niveau", "KBO Zandermer;lokaal", "KBO Zandermeer;")
    return tmp_path


def _load(folder: Path, typed: str, *options: str) -> tuple[int, str]:
    return at_a_terminal(typed, "--file", folder / "n.knooppunt", "--lang", "nl", "load", folder / "lijst", *options)


def _newer(folder: Path) -> None:
    rows = ["KBO Zandermer;lokaal", "KBO Zandermeer;", "Steun;"]
    write_csv(folder / "lijst", "cliëntenorganisaties", "naam;niveau", *rows)


def _organisations(folder: Path) -> set[str]:
    with open_store(folder / "n.knooppunt") as store:
        return {id_ for id_ in store.network().nodes if id_.startswith("client_organisation:kbo")}


@terminal
@pytest.mark.parametrize(("typed", "kept"), [("j\n", {IDS[0]}), ("n\n", set(IDS))])
def test_the_answer_is_kept_for_the_next_version(lists: Path, typed: str, kept: set[str]) -> None:
    status, shown = _load(lists, typed)
    assert (status, shown.count(QUESTION)) == (0, 1), shown
    assert "KBO Zandermer" in shown and "KBO Zandermeer" in shown
    assert _organisations(lists) == kept
    _newer(lists)
    status, shown = _load(lists, "")
    assert (status, QUESTION in shown, "lijkt op" in shown) == (0, False, False), shown
    assert _organisations(lists) == kept


@terminal
def test_no_answer_leaves_it_open(lists: Path) -> None:
    assert _load(lists, "\n")[0] == 0
    assert _organisations(lists) == set(IDS)
    status, shown = _load(lists, "j\n", "--all")
    assert (status, shown.count(QUESTION)) == (0, 1), shown
    assert _organisations(lists) == {IDS[0]}


def test_without_a_terminal_they_stay_apart_and_it_is_told_with_the_command(lists: Path) -> None:
    file = lists / "n.knooppunt"
    result = run("--file", file, "--lang", "nl", "load", lists / "lijst")
    assert result.status == 0
    (line,) = [line for line in result.err.splitlines() if "lijkt op" in line]
    assert f"knooppunt merge {' '.join(IDS)}" in line and "rij 2" in line and "rij 3" in line
    assert _organisations(lists) == set(IDS)
    done("--file", file, "merge", *IDS)
    assert len(_organisations(lists)) == 1
    _newer(lists)
    assert "lijkt op" not in run("--file", file, "--lang", "nl", "load", lists / "lijst").err
    assert len(_organisations(lists)) == 1


def test_each_answer_can_be_taken_back(lists: Path) -> None:
    file = lists / "n.knooppunt"
    run("--file", file, "load", lists / "lijst")
    for command, count in (("merge", 1), ("split", 2), ("merge", 1)):
        done("--file", file, command, *IDS)
        assert len(_organisations(lists)) == count


def test_what_cannot_be_one_is_refused(lists: Path) -> None:
    file = lists / "n.knooppunt"
    write_csv(lists / "lijst", "personen", "naam", "Jan Kade")
    run("--file", file, "load", lists / "lijst")
    assert run("--file", file, "merge", "Jan Kade", "KBO Zandermer").status == 2
    assert run("--file", file, "merge", IDS[0], "KBO Zandermer").status == 2
    assert run("--file", file, "merge", IDS[0], "Niemand").status == 2
    done("--file", file, "merge", "KBO Zandermer", "KBO Zandermeer")
    refused = run("--file", file, "split", "KBO Zandermer", "KBO Zandermeer")
    assert refused.status == 2
    assert all(id_ in refused.err for id_ in IDS)
