"""What partners may know of whom: who goes by name, and with which organisations somebody's tie is private.

The class is that of the tie (design, section 7). A tie is *open* when it shows somebody in a public role: the vocabulary says
which do. Who has an open tie is known by name. Any other tie of hers is *private*: partners see that its organisation is
joined to hers, and not by whom. With an organisation that she has an open tie with as well, nothing is left to hide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import msgspec

from graph.model import Relation, kind_of
from graph.network import Network
from graph.vocabulary import vocabulary


class Disclosure(msgspec.Struct, frozen=True):
    """Persons (node ids) who are ``named``, and the organisations with which each of them has a ``private`` tie."""

    named: frozenset[str]
    private: Mapping[str, Collection[str]]

    def hides(self, relation: Relation) -> bool:
        """Tell whether ``relation`` is a tie of a named person's own that partners may not see as hers."""
        person = relation.origin
        if person not in self.named or person not in self.private:
            return False
        own = self.private[person]
        return not _shown(relation) or relation.target in own or relation.properties.get("organisation") in own

    def hides_carrier(self, relation: Relation, person: str) -> bool:
        """Tell whether partners may not see that ``person``, whom they know by name, carries ``relation``."""
        return person in self.named and not {relation.origin, relation.target}.isdisjoint(self.private.get(person, ()))


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
            found.setdefault(same.get(person, person), set()).update(organisations)
    private = {person: found[same.get(person, person)] for person in persons if same.get(person, person) in found}
    nameless: set[str] = set()
    for network in networks:
        nameless |= {same.get(person, person) for person in set(network.persons) - _named(network, private)}
    return Disclosure(frozenset(person for person in persons if same.get(person, person) not in nameless), private)


def _private(network: Network) -> dict[str, set[str]]:
    """Return, by person with a tie that is not open, the organisations with which she has no other; maybe none."""
    found: dict[str, set[str]] = {}
    opened: dict[str, set[str]] = defaultdict(set)
    for relation in network.relations:
        person = relation.origin
        if kind_of(person) != "person" or network.nodes[person].properties.get("placeholder"):
            continue
        if _opens(relation):
            opened[person].add(relation.target)
        elif not _shown(relation):
            found.setdefault(person, set()).add(relation.target)
        # On behalf of whom she was there tells whose she is.
        elif behalf := relation.properties.get("organisation"):
            found.setdefault(person, set()).add(behalf)
    return {person: organisations - opened[person] for person, organisations in found.items()}


def _named(network: Network, private: Mapping[str, Collection[str]]) -> set[str]:
    """Return who has a public role in ``network``, and the placeholders for nobody in particular."""
    found = {person for person in network.persons if network.nodes[person].properties.get("placeholder")}
    if network.scope.region is None:
        # Within a region, somebody without an open tie there may be there by a private one.
        found |= {person for person in network.persons if network.nodes[person].properties.get("appointments")}
    for relation in network.relations:
        if _names(relation) and relation.target not in private.get(relation.origin, ()):
            found.add(relation.origin)
    return found


def _names(relation: Relation) -> bool:
    """Tell whether ``relation`` makes its person known by name."""
    words = vocabulary()
    named = words.relations[relation.relation].named
    role = words.values["seat_role"].values.get(relation.properties.get("role", ""))
    return named == "always" or (named == "role" and role is not None and role.public_role)


def _opens(relation: Relation) -> bool:
    """Tell whether ``relation`` shows its person in public: in a public role, or calling together what all are invited to."""
    # Whoever calls a platform together from a seat in it does what the relation convenes says.
    convener = relation.properties.get("role") == "convener" and kind_of(relation.target) == "platform"
    return _names(relation) or vocabulary().relations[relation.relation].named == "open" or convener


def _shown(relation: Relation) -> bool:
    """Tell whether ``relation`` may be seen of a person who is known by name."""
    return _opens(relation) or vocabulary().relations[relation.relation].named == "known"
