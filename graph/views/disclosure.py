"""What partners may know of whom: who goes by name, and with which organisations somebody's tie is private.

The class is that of the tie (design, section 7). A tie is *open* when it shows somebody in a public role: the vocabulary says
which do. Who has an open tie is known by name. Any other tie of hers is *private*: partners see that its organisation is
joined to hers, and not by whom. With an organisation that she has an open tie with as well, nothing is left to hide. For
which topics somebody known by name speaks is never shown: there is no open tie with a topic.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping

import msgspec

from graph.model import Relation, kind_of
from graph.network import Network
from graph.vocabulary import vocabulary


class Disclosure(msgspec.Struct, frozen=True):
    """Persons (node ids) who are ``named``, and the organisations with which each of them has a ``private`` tie.

    ``placeholders`` are those of the named who stand for nobody in particular.
    """

    named: frozenset[str]
    private: Mapping[str, frozenset[str]]
    placeholders: frozenset[str]

    def hides(self, relation: Relation) -> bool:
        """Tell whether ``relation`` is a tie of a named person's own that partners may not see as hers."""
        own = self.private.get(relation.origin)
        if own is None:
            return False
        return _publicity(relation) == "private" or not own.isdisjoint(_ends(relation))

    def hides_topics(self, relation: Relation) -> bool:
        """Tell whether partners may not see for which topics the person of ``relation`` speaks."""
        told = "speaks_for" in relation.properties or "speaks_for" in relation.alternatives
        return told and relation.origin in self.named and relation.origin not in self.placeholders

    def hides_carrier(self, relation: Relation, person: str) -> bool:
        """Tell whether partners may not see that ``person``, whom they know by name, carries ``relation``."""
        own = self.private.get(person, ())
        return relation.origin in own or relation.target in own


def disclosure(networks: Iterable[Network]) -> Disclosure:
    """Return what partners may know when they see all of ``networks`` (days of one network) in one answer.

    Somebody is one thing in an answer, the least public of what she is in each: otherwise the name of one day tells who goes
    by role only on another.
    """
    networks = list(networks)
    # Who was merged since the one day goes by another id on the other.
    same = {old: now for network in networks for old, now in network.identity.items()}
    persons = {person for network in networks for person in network.persons}
    found: dict[str, set[str]] = {}
    for network in networks:
        for person, organisations in _private(network).items():
            now = same.get(person, person)
            found[now] = found[now] | organisations if now in found else organisations
    private = {person: found[same.get(person, person)] for person in persons if same.get(person, person) in found}
    nameless: set[str] = set()
    for network in networks:
        nameless |= {same.get(person, person) for person in set(network.persons) - _named(network, private)}
    named = frozenset(person for person in persons if same.get(person, person) not in nameless)
    placeholders = frozenset(person for network in networks for person in _placeholders(network))
    own = {person: frozenset(private[person]) for person in private.keys() & named}
    return Disclosure(named, own, placeholders)


def _private(network: Network) -> dict[str, set[str]]:
    """Return, by person with a tie that is not open, the organisations with which she has no other; maybe none."""
    found: dict[str, set[str]] = {}
    opened: dict[str, set[str]] = {}
    placeholders, kinds = _placeholders(network), vocabulary().organisation_kinds
    for relation in network.relations:
        person = relation.origin
        if kind_of(person) != "person" or person in placeholders:
            continue
        publicity = _publicity(relation)
        if publicity == "open":
            opened.setdefault(person, set()).add(relation.target)
        elif publicity == "private":
            found.setdefault(person, set()).add(relation.target)
        # On behalf of whom she is or was there tells whose she is.
        elif behalf := {end for end in _ends(relation) if kind_of(end) in kinds}:
            found.setdefault(person, set()).update(behalf)
    return {person: organisations.difference(opened.get(person, ())) for person, organisations in found.items()}


def _ends(relation: Relation) -> list[str]:
    """Return what a tie of a person's own is with, and the organisations that it tells of besides."""
    told = relation.properties
    return [relation.target, *(told[name] for name in ("organisation", "at") if told.get(name))]


def _placeholders(network: Network) -> set[str]:
    """Return who stands for nobody in particular."""
    return {person for person in network.persons if network.nodes[person].properties.get("placeholder")}


def _named(network: Network, private: Mapping[str, Collection[str]]) -> set[str]:
    """Return who has a public role in ``network``, and the placeholders for nobody in particular."""
    found = _placeholders(network)
    found |= {person for person in network.persons if network.nodes[person].properties.get("appointments")}
    for code, relations in network.relations_by_type.items():
        if vocabulary().relations[code].named in ("always", "role"):
            found |= {
                relation.origin
                for relation in relations
                if _names(relation) and relation.target not in private.get(relation.origin, ())
            }
    return found


def _names(relation: Relation) -> bool:
    """Tell whether ``relation`` makes its person known by name."""
    return _is_public_role(relation.relation, relation.properties.get("role", ""))


def _publicity(relation: Relation) -> str:
    """Return how public a tie is: ``open`` shows its person in public, in a public role or calling together what all are
    invited to; ``known`` may be seen of who is known by name; ``private``.
    """
    role = relation.properties.get("role", "")
    # Whoever calls a platform together from a seat in it does what the relation convenes says.
    if role == "convener" and kind_of(relation.target) == "platform":
        return "open"
    return _publicity_of(relation.relation, role)


# These two are asked for every relation of a network, a few times.


@functools.cache
def _publicity_of(code: str, role: str) -> str:
    named = vocabulary().relations[code].named
    return "open" if named == "open" or _is_public_role(code, role) else "known" if named == "known" else "private"


@functools.cache
def _is_public_role(code: str, role: str) -> bool:
    words = vocabulary()
    named = words.relations[code].named
    known = words.values["seat_role"].values.get(role)
    return named == "always" or (named == "role" and known is not None and known.public_role)
