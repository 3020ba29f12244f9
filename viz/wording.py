"""How a card on the map writes what is known: facts, where they stand, and where sources disagree."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from graph.model import Evidence, Node, Relation
from graph.network import Network
from graph.vocabulary import vocabulary
from graph.words.phrases import caption, sentence
from graph.words.values import Fact, dated, facts, place_text, property_label, value_text
from viz.model import Alternative, Field, Reference


def reference(network: Network, node_id: str, lang: str) -> Reference:
    """Return a mention of a node."""
    return Reference(node_id, caption(network, node_id, lang))


def property_fields(network: Network, item: Node | Relation, lang: str, skip: Collection[str] = ()) -> list[Field]:
    """Return every property of ``item`` with its label, in the order of the vocabulary."""
    order = list(vocabulary().properties)
    told = [fact for fact in facts(network, item, lang, brief=True) if fact.code not in skip]
    return _fields(sorted(told, key=lambda fact: order.index(fact.code) if fact.code in order else len(order)))


def dated_fields(item: Node | Relation, lang: str) -> list[Field]:
    """Return since when and until when ``item`` holds and when it was last confirmed, as far as known."""
    return _fields(dated(item, lang))


def given_by(node: Node, lang: str) -> dict[str, tuple[str, ...]]:
    """Return where a field stands, by its label, that not all sources of the node give."""
    found = ((code, places(stands, lang)) for code, stands in node.given_by.items())
    return {sentence(property_label(code, lang)): stands for code, stands in found if stands}


def places(sources: Iterable[Evidence], lang: str) -> tuple[str, ...]:
    """Return where something stands, every place once."""
    return tuple(dict.fromkeys(filter(None, (_place(evidence, lang) for evidence in sources))))


def alternatives(network: Network, item: Node | Relation, lang: str) -> tuple[Alternative, ...]:
    """Return the values in which sources disagree, each with both values and where they stand."""
    kind = item.kind if isinstance(item, Node) else ""
    found = []
    for code, claims in item.alternatives.items():
        shown = getattr(item, code) if code in ("name", "since", "until") else item.properties.get(code)
        others = {claim.evidence for claim in claims}
        stands = item.places_of(code) if isinstance(item, Node) else item.sources
        shown_source = "; ".join(places([evidence for evidence in stands if evidence not in others], lang))
        found += [
            Alternative(
                label=sentence(property_label(code, lang)),
                shown=value_text(network, kind, code, shown, lang),
                shown_source=shown_source,
                other=value_text(network, kind, code, claim.value, lang),
                other_source=_place(claim.evidence, lang),
            )
            for claim in claims
        ]
    return tuple(found)


def _fields(told: Iterable[Fact]) -> list[Field]:
    return [(sentence(fact.label), fact.value) for fact in told if fact.value]


def _place(evidence: Evidence, lang: str) -> str:
    """Return where a statement stands, with what it says of its own source."""
    return " — ".join(filter(None, (place_text(evidence, lang), evidence.note)))
