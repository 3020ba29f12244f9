"""What the program can do, one function per task. The command line only maps arguments to these, and results to text."""

from __future__ import annotations

import contextlib
import difflib
import itertools
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec

from graph.errors import UsageProblem
from graph.model import Node, Relation
from graph.network import Network
from graph.store.file import FileStore, SheetCount, Version
from graph.store.fold import fold
from graph.views import for_audience, on, take, within
from knooppunt.rules_file import read_expectations, read_needs
from loaders.base import Loaded, Progress
from loaders.load import load_tables
from loaders.registry import hash_source, read_source
from queries.coverage import coverage
from queries.decisions import Decision
from queries.diff import Diff, diff
from queries.finding import Finding, worst_first
from queries.fragile import fragile
from queries.missing import missing
from queries.search import find
from queries.together import together
from queries.workload import many_seats, overloaded_advisers

#: The kind of decision that is about a finding.
_FINDING = "finding"
#: Likely links that can be decided about, even when fewer are shown.
_RANKED = 1_000


class LoadResult(msgspec.Struct):
    """What became of one source: ``status`` is new, changed, unchanged or refused.

    ``loader`` and ``hash`` are those of the bytes that were read; empty when they were not.
    """

    source: str
    status: str
    loaded: Loaded
    loader: str = ""
    hash: str = ""


class Asked(msgspec.Struct, frozen=True):
    """Which network a question is about."""

    file: Path
    day: date
    as_known: date | None = None
    region: str | None = None
    audience: str = "internal"


def open_network(asked: Asked) -> Network:
    """Return the network that a question is about: opened, on one day, within a region, as an audience may see it."""
    with FileStore.open(asked.file) as store:
        network = store.network(asked.as_known)
    network = take(network, on(asked.day))
    if asked.region is not None:
        area = find(network, asked.region, kinds=frozenset({"region", "municipality"}))
        network = take(network, within(area))
    return take(network, for_audience(asked.audience))


def loaded_by(file: Path, day: date) -> bool:
    """Tell whether anything had been loaded by the end of ``day``."""
    with FileStore.open(file) as store:
        return bool(store.versions(day))


def load(
    file: Path,
    paths: Sequence[Path],
    now: datetime,
    *,
    source: str | None = None,
    skip_bad_rows: bool = False,
    progress: Progress | None = None,
) -> list[LoadResult]:
    """Load ``paths`` into the store ``file`` (made when there is none): all of them in one transaction, or nothing.

    A source is called after its file or folder; ``source`` gives another name (for one path only). When any source is
    refused, nothing at all is stored, and no file is made.
    """
    if source is not None and len(paths) != 1:
        raise UsageProblem("one-path-per-source")
    given = [_Given(path, source or path.resolve().name, hash_source(path)) for path in paths]
    names = [one.name for one in given]
    if double := next((name for name in names if names.count(name) > 1), None):
        raise UsageProblem("source-twice", source=double)
    first: list[LoadResult] = []
    if not file.exists():
        # Tried without a file: one that is made and taken away again may be in use by another process by then.
        for one in given:
            known = fold(itertools.chain.from_iterable(result.loaded.statements for result in first)).nodes.values()
            first.append(_read(one, known, skip_bad_rows, progress))
        if any(result.status == "refused" for result in first):
            return first
    results: list[LoadResult] = []
    with contextlib.suppress(_NothingStoredError), FileStore.open(file, create=True) as store, store.writing():
        tried = dict(zip(names, first, strict=False)) if not store.versions() else {}
        for one in given:
            results.append(_load_one(store, one, tried.get(one.name), now, skip_bad_rows, progress))
        if any(result.status == "refused" for result in results):
            raise _NothingStoredError
    return results


class _NothingStoredError(Exception):
    """Rolls the transaction back."""


class _Given(msgspec.Struct, frozen=True):
    """What to load: where it is, what the source is called, and the hash of its bytes."""

    path: Path
    name: str
    hash: str


def _load_one(
    store: FileStore,
    given: _Given,
    tried: LoadResult | None,
    now: datetime,
    skip_bad_rows: bool,
    progress: Progress | None,
) -> LoadResult:
    """Load one source inside the transaction; ``tried`` is what came of it when it was read before."""
    newest = {version.source: version for version in store.versions()}.get(given.name)
    if newest is not None and newest.hash == given.hash:
        return LoadResult(given.name, "unchanged", Loaded(counts=[]))
    result = tried or _read(given, store.network(leave_out=[given.name]).nodes.values(), skip_bad_rows, progress)
    if result.status == "refused":
        return result
    counts = tuple(SheetCount(count.sheet, count.read, count.stored, count.left_out) for count in result.loaded.counts)
    version = Version(given.name, result.hash, now, result.loader, str(given.path.resolve()), counts)
    store.add_version(version, result.loaded.statements)
    return result if newest is None else msgspec.structs.replace(result, status="changed")


def _read(given: _Given, known: Iterable[Node], skip_bad_rows: bool, progress: Progress | None) -> LoadResult:
    """Read one source beside the ``known`` nodes."""
    read, file = read_source(given.path), given.path.resolve().name
    loaded = load_tables(read.tables, file, given.name, known, skip_bad_rows=skip_bad_rows, progress=progress)
    loaded.warnings = [*read.warnings, *loaded.warnings]
    refused = loaded.problems and not (skip_bad_rows and loaded.only_rows)
    return LoadResult(given.name, "refused" if refused else "new", loaded, read.loader, read.hash)


def withdraw(file: Path, source: str, now: datetime) -> Version:
    """Take a source back: from now on it says nothing; what was known before stays known with ``--as-known``."""
    with FileStore.open(file) as store, store.writing():
        newest = newest_version(store.versions(), source)
        if newest.withdrawn:
            raise UsageProblem("source-withdrawn-already", source=source)
        nothing: list[Node | Relation] = []
        store.add_version(Version(source=source, hash="", loaded_at=now, loader="withdrawn", path=""), nothing)
        return newest


def newest_version(versions: Sequence[Version], source: str) -> Version:
    """Return the newest version of a source; raise UsageProblem when there is no such source."""
    found = [version for version in versions if version.source == source]
    if not found:
        names = sorted({version.source for version in versions})
        raise UsageProblem("unknown-source", source=source, known=", ".join(names) or "-")
    return found[-1]


def read_decisions(asked: Asked) -> list[Decision]:
    """Return what people decided about findings, oldest first."""
    with FileStore.open(asked.file) as store:
        payloads = store.decisions(_FINDING, asked.as_known)
    return [msgspec.json.decode(payload, type=Decision) for payload in payloads]


def decide(asked: Asked, finding_id: str, decision: Decision) -> Decision:
    """Keep a decision about the finding with that id; return it with the subjects filled in.

    The finding must be there now, or have been decided about before. Raises UsageProblem when it is neither.
    """
    subjects = {finding.id: (finding.kind, finding.subjects) for finding in every_finding(asked)}
    subjects |= {":".join((d.kind, *d.subjects)): (d.kind, d.subjects) for d in read_decisions(asked)}
    if finding_id not in subjects:
        near = difflib.get_close_matches(finding_id, subjects, n=3)
        raise UsageProblem("unknown-finding", id=finding_id, near=", ".join(near) or "-")
    kind, ids = subjects[finding_id]
    kept = msgspec.structs.replace(decision, kind=kind, subjects=ids)
    with FileStore.open(asked.file) as store, store.writing():
        store.add_decision(_FINDING, kept, decision.decided_at)
    return kept


def families(asked: Asked, network: Network) -> dict[str, list[Finding]]:
    """Return what the questions find in a network and that can be followed from day to day, worst first, by command.

    Each as the command tells it when nothing more is asked for: coverage per municipality, no pairs of persons. Likely
    links are ideas, ranked anew every time, and not followed.
    """
    needs, rules = read_needs(asked.file).accepted(), read_expectations(asked.file).accepted()
    workload = [*many_seats(network), *overloaded_advisers(network)]
    return {
        "fragile": worst_first([*fragile(network, asked.day).findings, *workload]),
        "missing": missing(network, rules, ranked=0).findings,
        "gaps": worst_first(coverage(network, asked.day, needs).findings),
    }


def findings_to_follow(asked: Asked, network: Network) -> list[Finding]:
    """Return the findings of all ``families``, worst first."""
    return worst_first(list(itertools.chain.from_iterable(families(asked, network).values())))


def every_finding(asked: Asked) -> list[Finding]:
    """Return everything that can be decided about: what is followed, and what is told only when it is asked for."""
    network = open_network(asked)
    regional = coverage(network, asked.day, read_needs(asked.file).accepted(), unit="region").findings
    likely = missing(network, (), ranked=_RANKED).findings
    return [*findings_to_follow(asked, network), *regional, *likely, *together(network).findings]


def compare(before: Asked, after: Asked, kinds: Collection[str]) -> tuple[Network, Network, Diff]:
    """Return two networks and what changed between them, with the findings of ``kinds``."""
    first, second = open_network(before), open_network(after)
    found, still = (
        [finding for finding in findings_to_follow(asked, network) if finding.kind in kinds]
        for asked, network in ((before, first), (after, second))
    )
    return first, second, diff(first, second, found, still)
