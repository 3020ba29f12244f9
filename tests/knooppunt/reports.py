"""Reports for tests: networks made by hand, whose answers can be counted on a piece of paper, and pages as text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec

from graph.network import Network
from graph.store.base import SheetCount, Version
from graph.views import for_audience, known_only, on, take
from knooppunt.documents.html import render
from knooppunt.documents.model import Document
from knooppunt.reports.context import Context
from knooppunt.reports.report import build_report
from knooppunt.usecases import report as usecase
from knooppunt.usecases.findings import own_rules
from queries.fragile.question import fragile
from queries.fragile.whatif import whatif
from tests.networks import DAY, network, node, relation

MADE_ON = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)

#: The needs and expectations that come with the program.
RULES = own_rules(Path("none"))

#: Elements without an end.
_VOID = frozenset({"meta", "link", "br", "img", "input", "hr"})


def small_network() -> Network:
    """Return a network that hangs on adviser Bas.

    H: A - Anna - B - Bas - C - D (nobody known between C and D), and Bas - X, the platform that Bas convenes and where
    C takes part through Bas. 5 organisations, 10 pairs, all joined. Connections: AB, BC, CX (one carrier each), CD.
    Without Anna: {A} {BCDX}, 4 pairs lost. Without Bas: {AB} {CD} {X}, 8 pairs lost.
    """
    soon = (DAY + timedelta(days=30)).isoformat()
    return network(
        [
            relation("seat", "person:anna", "council:a", properties={"role": "chair", "term_end": soon}),
            relation("seat", "person:anna", "council:b", properties={"role": "member"}),
            relation("contact", "council:b", "council:c", "person:bas"),
            relation("supports", "person:bas", "council:c"),
            relation("contact", "council:c", "institution:d"),
            relation("convenes", "person:bas", "platform:x"),
            relation("participates", "council:c", "platform:x", "person:bas"),
        ],
        node("person:anna", name="Anna Aalbers"),
        node("person:bas", name="Bas Brug"),
        node("council:a", name="Raad A"),
        node("council:b", name="Raad B"),
        node("council:c", name="Raad C"),
        node("institution:d", name="Instelling D"),
        node("platform:x", name="Overleg X"),
    )


def report(whole: Network, lang: str = "nl", **options: Any) -> str:
    """Return the page of the report on ``whole``; see ``document``."""
    return render(document(whole, lang, **options))


def document(
    whole: Network, lang: str = "nl", *, audience: str = "internal", ask_whole: bool = False, **options: Any
) -> Document:
    """Return the report on ``whole`` on DAY for ``audience``; ``ask_whole``: asked before persons were hidden."""
    day: date = options.pop("day", DAY)
    today = take(whole, on(day))
    today = known_only(today) if options.pop("known_only", False) else today
    shown = take(today, for_audience(audience))
    own = {name: options.pop(name) for name in ("sources", "decisions", "earlier") if name in options}
    options = {"made_on": MADE_ON, **options}
    horizon = {"horizon": options["horizon"]} if "horizon" in options else {}
    answers = usecase.answers(shown, day, RULES, **horizon)
    if ask_whole:
        answers = msgspec.structs.replace(
            answers,
            fragile=fragile(today, day, **horizon),
            without_advisers=whatif(today, today.advisers),
        )
    return build_report(Context(shown, lang, day, usecase.Reported(answers, **own), **options))


def version(
    source: str, loaded_at: datetime = MADE_ON, *, loader: str = "csv", **counts: tuple[int, int, int]
) -> Version:
    """Return a version of a source; ``counts`` by sheet: rows read, stored, left out."""
    sheets = tuple(SheetCount(sheet, *count) for sheet, count in counts.items())
    return Version(
        source=source, hash="0", loaded_at=loaded_at, loader=loader, path=f"/home/iemand/{source}", counts=sheets
    )


class Page(HTMLParser):
    """A page as a browser reads it: elements with their attributes, the text of a section, the rows of a table."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.style = ""
        self.open: list[str] = []
        self.left_open: list[str] = []
        self._sections: list[str] = []
        self._texts: dict[str, list[str]] = {}
        self._rows: list[list[str]] = []
        self.feed(html)
        self.close()
        self.left_open += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in _VOID:
            return
        self.open.append(tag)
        if tag == "section":
            self._sections.append(dict(attrs).get("id") or "")
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._rows[-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.left_open.append(tag)
        if tag == "section":
            self._sections.pop()
        elif tag == "div" and {"td", "th"} & set(self.open):
            self._rows[-1][-1] += " "  # a line of its own

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            self.style += data
            return
        for section in {"", *self._sections}:
            self._texts.setdefault(section, []).append(data)
        if "td" in self.open or "th" in self.open:
            self._rows[-1][-1] += data

    def text(self, section: str = "") -> str:
        """Return the text of one section, or of the whole page, with single spaces."""
        return " ".join(" ".join(self._texts.get(section, ())).split())

    def rows(self) -> list[list[str]]:
        """Return all rows of all tables; several lines in one cell follow each other."""
        return [[" ".join(text.split()) for text in row] for row in self._rows]

    def row(self, first: str) -> list[str]:
        """Return the one row whose first cell is ``first``, without that cell."""
        (found,) = [row[1:] for row in self.rows() if row and row[0] == first]
        return found
