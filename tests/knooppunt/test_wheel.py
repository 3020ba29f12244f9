"""The program as it is installed: from a wheel, in an environment of its own, outside the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.knooppunt.command_line import ROOT, done

_PARTS = ("graph", "loaders", "queries", "viz", "knooppunt", "examples")
_FILES = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of programs of an environment with the wheel in it.

    The libraries are those of the tests, so that nothing is fetched; an installed checkout among them is not seen, because
    only the environment's own folder is looked through for such links.
    """
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for part in _PARTS:
        shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in _FILES:
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = [*pip, "wheel", "--no-build-isolation", "--no-deps", "--wheel-dir", str(folder), str(source)]
    subprocess.run(build, check=True, capture_output=True, text=True, timeout=240)
    shutil.rmtree(source)
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.create(environment, with_pip=False)
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    install = [*pip, "--python", str(programs / "python"), "install", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, capture_output=True, text=True, timeout=240)
    (own,) = environment.rglob("site-packages")
    (own / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return programs


def _run(programs: Path, folder: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KNOOPPUNT"))}
    command = [str(programs / arguments[0]), *arguments[1:]]
    run = subprocess.run(
        command,
        cwd=folder,
        env=environment | {"PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def test_the_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    where = _run(
        installed, tmp_path, "python", "-c", "import knooppunt, graph; print(knooppunt.__file__, graph.__file__)"
    )
    assert where.count(str(installed.parent)) == 2
    assert str(ROOT) not in where


def test_demo_shows_the_fictional_region_without_a_checkout(installed: Path, tmp_path: Path) -> None:
    told = _run(installed, tmp_path, "knooppunt", "demo")
    assert "Kyra Garret" in told
    made = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "demo").glob("*.html")}
    assert set(made) == {"kaart.html", "rapport.html"}
    # The comparison with other regions comes along as well: the report is the one that a checkout gives.
    done("demo", tmp_path / "checkout")
    of_checkout = (tmp_path / "checkout" / "rapport.html").read_text(encoding="utf-8")
    assert _headings(made["rapport.html"]) == _headings(of_checkout)


def _headings(page: str) -> list[str]:
    return [part.partition("</h")[0] for part in page.split("<h")[1:]]


def test_template_makes_the_workbook_without_a_checkout(installed: Path, tmp_path: Path) -> None:
    _run(installed, tmp_path, "knooppunt", "template", "lijsten.xlsx")
    assert (tmp_path / "lijsten.xlsx").stat().st_size > 10_000


def test_every_command_explains_itself_without_a_checkout(installed: Path, tmp_path: Path) -> None:
    assert "demo" in _run(installed, tmp_path, "knooppunt", "--help")
    _run(installed, tmp_path, "knooppunt", "init")
    assert {"needs.yaml", "expectations.yaml"} <= {path.name for path in tmp_path.iterdir()}
