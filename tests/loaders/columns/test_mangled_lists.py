"""Some hundred mangled lists through ``columns`` and ``load``: each is read or refused within the limits, and told in words.

`python -m tests.loaders.fuzz 10000 --lists` does the same with very many.
"""

from __future__ import annotations

import sys

import pytest

from tests.loaders.fuzz import outcome_of_list
from tests.loaders.watched import Child

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is measured by /proc")

SEEDS = range(100)


def test_mangled_lists_are_read_or_refused() -> None:
    with Child() as child:
        outcomes = {seed: outcome_of_list(child, seed) for seed in SEEDS}
    assert not {seed: outcome for seed, outcome in outcomes.items() if outcome.wrong}
    # Lists that are all refused, or all read as they are, would try nothing.
    statuses = [outcome.status for outcome in outcomes.values()]
    assert {status: statuses.count(status) >= 5 for status in statuses} == {
        "loaded": True,
        "loaded with options": True,
        "refused": True,
    }
