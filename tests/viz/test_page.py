"""The page in a real browser, offline and from a file: what a user sees, clicks and types."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from graph.network import Network
from graph.views import for_audience, on, take
from graph.words.catalogue import LANGUAGES
from knooppunt.answers.map import folded
from tests.browser import Visit, visiting, wait_until
from tests.networks import network, relation
from tests.viz.samples import ANNA, BOND, BRAM, COUNCIL, HUB, JOINED, TABLE, TOWN
from tests.viz.test_html import HOSTILE, hostile_network
from viz.html import page
from viz.scene import scene

Opener = Callable[..., Visit]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Return a function that opens the map of a network; afterwards nothing may have gone wrong or been asked for."""
    visits: list[Visit] = []
    with ExitStack() as stack:

        def open_(made: Network, lang: str = "nl", width: int = 1366, height: int = 768, **options: Any) -> Visit:
            path = tmp_path / f"kaart {len(visits)}.html"
            path.write_text(page(scene(made, lang, **options)), encoding="utf-8")
            visits.append(stack.enter_context(visiting(browser, path, width, height)))
            wait_until(visits[-1].page, "window.knooppunt !== undefined")
            return visits[-1]

        yield open_
        assert [visit.requests for visit in visits] == [[] for _ in visits]
        assert [visit.problems for visit in visits] == [[] for _ in visits]
    assert visits


def _veiled(shown: Page) -> int:
    """Return how many pixels of the drawing let almost all of the ground through, as an area does."""
    found: int = shown.evaluate(
        """() => {
            window.knooppunt.network.redraw();
            const canvas = document.querySelector("#map canvas");
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let at = 3; at < data.length; at += 4) count += data[at] > 0 && data[at] < 64;
            return count;
        }"""
    )
    return found


def _spot(shown: Page, *node_ids: str) -> tuple[float, float]:
    """Return the spot on the screen of a node, or the middle between two."""
    spots = shown.evaluate(
        """ids => {
            const { network } = window.knooppunt;
            const box = document.getElementById("map").getBoundingClientRect();
            return Object.values(network.getPositions(ids)).map(place => network.canvasToDOM(place))
                .map(({ x, y }) => [x + box.left, y + box.top]);
        }""",
        list(node_ids),
    )
    xs, ys = zip(*spots, strict=True)
    return sum(xs) / len(xs), sum(ys) / len(ys)


def _click(shown: Page, *node_ids: str) -> None:
    shown.mouse.click(*_spot(shown, *node_ids))


def _pixels(shown: Page, colour: str) -> int:
    """Return how many pixels of the drawing have just this colour."""
    found: int = shown.evaluate(
        """colour => {
            window.knooppunt.network.redraw();
            const canvas = document.querySelector("#map canvas");
            const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
            copy.drawImage(canvas, 0, 0);
            const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
            const wanted = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
            let count = 0;
            for (let at = 0; at < data.length; at += 4) count += wanted.every((value, i) => data[at + i] === value);
            return count;
        }""",
        colour,
    )
    return found


def _faded(shown: Page) -> set[str]:
    found: list[str] = shown.evaluate("nodes.get({ filter: node => (node.opacity ?? 1) < 1 }).map(node => node.id)")
    return set(found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_opens_in_both_languages(opened: Opener, small: Network, lang: str) -> None:
    shown = opened(take(small, on(date(2026, 11, 1))), lang).page
    expect(shown.locator("html")).to_have_attribute("lang", lang)
    titles = {"nl": "Kaart van het netwerk", "en": "Map of the network"}
    expect(shown).to_have_title(titles[lang])
    days = {"nl": "stand op 1 november 2026", "en": "as it was on 1 November 2026"}
    expect(shown.locator(".subtitle")).to_contain_text(days[lang])
    expect(shown.locator("#kinds")).to_contain_text({"nl": "gemeenten", "en": "municipalities"}[lang])
    expect(shown.locator("aside")).to_contain_text({"nl": "Zo leest u de kaart", "en": "How to read the map"}[lang])


def test_draws_every_kind(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    for drawn in scene(small, "nl").kinds:
        assert _pixels(shown, drawn.colour) > 30, drawn.code


def test_clicking_a_node_opens_its_card_and_fades_the_rest(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    _click(shown, COUNCIL)
    card = shown.locator("#card")
    expect(card.locator("h2")).to_have_text("Adviesraad Merendam")
    for words in (
        "adviesraad sociaal domein",
        "1 januari 2015",
        "voorzitter",
        "Anna Aalbers",
        "adviseert",
        "wetten: Wmo",
    ):
        expect(card).to_contain_text(words)
    expect(shown.locator("#overview")).to_be_hidden()
    assert _faded(shown) == {n.id for n in scene(small, "nl").nodes} - {COUNCIL, ANNA, TABLE}
    shown.get_by_role("button", name="Terug naar overzicht").click()
    expect(card).to_be_hidden()
    expect(shown.locator("#overview")).to_be_visible()
    assert _faded(shown) == set()


def test_on_a_telephone_the_card_comes_into_view(opened: Opener, small: Network) -> None:
    shown = opened(small, width=400, height=640).page
    _click(shown, COUNCIL)
    expect(shown.locator("#card h2")).to_be_in_viewport()


def test_large_numbers_are_written_for_people(opened: Opener, small: Network) -> None:
    told = opened(small).page.evaluate("message('more-results', { count: 1569 })")
    assert told.startswith("En nog 1.569.")


def test_clicking_empty_space_closes_the_card(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    _click(shown, TOWN)
    expect(shown.locator("#card")).to_be_visible()
    box = shown.locator("#map").bounding_box()
    assert box is not None
    shown.mouse.click(box["x"] + box["width"] - 4, box["y"] + 4)
    expect(shown.locator("#card")).to_be_hidden()


def test_clicking_a_line_tells_what_joins_the_two(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    _click(shown, ANNA, COUNCIL)
    card = shown.locator("#card")
    expect(card.locator("h2")).to_have_text("Anna Aalbers – Adviesraad Merendam")
    for words in ("voorzitter", "sinds: 1 januari 2018", "nieuw.xlsx, blad zetels, rij 2", "onderhoudt contact met"):
        expect(card).to_contain_text(words)
    expect(card).to_contain_text("een andere bron zegt ‘1 januari 2019’ (oud.xlsx, blad zetels, rij 9)")
    _click(shown, COUNCIL, TABLE)
    expect(card).to_contain_text("niet bekend wie dit contact onderhoudt")
    card.get_by_role("button", name="Participatietafel Meren").first.click()
    expect(card.locator("h2")).to_have_text("Participatietafel Meren")


def test_search_finds_names_without_accents_and_cards_by_topic(opened: Opener) -> None:
    ties = [relation("seat", "person:zoë", "council:cliënten"), relation("covers", "council:cliënten", "topic:jeugd")]
    shown = opened(network(ties)).page
    box = shown.get_by_role("combobox")
    box.press_sequentially("clienten")
    options = shown.get_by_role("option")
    expect(options.first).to_contain_text("cliënten")
    box.fill("jeugd")
    expect(options).to_have_count(1)
    expect(options).to_contain_text("Gaat over: jeugd")
    box.fill("qqq")
    expect(shown.locator("#results")).to_contain_text("Niets gevonden")
    box.fill("zoe")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("Enter")
    expect(shown.locator("#results")).to_be_hidden()
    expect(shown.locator("#card h2")).to_have_text("zoë")
    expect(shown.locator("#card h2")).to_be_focused()
    box_of_map = shown.locator("#map").bounding_box()
    assert box_of_map is not None
    centre = (box_of_map["x"] + box_of_map["width"] / 2, box_of_map["y"] + box_of_map["height"] / 2)
    assert _spot(shown, "person:zoë") == pytest.approx(centre, abs=2)


def test_search_tells_who_only_keeps_a_tie_alive_from_who_is_in_it(opened: Opener) -> None:
    """Bram convenes the table, and keeps alive that the union takes part and meets the council."""
    made = network(
        [
            relation("participates", BOND, TABLE, BRAM),
            relation("contact", BOND, COUNCIL, BRAM),
            relation("convenes", BRAM, TABLE),
        ]
    )
    shown = opened(made).page
    shown.get_by_role("combobox").fill("bram")
    options = [option.split("\n") for option in shown.get_by_role("option").all_inner_texts()]
    assert {name: hint for name, hint, *_ in options} == {
        "bram": "persoon",
        "tafel": "platform · bijeengeroepen door: bram",
        "bond": "cliëntenorganisatie · neemt deel aan: tafel via bram",
        "asd": "raad · contact met: bond via bram",
    }


def test_search_chooses_with_the_arrow_keys(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    box = shown.get_by_role("combobox")
    box.press_sequentially("merendam")
    expect(shown.locator("[role=option][aria-selected=true]")).to_have_attribute("id", "result-0")
    box.press("ArrowDown")
    wanted = shown.locator("[role=option][aria-selected=true] .name").inner_text()
    expect(box).to_have_attribute("aria-activedescendant", "result-1")
    box.press("Enter")
    expect(shown.locator("#card h2")).to_have_text(wanted)


def test_search_finds_who_was_left_out_on_the_card_of_the_organisation(opened: Opener) -> None:
    shown = opened(_crowd(3, 9), crowded=10).page
    assert shown.evaluate("drawn.nodes.length") == 3
    shown.get_by_role("combobox").fill("c1m4")
    expect(shown.get_by_role("option")).to_have_count(1)
    expect(shown.get_by_role("option")).to_contain_text("voorzitter: c1m4")
    shown.keyboard.press("Enter")
    expect(shown.locator("#card h2")).to_have_text("c1")
    expect(shown.locator("#card")).to_contain_text("c1m4")


def test_hovering_tells_what_a_line_stands_for(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    shown.evaluate("() => { window.drawLineLabel = (context, label) => { window.told = label.lines.join(' '); }; }")
    shown.mouse.move(*_spot(shown, COUNCIL, TABLE))
    wait_until(shown, "window.told === 'contact met'")


def test_legend_hides_and_shows_a_kind(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    persons = shown.get_by_role("button", name="personen")
    person = next(k.colour for k in scene(small, "nl").kinds if k.code == "person")
    expect(persons).to_have_attribute("aria-pressed", "true")
    before = _pixels(shown, person)
    spot = _spot(shown, ANNA)
    persons.click()
    expect(persons).to_have_attribute("aria-pressed", "false")
    assert _pixels(shown, person) == 0
    shown.mouse.click(*spot)
    expect(shown.locator("#card")).to_be_hidden()
    persons.click()
    shown.mouse.move(5, 5)
    assert _pixels(shown, person) == pytest.approx(before, rel=0.05)


def test_legend_hides_a_sort_of_line_unless_something_else_joins_the_two(opened: Opener, small: Network) -> None:
    shown = opened(small).page

    def visible() -> set[frozenset[str]]:
        found = shown.evaluate("edges.get({ filter: edge => !edge.hidden }).map(edge => [edge.from, edge.to])")
        return {frozenset(pair) for pair in found}

    everything = visible()
    shown.get_by_role("button", name="onderhoudt contact met").click()
    assert everything - visible() == {frozenset((ANNA, TOWN))}
    shown.get_by_role("button", name="zetel in").click()
    assert everything - visible() == {frozenset((ANNA, TOWN)), frozenset((ANNA, COUNCIL))}


def test_attention_list_leads_to_the_node(opened: Opener, small: Network) -> None:
    reasons = {BRAM: "Roept als enige de tafel bijeen.", HUB: "Hangt aan één persoon."}
    shown = opened(small, highlight=reasons).page
    listed = shown.locator("#attention-list button")
    assert listed.all_inner_texts() == [
        f"{name}\n{reasons[id_]}" for id_, name in ((BRAM, "Bram Bakker"), (HUB, "Steunpunt Meren"))
    ]
    assert _pixels(shown, "#b3131f") > 100
    shown.get_by_role("button", name="personen").click()
    listed.first.click()
    expect(shown.locator("#card .reason")).to_have_text("Let opRoept als enige de tafel bijeen.")
    expect(shown.get_by_role("button", name="personen")).to_have_attribute("aria-pressed", "true")


def test_without_highlights_there_is_no_attention_list(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    expect(shown.locator("#attention")).to_be_hidden()
    assert _pixels(shown, "#b3131f") == 0


def test_keyboard_reaches_everything(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    reached = []
    for _ in range(30):
        shown.keyboard.press("Tab")
        reached.append(shown.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert {"search", "map", "zoom-in", "zoom-out", "fit"} <= set(reached)
    assert any(text.startswith("personen") for text in reached)
    shown.locator("#map").focus()
    scale = shown.evaluate("knooppunt.network.getScale()")
    shown.keyboard.press("+")
    assert shown.evaluate("knooppunt.network.getScale()") > scale
    before = _spot(shown, TOWN)
    shown.keyboard.press("ArrowRight")
    assert _spot(shown, TOWN)[0] == pytest.approx(before[0] - 80, abs=2)
    shown.keyboard.press("0")
    assert shown.evaluate("knooppunt.network.getScale()") == pytest.approx(scale)
    shown.get_by_role("combobox").fill("anna")
    shown.keyboard.press("Enter")
    shown.keyboard.press("Tab")
    shown.keyboard.press("Enter")
    expect(shown.locator("#card h2")).not_to_have_text("Anna Aalbers")
    shown.keyboard.press("Escape")
    expect(shown.locator("#card")).to_be_hidden()


def test_keys_of_the_map_work_wherever_nobody_types(opened: Opener, small: Network) -> None:
    shown = opened(small).page

    def seen() -> list[float]:
        return [shown.evaluate("knooppunt.network.getScale()"), _spot(shown, TOWN)[0]]

    scale, left = seen()
    assert shown.evaluate("document.activeElement === document.body")
    shown.keyboard.press("ArrowRight")
    assert seen() == pytest.approx([scale, left - 80], abs=2)
    shown.get_by_role("button", name="personen").first.focus()
    shown.keyboard.press("+")
    assert seen()[0] > scale
    shown.keyboard.press("0")
    assert seen() == pytest.approx([scale, left], abs=0.01)
    box = shown.get_by_role("combobox")
    box.press_sequentially("0-=+")
    shown.keyboard.press("ArrowLeft")
    expect(box).to_have_value("0-=+")
    assert seen() == pytest.approx([scale, left], abs=0.01)


def test_the_arrows_scroll_what_is_too_long_for_its_place(opened: Opener, small: Network) -> None:
    shown = opened(small, height=260).page
    before = _spot(shown, TOWN)
    shown.locator("#lines button").first.focus()
    top = shown.evaluate("document.querySelector('aside').scrollTop")
    shown.keyboard.press("ArrowDown")
    wait_until(shown, f"document.querySelector('aside').scrollTop > {top}")
    assert _spot(shown, TOWN) == pytest.approx(before, abs=2)
    shown.locator("#map").focus()
    shown.keyboard.press("ArrowDown")
    assert _spot(shown, TOWN)[1] == pytest.approx(before[1] - 80, abs=2)


def test_buttons_zoom_and_show_everything(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    scale = shown.evaluate("knooppunt.network.getScale()")
    shown.get_by_role("button", name="Uitzoomen").click()
    shown.get_by_role("button", name="Uitzoomen").click()
    assert shown.evaluate("knooppunt.network.getScale()") < scale * 0.7
    shown.get_by_role("button", name="Alles in beeld").click()
    assert shown.evaluate("knooppunt.network.getScale()") == pytest.approx(scale)


def test_nothing_moves_by_itself(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    positions = "JSON.stringify(knooppunt.network.getPositions())"
    before = shown.evaluate(positions)
    shown.wait_for_timeout(300)
    assert shown.evaluate(positions) == before


def test_a_node_can_be_dragged(opened: Opener, small: Network) -> None:
    shown = opened(small).page
    x, y = _spot(shown, HUB)
    shown.mouse.move(x, y)
    shown.mouse.down()
    shown.mouse.move(x + 30, y + 20, steps=4)
    shown.mouse.up()
    assert _spot(shown, HUB) == pytest.approx((x + 30, y + 20), abs=6)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080), (1366, 620), (700, 900)])
def test_panels_fit_and_do_not_overlap(opened: Opener, small: Network, width: int, height: int) -> None:
    shown = opened(small, width=width, height=height, highlight={BRAM: "Let op."}).page
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    boxes = [shown.locator(part).bounding_box() for part in ("header", "#kinds", ".drawing", "aside")]
    for index, a in enumerate(boxes):
        for b in boxes[index + 1 :]:
            assert a is not None
            assert b is not None
            apart_x = a["x"] + a["width"] <= b["x"] + 0.5 or b["x"] + b["width"] <= a["x"] + 0.5
            apart_y = a["y"] + a["height"] <= b["y"] + 0.5 or b["y"] + b["height"] <= a["y"] + 0.5
            assert apart_x or apart_y
    drawing = boxes[2]
    assert drawing is not None
    assert drawing["height"] > height * 0.5
    for id_ in (COUNCIL, TOWN, BOND, TABLE, HUB, ANNA, BRAM):
        x, y = _spot(shown, id_)
        assert drawing["x"] < x < drawing["x"] + drawing["width"]
        assert drawing["y"] < y < drawing["y"] + drawing["height"]


def test_long_words_do_not_make_the_page_scroll_sideways(opened: Opener) -> None:
    long = "council:" + "Oranjeverenigingsvoorzittersoverleg" * 8
    shown = opened(network([relation("contact", long, "council:b")]), highlight={long: "x" * 300}).page
    shown.locator("#attention-list button").click()
    expect(shown.locator("#card")).to_be_visible()
    assert shown.evaluate("document.documentElement.scrollWidth") <= 1366
    assert shown.evaluate("(a => a.scrollWidth - a.clientWidth)(document.querySelector('aside'))") <= 0


def test_hostile_names_are_only_text(opened: Opener) -> None:
    made = hostile_network()
    shown = opened(made, title=HOSTILE[0], highlight={f"council:c{i}": name for i, name in enumerate(HOSTILE)}).page
    plain = opened(network([relation("contact", "council:a", "council:b")])).page
    for number, name in enumerate(HOSTILE):
        shown.evaluate("id => show(id)", f"council:c{number}")
        texts = shown.locator("#card").evaluate("card => card.textContent")
        assert texts.count(name) >= 4
        shown.evaluate("id => show(id)", f"person:{name}")
        assert shown.locator("#card h2").evaluate("heading => heading.textContent") == name
        shown.evaluate("id => selectEdge(id)", f"line-{number}")
    shown.get_by_role("combobox").fill("script")
    expect(shown.get_by_role("option").first).to_be_visible()
    tags = "[...new Set([...document.querySelectorAll('*')].map(element => element.localName))]"
    assert set(shown.evaluate(tags)) - set(plain.evaluate(tags)) <= {"circle", "small", "li", "h3"}
    assert shown.evaluate("document.scripts.length") == 3
    assert shown.evaluate("document.querySelectorAll('img, svg [onload], b').length") == 0


def test_policy_stops_a_script_and_a_request_that_get_in_anyway(
    browser: Browser, small: Network, tmp_path: Path
) -> None:
    path = tmp_path / "kaart.html"
    html = page(scene(small, "nl"))
    broken = "<script>document.title = 'mis'</script><img src='http://example.org/x.png' onerror='document.title = 1'>"
    path.write_text(html.replace("<body>", f"<body>{broken}"), encoding="utf-8")
    with visiting(browser, path) as visit:
        wait_until(visit.page, "window.knooppunt !== undefined")
        expect(visit.page).to_have_title("Kaart van het netwerk")
        stopped = [problem for problem in visit.problems if "Content Security Policy" in problem]
        assert any("inline script" in problem for problem in stopped)
        assert any("http://example.org/x.png" in problem for problem in stopped)


#: Collects where the names and the badges of the highlighted nodes are drawn, as boxes.
_DRAWN = """() => {
    const spots = [];
    window.drawLabel = (context, label, spot) => spots.push(spot);
    window.drawBadge = (context, node, scale) => {
        const away = (node.size + 9 / scale) * Math.SQRT1_2, reach = 7 / scale;
        const x = node.x + away, y = node.y - away;
        spots.push({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach, badge: true });
    };
    network.redraw();
    return spots;
}"""


def _overlapping(spots: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the pairs of boxes that overlap."""
    return [
        (a, b)
        for a, b in itertools.combinations(spots, 2)
        if a["right"] > b["left"] and b["right"] > a["left"] and a["bottom"] > b["top"] and b["bottom"] > a["top"]
    ]


def test_names_on_the_map_do_not_cover_each_other(opened: Opener) -> None:
    spots = opened(_crowd(30, 15)).page.evaluate(_DRAWN)
    assert len(spots) > 15
    assert _overlapping(spots) == []


def test_no_name_covers_the_badge_of_a_node_below_it(opened: Opener, small: Network) -> None:
    shown = opened(small, highlight={BRAM: "Let op."}).page
    for down in (40, 43, 46, 49, 52):
        shown.evaluate(
            """([above, below, down]) => {
                network.moveTo({ position: { x: 0, y: 0 }, scale: 1 });
                network.moveNode(above, 0, 0);
                network.moveNode(below, 0, down);
            }""",
            [COUNCIL, BRAM, down],
        )
        spots = shown.evaluate(_DRAWN)
        assert sum("badge" in spot for spot in spots) == 1
        assert _overlapping(spots) == [], down


def test_five_hundred_nodes(opened: Opener) -> None:
    made = take(_crowd(30, 15), for_audience("partners"))
    shown = opened(made, highlight={"council:c3": "Let op."}).page
    assert shown.evaluate("drawn.nodes.length") == 30 + 30 * 15
    expect(shown.locator("#kinds")).to_contain_text("450")
    shown.get_by_role("combobox").fill("c17")
    shown.keyboard.press("Enter")
    expect(shown.locator("#card h2")).to_have_text("c17")
    assert len(_faded(shown)) == 480 - 1 - 15 - 2


def test_empty_network_says_what_to_do(opened: Opener) -> None:
    shown = opened(Network({}, [])).page
    expect(shown.locator(".notice").last).to_contain_text("Er is niets om te tekenen")


def _crowd(councils: int, members: int) -> Network:
    """Return a ring of councils, each with members of its own."""
    ties = [relation("contact", f"council:c{c}", f"council:c{(c + 1) % councils}") for c in range(councils)]
    ties += [
        relation("seat", f"person:c{c}m{m}", f"council:c{c}", properties={"role": "chair"})
        for c in range(councils)
        for m in range(members)
    ]
    return network(ties)


def _drawn(shown: Page) -> set[frozenset[str]]:
    """Return the lines that are drawn now: their ends."""
    found = shown.evaluate(
        """() => {
            const { edges } = knooppunt.network.body.data;
            return edges.get({ filter: ({ hidden }) => !hidden }).map(({ from, to }) => [from, to]);
        }"""
    )
    return {frozenset(pair) for pair in found}


def _shown_nodes(shown: Page) -> set[str]:
    return set(
        shown.evaluate("knooppunt.network.body.data.nodes.get({ filter: ({ hidden }) => !hidden }).map(({ id }) => id)")
    )


def test_people_are_folded_until_somebody_asks_for_them(opened: Opener, small: Network) -> None:
    shown = opened(small, folded=folded(small), highlight={BRAM: "Roept als enige bijeen."}).page
    # Bram stands on the map, on what hangs on him; what nobody is known to carry is drawn besides.
    assert _shown_nodes(shown) == {COUNCIL, TOWN, BOND, TABLE, HUB, BRAM}
    through_bram = {frozenset((BRAM, each)) for each in (HUB, BOND, TABLE)}
    assert _drawn(shown) == through_bram | {
        frozenset(pair) for pair in ((COUNCIL, TOWN), (BOND, TABLE), (COUNCIL, TABLE))
    }
    switch = shown.get_by_role("button", name="Alle personen tonen")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert {ANNA, BRAM} < _shown_nodes(shown)
    assert _drawn(shown) == JOINED
    expect(shown.locator("#folded")).to_be_hidden()
    switch.click()
    assert ANNA not in _shown_nodes(shown)
    expect(shown.locator("#unfolded")).to_be_hidden()


def test_the_legend_of_connections_is_a_filter(opened: Opener, small: Network) -> None:
    shown = opened(small, folded=folded(small)).page
    one = shown.locator("#folds [data-code=one]")
    assert frozenset((COUNCIL, TOWN)) in _drawn(shown)
    one.click()
    expect(one).to_have_attribute("aria-pressed", "false")
    assert _drawn(shown) == {frozenset((BOND, TABLE)), frozenset((COUNCIL, TABLE))}
    one.click()
    assert frozenset((COUNCIL, TOWN)) in _drawn(shown)


def test_who_is_folded_is_found_and_stands_on_the_map_then(opened: Opener, small: Network) -> None:
    shown = opened(small, folded=folded(small)).page
    assert ANNA not in _shown_nodes(shown)
    shown.locator("#search").fill("anna")
    shown.keyboard.press("Enter")
    expect(shown.locator("#card h2")).to_have_text("Anna Aalbers")
    assert ANNA in _shown_nodes(shown)
    assert frozenset((COUNCIL, TOWN)) not in _drawn(shown)


def test_the_card_of_a_connection_tells_who_carries_it(opened: Opener, small: Network) -> None:
    shown = opened(small, folded=folded(small)).page
    shown.mouse.click(*_spot(shown, COUNCIL, TOWN))
    expect(shown.locator("#card")).to_contain_text("Wie onderhoudt dit?")
    expect(shown.locator("#card")).to_contain_text("adviseert — Merendam via Anna Aalbers")
    shown.locator("#card").get_by_role("button", name="Anna Aalbers").first.click()
    expect(shown.locator("#card h2")).to_have_text("Anna Aalbers")


def test_areas_are_drawn_behind_with_their_names(opened: Opener, small: Network) -> None:
    where = msgspec.structs.replace(folded(small), inside={COUNCIL: TOWN, TOWN: TOWN})
    shown = opened(small, folded=where).page
    plain = opened(small, folded=msgspec.structs.replace(where, inside={})).page
    assert _veiled(shown) > 5000
    # The edges of lines and names let the ground through as well.
    assert _veiled(plain) < 1000
