"""Files that are made: whole or not at all, and never in place of the network or of somebody's lists."""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import resource
import shutil
import sqlite3
import stat
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from knooppunt.cli.output import Output
from knooppunt.files import write_whole
from tests.knooppunt.command_line import EXAMPLES, ROOT, commands, done, run, started, write_csv

#: Every command that makes a file, with what the file ends on; ``{}`` stands for the file.
WRITERS: dict[str, tuple[list[str], str]] = {
    "map": (["map", "--output", "{}"], ".html"),
    "report": (["report", "--output", "{}"], ".html"),
    "export": (["export", "--output", "{}"], ".gexf"),
    "export --format": (["export", "--format", "graphml", "--output", "{}"], ".graphml"),
    "template": (["template", "{}"], ".xlsx"),
    "columns": (["columns", str(ROOT / "tests/data/lists/aanmeldingen.csv"), "--output", "{}"], ".yaml"),
    "fragile": (["fragile", "--output", "{}"], ".txt"),
    "whatif": (["whatif", "--without-advisers", "--format", "json", "--output", "{}"], ".json"),
    "missing": (["missing", "--format", "xlsx", "--output", "{}"], ".xlsx"),
    "gaps": (["gaps", "--format", "csv", "--output", "{}"], ".csv"),
    "health": (["health", "--output", "{}"], ".txt"),
    "check": (["check", "--output", "{}"], ".txt"),
    "search": (["search", "oog", "--output", "{}"], ".txt"),
    "places": (["places", "Bergen", "--output", "{}"], ".txt"),
    "show": (["show", "Zandermeer", "--output", "{}"], ".txt"),
    "path": (["path", "Zandermeer", "Rietwolde", "--output", "{}"], ".txt"),
    "plan": (["plan", "--introductions", "1", "--output", "{}"], ".txt"),
    "diff": (["diff", "--from", "2025-01-01", "--format", "json", "--output", "{}"], ".json"),
    "decide": (["decide", "--output", "{}"], ".txt"),
    "sources list": (["sources", "list", "--format", "json", "--output", "{}"], ".json"),
    "sources show": (["sources", "show", "lijsten", "--output", "{}"], ".txt"),
}
_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a network file and the lists that it was made of; nothing in it may change."""
    folder = tmp_path_factory.mktemp("kept")
    shutil.copytree(EXAMPLES / "voorbeeldregio", folder / "lijsten")
    single = write_csv(folder, "personen", "naam", "Piet Puk")
    done("--file", folder / "n.knooppunt", "load", folder / "lijsten", single)
    done("--file", folder / "ander.html", "init")
    return folder


@pytest.fixture
def own(kept: Path, tmp_path: Path) -> Iterator[Path]:
    """Return a copy of ``kept`` in which the lists stand that were loaded; at the end all of it must be as it was."""
    folder = tmp_path / "own"
    shutil.copytree(kept, folder)
    (folder / "n.knooppunt").unlink()
    done("--file", folder / "n.knooppunt", "load", folder / "lijsten", folder / "personen.csv")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    yield folder
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def _arguments(words: list[str], path: Path | str, *more: str) -> list[str]:
    return [str(path) if word == "{}" else word for word in words] + list(more)


def _refused(file: Path, words: list[str], path: Path | str, expected: str, *more: str) -> None:
    result = run("--file", file, *_arguments(words, path, *more))
    assert (result.status, result.out) == (2, ""), result
    assert expected in result.err
    assert len(result.err.splitlines()) == 1


def test_every_command_that_makes_a_file_is_tried() -> None:
    made = {words for words, ctx in commands() if {"output", "force"} & {param.name for param in ctx.command.params}}
    assert {name.removesuffix(" --format") for name in WRITERS} == made
    for words, ctx in commands():
        names = {param.name for param in ctx.command.params}
        assert "output" not in names or "force" in names, words


@pytest.mark.parametrize("command", WRITERS)
def test_nothing_replaces_a_network_or_a_list(command: str, own: Path) -> None:
    """Also not with --force, and whatever the file is called."""
    words, _ = WRITERS[command]
    if command == "template":
        # It looks at the name first.
        (own / "link.xlsx").symlink_to(own / "n.knooppunt")
        _refused(own / "n.knooppunt", words, own / "link.xlsx", "netwerkbestand van Knooppunt", "--force")
        (own / "link.xlsx").unlink()
        return
    for force in ((), ("--force",)):
        for name in ("n.knooppunt", "n.knooppunt-journal", "n.knooppunt-wal", "ander.html", "ander.html-journal"):
            _refused(own / "n.knooppunt", words, own / name, "netwerkbestand van Knooppunt", *force)
        for name in ("personen.csv", "lijsten/zetels.csv"):
            _refused(own / "n.knooppunt", words, own / name, "een lijst die u hebt geladen", *force)


def _ways_to(own: Path, tmp_path: Path, name: str, suffix: str) -> Iterator[Path]:
    """Yield other paths to a file, each ending on ``suffix``."""
    (tmp_path / f"link{suffix}").symlink_to(own / name)
    yield tmp_path / f"link{suffix}"
    (tmp_path / f"second{suffix}").symlink_to(tmp_path / f"link{suffix}")
    yield tmp_path / f"second{suffix}"
    (tmp_path / f"hard{suffix}").hardlink_to(own / name)
    yield tmp_path / f"hard{suffix}"
    (tmp_path / "folder").symlink_to(own)
    yield tmp_path / "folder" / ".." / "own" / name
    yield Path(os.path.relpath(own / name))
    yield own / "lijsten" / ".." / name


@_POSIX
@pytest.mark.parametrize(("name", "expected"), [("n.knooppunt", "netwerkbestand"), ("lijsten/zetels.csv", "een lijst")])
def test_a_file_is_known_by_what_it_is_and_not_by_its_path(own: Path, tmp_path: Path, name: str, expected: str) -> None:
    for path in _ways_to(own, tmp_path, name, ".html"):
        _refused(own / "n.knooppunt", ["report", "--output", "{}", "--force"], path, expected)


@_POSIX
def test_the_network_may_be_given_by_a_link_as_well(own: Path, tmp_path: Path) -> None:
    (tmp_path / "link.knooppunt").symlink_to(own / "n.knooppunt")
    for path in (own / "n.knooppunt", own / "n.knooppunt-wal", tmp_path / "link.knooppunt-journal"):
        _refused(tmp_path / "link.knooppunt", ["map", "--output", "{}", "--force"], path, "netwerkbestand")


def test_capitals_are_no_other_file_where_the_disk_does_not_care(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a disk that knows one file by names in capitals and not, ``stat`` finds the same file by both."""
    real = os.stat

    def by_any_name(path: str | Path, **options: bool) -> os.stat_result:
        name = str(path)
        return real(name.replace("N.KNOOPPUNT", "n.knooppunt") if isinstance(path, (str, Path)) else path, **options)

    monkeypatch.setattr(os, "stat", by_any_name)
    _refused(own / "n.knooppunt", ["map", "--output", "{}", "--force"], own / "N.KNOOPPUNT", "netwerkbestand")
    _refused(own / "n.knooppunt", ["map", "--output", "{}"], own / "N.KNOOPPUNT-JOURNAL", "netwerkbestand")


def test_a_network_is_safe_without_a_network_that_can_be_read(own: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "kapot.xlsx"
    damaged.write_bytes(b"SQLite format 3\0" + b"\xff" * 2000)
    _refused(damaged, ["template", "{}", "--force"], damaged, "netwerkbestand")
    shutil.copy(own / "n.knooppunt", tmp_path / "ander.xlsx")
    _refused(damaged, ["template", "{}", "--force"], tmp_path / "ander.xlsx", "netwerkbestand")
    _refused(tmp_path / "niets.knooppunt", ["template", "{}", "--force"], tmp_path / "ander.xlsx", "netwerkbestand")
    assert (tmp_path / "ander.xlsx").read_bytes() == (own / "n.knooppunt").read_bytes()


def test_the_template_does_not_replace_a_workbook_that_was_loaded(tmp_path: Path) -> None:
    book, file = tmp_path / "lijsten.xlsx", tmp_path / "n.knooppunt"
    done("template", book)
    assert run("--file", file, "load", book).status == 0
    before = book.read_bytes()
    _refused(file, ["template", "{}", "--no-example", "--force"], book, "een lijst die u hebt geladen")
    assert book.read_bytes() == before
    done("--file", tmp_path / "niets.knooppunt", "template", book, "--no-example", "--force")
    assert book.read_bytes() != before


@pytest.mark.parametrize("command", WRITERS)
def test_another_file_is_only_replaced_when_it_looks_the_same_or_with_force(
    command: str, own: Path, tmp_path: Path
) -> None:
    words, suffix = WRITERS[command]
    if command in ("template", "columns"):
        return  # test_template.py, test_columns.py: they never replace a file without --force
    letter, old = tmp_path / "brief.docx", tmp_path / f"OUD{suffix.upper()}"
    for path in (letter, old):
        path.write_bytes(b"geachte")
    _refused(own / "n.knooppunt", words, letter, f"bestaat al en is geen {suffix}-bestand")
    assert letter.read_bytes() == b"geachte"
    for path, force in ((letter, ["--force"]), (old, []), (tmp_path / "nieuw.docx", [])):
        assert run("--file", own / "n.knooppunt", *_arguments(words, path, *force)).status == 0
        assert len(path.read_bytes()) > 10
    assert letter.read_bytes()[:4] == old.read_bytes()[:4]
    assert not list(tmp_path.glob(".*"))


def test_what_was_made_in_the_folder_of_the_lists_can_be_made_again(own: Path) -> None:
    page = own / "lijsten" / "kaart.html"
    for _ in range(2):
        done("--file", own / "n.knooppunt", "map", "--output", page)
    page.unlink()


def test_a_refusal_comes_before_anything_is_computed(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_soon(*_: object, **__: object) -> None:
        raise AssertionError("computed")

    monkeypatch.setattr("knooppunt.cli.options.open_network", too_soon)
    monkeypatch.setattr("knooppunt.cli.diff.open_network", too_soon)
    monkeypatch.setattr("knooppunt.template.filled", too_soon)
    for words, _ in WRITERS.values():
        if words[0] not in ("template", "sources", "decide"):
            _refused(own / "n.knooppunt", words, own / "n.knooppunt", "netwerkbestand")
            _refused(own / "n.knooppunt", words, own / "lijsten", "is een map")
    _refused(own / "n.knooppunt", ["fragile", "--format", "xlsx"], "", "Een werkboek past niet op het scherm")


@_POSIX
def test_only_a_regular_file_is_replaced(own: Path, tmp_path: Path) -> None:
    pipe, circle, loose = tmp_path / "pijp.html", tmp_path / "kring.html", tmp_path / "los.html"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    loose.symlink_to(tmp_path / "nieuw.html")
    _refused(own / "n.knooppunt", ["map", "--output", "{}", "--force"], pipe, "is geen gewoon bestand")
    _refused(
        own / "n.knooppunt", ["map", "--output", "{}", "--force"], circle, "deze verwijzing verwijst naar zichzelf"
    )
    assert stat.S_ISFIFO(pipe.stat().st_mode) and circle.is_symlink()
    done("--file", own / "n.knooppunt", "map", "--output", loose)
    assert loose.is_symlink() and (tmp_path / "nieuw.html").is_file()


@_POSIX
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    page, link, fresh = tmp_path / "kaart.html", tmp_path / "link.html", tmp_path / "nieuw.html"
    page.write_bytes(b"oud")
    page.chmod(0o640)
    link.symlink_to(page)
    write_whole(link, b"nieuw")
    assert link.is_symlink() and page.read_bytes() == b"nieuw"
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    mask = os.umask(0o027)
    try:
        write_whole(fresh, b"nieuw")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o640
    assert {path.name for path in tmp_path.iterdir()} == {"kaart.html", "link.html", "nieuw.html"}


def _full(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _interrupted(_: int) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("command", WRITERS)
def test_a_full_disk_leaves_the_old_file_as_it_was(
    command: str, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, suffix = WRITERS[command]
    old, new = tmp_path / f"oud{suffix}", tmp_path / f"nieuw{suffix}"
    old.write_bytes(b"oud")
    monkeypatch.setattr(os, "fsync", _full)
    for path in (old, new):
        force = ("--force",) if command in ("template", "columns") else ()
        result = run("--file", own / "n.knooppunt", *_arguments(words, path, *force))
        assert (result.status, result.out) == (2, "")
        assert result.err.splitlines()[-1] == f"Fout: {path}: dat lukt niet (de schijf is vol)."
    assert {path.name for path in tmp_path.iterdir()} == {"own", old.name}
    assert old.read_bytes() == b"oud"


def test_ctrl_c_leaves_the_old_file_as_it_was(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "kaart.html"
    page.write_bytes(b"oud")
    monkeypatch.setattr(os, "fsync", _interrupted)
    assert run("--file", own / "n.knooppunt", "map", "--output", page) == (130, "", "Onderbroken.\n")
    assert {path.name for path in tmp_path.iterdir()} == {"own", "kaart.html"}
    assert page.read_bytes() == b"oud"


@_POSIX
def test_a_disk_that_is_really_full(own: Path, tmp_path: Path) -> None:
    """A process that may not write more than 10 kB in a file: the system refuses in the middle of writing."""
    page = tmp_path / "kaart.html"
    page.write_bytes(b"oud")
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, {most}));"
        "from knooppunt.cli.app import main; main()"
    )
    program = started(["--file", own / "n.knooppunt", "map", "--output", page], code=code)
    out, err = program.communicate(timeout=60)
    assert (program.returncode, out) == (2, b"")
    assert err.decode("utf-8") == f"Fout: {page}: dat lukt niet (het bestand wordt groter dan hier mag).\n"
    assert {path.name for path in tmp_path.iterdir()} == {"own", "kaart.html"}
    assert page.read_bytes() == b"oud"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize("words", [["fragile"], ["gaps", "--format", "csv"], ["map", "--output", "-"], ["sources"]])
def test_an_output_that_is_full_says_so(own: Path, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        program = started(["--file", own / "n.knooppunt", *words], stdout=full)
        _, err = program.communicate(timeout=60)
    assert program.returncode == 2
    *_, last = err.decode("utf-8").splitlines()
    assert last.startswith("Fout: Wat Knooppunt wil laten zien, komt niet aan (de schijf is vol).")
    assert "Traceback" not in err.decode() and "Exception" not in err.decode()


def test_rules_of_init_are_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The third file does not fit any more; when there is room again, the same command does it all."""
    fsync, calls = os.fsync, iter(range(100))
    monkeypatch.setattr(os, "fsync", lambda file: _full(file) if next(calls) == 2 else fsync(file))
    result = run("--file", tmp_path / "n.knooppunt", "init")
    assert (result.status, result.out) == (2, "")
    assert "dat lukt niet (de schijf is vol)" in result.err
    packaged = {path.name: path.read_bytes() for path in (ROOT / "knooppunt" / "rules").glob("*.yaml")}
    assert len(packaged) > 2
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made.items() <= packaged.items() and len(made) == 2
    monkeypatch.undo()
    done("--file", tmp_path / "n.knooppunt", "init")
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made.keys() == {*packaged, "n.knooppunt"} and packaged.items() <= made.items()
    again = run("--file", tmp_path / "n.knooppunt", "init")
    assert again.status == 2


def test_a_database_of_another_program_needs_force(own: Path, tmp_path: Path) -> None:
    other = tmp_path / "ander.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE ander (id INTEGER)")
    connection.close()
    _refused(own / "n.knooppunt", ["map", "--output", "{}"], other, "is geen .html-bestand")


@pytest.mark.parametrize("command", WRITERS)
def test_a_hyphen_is_standard_output(command: str, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another program gets is what would be in the file, and nothing else."""
    words, suffix = WRITERS[command]
    monkeypatch.chdir(tmp_path)
    program = started(["--file", own / "n.knooppunt", *_arguments(words, "-")])
    out, err = program.communicate(timeout=60)
    assert program.returncode == 0 and b"Fout" not in err
    done("--file", own / "n.knooppunt", *_arguments(words, f"uit{suffix}"))
    written = (tmp_path / f"uit{suffix}").read_bytes()
    if suffix == ".xlsx":
        assert _parts(out) == _parts(written)
    else:
        # When a report was made stands in it, to the minute; a screen needs no byte order mark.
        first, second = (re.sub(rb"\d\d:\d\d", b"", text.removeprefix(codecs.BOM_UTF8)) for text in (out, written))
        assert first == second
    assert {path.name for path in tmp_path.iterdir()} == {"own", f"uit{suffix}"}


def _parts(book: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook, without the moment at which it was made."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != "docProps/core.xml"}


def test_no_workbook_on_a_terminal(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Output, "on_terminal", property(lambda _: True))
    for words in (["fragile", "--format", "xlsx", "--output", "-"], ["template", "-"]):
        _refused(own / "n.knooppunt", words, "", "Een werkboek past niet op het scherm")


def test_there_is_one_place_that_writes_files() -> None:
    """Of everything that the program is made of; the network file is SQLite's."""
    writes = re.compile(
        r"\.write_(text|bytes)\(|\bopen\([^)]*[\"'][wax]b?\+?[\"']|copyfile|copytree|shutil\.(copy|move)\(|os\.(replace|rename)\("
        r"|Workbook\((?!content)"
    )
    packages = ("graph", "loaders", "queries", "viz", "knooppunt")
    sources = [path for name in packages for path in (ROOT / name).rglob("*.py")]
    assert len(sources) > 100
    found = {path.relative_to(ROOT).as_posix() for path in sources if writes.search(path.read_text(encoding="utf-8"))}
    assert {path for path in found if not path.startswith("graph/store/")} == {"knooppunt/files.py"}


@pytest.mark.parametrize("name", ["needs", "expectations", "weights"])
def test_the_rules_beside_a_network_are_never_replaced(name: str, tmp_path: Path) -> None:
    file, rules = tmp_path / "n.knooppunt", tmp_path / f"{name}.yaml"
    assert run("--file", file, "init").status == 0
    before = rules.read_bytes()
    result = run("--file", file, "report", "--output", rules, "--force")
    assert (result.status, rules.read_bytes()) == (2, before)
    assert "regels van uw netwerk" in result.err
