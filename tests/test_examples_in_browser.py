"""Map and report of every example, as a user makes and opens them: they ask for nothing, and there is something to see."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from graph.vocabulary import vocabulary
from tests.browser import visiting, wait_until
from tests.knooppunt.command_line import DAY, EXAMPLES, done

NAMES = sorted(path.parent.name for path in EXAMPLES.glob("*/personen.csv"))
#: Windows: a laptop and a telephone.
LAPTOP, TELEPHONE = (1400, 900), (400, 800)
#: Every example for those who see everything and for partners; IJmond also before and after its reform.
MADE = [
    *((name, "internal", DAY, LAPTOP) for name in NAMES),
    *((name, "partners", DAY, TELEPHONE) for name in NAMES),
    *(("ijmond", "partners", day, LAPTOP) for day in ("2018-01-01", "2018-06-01")),
]

#: The colours of the drawing with their number of pixels, most first.
_COLOURS = """() => {
    const canvas = document.querySelector("#map canvas");
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    const counts = new Map(), pixels = new Uint32Array(data.buffer);
    for (let start = 0, at = 1; at <= pixels.length; at++) {
        if (pixels[at] === pixels[start]) continue;
        counts.set(pixels[start], (counts.get(pixels[start]) || 0) + at - start);
        start = at;
    }
    const hex = (pixel) => "#" + [0, 8, 16].map(bits => ((pixel >> bits) & 255).toString(16).padStart(2, "0")).join("");
    return [...counts].map(([pixel, count]) => [pixel >>> 24 ? hex(pixel) : "", count]);
}"""

#: The kinds of which something is drawn now.
_SHOWN = """[...new Set(
    knooppunt.network.body.data.nodes.get({ filter: ({ hidden }) => !hidden }).map(({ id }) => scene.nodes[id].kind))]"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a network file of every example."""
    folder = tmp_path_factory.mktemp("examples")
    files = {name: folder / f"{name}.knooppunt" for name in NAMES}
    for name, file in files.items():
        done("--file", file, "load", EXAMPLES / name)
    return files


def _colours(shown: Page) -> Counter[str]:
    """Return the colours of the drawing of a map with their number of pixels; "" is where nothing is drawn."""
    counts: Counter[str] = Counter()
    for colour, count in shown.evaluate(_COLOURS):
        counts[colour] += count
    return counts


@pytest.mark.parametrize(("name", "audience", "day", "window"), MADE)
def test_the_map_is_drawn(
    browser: Browser,
    loaded: dict[str, Path],
    tmp_path: Path,
    name: str,
    audience: str,
    day: str,
    window: tuple[int, int],
) -> None:
    path = tmp_path / "kaart.html"
    done("--file", loaded[name], "map", "--on", day, "--audience", audience, "--output", path)
    with visiting(browser, path, *window) as visit:
        wait_until(visit.page, "window.knooppunt !== undefined")
        seen = _colours(visit.page)
        assert 0.005 < 1 - seen[""] / seen.total() < 0.5
        assert any(seen[kind.colour] for kind in vocabulary().kinds.values())
        # On a telephone the smallest dots and stars have no pixel of just their own colour.
        for kind in visit.page.evaluate(_SHOWN) if window == LAPTOP else ():
            assert seen[vocabulary().kinds[kind].colour], kind
        if window == LAPTOP and visit.page.locator("#people").count():
            visit.page.locator("#people").click()
            everybody = _colours(visit.page)
            assert everybody[vocabulary().kinds["person"].colour] > seen[vocabulary().kinds["person"].colour]
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= window[0]
        assert (visit.requests, visit.problems) == ([], [])


@pytest.mark.parametrize(("name", "audience", "day", "window"), MADE)
def test_the_report_is_shown(
    browser: Browser,
    loaded: dict[str, Path],
    tmp_path: Path,
    name: str,
    audience: str,
    day: str,
    window: tuple[int, int],
) -> None:
    path = tmp_path / "rapport.html"
    done("--file", loaded[name], "report", "--on", day, "--audience", audience, "--output", path)
    with visiting(browser, path, *window) as visit:
        sections = visit.page.locator("main > section").all()
        assert len(sections) > 5
        for section in sections:
            # A heading alone is no section.
            words = section.inner_text().removeprefix(section.locator("h2").first.inner_text())
            assert len(words.split()) > 5, section.get_attribute("id")
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= window[0]
        assert (visit.requests, visit.problems) == ([], [])
