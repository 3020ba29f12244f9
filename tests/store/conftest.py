"""Stores for tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.stores import FACTORIES, Factory, Kept


@pytest.fixture(params=FACTORIES, ids=[factory.name for factory in FACTORIES])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    """Return an empty store of every sort."""
    factory: Factory = request.param
    return Kept(factory, tmp_path)
