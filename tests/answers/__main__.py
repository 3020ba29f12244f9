"""Every answer of the program, to hold two versions against each other.

    python -m tests.answers write FOLDER [--stores OTHER_FOLDER] [--networks 200]
    python -m tests.answers compare FOLDER_A FOLDER_B [--except-evidence-of KIND ...]

``write`` asks everything of every example and of random networks, one file for each answer. With ``--stores`` it loads
the lists as well, but asks the network files that ``write`` left in the other folder. ``compare`` ends with status 1
when an answer differs. Of the program only its command line is used, so that the same tool runs at any version.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import itertools
import json
import os
import re
import runpy
import shutil
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from tests.answers.differences import compared
from tests.answers.random_lists import DAY, write_lists

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
#: The days on which an example is looked at: one that its page speaks of, and another.
EXAMPLE_DAYS = {
    "aandacht-voor-iedereen": (date(2017, 12, 31), date(2013, 6, 1)),
    "handreiking": (date(2021, 4, 1), date(2018, 3, 1)),
    "ijmond": (date(2018, 6, 1), date(2018, 1, 1)),
    "movisie-2018": (date(2018, 11, 1), date(2019, 6, 1)),
    "voorbeeldregio": (DAY, date(2025, 3, 1)),
}
#: What is asked of every network: {words} are filled in per network, and --on follows.
QUESTIONS = (
    "fragile", "fragile --known-only", "fragile --together 2", "fragile --region {region}",
    "fragile --audience partners", "fragile --audience public", "whatif --without-advisers",
    "whatif --without {person}", "missing", "missing --known-only", "missing --ranked 1000", "gaps",
    "gaps --unit region", "health --measures", "health --per municipality", "health --per region",
    "health --known-only", "plan --introductions 3", "plan --meeting 4", "plan --succession {person}",
    "missing --region {region}", "gaps --region {region}", "health --region {region}",
    "whatif --without-advisers --known-only", "search {word}", "show {person}", "show {organisation}",
    "path {organisation} {other}",
)  # fmt: skip
#: Two days instead of one; of every network as well.
CHANGES = "diff --from {before} --to {day}"
#: What is asked of examples besides.
MORE = (
    "whatif --without {person} --audience public", "whatif --without-advisers --region {region}",
    "missing --audience partners", "gaps --audience public", "health --audience public",
    "plan --introductions 3 --region {region}", "plan --meeting 4 --known-only", "plan --meeting 4 --audience public",
    "search {word} --audience partners", "show {person} --audience partners", "show {organisation} --audience public",
    "show {region}", "show nobody-at-all", "path {person} {other} --known-only",
    "path {organisation} {other} --audience public", "fragile --horizon 900", "fragile --limit 0",
)  # fmt: skip
EXPLAINED = ("fragile", "fragile --together 2", "whatif --without-advisers", "missing", "gaps")
#: What is asked once a finding is accepted; these change the network file, so they come last.
DECISION = "decide {finding} --status accepted --until {later} --note reden --on {day}"
DECIDED = ("decide", "fragile", "health")
PAGES = (
    *(f"{page} --audience {audience}" for page in ("map", "report") for audience in ("internal", "partners", "public")),
    "map --region {region} --highlight 3", "report --region {region}", "report --known-only", "report --since {before}",
)  # fmt: skip

#: What differs from one run to the next: moments in JSON and CSV, the days of making and loading in a report, and the
#: folder that a source came from.
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)|\d+ [a-zA-Z]+ \d{4} \d\d:\d\d\b")
_MADE = re.compile(r'(Gemaakt op|Made on|"Geladen op">|"Loaded on">)[^<]*')
_FOLDER = re.compile(r'(?<="path": ")[^"]*/')


class Network(NamedTuple):
    """A network to ask: its lists, and when and in which languages."""

    name: str
    lists: Path
    days: tuple[date, ...]
    languages: tuple[str, ...]


class Writer:
    """Asks one network, in a folder of its own, and writes every answer to a file."""

    def __init__(self, network: Network, folder: Path, stores: Path | None) -> None:
        self.kinds: Counter[str] = Counter()
        self._network = network
        self._answers = folder / "answers" / network.name
        self._answers.mkdir(parents=True, exist_ok=True)
        self._words = words(network.lists)
        store = Path(f"{network.name}.knooppunt")
        shutil.copytree(network.lists, network.name)
        self._ask("load --skip-bad-rows {lists}", {"lists": network.name}, "nl", "")
        if stores is None:
            (folder / "stores").mkdir(exist_ok=True)
            shutil.copy(store, folder / "stores" / store)
        else:
            shutil.copy(stores / "stores" / store, store)

    def write(self) -> None:
        """Ask everything."""
        for lang, day in itertools.product(self._network.languages, self._network.days):
            self._everything({**self._words, "day": str(day), "before": str(day - timedelta(days=365))}, lang)
        lang, day = self._network.languages[0], self._network.days[0]
        filled = {"day": str(day), "later": "2027-06-01", "finding": self._finding(day)}
        self._ask(DECISION, filled, lang, "decided ")
        for question in DECIDED:
            self._ask(f"{question} --on {{day}}", filled, lang, "decided ", "json")
        self._ask("sources list", filled, lang, "", "json")

    def _everything(self, filled: dict[str, str], lang: str) -> None:
        before = f"{filled['day']} {lang} "
        example = self._network.lists.parent == EXAMPLES
        questions = [f"{question} --on {{day}}" for question in (*QUESTIONS, *(MORE if example else ()))]
        for question in (*questions, CHANGES):
            for form in ("json", "table", "csv") if example else ("json",):
                self._ask(question, filled, lang, before, form)
        if not example:
            return
        for question in (*(f"{question} --on {{day}}" for question in EXPLAINED), CHANGES):
            self._ask(f"{question} --why", filled, lang, before, "table")
        comparisons = [f"report --comparison {path}" for path in Path(self._network.name).glob("vergelijking.yaml")]
        for page in (*PAGES, *comparisons):
            self._ask(f"{page} --on {{day}}", filled, lang, before, "html")

    def _finding(self, day: date) -> str:
        """Return the id of the first finding of ``fragile``, to accept it."""
        _, out, _ = run("--file", f"{self._network.name}.knooppunt", "fragile", "--format", "json", "--on", str(day))
        return next((str(finding["id"]) for finding in json.loads(out)["findings"]), "none")

    def _ask(self, question: str, filled: dict[str, str], lang: str, before: str, form: str = "txt") -> None:
        """Ask one question and write the answer; what is not simply an answer has its status and complaint before it."""
        arguments = [word.format(**filled) for word in question.split()]
        if form == "html":
            arguments += ["--output", "page.html"]
        elif form != "txt":
            arguments += ["--format", form]
        status, out, complaint = run("--file", f"{self._network.name}.knooppunt", "--lang", lang, *arguments)
        suffix = f"{form}.txt" if status or complaint else form.replace("table", "txt")
        if form == "html" and not status:
            out += Path("page.html").read_text(encoding="utf-8")
        if status or complaint:
            out = f"status {status}: {complaint}{out}"
        elif form == "json":
            findings = json.loads(out).get("findings", ())  # of a diff: by what became of them
            self.kinds.update(finding["kind"] for finding in findings if not isinstance(findings, dict))
        name = before + re.sub(r"[{}]|\S+/", "", question.replace(" --on {day}", "").replace(" --", " "))
        text = _MADE.sub(r"\1 MOMENT", _MOMENT.sub("MOMENT", _FOLDER.sub("", out)))
        (self._answers / f"{name}.{suffix}").write_text(text, encoding="utf-8", newline="")


def run(*arguments: str) -> tuple[int, str, str]:
    """Run the program in this process; return its status, output and complaints."""
    out, complaints = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    status = 0
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(complaints),
        patch.object(sys, "argv", ["knooppunt", *arguments]),
    ):
        try:
            runpy.run_module("knooppunt", run_name="__main__")
        except SystemExit as exit_:
            status = int(exit_.code or 0)
    texts = []
    for stream in (out, complaints):
        stream.seek(0)
        texts.append(stream.read())
    return status, texts[0], texts[1]


def words(lists: Path) -> dict[str, str]:
    """Return what the questions are about: whoever and whatever these lists name most, and least."""
    persons = _named(lists, ("zetels", "adviseurs"), ("persoon", "via"))
    organisations = _named(lists, ("contacten", "deelnames", "zetels"), ("organisatie", "organisatie a", "platform"))
    regions = _named(lists, ("regios", "gemeenten"), ("id", "naam", "regio's"))
    return {
        "person": persons[0],
        "organisation": organisations[0],
        "other": organisations[-1],
        "region": regions[0],
        "word": "raad",
    }


def _named(lists: Path, sheets: tuple[str, ...], columns: tuple[str, ...]) -> list[str]:
    """Return what these columns name, the most often named first."""
    found: Counter[str] = Counter()
    for path in (lists / f"{sheet}.csv" for sheet in sheets):
        if path.exists():
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file, delimiter=";"))
            found.update(
                name for row in rows for column in columns for name in (row.get(column) or "").split(";") if name
            )
    return sorted(found, key=lambda name: (-found[name], name)) or ["nobody"]


def write(folder: Path, stores: Path | None, count: int) -> None:
    """Write every answer of the examples and of ``count`` random networks; print which kinds of finding occurred."""
    shutil.rmtree(folder / "answers", ignore_errors=True)
    networks = [Network(name, EXAMPLES / name, days, ("nl", "en")) for name, days in EXAMPLE_DAYS.items()]
    for seed in range(count):
        lists = folder / "lists" / f"random-{seed:03d}"
        write_lists(lists, seed)
        networks.append(Network(lists.name, lists, (DAY,), ("nl",)))
    kinds: Counter[str] = Counter()
    start = time.perf_counter()
    for network in networks:
        with tempfile.TemporaryDirectory() as place, contextlib.chdir(place):
            writer = Writer(network, folder, stores)
            writer.write()
        kinds.update(writer.kinds)
        if network.lists.parent == EXAMPLES:
            print(f"{network.name}: {time.perf_counter() - start:.0f} s so far", flush=True)
    files = sum(1 for path in (folder / "answers").rglob("*") if path.is_file())
    print(f"{files} answers in {time.perf_counter() - start:.0f} s")
    for kind in sorted(kinds):
        print(f"  {kind:30} {kinds[kind] or 'NEVER':>8}")


def _with_settled_surroundings() -> None:
    """See to what an answer may lean on besides its question; start again when the order of sets is not settled."""
    os.environ.update(COLUMNS="100", KNOOPPUNT_LANG="nl")
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, "-m", "tests.answers", *sys.argv[1:]])


def main() -> int:
    """Write or compare; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("folder", type=Path)
    writing.add_argument("--stores", type=Path, help="ask the networks that write left in this folder")
    writing.add_argument("--networks", type=int, default=200, help="how many random networks")
    comparing = commands.add_parser("compare")
    comparing.add_argument("folders", type=Path, nargs=2)
    comparing.add_argument("--except-evidence-of", nargs="+", default=[], metavar="KIND")
    arguments = parser.parse_args()
    if arguments.command == "compare":
        first, second = (folder / "answers" for folder in arguments.folders)
        return compared(first, second, frozenset(arguments.except_evidence_of))
    _with_settled_surroundings()
    # What stands for a person outside the own organisation is made with a secret that every new network draws.
    with patch("secrets.token_bytes", lambda size=32: bytes(range(size))):
        write(arguments.folder.resolve(), arguments.stores and arguments.stores.resolve(), arguments.networks)
    return 0


if __name__ == "__main__":
    sys.exit(main())
