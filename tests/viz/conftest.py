"""Shared by the tests of maps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from graph.network import Network
from tests.browser import launched
from tests.viz.samples import small_network


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a browser that all tests share."""
    with launched() as started:
        yield started


@pytest.fixture
def small() -> Network:
    """Return the small network."""
    return small_network()
