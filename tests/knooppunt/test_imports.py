"""Start-up: a command imports what it needs, and no library that takes longer to import than the command takes.

Looked at by what is imported, in a process of its own, because a clock says something else on every machine.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.knooppunt.command_line import EXAMPLES

_GRAPHS = {"networkx", "rustworkx", "scipy.sparse"}
_HEAVY = _GRAPHS | {"numpy", "scipy"}
_WRITERS = {"jinja2", "xlsxwriter"}
_READERS = {"python_calamine", "vobject", "dateutil"}
_RUN = """
import json, sys
from knooppunt.cli.app import main
heavy, *sys.argv[1:] = sys.argv[1:]
try:
    main()
except SystemExit as stopped:
    print(json.dumps([stopped.code, sorted(set(json.loads(heavy)) & set(sys.modules))]), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "without"),
    [
        (["search", "oog"], _HEAVY | _WRITERS | _READERS),
        (["show", "Ouderenraad Rietwolde"], _HEAVY | _WRITERS | _READERS),
        (["places", "Bergen"], _HEAVY | _WRITERS | _READERS),
        (["sources"], _HEAVY | _WRITERS),
        (["decide"], _HEAVY | _WRITERS | _READERS),
        (["--help"], _HEAVY | _WRITERS),
        (["load", "{lists}"], _HEAVY | _WRITERS | {"vobject", "dateutil"}),
        (["template", "{new}.xlsx"], _HEAVY | {"jinja2"}),
        (["fragile"], _GRAPHS | _WRITERS | _READERS),
        (["whatif", "--without-advisers"], _GRAPHS | _WRITERS | _READERS),
        (["gaps"], _GRAPHS | _WRITERS | _READERS),
        (["plan", "--introductions", "2"], {"networkx", "rustworkx"} | _WRITERS | _READERS),
        (["plan", "--succession", "Kyra Garret"], _GRAPHS | _WRITERS | _READERS),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_command_imports_no_library_that_it_does_not_need(
    arguments: list[str], without: set[str], region: Path, tmp_path: Path
) -> None:
    given = [one.format(lists=EXAMPLES / "voorbeeldregio", new=tmp_path / "new") for one in arguments]
    file = tmp_path / "own.knooppunt" if "load" in arguments else region
    command = [sys.executable, "-c", _RUN, json.dumps(sorted(without)), "--file", str(file), *given]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert json.loads(run.stderr.splitlines()[-1]) == [0, []]


def test_what_is_looked_for_is_found_when_it_is_imported(region: Path) -> None:
    """A person's card needs the graph libraries: the test above would see them."""
    command = [sys.executable, "-c", _RUN, json.dumps(sorted(_HEAVY)), "--file", str(region), "show", "Kyra Garret"]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert set(json.loads(run.stderr.splitlines()[-1])[1]) >= {"networkx", "numpy", "rustworkx"}
