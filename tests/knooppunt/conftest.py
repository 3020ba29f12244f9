"""Shared by the tests of the shell."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.knooppunt.command_line import EXAMPLES, done


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a network file with the fictional region; only to read from."""
    file = tmp_path_factory.mktemp("voorbeeldregio") / "netwerk.knooppunt"
    done("--file", file, "load", EXAMPLES / "voorbeeldregio")
    return file


@pytest.fixture
def own_region(region: Path, tmp_path: Path) -> Path:
    """Return a network file with the fictional region of which the test may do what it likes."""
    return Path(shutil.copy(region, tmp_path / "netwerk.knooppunt"))


@pytest.fixture(scope="session")
def ijmond(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a network file with the IJmond before and after its reform; only to read from."""
    file = tmp_path_factory.mktemp("ijmond") / "netwerk.knooppunt"
    done("--file", file, "load", EXAMPLES / "ijmond")
    return file
