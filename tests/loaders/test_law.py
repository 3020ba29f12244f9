"""Random histories of loading keep the law: every stored row is in the network, cell by cell, or was told."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings

from loaders.base import Table
from tests.loaders.histories import histories
from tests.loaders.law import Watched


@settings(max_examples=60, deadline=None)
@given(histories())
def test_every_stored_row_is_in_the_network_or_was_told(history: list[tuple[str, list[Table]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        watched = Watched(Path(folder))
        for source, tables in history:
            watched.load(source, tables)
        assert watched.broken() == []
