"""The examples that come with the program load without a problem or a warning, and every relation finds its ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.store.fold import fold
from tests.loaders.sheets import load_path

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = sorted({path.parent for path in EXAMPLES.glob("*/*.csv")})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_example_loads(folder: Path) -> None:
    loaded = load_path(folder, folder.name)
    assert loaded.problems == []
    assert loaded.warnings == []
    assert loaded.statements
    assert all(count.read == count.stored for count in loaded.counts)
    assert fold(loaded.statements).loose_ends == []


def test_there_are_examples() -> None:
    assert {"aandacht-voor-iedereen", "voorbeeldregio"} <= {folder.name for folder in FOLDERS}
