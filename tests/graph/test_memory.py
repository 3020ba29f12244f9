"""The collector is held while many objects are made, and is afterwards as it was."""

from __future__ import annotations

import gc

import pytest

from graph.memory import garbage_collection_paused


def test_the_collector_runs_again_afterwards() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="stop"), garbage_collection_paused():
        assert not gc.isenabled()
        raise ValueError("stop")
    assert gc.isenabled()
    assert not gc.get_freeze_count()


def test_within_another_pause_it_stays_held() -> None:
    with garbage_collection_paused():
        with garbage_collection_paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
