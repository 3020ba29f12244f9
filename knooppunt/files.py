"""Files that the program makes: they appear whole or not at all, and never take the place of what cannot be made again."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from graph.errors import KnooppuntError, UsageProblem
from graph.store.opening import form_of, open_store

#: What SQLite keeps beside a file while it is in use; something else of that name damages the file.
_COMPANIONS = ("-journal", "-wal", "-shm")
_RULES = Path(__file__).resolve().parent / "rules"


def refuse_to_lose(path: Path, suffix: str, network: Path, *, force: bool = False) -> None:
    """Raise UsageProblem when writing a file that ends on ``suffix`` at ``path`` would destroy something.

    That is the file ``network``, any other network, a list that was loaded into ``network`` (whatever the path to it is
    called), the rules beside it that a hub edits, and what is no file. A file that looks like something else is only
    replaced with ``force``. Raises OSError when nothing can be written there.
    """
    target = Path(os.path.realpath(path))
    found = _stat(path)
    others = (target, _without_companion(target))
    if _belongs_to(target, network) or any(form_of(other) is not None for other in others):
        raise UsageProblem("output-is-network", path=str(path))
    if found is None:
        if not target.parent.is_dir():
            raise UsageProblem("output-without-folder", folder=str(path.parent), name=path.name)
    elif stat.S_ISDIR(found.st_mode):
        raise UsageProblem("output-is-folder", path=str(path), suffix=suffix)
    elif not stat.S_ISREG(found.st_mode):
        raise UsageProblem("output-no-file", path=str(path))
    elif any(os.path.samestat(one, found) for one in _lists_loaded(network)):
        raise UsageProblem("output-is-list", path=str(path))
    elif any(_same(target, file) for file in _rules_of(network)):
        raise UsageProblem("output-is-rules", path=str(path))
    elif target.suffix.lower() != suffix and not force:
        raise UsageProblem("output-other-sort", path=str(path), suffix=suffix)
    for place in (target.parent, *([target] if found else [])):
        if not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` at ``path``, all of it or nothing: until it is there, what stood there is as it was.

    What a link points to is replaced, not the link; permissions stay. Raises OSError, which names ``path``.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            shutil.copymode(target, temporary)
        os.replace(temporary, target)  # noqa: PTH105  (the two names stand together)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _stat(path: Path) -> os.stat_result | None:
    """Return what is at ``path``, or where a link leads to; None when there is nothing."""
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _belongs_to(target: Path, network: Path) -> bool:
    """Tell whether ``target`` is the network file or one of its companions, whether they are there or not."""
    real = Path(os.path.realpath(network))
    return any(_same(target, Path(f"{file}{end}")) for file in {network, real} for end in ("", *_COMPANIONS))


def _same(one: Path, other: Path) -> bool:
    """Tell whether two paths are one file; of what is not there, by name (in capitals or not: some disks do not care)."""
    try:
        return one.samefile(other)
    except OSError:
        return str(one).casefold() == os.path.realpath(other).casefold()


def _rules_of(network: Path) -> list[Path]:
    """Return the files of rules that may stand beside a network file: those that come with the program, by name."""
    return [network.parent / file.name for file in _RULES.glob("*.yaml")]


def _without_companion(target: Path) -> Path:
    """Return the file that ``target`` is a companion of, by its name; itself when it is none."""
    name, hyphen, end = target.name.rpartition("-")
    return target.with_name(name) if name and f"{hyphen}{end}".lower() in _COMPANIONS else target


def _lists_loaded(network: Path) -> Iterator[os.stat_result]:
    """Yield what the files are that were loaded into ``network``, as far as they are still there."""
    from loaders.registry import accepted

    try:
        with open_store(network) as store:
            paths = {path for version in store.all_versions() if (path := Path(version.path)).is_absolute()}
    except KnooppuntError:
        return  # Of a network that cannot be read nobody knows what was loaded.
    for path in paths:
        with contextlib.suppress(OSError):
            yield path.stat()
            for file in path.iterdir() if path.is_dir() else ():
                if file.suffix.lower() in accepted(folder=True):
                    with contextlib.suppress(OSError):
                        yield file.stat()
