"""The same network gives the same answer: whatever the order, the form, the ids and the sources of its lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from queries.finding import PAIRS
from tests.answers import variants
from tests.answers.differences import Comparison
from tests.answers.random_lists import DAY, write_lists
from tests.answers.variants import Lists, Variant
from tests.knooppunt.command_line import EXAMPLES, run

SALT = bytes(range(32))
#: What is asked; {words} are names that the lists give.
QUESTIONS = (
    "fragile", "fragile --known-only", "fragile --together 2", "fragile --region {region}", "fragile --horizon 900",
    "fragile --audience partners", "fragile --audience public",
    "whatif --without-advisers", "whatif --without {person}", "whatif --without-advisers --audience public",
    "missing --ranked 200", "missing --known-only", "missing --region {region}", "missing --audience partners",
    "gaps", "gaps --unit region", "gaps --audience public",
    "health --measures", "health --per municipality", "health --per region", "health --audience public --measures",
    "plan --introductions 3", "plan --introductions 3 --region {region}", "plan --introductions 3 --audience partners",
    "plan --meeting 4", "plan --meeting 3 --audience partners", "plan --succession {person}",
    "search raad", "search {person}",
    "show {person}", "show {organisation}", "show {region}", "show {person} --audience partners",
    "path {organisation} {other}", "path {person} {other}", "path {organisation} {other} --audience public",
    "diff --from 2025-11-22", "diff --from 2025-11-22 --audience partners",
)  # fmt: skip
#: Where things stand is what the lists are, and no answer.
PLACES = {"evidence", "sources", "source", "where", "property_sources", "not_stored", "not_stored_before"}
#: Kinds whose id is made of the least of the ids of its organisations.
BY_LEAST_ID = ("separated-group", "group-falls-apart")


def _twice(lists: Lists, seed: int) -> Variant:
    return Variant([lists, variants.shuffled(lists, seed)], variants.write_csv)


def _renamed(lists: Lists, seed: int) -> Variant:
    other, was = variants.renamed(variants.by_id(lists), seed)
    return Variant([variants.shuffled(other, seed)], variants.write_csv, was)


VARIANTS: dict[str, Callable[[Lists, int], Variant]] = {
    "order": lambda lists, seed: Variant([variants.shuffled(lists, seed)], variants.write_csv),
    "xlsx": lambda lists, seed: Variant([lists], variants.write_xlsx),
    "ods": lambda lists, seed: Variant([variants.shuffled(lists, seed)], variants.write_ods),
    "ids": _renamed,
    "sources": lambda lists, seed: Variant(variants.divided(variants.by_id(lists), seed), variants.write_csv),
    "twice": _twice,
}


def _load(variant: Variant, folder: Path) -> Path:
    file = folder / "netwerk.knooppunt"
    paths = [variant.write(lists, folder / f"lijst {number}") for number, lists in enumerate(variant.sources)]
    with patch("secrets.token_bytes", lambda size=32: SALT):
        result = run("--file", file, "load", "--skip-bad-rows", *paths)
    assert result.status == 0, result
    return file


def _answers(file: Path, words: dict[str, str]) -> Iterator[tuple[str, Any]]:
    for question in QUESTIONS:
        arguments = [word.format(**words) for word in question.split()]
        day = ["--to" if arguments[0] == "diff" else "--on", str(DAY)]
        result = run("--file", file, *arguments, *day, "--format", "json")
        yield question, result.data if result.status == 0 else result.err


def _words(lists: Lists) -> dict[str, str]:
    """Return whom and what is asked about, by name: whoever has most seats, and so on."""

    def most_named(sheet: str, column: int, *of: str) -> list[str]:
        names = {row[0]: row[1] for kind in of for row in lists.get(kind, [])[1:]} | {
            row[1]: row[1] for kind in of for row in lists.get(kind, [])[1:]
        }
        cells = [names[row[column]] for row in lists.get(sheet, [])[1:] if row[column] in names]
        return sorted(set(cells), key=lambda name: (-cells.count(name), name)) or ["niemand"]

    kinds = ("raden", "clientenorganisaties", "platforms", "steunorganisaties", "instellingen")
    organisations = most_named("zetels", 1, *kinds)
    return {
        "person": most_named("zetels", 0, "personen")[0],
        "organisation": organisations[0],
        "other": organisations[-1],
        "region": lists["regios"][1][1],
    }


def _plain(answer: Any, said: Callable[[str], str]) -> Any:
    """Return an answer with ids as they were and without places; the ids of a pair, and of its finding, in no order."""
    if isinstance(answer, dict):
        kept = {key: _plain(item, said) for key, item in answer.items() if key not in PLACES}
        if kept.get("kind") in BY_LEAST_ID:
            kept["id"] = " ".join([kept["kind"], *sorted(one["id"] for one in kept["organisations"])])
        return kept
    if isinstance(answer, list):
        return [_plain(item, said) for item in answer]
    return said(answer) if isinstance(answer, str) else answer


def _said(was: Mapping[str, str]) -> Callable[[str], str]:
    def said(text: str) -> str:
        text = re.sub(r"[a-z]{2}\d{5}\b", lambda found: was.get(found[0], found[0]), text)
        # Made of the id and a secret: nothing tells apart, for this audience, who has the same role in the same place.
        text = re.sub(r"person:anoniem-[0-9a-f]{16}", "person:anoniem", text)
        text = re.sub(r"\([0-9a-f]{4,16}\)", "(code)", text)
        kind, _, subjects = text.partition(":")
        if subjects and kind in PAIRS:
            words = subjects.split(":")
            return ":".join([kind, *sorted(map(":".join, zip(words[::2], words[1::2], strict=True)))])
        return text if not re.fullmatch(r"[0-9a-f]{16}", text) else "code"

    return said


def differences(
    lists: Lists, variant: Variant, folder: Path, expected: dict[str, Any], words: dict[str, str]
) -> list[str]:
    """Return every difference between what was ``expected`` and what the same lists in another form give."""
    folder.mkdir()
    said, found = _said(variant.renamed), []
    for question, answer in _answers(_load(variant, folder), words):
        told = Comparison(frozenset()).differences(_plain(expected[question], _said({})), _plain(answer, said))
        found += [f"{question}: {line}" for line in told]
    return found


def _lists(name: str, folder: Path) -> Lists:
    if not name.isdigit():
        return variants.read(EXAMPLES / name)
    write_lists(folder / "lists", int(name))
    return variants.read(folder / "lists")


@pytest.mark.parametrize("name", ["12", "ijmond"])
def test_the_same_network_gives_the_same_answers(name: str, tmp_path: Path) -> None:
    lists = _lists(name, tmp_path)
    words = _words(lists)
    (tmp_path / "first").mkdir()
    expected = dict(_answers(_load(Variant([lists], variants.write_csv), tmp_path / "first"), words))
    assert sum(isinstance(answer, dict) for answer in expected.values()) > len(QUESTIONS) // 2
    for variant, make in VARIANTS.items():
        assert differences(lists, make(lists, 1), tmp_path / variant, expected, words) == [], variant
