"""Random histories of loading keep the law: every stored row is in the network, cell by cell, or was told."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import graph.store.fold
import knooppunt.usecases.doubts
import knooppunt.usecases.load
import loaders.meaning.identifiers
from graph.names import slug
from tests.loaders.histories import Judged, Loaded, history
from tests.loaders.law import Watched
from tests.loaders.sheets import table

#: Where a store is not written to a disk, where there is such a place: most of the time is waiting for that.
_IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None


def _broken(steps: Iterable[Loaded | Judged]) -> list[tuple[Any, ...]]:
    """Return the rows that the law does not hold for after ``steps``."""
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY) as folder:
        watched = Watched(Path(folder))
        for step in steps:
            if isinstance(step, Judged):
                watched.judge(step)
            else:
                watched.load(step.source, step.tables)
        return watched.broken()


# A seed is all that a report needs: there is nothing to shrink.
@settings(max_examples=150, phases=[Phase.explicit, Phase.generate])
@given(st.integers(0, 10**9))
def test_every_stored_row_is_in_the_network_or_was_told(seed: int) -> None:
    assert _broken(history(seed)) == []


def _without_day(*parts: str) -> str:
    return slug(*(part for part in parts if not re.fullmatch(r"\d{4}-\d\d-\d\d", part)))


def _without_other_values(several: Sequence[Any], fields: tuple[str, ...]) -> Any:
    return msgspec.structs.replace(_MERGED(several, fields), alternatives={})


_MERGED: Any = graph.store.fold._merged
_BOND = table("client_organisations", "naam", ["Bond"])
_SEAT = table("seats", "persoon,organisatie,sinds", ["Puk Lage", "Bond", "2020-01-01"])
_PEOPLE = table("persons", "naam,tot", ["Puk Lage", ""], ["Jan Vos", ""])
_MEETINGS = [
    Loaded(source, [table("meetings", "naam,datum", ["Overleg", day])])
    for source, day in (("a", "1-1-2018"), ("b", "1 januari 2020"))
]
_LOST = [Loaded("a", [_PEOPLE]), Loaded("b", [_BOND, _SEAT]), Loaded("a", [table("persons", "naam", ["Jan Vos"])])]
_ENDED = [Loaded("a", [_BOND, _SEAT, _PEOPLE]), Loaded("b", [table("persons", "naam,tot", ["Puk Lage", "1-1-2018"])])]
_PHONES = [
    Loaded(source, [table("persons", "naam,telefoon", ["Puk Lage", phone])])
    for source, phone in (("a", "1"), ("b", "2"))
]


@pytest.mark.parametrize(
    ("module", "name", "changed", "steps", "expected"),
    [
        (loaders.meaning.identifiers, "slug", _without_day, _MEETINGS, "merged"),
        (knooppunt.usecases.doubts, "hanging", lambda *_: (), _LOST, "absent"),
        (knooppunt.usecases.load, "may_be_never", lambda *_: False, _ENDED, "on no day"),
        (graph.store.fold, "_merged", _without_other_values, _PHONES, "not said"),
    ],
)
def test_a_program_that_is_silent_breaks_the_law(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, changed: Any, steps: list[Loaded], expected: str
) -> None:
    assert _broken(steps) == []
    monkeypatch.setattr(module, name, changed)
    assert {why for why, *_ in _broken(steps)} == {expected}
