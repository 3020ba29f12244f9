"""Fifty kinds of damage in one workbook: each is found at its own place, told in both languages, and nothing is stored."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from graph.words.catalogue import LANGUAGES, text
from loaders.base import Loaded
from loaders.meaning.wording import problem_fields
from tests.data.make_damaged_workbook import WORKBOOK, damages, make
from tests.loaders.sheets import load_path


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return load_path(make(tmp_path_factory.mktemp("schade") / "schade.xlsx"), "schade")


def places(loaded: Loaded) -> Counter[tuple[str, str, int | None, str, str]]:
    return Counter(
        (each.code, each.place.sheet, each.place.row, each.place.column, each.value)
        for each in (*loaded.problems, *loaded.warnings)
    )


def test_there_are_fifty_kinds_of_damage() -> None:
    assert len(damages()) == 50
    assert len({each.what for each in damages()}) == 50
    assert len({(each.sheet, each.row, each.column, each.code) for each in damages()}) == 50


def test_every_damage_is_found_at_its_place_and_nothing_else(loaded: Loaded) -> None:
    assert places(loaded) == Counter((each.code, each.sheet, each.row, each.column, each.value) for each in damages())


def test_nothing_is_stored(loaded: Loaded) -> None:
    assert loaded.statements == []
    assert all(count.stored == 0 for count in loaded.counts)
    assert load_path(WORKBOOK, "schade", skip_bad_rows=True).statements == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_is_one_of_its_own_with_the_value_in_it(loaded: Loaded, lang: str) -> None:
    problems = [*loaded.problems, *loaded.warnings]
    messages = [text(lang, f"problem.{each.code}", **problem_fields(each, lang)) for each in problems]
    for each, message in zip(problems, messages, strict=True):
        assert each.value in message
        assert "{" not in message
        assert "[" not in message
    # Two empty cells are told in the same words; their place tells them apart.
    assert len({(message, each.place) for message, each in zip(messages, problems, strict=True)}) == len(problems)
    assert len(set(messages)) == len(messages) - 1


def test_the_languages_differ(loaded: Loaded) -> None:
    for each in loaded.problems:
        dutch, english = (text(lang, f"problem.{each.code}", **problem_fields(each, lang)) for lang in LANGUAGES)
        assert dutch != english


def test_the_workbook_to_try_is_this_one(loaded: Loaded) -> None:
    assert places(load_path(WORKBOOK, "schade")) == places(loaded)


def test_without_the_damage_to_whole_sheets_the_good_rows_can_be_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.data import make_damaged_workbook as corpus

    sheets = {name: sheet for name, sheet in corpus.SHEETS.items() if name not in ("seats", "deelnames", "ledenlijst")}
    sheets["personen"] = (sheets["personen"][0].removesuffix(",phone"), sheets["personen"][1])
    sheets["raden"] = (sheets["raden"][0].replace(",laws", ""), sheets["raden"][1])
    monkeypatch.setattr(corpus, "SHEETS", sheets)
    loaded = load_path(make(tmp_path / "rijen.xlsx"), "rijen", skip_bad_rows=True)
    expected = [(each.sheet, each.row) for each in damages() if each.row]
    # A row goes when what it is about is wrong; of any other one the wrong cells go.
    cells = {(place.sheet, place.row) for place in loaded.cells_left_out}
    rows = {(place.sheet, place.row) for place in loaded.left_out}
    assert rows | cells == set(expected)
    assert not rows & cells
    assert sum(count.stored for count in loaded.counts) == sum(len(each) for _, each in sheets.values()) - len(rows)
    assert sum(count.cells for count in loaded.counts) == len(loaded.cells_left_out)
