"""The page as text: one file, one language, nothing from anywhere else, and names that cannot become anything else."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.catalogue import LANGUAGES
from tests.networks import network, node, relation
from tests.viz.samples import ANNA
from viz.html import page
from viz.scene import scene
from viz.ties import CARRIES, line_colours

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "\"'><svg onload=alert(3)>",
    "<!--<script>",
    "regel\u2028einde\u2029 {{ 7 * 7 }} {% raw %} ${7*7} \\u003cb\\u003e",
    "& &amp; &lt;b&gt;",
)


class _Elements(HTMLParser):
    """Collects the elements of a page and the text of its scripts and style sheets, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.contents: list[str] = []
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.contents.append("")
        self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.contents[-1] += data

    def of(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(a, text) for (t, a), text in zip(self.elements, self.contents, strict=True) if t == tag]


def hostile_network() -> Network:
    """Return a network in which every text that people wrote tries to break out."""
    names = list(HOSTILE)
    nodes = [node(f"council:c{i}", name=name, properties={"note": name, name: name}) for i, name in enumerate(names)]
    nodes += [node(f"person:{name}", name=name) for name in names]
    ties = [
        relation("seat", f"person:{name}", f"council:c{i}", properties={"role": name, "x": name})
        for i, name in enumerate(names)
    ]
    ties += [relation("contact", "council:c0", f"council:c{i}") for i in range(1, len(names))]
    return network(ties, *nodes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_loads_nothing(small: Network, lang: str) -> None:
    html = page(scene(small, lang, highlight={ANNA: "x"}))
    found = _Elements(html)
    assert found.of("html")[0][0] == {"lang": lang}
    assert {t for t, _ in found.elements}.isdisjoint({"img", "iframe", "object", "embed", "base", "form", "video"})
    assert all(attributes.keys().isdisjoint({"src", "srcset", "style", "action"}) for _, attributes in found.elements)
    assert [a["href"] for _, a in found.elements if "href" in a] == ["data:,"]
    assert "sourceMappingURL" not in html
    assert not re.search(r"url\(|@import", found.of("style")[0][1])


def test_policy_allows_this_script_and_style_only(small: Network) -> None:
    found = _Elements(page(scene(small, "nl")))
    meta = next(a for a, _ in found.of("meta") if a.get("http-equiv") == "Content-Security-Policy")
    policy = dict(part.strip().partition(" ")[::2] for part in (meta["content"] or "").split(";"))
    scripts = [text for attributes, text in found.of("script") if attributes.get("type") != "application/json"]
    assert len(scripts) == 1
    assert policy == {
        "default-src": "'none'",
        "script-src": _hash(scripts[0]),
        "style-src": _hash(found.of("style")[0][1]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert "<!--" not in scripts[0]


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def test_hostile_names_stay_data() -> None:
    made = hostile_network()
    html = page(scene(made, "nl", highlight={"council:c0": HOSTILE[0]}, title=HOSTILE[0]))
    plain = _Elements(page(scene(network([relation("contact", "council:a", "council:b")]), "nl")))
    found = _Elements(html)
    assert {t for t, _ in found.elements} <= {t for t, _ in plain.elements} | {"ul", "li"}
    assert len(found.of("script")) == len(plain.of("script")) == 3
    assert found.of("title")[0][1] == found.of("h1")[0][1] == HOSTILE[0]
    blocks = [text for attributes, text in found.of("script") if attributes.get("type") == "application/json"]
    assert not any(char in block for block in blocks for char in "<>&\u2028\u2029")
    data, drawn = map(json.loads, blocks)
    assert [n["label"] for n in drawn["nodes"]] == [*HOSTILE, *HOSTILE]
    assert data["nodes"]["council:c0"]["card"]["reason"] == HOSTILE[0]


def test_every_name_and_every_line_is_in_the_page(small: Network) -> None:
    made = scene(small, "nl")
    blocks = [text for a, text in _Elements(page(made)).of("script") if a.get("type") == "application/json"]
    drawn = json.loads(blocks[1])
    assert {n["id"]: (n["label"], n["x"], n["y"]) for n in drawn["nodes"]} == {
        n.id: (n.label, n.x, n.y) for n in made.nodes
    }
    assert {(e["from"], e["to"], bool(e["dashes"])) for e in drawn["edges"]} == {
        (e.origin, e.target, e.dashed) for e in made.edges
    }


def test_same_scene_gives_the_same_bytes(small: Network) -> None:
    assert page(scene(small, "nl")) == page(scene(small, "nl"))


def test_empty_scene_says_so() -> None:
    assert "Er is niets om te tekenen" in page(scene(Network({}, []), "nl"))
    assert "There is nothing to draw" in page(scene(Network({}, []), "en"))


def test_lines_can_be_told_from_the_background() -> None:
    """WCAG 2.1, 1.4.11: at least 3 : 1, here on the background of the map and at the opacity of a line."""
    drawable = [t.code for t in vocabulary().relations.values() if t.ties or "meeting" in t.targets]
    for code in (*drawable, CARRIES):
        assert _contrast(line_colours()[code], 0.85) >= 3.0, code
    assert len({line_colours()[code] for code in drawable}) == len(drawable)


def _contrast(colour: str, opacity: float) -> float:
    """Return the contrast ratio (WCAG 2.1) of a colour on #fcfdfe."""
    ground = (0xFC, 0xFD, 0xFE)
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    seen = [opacity * channel + (1 - opacity) * under for channel, under in zip(channels, ground, strict=True)]
    dark, light = sorted((_luminance(seen), _luminance(list(ground))))
    return (light + 0.05) / (dark + 0.05)


def _luminance(channels: list[float] | list[int]) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.03928 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
