"""Memory: the garbage collector held while many objects are made at once."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Hold the collector while many objects are made at once: none of them is garbage yet."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            if not gc.get_freeze_count():
                # Moves what was made to the old objects; otherwise all of it is looked through at once.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
