"""The report as a page: one file that loads nothing, and names that cannot become anything else."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from graph.vocabulary import AUDIENCES
from graph.words.catalogue import LANGUAGES
from knooppunt.documents.html import render
from tests.browser import visiting
from tests.knooppunt.hostile import ELEMENTS, HOSTILE, hostile_document
from tests.knooppunt.reports import Page, report, small_network


def _page(lang: str, audience: str, examples: Path) -> str:
    return render(hostile_document(lang, audience, examples))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_names_stay_names(lang: str, audience: str, examples: Path) -> None:
    page = Page(_page(lang, audience, examples))
    assert page.left_open == []
    assert {tag for tag, _ in page.elements} <= ELEMENTS
    attributes = [(name, value or "") for _, found in page.elements for name, value in found.items()]
    assert [name for name, _ in attributes if name.startswith("on") or name in ("src", "srcset", "style")] == []
    assert all(value.startswith("#") for name, value in attributes if name == "href")
    text = page.text()
    for part in HOSTILE:
        assert " ".join(part.split()) in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_its_language_and_every_link_leads_somewhere(lang: str, examples: Path) -> None:
    page = Page(_page(lang, "internal", examples))
    assert page.elements[0] == ("html", {"lang": lang})
    ids = [found["id"] for _, found in page.elements if "id" in found]
    assert len(ids) == len(set(ids))
    links = [(found["href"] or "").removeprefix("#") for tag, found in page.elements if tag == "a"]
    assert set(links) <= set(ids)
    assert len(links) == 12


def test_the_policy_allows_the_style_sheet_and_nothing_else(examples: Path) -> None:
    html = _page("nl", "partners", examples)
    page = Page(html)
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    (policy,) = [
        found["content"] or "" for tag, found in page.elements if found.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert html.index("Content-Security-Policy") < html.index("<style>")
    assert re.findall(r"url\(|@import|https?:", page.style) == []


def test_no_address_of_anything_outside() -> None:
    assert re.findall(r"""(?:https?:)?//[\w.]+""", report(small_network())) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_a_browser_shows_it_offline_within_the_window(
    browser: Browser, tmp_path: Path, examples: Path, width: int
) -> None:
    path = tmp_path / "rapport.html"
    path.write_text(_page("nl", "internal", examples), encoding="utf-8")
    with visiting(browser, path, width) as visit:
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        # no table has to be scrolled sideways either
        sideways = "[...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth).length"
        assert visit.page.evaluate(sideways) == 0
        # the style sheet is in force
        assert visit.page.evaluate("getComputedStyle(document.querySelector('.items')).listStyleType") == "none"
        assert visit.requests == []
        assert visit.problems == []


def test_on_a_telephone_a_number_that_starts_a_row_says_what_it_counts(
    browser: Browser, tmp_path: Path, examples: Path
) -> None:
    path = tmp_path / "rapport.html"
    path.write_text(_page("nl", "internal", examples), encoding="utf-8")
    with visiting(browser, path, 400) as visit:
        labels = visit.page.evaluate(
            "[...document.querySelectorAll('.stacked th.number[scope=row], .stacked th.short[scope=row]')]"
            ".map(cell => getComputedStyle(cell, '::before').content)"
        )
        assert len(labels) > 1
        assert {label.strip('"\u2002') for label in labels} == {"Organisaties in de groep nu", "Datum"}


def test_on_paper_it_is_black_on_white_and_rows_stay_whole(browser: Browser, tmp_path: Path, examples: Path) -> None:
    path = tmp_path / "rapport.html"
    path.write_text(_page("nl", "internal", examples), encoding="utf-8")
    with visiting(browser, path) as visit:
        visit.page.emulate_media(media="print")
        backgrounds = visit.page.evaluate(
            "[...new Set([...document.querySelectorAll('body, body *')].map(e => getComputedStyle(e).backgroundColor))]"
        )
        assert set(backgrounds) <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
        breaks = visit.page.evaluate(
            "[...new Set([...document.querySelectorAll('tr, .items li')].map(e => getComputedStyle(e).breakInside))]"
        )
        assert breaks == ["avoid"]
        assert visit.page.evaluate("getComputedStyle(document.querySelector('nav')).display") == "none"
        assert visit.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
