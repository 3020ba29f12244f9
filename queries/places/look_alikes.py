"""Organisations whose names differ so little that they may be one under two names: asked before anything is built on it.

Alike are names of the same words, whatever legal form or article goes with them; one with what tells it apart between
brackets and one without; names of which one long word has another letter, one more or one less; and a municipality called
by the first words of its name. Who work in different municipalities are two, and so are places that the table of places
knows apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from graph.areas import AREA_RELATIONS
from graph.model import Node
from graph.names import qualification, words
from graph.network import Network
from graph.places.table import places
from graph.vocabulary import bare_name
from queries.carrying.cache import cached_per_object
from queries.finding import Finding, lighter

#: From so many letters on one letter may be a typing error; in a short word it is another word.
_LONG = 6
#: Words that people write or leave out.
_LEFT_OUT = frozenset({"stichting", "vereniging", "st", "de", "het", "the", "foundation", "association"})
#: What is not called separated, or critical, before this is asked; and how many pairs are asked about.
_SEPARATED, _CRITICAL = "separated-group", "critical"
_MOST = 3

_MUNICIPALITY = "municipality"

_Words = tuple[str, ...]


class _Called(msgspec.Struct, frozen=True):
    """The words of a name, and those without what stands between brackets (the same when nothing does)."""

    whole: _Words
    bare: _Words


class LookAlikes:
    """Finds who of a network has nearly the same name."""

    def __init__(self, network: Network) -> None:
        self._network = network.entire
        self._called = {id_: _called(self._network.nodes[id_]) for id_ in self._network.organisations}
        self._by_key: dict[tuple[object, ...], list[str]] = defaultdict(list)
        self._starting: dict[str, list[str]] = defaultdict(list)
        for id_, called in self._called.items():
            if self._network.nodes[id_].kind == _MUNICIPALITY:
                self._starting[called.whole[0]].append(id_)
            for key in _keys(called):
                self._by_key[key].append(id_)

    def of(self, id_: str) -> list[str]:
        """Return the organisations (ids) that may be the same as ``id_``, in the order of the network."""
        called = self._called.get(id_)
        if called is None:
            return []
        found = {other for key in _keys(called) for other in self._by_key[key]} - {id_}
        if self._network.nodes[id_].kind == _MUNICIPALITY:
            found |= {
                other for other in self._starting[called.whole[0]] if _begins(called.whole, self._called[other].whole)
            }
            found.discard(id_)
        near = [other for other in found if self._may_be_one(id_, other)]
        return sorted(near, key=lambda other: (self._network.order[other], other))

    def _may_be_one(self, one: str, other: str) -> bool:
        mine, theirs = self._called[one], self._called[other]
        told_apart = mine.whole != mine.bare and theirs.whole != theirs.bare
        if told_apart and mine.whole != theirs.whole and mine.bare == theirs.bare:
            return False
        nodes = self._network.nodes
        if nodes[one].kind == nodes[other].kind == _MUNICIPALITY:
            codes = [{place.code for place in places().called(nodes[each].name)} for each in (one, other)]
            return not (all(codes) and codes[0].isdisjoint(codes[1]))
        differing = set(mine.bare) ^ set(theirs.bare)
        if len(differing) > 1 and all(word in places().known_names for word in differing):
            return False
        areas = [self._areas(each) for each in (one, other)]
        return not (all(areas) and areas[0].isdisjoint(areas[1]))

    def _areas(self, id_: str) -> set[str]:
        own = self._network.relations_of.get(id_, ())
        return {each.target for each in own if each.relation in AREA_RELATIONS and each.origin == id_}


@cached_per_object
def look_alikes(network: Network) -> LookAlikes:
    """Return who of ``network`` has nearly the same name as whom; made when it is first asked for."""
    return LookAlikes(network)


def ask_first(network: Network, findings: Iterable[Finding]) -> list[Finding]:
    """Return ``findings``: what would be separated or critical, while somebody in it may be the same as somebody else, asks
    that first, and weighs less until it is known.
    """
    return [_asking(network, finding) for finding in findings]


def _asking(network: Network, finding: Finding) -> Finding:
    separated = finding.kind == _SEPARATED
    if not (separated or finding.severity == _CRITICAL):
        return finding
    alike, own = look_alikes(network), set(finding.organisations)
    pairs = [(one, other) for one in finding.organisations for other in alike.of(one) if other not in own]
    if not pairs:
        return finding
    severity = "low" if separated else lighter(finding.severity, 1)
    return msgspec.structs.replace(finding, severity=severity, ask_first=tuple(pairs[:_MOST]))


def _called(node: Node) -> _Called:
    name = bare_name(node.kind, node.name)
    read = qualification(name)
    whole = _told(name)
    return _Called(whole, _told(read[0]) if read else whole)


def _told(name: str) -> _Words:
    found = tuple(words(name))
    return tuple(word for word in found if word not in _LEFT_OUT) or found or (name,)


def _begins(one: _Words, other: _Words) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _keys(called: _Called) -> Iterator[tuple[object, ...]]:
    """Yield what two names that are alike have in common, one at the least."""
    yield "whole", "".join(called.whole)
    yield "whole", "".join(called.bare)
    for place, word in enumerate(called.bare):
        if len(word) >= _LONG and word.isalpha():
            rest = (*called.bare[:place], *called.bare[place + 1 :])
            for letters in (word, *(word[:at] + word[at + 1 :] for at in range(len(word)))):
                yield "typed", place, rest, letters
