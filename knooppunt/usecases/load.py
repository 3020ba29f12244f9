"""Bringing sources into the store and taking them back: all of them, or nothing."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import itertools
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec

from graph.errors import StoreUnavailable, UsageProblem
from graph.identity.judgements import Judgement
from graph.memory import garbage_collection_paused
from graph.model import Node, Relation
from graph.network import Network
from graph.store.base import Store, Version
from graph.store.fold import fold
from graph.store.lists import in_time
from graph.store.opening import is_nothing, open_store
from knooppunt.usecases.codes import by_code, codes, told_of_codes
from knooppunt.usecases.columns import NO_WISHES, Wishes, converted, map_for, map_text
from knooppunt.usecases.doubts import Doubt, hanging, is_version, looks_like, lost, renamed, rows_of
from knooppunt.usecases.never import may_be_never, told_of_never
from loaders.base import Alike, Loaded, Progress
from loaders.columns.convert import Reading
from loaders.meaning.load import load_tables
from loaders.registry import hash_source, read_source

#: What a load of more statements changed is not told: to make the network once more takes as long as half the load.
_MOST_NOTICED = 100_000


class LoadResult(msgspec.Struct):
    """What became of one source: ``status`` is new, changed, added (a list of another day, beside those that were there),
    restored (it was damaged), unchanged or refused. ``as_of`` is the day that it was said to tell of.

    ``loader`` and ``hash`` are those of the bytes that were read; empty when they were not. ``doubts`` is what has to be
    asked or told first. ``readings`` tell how lists that are no sheet of the template were read, ``not_read`` which sheets
    were not.
    """

    source: str
    status: str
    loaded: Loaded
    loader: str = ""
    hash: str = ""
    doubts: tuple[Doubt, ...] = ()
    readings: tuple[Reading, ...] = ()
    not_read: tuple[str, ...] = ()
    as_of: date | None = None


def load(
    file: Path,
    paths: Sequence[Path],
    now: datetime,
    *,
    source: str | None = None,
    skip_bad_rows: bool = False,
    progress: Progress | None = None,
    agreed: Callable[[Doubt], bool] = lambda _: True,
    noticed: Callable[[Network, Network], None] | None = None,
    origin: Path | None = None,
    again: bool = False,
    wishes: Wishes = NO_WISHES,
    as_of: date | None = None,
    same: Callable[[Alike], bool | None] = lambda _: None,
) -> list[LoadResult]:
    """Load ``paths`` into the store ``file`` (made when there is none): all of them in one transaction, or nothing.

    A source is called after its file or folder; ``source`` gives another name (for one path only), ``origin`` where it
    really comes from, when the file stands in for that; ``again``: read what is loaded already as well, for what there is
    to tell of it; ``as_of`` is the day of which the lists tell; ``noticed`` hears of the network before and after, when
    something is stored and both can be read; ``same`` tells what was answered about two names that are nearly the same.
    When any source is refused, or in doubt in a way that is not ``agreed``, nothing at all is stored, and no file is made.
    """
    if source is not None and len(paths) != 1:
        raise UsageProblem("one-path-per-source")
    # First whether it can be read at all: a circle of links has no name either.
    hashes = [hash_source(path) for path in paths]
    given = [
        _Given(
            path,
            source or path.resolve().name,
            hash_,
            skip_bad_rows,
            progress,
            origin or path.resolve(),
            again,
            wishes,
            as_of,
            same,
        )
        for path, hash_ in zip(paths, hashes, strict=True)
    ]
    given = [msgspec.structs.replace(one, hash=one.hash_with_map()) for one in given]
    names = [one.name for one in given]
    if double := next((name for name in names if names.count(name) > 1), None):
        raise UsageProblem("source-twice", source=double)
    first: list[_Tried] = []
    if is_nothing(file):
        # Tried without a file: one that is made and taken away again may be in use by another process by then.
        with garbage_collection_paused():
            for one in given:
                others = fold(itertools.chain.from_iterable(each.result.loaded.statements for each in first))
                first.append(_Tried(one.asking(_new(one.read(others), others, as_of), ()), others))
        if _stopped([each.result for each in first], agreed):
            return [each.result for each in first]
    results: list[LoadResult] = []
    with contextlib.suppress(_NothingStoredError), open_store(file, create=True) as store, store.writing():
        tried = dict(zip(names, first, strict=False)) if not store.all_versions() else {}
        standing = {name: store.newest(name, as_of) for name in names}
        before = _network(store) if noticed and not all(map(_is_loaded, given, standing.values())) else None
        for number, one in enumerate(given):
            # What is damaged and still to come cannot be read beside it.
            waiting = [name for name in names[number:] if (newest := standing[name]) and newest.damaged]
            results.append(_load_one(store, one, tried.get(one.name), now, standing[one.name], waiting))
        if _stopped(results, agreed):
            raise _NothingStoredError
        few = sum(len(result.loaded.statements) for result in results) <= _MOST_NOTICED
        if noticed and few and before is not None and (after := _after(store, before, results)) is not None:
            noticed(before, after)
    return results


def _stopped(results: Iterable[LoadResult], agreed: Callable[[Doubt], bool]) -> bool:
    """Tell whether nothing may be stored."""
    return any(result.status == "refused" or not all(agreed(doubt) for doubt in result.doubts) for result in results)


def _after(store: Store, before: Network, results: Sequence[LoadResult]) -> Network | None:
    """Return the network after a load; of a first one it is what was read, which need not be read again."""
    if before.nodes or len(results) > 1 or results[0].status != "new" or store.judgements():
        return _network(store)
    with garbage_collection_paused():
        return fold(results[0].loaded.statements)


def _network(store: Store) -> Network | None:
    """Return the network as it is now; None when a list in it is damaged."""
    with contextlib.suppress(StoreUnavailable):
        return store.network()
    return None


class _NothingStoredError(Exception):
    """Rolls the transaction back."""


class _Given(msgspec.Struct, frozen=True):
    """What to load and how: where it is, what the source is called, the hash of its bytes, and where it comes from.

    ``again``: it is read even when it has been loaded.
    """

    path: Path
    name: str
    hash: str
    skip_bad_rows: bool
    progress: Progress | None
    origin: Path
    again: bool
    wishes: Wishes
    as_of: date | None
    same: Callable[[Alike], bool | None]

    def asking(self, result: LoadResult, judged: Container[frozenset[str]]) -> LoadResult:
        """Return ``result`` with the pairs of names that nobody answered about."""
        result.loaded.alike = [each for each in result.loaded.alike if frozenset(each.ids) not in judged]
        asked = [each for each in result.loaded.alike if self.same(each) is None]
        doubts = (Doubt("alike", self.name, mild=True, alike=each) for each in asked)
        return msgspec.structs.replace(result, doubts=(*result.doubts, *doubts))

    def answered(self, result: LoadResult, now: datetime) -> Iterator[Judgement]:
        """Yield what was answered about the pairs of names."""
        for each in result.loaded.alike:
            if (same := self.same(each)) is not None:
                yield Judgement(*each.ids[::-1], same, now)

    def hash_with_map(self) -> str:
        """Return the hash of all that decides what is read: the bytes, the column map, and whose list it is said to be."""
        beside = map_for(self.path, self.wishes)
        if beside is None and not self.wishes.organisation:
            return self.hash
        told = "\0".join([self.hash, map_text(beside) if beside else "", self.wishes.organisation])
        return hashlib.sha256(told.encode()).hexdigest()

    def read(self, others: Network, before: Callable[[], Iterable[Node | Relation]] = tuple) -> LoadResult:
        """Read it beside the network of the ``others``; ``before`` gives what it said until now."""
        with garbage_collection_paused():
            return self._read(others, before)

    def _read(self, others: Network, before: Callable[[], Iterable[Node | Relation]]) -> LoadResult:
        read, file = read_source(self.path), self.path.resolve().name
        known: list[Node | Relation] = [*others.nodes.values(), *others.relations]
        skip, progress = self.skip_bad_rows, self.progress
        found = converted(read.tables, known, file, map_for(self.path, self.wishes), self.wishes)
        if found.problems:
            loaded = Loaded(problems=found.problems, warnings=[*read.warnings, *found.warnings])
            return LoadResult(self.name, "refused", loaded, read.loader, self.hash, as_of=self.as_of)
        loaded = load_tables(
            found.tables,
            file,
            self.name,
            known,
            identity=others.identity,
            before=before,
            skip_bad_rows=skip,
            progress=progress,
        )
        loaded.warnings = [*read.warnings, *found.warnings, *loaded.warnings]
        refused = loaded.problems and not (skip and loaded.only_rows)
        status = "refused" if refused else "new"
        told = tuple(found.readings), tuple(found.not_read)
        return LoadResult(self.name, status, loaded, read.loader, self.hash, (), *told, self.as_of)


class _Tried(msgspec.Struct, frozen=True):
    """What came of a source when it was read before there was a file, beside the network of those before it."""

    result: LoadResult
    others: Network


def _load_one(
    store: Store, given: _Given, tried: _Tried | None, now: datetime, newest: Version | None, waiting: list[str]
) -> LoadResult:
    """Load one source inside the transaction.

    ``tried`` is what came of it when it was read before, ``newest`` its newest version, of the day that it tells of;
    ``waiting`` are damaged sources that are to be loaded after it.
    """
    unchanged = _is_loaded(given, newest)
    if unchanged and not given.again:
        return LoadResult(given.name, "unchanged", Loaded(), as_of=given.as_of)
    others = tried.others if tried else store.network(leave_out=[given.name, *waiting])
    if tried is None:
        result = given.read(others, functools.partial(_said, store, given.name))
        if unchanged:
            result.loaded.counts = []
            _tell_what_never_counts(result, store, others, given, waiting)
            result = given.asking(result, _judged(store))
            for judgement in given.answered(result, now):
                store.judge(judgement)
            return msgspec.structs.replace(result, status="unchanged")
        standing = store.standing(given.name)
        doubts = _of_another_day(given, standing)
        if doubts is not None:
            result = msgspec.structs.replace(result, doubts=doubts)
            if result.status != "refused":
                status = "added" if standing[-1].as_of and given.as_of else "changed"
                result = msgspec.structs.replace(result, status=status)
        elif newest is None or newest.withdrawn:
            result = _new(result, others, given.as_of, "changed" if store.newest(given.name) else "new")
        elif not newest.damaged:
            result = _changed(
                result,
                by_code(store.statements(given.name, given.as_of), result.loaded.statements),
                others,
                Path(newest.path),
                given.origin,
            )
        result = given.asking(result, _judged(store))
    else:
        result = tried.result
    if result.status == "refused":
        return result
    for judgement in given.answered(result, now):
        store.judge(judgement)
    known = itertools.chain(_said(store, given.name), others.nodes.values())
    result.loaded.warnings += told_of_codes(codes(known, result.loaded.statements), given.name)
    counts = tuple(result.loaded.counts)
    version = Version(given.name, result.hash, now, result.loader, str(given.origin), counts, as_of=given.as_of)
    if newest is not None and newest.damaged:
        store.replace(version, result.loaded.statements)
        result = msgspec.structs.replace(result, status="restored")
    else:
        store.add_version(version, result.loaded.statements)
    _tell_what_never_counts(result, store, others, given, waiting)
    return result


def _is_loaded(given: _Given, newest: Version | None) -> bool:
    """Tell whether the newest version of a source is what is given now."""
    return (
        newest is not None
        and (newest.hash, newest.as_of) == (given.hash, given.as_of)
        and not (newest.damaged or newest.withdrawn)
    )


def _of_another_day(given: _Given, standing: Sequence[Version]) -> tuple[Doubt, ...] | None:
    """Return what is asked about a list when those that stand tell of other days; None when one tells of the same."""
    days = [version.as_of for version in standing]
    if not standing or given.as_of in days:
        return None
    known = tuple(day for day in days if day is not None)
    same = [version for version in standing if version.hash == given.hash]
    if given.as_of is None:
        return (Doubt("without-day", given.name, days=known),)
    if not known:
        # The same list, of which the day is told now.
        return () if same else (Doubt("with-day", given.name, path=standing[0].path),)
    return (Doubt("same-list", given.name, days=known[days.index(same[0].as_of) :][:1]),) if same else ()


def _judged(store: Store) -> set[frozenset[str]]:
    """Return the pairs of nodes that somebody judged: the same, or not."""
    return {judgement.pair for judgement in store.judgements()}


def _said(store: Store, source: str) -> list[Node | Relation]:
    """Return what a source said until now: all its lists together when they tell of days."""
    days = [version.as_of for version in store.standing(source) if version.as_of is not None]
    if not days:
        return store.statements(source)
    return in_time((day, store.statements(source, day)) for day in days)


def _tell_what_never_counts(
    result: LoadResult, store: Store, others: Network, given: _Given, waiting: Sequence[str]
) -> None:
    """Warn of what counts on no day, now that the source has been stored beside the ``others``."""
    if may_be_never(result.loaded.statements, others):
        network, file = store.network(leave_out=waiting), given.path.resolve().name
        result.loaded.warnings += told_of_never(network, others, given.name, file)


def _new(result: LoadResult, others: Network, as_of: date | None, status: str = "new") -> LoadResult:
    """Return the result of a source that says nothing until now, with which other one it looks like a version of."""
    if result.status == "refused":
        return result
    known = rows_of([*others.nodes.values(), *others.relations], apart=False)
    said = rows_of(result.loaded.statements if known else (), others.identity, apart=False)
    other = looks_like(result.source, said.get(result.source, {}), known)
    # Lists of several days under several names would say everything twice.
    code = "version-of-day" if as_of else "version"
    doubts = (Doubt(code, result.source, other=other, mild=not as_of),) if other else ()
    return msgspec.structs.replace(result, status=status, doubts=doubts)


def _changed(
    result: LoadResult, before: Sequence[Node | Relation], others: Network, old: Path, new: Path
) -> LoadResult:
    """Return the result of a new version, with what is lost by it."""
    if result.status == "refused":
        return result
    loss = lost(before, result.loaded.statements, result.source, others)
    if loss and old != new and not is_version(before, result.loaded.statements, result.source):
        loss = msgspec.structs.replace(loss, code="another", mild=False, path=str(new), other=str(old))
        return msgspec.structs.replace(result, status="changed", doubts=(loss,))
    names = renamed(before, result.loaded.statements, result.source, others)
    return msgspec.structs.replace(result, status="changed", doubts=tuple(filter(None, (loss, names))))


def withdraw(file: Path, source: str, now: datetime, as_of: date | None = None) -> tuple[tuple[str, int], ...]:
    """Take a source back: from now on it says nothing; what was known before stays known with ``--as-known``.

    With ``as_of`` only its list of that day. Return, by source, how many relations of others hang on what goes.
    """
    with open_store(file) as store, store.writing():
        _versions_of(store.all_versions(), source)
        if not store.standing(source):
            raise UsageProblem("source-withdrawn-already", source=source)
        if as_of is not None and not any(version.as_of == as_of for version in store.standing(source)):
            days = [version.as_of for version in store.standing(source) if version.as_of is not None]
            raise UsageProblem("unknown-day" if days else "no-days", source=source, day=as_of, days=days)
        said = _said(store, source)
        store.withdraw(source, now, as_of)
        # Of lists that are damaged nothing can be said; that is told wherever they are asked for.
        with contextlib.suppress(StoreUnavailable):
            left = _said(store, source) if as_of is not None and store.standing(source) else ()
            return hanging(said, left, store.network())
        return ()


def versions(file: Path, as_known: date | None = None) -> list[Version]:
    """Return every version of every source that had been loaded by the end of ``as_known`` (None: now), oldest first."""
    with open_store(file) as store:
        return store.versions(as_known)


def newest(file: Path) -> list[Version]:
    """Return the newest version of every source; of lists that tell of days those that count, in the order of days."""
    with open_store(file) as store, store.reading():
        last = {version.source: version for version in store.versions()}
        return [version for source, own in last.items() for version in store.standing(source) or [own]]


def history(file: Path, source: str) -> list[Version]:
    """Return every version of a source, oldest first; raise UsageProblem when there is no such source."""
    with open_store(file) as store:
        _versions_of(store.all_versions(), source)
        return store.history(source)


def _versions_of(known: Sequence[Version], source: str) -> list[Version]:
    """Return the versions of a source, oldest first; raise UsageProblem when there is no such source."""
    found = [version for version in known if version.source == source]
    if not found:
        names = sorted({version.source for version in known})
        raise UsageProblem("unknown-source", source=source, known=", ".join(names) or "-")
    return found
