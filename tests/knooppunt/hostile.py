"""A report in which everything that somebody wrote is hostile."""

from __future__ import annotations

from pathlib import Path

import msgspec

from graph.model import Evidence, Relation
from graph.network import Network
from graph.views import for_audience, on, take
from knooppunt.documents.model import Document
from knooppunt.rules.surveys import read_survey
from knooppunt.usecases.report import Earlier, answers
from tests.knooppunt.reports import RULES, document, small_network, version
from tests.networks import DAY

HOSTILE = (
    "</style><script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "\"'><svg onload=alert(3)>",
    "<!-- &amp; <b>",
    "{{ 7 * 7 }} {% raw %} {count} {0} %s",
    "regel\u2028einde </title>",
)
EVIL = " ".join(HOSTILE)

#: All that a report is made of. Nothing here loads or runs anything.
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "nav", "section", "figure", "h1", "h2", "h3"),
    *("p", "ul", "ol", "li", "dl", "dt", "dd", "div", "span", "strong", "a", "svg", "rect"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


def hostile_network() -> Network:
    """Return the small network in which everything that somebody wrote is hostile."""
    made = small_network()
    nodes = {id_: msgspec.structs.replace(item, name=f"{item.name} {EVIL}") for id_, item in made.nodes.items()}
    return made.replace(nodes, [_hostile(relation) for relation in made.relations])


def _hostile(relation: Relation) -> Relation:
    properties = {**relation.properties, "role": EVIL} if relation.relation == "seat" else relation.properties
    return msgspec.structs.replace(relation, properties=properties, sources=(Evidence(EVIL, EVIL, EVIL),))


def hostile_document(lang: str, audience: str, examples: Path) -> Document:
    """Return a hostile report with every part that there is."""
    comparison = read_survey(examples / "movisie-2018" / "vergelijking.yaml").accepted()
    evil = msgspec.structs.replace(comparison, title=EVIL)
    sources = [version(EVIL, zetels=(1, 1, 0))]
    made = hostile_network()
    town = msgspec.structs.replace(made.nodes["council:a"], id="municipality:m", kind="municipality")
    town = msgspec.structs.replace(town, properties={"participation_forms": ["Themabijeenkomst"], "population": 5})
    made = made.replace({**made.nodes, town.id: town})
    earlier = _earlier(made, audience)
    return document(made, lang, audience=audience, ask_whole=True, comparison=evil, sources=sources, earlier=earlier)


def _earlier(made: Network, audience: str) -> Earlier:
    """Return the network as it was without what ties C and D: findings are new as well as gone."""
    before = [relation for relation in made.relations if relation.target != "institution:d"]
    seen = take(made.replace(made.nodes, before), on(DAY), for_audience(audience))
    return Earlier(DAY, loaded=True, network=seen, answers=answers(seen, DAY, RULES))
