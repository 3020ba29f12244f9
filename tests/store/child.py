"""What another process does with a store: ``python -m tests.store.child COMMAND FILE ...``; see ``children``."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import StoreUnavailable
from graph.model import Evidence, Node
from graph.store.base import Store
from graph.store.file import FileStore
from graph.store.opening import open_store
from queries.decisions import Decision
from tests.networks import node
from tests.store.stores import version

#: Enough statements to make SQLite write pages into the file long before the transaction ends.
MANY = 6_000


def _say(word: str) -> None:
    print(word, flush=True)


def many(said: str = "") -> Iterator[Node]:
    """Yield MANY statements of about a kilobyte, say ``said`` when half of them are stored and wait there."""
    for number in range(MANY):
        yield node(f"person:p{number}", properties={"note": "x" * 1000})
        if said and number == MANY // 2:
            _say(said)
            time.sleep(600)


def stop_halfway(file: Path) -> None:
    """Begin a load and wait in the middle of it, to be killed."""
    with FileStore.open(file) as store, store.writing():
        store.add_version(version("small"), [node("council:new")])
        store.add_version(version("large"), many("halfway"))


def keep_loading(file: Path, pause: str) -> None:
    """Load two sources together, over and over: of either there is one person more than before."""
    number = len(_pairs(file))
    while True:
        number += 1
        with FileStore.open(file) as store, store.writing():
            for source in ("left", "right"):
                places = (Evidence(source, "personen"),)
                people = [node(f"person:p{i}", sources=places, properties={"note": "x" * 500}) for i in range(number)]
                store.add_version(version(source, *people), people)
        _say(str(number))
        time.sleep(float(pause))


def _pairs(file: Path) -> list[int]:
    with FileStore.open(file) as store:
        return [item.records for item in store.versions() if item.source == "left"]


def load_once(file: Path, source: str, key: str) -> None:
    """Load a source, unless its newest version is the same: what every load does."""
    _say("ready")
    sys.stdin.readline()
    statements = [node(f"person:{key}")]
    mine = version(source, *statements)
    with FileStore.open(file, create=True) as store, store.writing():
        newest = {item.source: item.hash for item in store.versions()}
        time.sleep(0.1)  # for the other one to come in between, if it can
        if newest.get(source) != mine.hash:
            store.add_version(mine, statements)
    _say("done")


def load_on_a_full_disk(file: Path) -> None:
    """Load more than this process may write into one file; say what it was told."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    try:
        with FileStore.open(file) as store, store.writing():
            store.add_version(version("large"), many())
    except StoreUnavailable as error:
        _say(f"{error.code}: {error.params['reason']}")


def decide_field(file: Path, field: str, value: str) -> None:
    """Decide about one finding, only about ``field``; the rest stays as it was."""
    from knooppunt.usecases import decisions
    from knooppunt.usecases.network import Asked

    def opened(path: Path, *, create: bool = False) -> Store:
        _say("looked")
        return open_store(path, create=create)

    now = datetime.now(UTC)
    words = {"owner": "", "note": "", field: value}
    decision = Decision("", (), "planned", now, owner=words["owner"], note=words["note"])
    keep = [name for name in ("owner", "note") if name != field]
    asked = Asked(file, now.date())
    decisions.read_decisions(asked)
    vars(decisions)["open_store"] = opened
    decisions.decide(asked, "cut-person:person:anna", decision, keep=keep)
    _say("done")


COMMANDS: dict[str, Callable[..., None]] = {
    function.__name__: function
    for function in (stop_halfway, keep_loading, load_once, load_on_a_full_disk, decide_field)
}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
