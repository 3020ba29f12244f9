"""What the program can do, one function per task. The command line only maps arguments to these, and results to text."""

from __future__ import annotations

import contextlib
import difflib
import functools
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec

from graph.errors import UsageProblem
from graph.model import Node, Relation
from graph.network import Network
from graph.store.base import Store, Version
from graph.store.fold import fold
from graph.store.opening import open_store
from graph.views import for_audience, known_only, on, take, within
from knooppunt.rules.expectations import read_expectations
from knooppunt.rules.needs import read_needs
from loaders.base import Loaded, Progress
from loaders.meaning.load import load_tables
from loaders.registry import hash_source, read_source
from queries.decisions import Decision, accepted_ids, followed
from queries.diff import Diff, diff
from queries.finding import Finding, worst_first
from queries.fragile.question import fragile
from queries.fragile.two_persons import together
from queries.fragile.workload import workload
from queries.gaps.coverage import Need, coverage
from queries.missing.expected import Expectation
from queries.missing.question import missing
from queries.registry import KINDS
from queries.search import find

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
    known_only: bool = False


def open_network(asked: Asked) -> Network:
    """Return the network that a question is about: opened, on one day, within a region, as an audience may see it."""
    with open_store(asked.file) as store:
        network = store.network(asked.as_known)
    network = take(network, on(asked.day))
    if asked.region is not None:
        area = find(network, asked.region, kinds=frozenset({"region", "municipality"}))
        network = take(network, within(area))
    return take(network, for_audience(asked.audience), *([known_only] if asked.known_only else []))


def loaded_by(file: Path, day: date) -> bool:
    """Tell whether anything had been loaded by the end of ``day``."""
    with open_store(file) as store:
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
            known = fold(itertools.chain.from_iterable(result.loaded.statements for result in first))
            first.append(_read(one, known, tuple, skip_bad_rows, progress))
        if any(result.status == "refused" for result in first):
            return first
    results: list[LoadResult] = []
    with contextlib.suppress(_NothingStoredError), open_store(file, create=True) as store, store.writing():
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
    store: Store,
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
    result = tried
    if result is None:
        before = functools.partial(store.statements, given.name)
        result = _read(given, store.network(leave_out=[given.name]), before, skip_bad_rows, progress)
    if result.status == "refused":
        return result
    counts = tuple(result.loaded.counts)
    version = Version(given.name, result.hash, now, result.loader, str(given.path.resolve()), counts)
    store.add_version(version, result.loaded.statements)
    return result if newest is None else msgspec.structs.replace(result, status="changed")


def _read(
    given: _Given,
    others: Network,
    before: Callable[[], Iterable[Node | Relation]],
    skip_bad_rows: bool,
    progress: Progress | None,
) -> LoadResult:
    """Read one source beside the network of the ``others``; ``before`` gives what it said until now."""
    read, file = read_source(given.path), given.path.resolve().name
    known: Iterable[Node | Relation] = itertools.chain(others.nodes.values(), others.relations)
    loaded = load_tables(
        read.tables, file, given.name, known, before=before, skip_bad_rows=skip_bad_rows, progress=progress
    )
    loaded.warnings = [*read.warnings, *loaded.warnings]
    refused = loaded.problems and not (skip_bad_rows and loaded.only_rows)
    return LoadResult(given.name, "refused" if refused else "new", loaded, read.loader, read.hash)


def withdraw(file: Path, source: str, now: datetime) -> Version:
    """Take a source back: from now on it says nothing; what was known before stays known with ``--as-known``."""
    with open_store(file) as store, store.writing():
        newest = newest_version(store.versions(), source)
        if newest.withdrawn:
            raise UsageProblem("source-withdrawn-already", source=source)
        store.withdraw(source, now)
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
    with open_store(asked.file) as store:
        payloads = store.decisions(_FINDING, asked.as_known)
    return [msgspec.json.decode(payload, type=Decision) for payload in payloads]


def accepted_now(asked: Asked, network: Network) -> frozenset[str]:
    """Return the ids of the findings that are accepted on the day that is asked about: they do not count."""
    return accepted_ids(network, read_decisions(asked), asked.day)


def decide(
    asked: Asked, finding_id: str, decision: Decision, *, keep: Collection[str] = (), rules: OwnRules | None = None
) -> Decision:
    """Keep a decision about the finding with that id; return it with the subjects filled in.

    The finding must be there now, with any of the options by which it can be seen, or have been decided about before.
    ``keep``: fields that stay as they were in the decision before (owner, note). ``rules``: the needs and expectations to
    look with, when not those of the network file. Raises UsageProblem when there is no such finding.
    """
    network, decisions = open_network(asked), read_decisions(asked)
    earlier = {one.finding_id: one for each in decisions for one in (each, followed(network, each))}.get(finding_id)
    if earlier is not None:
        kind, ids = earlier.kind, earlier.subjects
        decision = msgspec.structs.replace(decision, **{field: getattr(earlier, field) for field in keep})
    else:
        kind, ids = _subjects(asked, finding_id, rules or own_rules(asked.file))
    kept = msgspec.structs.replace(decision, kind=kind, subjects=ids)
    with open_store(asked.file) as store, store.writing():
        store.add_decision(_FINDING, kept, decision.decided_at)
    return kept


def _subjects(asked: Asked, finding_id: str, rules: OwnRules) -> tuple[str, tuple[str, ...]]:
    """Return the kind and the subjects of the finding with that id; raise UsageProblem when there is none."""
    known = []
    for findings in every_finding(asked, rules):
        for finding in findings:
            if finding.id == finding_id:
                return finding.kind, finding.subjects
            known.append(finding.id)
    near = difflib.get_close_matches(finding_id, dict.fromkeys(known), n=3)
    raise UsageProblem("unknown-finding-near" if near else "unknown-finding", id=finding_id, near=", ".join(near))


class OwnRules(msgspec.Struct, frozen=True):
    """What a hub holds its network against: needs, and expectations."""

    needs: list[Need]
    expectations: list[Expectation]


def own_rules(file: Path) -> OwnRules:
    """Return the rules that go with a network file. Raises InputRefused when there is a problem in them."""
    return OwnRules(read_needs(file).accepted(), read_expectations(file).accepted())


def families(asked: Asked, network: Network, rules: OwnRules | None = None) -> dict[str, list[Finding]]:
    """Return what the questions find in a network and that can be followed from day to day, worst first, by command.

    Each as the command tells it when nothing more is asked for, such as coverage per municipality. ``rules``: those of the
    network file when not given.
    """
    rules = rules or own_rules(asked.file)
    found = {
        "fragile": [*fragile(network, asked.day).findings, *workload(network)],
        # What is ranked is not followed, and takes long to find.
        "missing": missing(network, rules.expectations, ranked=0).findings,
        "gaps": coverage(network, asked.day, rules.needs).findings,
    }
    return {family: worst_first([f for f in findings if KINDS[f.kind].followed]) for family, findings in found.items()}


def findings_to_follow(asked: Asked, network: Network, rules: OwnRules | None = None) -> list[Finding]:
    """Return the findings of all ``families``, worst first."""
    return worst_first(list(itertools.chain.from_iterable(families(asked, network, rules).values())))


def every_finding(asked: Asked, rules: OwnRules) -> Iterator[list[Finding]]:
    """Yield everything that can be decided about, the most usual first: what is followed, and then, question by question,
    what is told only when it is asked for. Each next part is computed only when it is wanted.
    """
    network, day = open_network(asked), asked.day
    ever = (date.max - day).days
    yield findings_to_follow(asked, network, rules)
    yield coverage(network, day, rules.needs, unit="region").findings
    for seen in (network, known_only(network)):
        yield fragile(seen, day, horizon=ever).findings
        yield missing(seen, rules.expectations, ranked=_RANKED).findings
        yield together(seen).findings


def compare(before: Asked, after: Asked, kinds: Collection[str]) -> tuple[Network, Network, Diff]:
    """Return two networks and what changed between them, with the findings of ``kinds``."""
    first, second = open_network(before), open_network(after)
    found, still = (
        [finding for finding in findings_to_follow(asked, network) if finding.kind in kinds]
        for asked, network in ((before, first), (after, second))
    )
    return first, second, diff(first, second, found, still)
