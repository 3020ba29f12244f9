"""Holding the answers of two versions against each other: what counts as a difference, and the random lists."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.answers.__main__ import run, words
from tests.answers.differences import compared
from tests.answers.random_lists import write_lists

FINDING = {"id": "x:1", "kind": "x", "text": "een", "evidence": [{"where": "zetels!2"}]}
OTHER = {"id": "y:1", "kind": "y", "text": "twee", "evidence": [{"where": "zetels!3"}]}


def _differences(
    folder: Path, first: Mapping[str, str], second: Mapping[str, str], capsys: pytest.CaptureFixture[str], *kinds: str
) -> tuple[int, str]:
    for name, files in (("a", first), ("b", second)):
        (folder / name).mkdir()
        for file, text in files.items():
            (folder / name / file).write_text(text, encoding="utf-8")
    return compared(folder / "a", folder / "b", frozenset(kinds)), capsys.readouterr().out


def _json(*findings: Mapping[str, Any]) -> dict[str, str]:
    return {"fragile.json": json.dumps({"findings": findings})}


def test_the_same_answers_do_not_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _differences(tmp_path, _json(FINDING), _json(FINDING), capsys) == (0, "0 of 1 answers differ\n")


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (_json(FINDING), _json({**FINDING, "text": "drie"}), '$.findings[x:1].text: "een" -> "drie"'),
        (_json(FINDING, OTHER), _json(OTHER), "$.findings[x:1]: only in the first"),
        (_json(OTHER), _json(FINDING, OTHER), "$.findings[x:1]: only in the second"),
        (_json(FINDING, OTHER), _json(OTHER, FINDING), "$.findings: in another order"),
        (_json(FINDING), _json({**FINDING, "evidence": []}), "$.findings[x:1].evidence[0]: only in the first"),
        (_json(FINDING), _json({**FINDING, "share": 0.5}), "$.findings[x:1].share: only in the second"),
        (_json(FINDING), _json(dict(reversed(FINDING.items()))), "$.findings[x:1]: the keys are in another order"),
        ({"a.json": "[1]"}, {"a.json": "[1.0]"}, "$[0]: 1 -> 1.0"),
        ({"a.json": "[1]"}, {"a.json": "[ 1]"}, "the same values, written in another way"),
        ({"a.txt": "een\ntwee"}, {"a.txt": "een\ntwaalf"}, 'line 2, from character 0: "twee" -> "twaalf"'),
        ({"a.txt": "een"}, {"a.txt": "een\n"}, "1 lines -> 2 lines"),
        ({"a.txt": "een"}, {}, "only in the first"),
    ],
)
def test_every_difference_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], first: dict[str, str], second: dict[str, str], told: str
) -> None:
    status, out = _differences(tmp_path, first, second, capsys)
    assert status == 1
    assert told in out


def test_other_evidence_of_a_kind_is_ignored_when_asked_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = _json({**FINDING, "evidence": []}, OTHER)
    status, out = _differences(tmp_path, _json(FINDING, OTHER), second, capsys, "x", "y")
    assert status == 0
    assert "other evidence, ignored as asked: 1 findings of x\n" in out
    assert "ignored as asked: 0 findings of y\n" in out


def test_no_answers_at_all_are_not_the_same_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _differences(tmp_path, {}, {}, capsys)[0] == 1


def test_a_seed_gives_the_same_lists_and_the_program_reads_them(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_lists(tmp_path / name, 3)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert len(files) == 14
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in files)
    store = str(tmp_path / "n.knooppunt")
    assert run("--file", store, "load", "--skip-bad-rows", str(tmp_path / "a"))[0] == 0
    status, out, _ = run("--file", store, "fragile", "--region", words(tmp_path / "a")["region"], "--format", "json")
    assert (status, json.loads(out)["command"]) == (0, "fragile")
