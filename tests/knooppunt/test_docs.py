"""The docs: what they say of the program is so, what they point to exists, and the README's examples run."""

from __future__ import annotations

import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import click
import pytest

from knooppunt.cli.framework import Choice
from queries.finding import SEVERITIES, severity_of
from queries.fragile.one_person import KINDS
from queries.fragile.question import DEFAULT_HORIZON
from tests.knooppunt.command_line import EXAMPLES, ROOT, commands, run
from tests.knooppunt.reference import pages, renewed

DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = [README, ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md")), *sorted(EXAMPLES.rglob("*.md"))]
_MARK = "<!-- test: run these in order -->"
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```[a-z]*\n(.*?)^```|^((?: {4}.*\n)+)", re.DOTALL | re.MULTILINE)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", pages(), ids=_name)
def test_what_follows_from_the_program_is_up_to_date(page: Path) -> None:
    """When this fails: ``python -m tests.knooppunt.reference``, and read what changed."""
    written = page.read_text(encoding="utf-8")
    assert written == renewed(written)


def test_every_command_and_option_is_in_the_docs() -> None:
    page = (DOCS / "opdrachten.md").read_text(encoding="utf-8")
    sections = {title.strip(): body for title, body in re.findall(r"^### (.+?)\n(.*?)(?=^### |\Z)", page, re.M | re.S)}
    for words, ctx in commands():
        section = sections[ctx.command_path] if words else page
        for param in ctx.command.get_params(ctx):
            for option in param.opts if isinstance(param, click.Option) else ():
                assert re.search(rf"`[^`]*{re.escape(option)}\b", section), f"{ctx.command_path} {option}"


def test_every_page_of_the_docs_can_be_reached_from_the_readme() -> None:
    assert {"laden.md", "fragile.md", "whatif.md", "zoeken.md", "kaart-en-rapport.md", "opdrachten.md"} <= {
        path.name for path in DOCS.glob("*.md")
    }
    reached, queue = set[Path](), [README]
    while queue:
        page = queue.pop()
        for target in _LINK.findall(page.read_text(encoding="utf-8")):
            path = (page.parent / target.partition("#")[0]).resolve()
            found = path / "README.md" if path.is_dir() else path
            if found.suffix == ".md" and found.exists() and found not in reached:
                reached.add(found)
                queue.append(found)
    assert set(DOCS.rglob("*.md")) <= reached


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page, as GitHub makes them of headings."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_points_to_something(page: Path) -> None:
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        assert not anchor or anchor in _anchors(file), target


def _command_lines(page: Path) -> list[list[str]]:
    """Return the words of every line in a block of code that calls the program."""
    blocks = ("".join(match) for match in _BLOCK.findall(page.read_text(encoding="utf-8")))
    lines = [line.strip() for block in blocks for line in block.split("\n")]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("knooppunt ")]


@pytest.mark.parametrize("page", [README, *sorted(DOCS.rglob("*.md"))], ids=_name)
def test_every_command_line_in_the_docs_could_be_typed(page: Path) -> None:
    known = dict(commands())
    for words in _command_lines(page):
        rest = list(words)
        while rest[:1] in (["--file"], ["--lang"]):
            rest = rest[2:]
        path = " ".join(rest[:2]) if " ".join(rest[:2]) in known else rest[0]
        if path.isupper() or path.startswith("["):
            continue  # the form of a command, not a command
        assert path in known, words
        options = {option for param in known[path].command.get_params(known[path]) for option in param.opts}
        given = {word.partition("=")[0] for word in rest if re.fullmatch(r"--[a-z].*", word)}
        assert given <= options, words


def test_the_commands_of_the_readme_run_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = README.read_text(encoding="utf-8").partition(_MARK)[2].partition("```sh\n")[2].partition("```")[0]
    lines = [shlex.split(line, comments=True) for line in block.strip().split("\n")]
    assert len(lines) >= 12
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    failed = {}
    for line in lines:
        assert line[0] == "knooppunt"
        result = run(*line[1:])
        # The workbook that the first line makes is loaded as it is, and that is told.
        told = result.err if line[1:] != ["load", "lijsten.xlsx"] else ""
        if result.status != 0 or told:
            failed[" ".join(line)] = result.err
    assert failed == {}
    made = {path.name for path in tmp_path.iterdir()}
    files = {"lijsten.xlsx", "netwerk.knooppunt", "oefenen.knooppunt", "kaart.html", "rapport.html", "netwerk.gexf"}
    assert made == files | {"examples"}
    # Nothing of the fictional region is in the network of the hub.
    sources = run("sources", "list", "--format", "json").data["sources"]
    assert [(source["source"], source["status"]) for source in sources] == [("lijsten.xlsx", "withdrawn")]


def test_fragile_tells_of_every_kind_and_severity() -> None:
    page = (DOCS / "fragile.md").read_text(encoding="utf-8")
    (kinds,) = (param.type for param in dict(commands())["fragile"].command.params if param.name == "kinds")
    assert isinstance(kinds, Choice)
    assert {kind.code for kind in KINDS} <= set(kinds.choices)
    assert all(f"`{kind}`" in page for kind in kinds.choices)
    assert f"`--horizon` (standaard {DEFAULT_HORIZON} dagen" in page
    rows = dict(re.findall(r"^\| [^|]+ \| `(\w+)` \| ([^|]+?) \|$", page, re.MULTILINE))
    assert list(rows) == list(SEVERITIES)
    for severity, told in rows.items():
        found = re.search(r"(\d+)% of meer", told)
        if found:
            least = int(found[1]) / 100
            assert severity_of(least) == severity
            assert severity_of(least - 0.0001) != severity
    assert "minder dan 3%" in rows["low"]


def test_the_changelog_has_its_form() -> None:
    page = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert page.startswith("# Changelog\n")
    versions = re.findall(r"^## \[(.+?)\](?: - (\S+))?$", page, re.MULTILINE)
    assert versions[0] == ("Unreleased", "")
    assert all(date.fromisoformat(day) for name, day in versions[1:])
    sections = re.findall(r"^### (.+)$", page, re.MULTILINE)
    assert set(sections) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_every_decision_is_in_the_list() -> None:
    listed = _LINK.findall((DOCS / "decisions" / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(path.name for path in (DOCS / "decisions").glob("*.md") if path.name != "README.md")
