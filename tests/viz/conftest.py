"""Shared by the tests of maps."""

from __future__ import annotations

import pytest

from graph.network import Network
from tests.viz.samples import small_network


@pytest.fixture
def small() -> Network:
    """Return the small network."""
    return small_network()
