"""A hub that loads its lists one after the other into one store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from graph.identity.judgements import Judgement
from graph.network import Network
from graph.store.file import FileStore
from knooppunt.usecases.load import LoadResult, load, withdraw
from loaders.base import Problem, Table
from tests.loaders.sheets import write_csv_folder


class Hub:
    """A store in ``folder``; every load and withdrawal is a minute after the one before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "netwerk.knooppunt"
        self._moment = datetime(2026, 11, 1, tzinfo=UTC)

    def try_load(self, source: str, *tables: Table, skip_bad_rows: bool = False) -> LoadResult:
        self._moment += timedelta(minutes=1)
        path = self.folder / source
        path.mkdir(parents=True, exist_ok=True)
        for old in path.glob("*.csv"):
            old.unlink()
        return load(self.file, [write_csv_folder(path, tables)], self._moment, skip_bad_rows=skip_bad_rows)[0]

    def load(self, source: str, *tables: Table) -> None:
        """Load tables with nothing wrong in them."""
        result = self.try_load(source, *tables)
        assert result.loaded.problems == []
        assert result.loaded.warnings == []

    def problem(self, source: str, *tables: Table) -> Problem:
        """Load tables with exactly one problem."""
        (problem,) = self.try_load(source, *tables).loaded.problems
        return problem

    def withdraw(self, source: str) -> None:
        self._moment += timedelta(minutes=1)
        withdraw(self.file, source, self._moment)

    def judge(self, one: str, other: str, *, same: bool) -> None:
        """Decide that two nodes are the same, or not."""
        self._moment += timedelta(minutes=1)
        with FileStore.open(self.file) as store, store.writing():
            store.judge(Judgement(one, other, same, self._moment))

    def network(self) -> Network:
        with FileStore.open(self.file) as store:
            return store.network()

    def triples(self, *types: str) -> set[tuple[str, str]]:
        """Return the (origin, target) of every relation of these types; there are no loose ends."""
        network = self.network()
        assert network.loose_ends == []
        return {(each.origin, each.target) for each in network.relations if each.relation in types}

    def ids(self, kind: str) -> set[str]:
        return {id_ for id_, node in self.network().nodes.items() if node.kind == kind}


def by_name(network: Network) -> tuple[set[tuple[str, str]], set[tuple[str, str, str, str, str]]]:
    """Return the nodes as (kind, name), and the relations between them and where persons live, whatever their ids are."""

    def named(id_: str) -> tuple[str, str]:
        return network.nodes[id_].kind, network.nodes[id_].name.casefold()

    assert network.loose_ends == []
    nodes: Sequence[tuple[str, str]] = [named(id_) for id_ in network.nodes]
    assert len(nodes) == len(set(nodes)), nodes
    ties = {(each.relation, *named(each.origin), *named(each.target)) for each in network.relations}
    for node in network.nodes.values():
        if home := node.properties.get("municipality"):
            ties.add(("lives in", *named(node.id), *named(home)))
    return set(nodes), ties
