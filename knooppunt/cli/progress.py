"""A progress bar for what takes more than a second, on a terminal only."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator

from loaders.base import Progress

#: Seconds of work before a bar appears.
_PATIENCE = 1.0


@contextlib.contextmanager
def progress_bar(label: str, closing: str) -> Iterator[Progress | None]:
    """Give a function that takes (done, in all); None when nobody is looking. ``closing``: what follows then."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    started = time.monotonic()
    with Bar(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(label, total=None, visible=False)

        def advance(done: int, total: int) -> None:
            if time.monotonic() - started > _PATIENCE:
                words = label if done < total else closing
                bar.update(task, description=words, completed=done, total=total, visible=True)
                bar.refresh()

        yield advance
