"""Who is who within one list: the same name in the same organisation, or the same e-mail address, is one person."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from graph.names import normalise, slug
from loaders.meaning.people import PersonName, may_be_same, surname_keys


class Somebody(msgspec.Struct, eq=False):
    """A person of a list: as first written, with every other way in which the list writes the name.

    ``scope`` is where the list names her: the key and the name of an organisation.
    """

    name: PersonName
    scope: tuple[str, str]
    email: str = ""
    also: list[str] = []
    names: list[PersonName] = []
    key: str = ""

    @property
    def reference(self) -> str:
        """Return the text by which a row refers to her."""
        return self.key or self.name.shown


class People:
    """The people of a list."""

    def __init__(self) -> None:
        self.everybody: list[Somebody] = []
        self._by_email: dict[str, Somebody] = {}
        self._by_surname: dict[tuple[str, str], list[Somebody]] = defaultdict(list)

    def somebody(self, name: PersonName, scope: tuple[str, str], email: str = "") -> Somebody:
        """Return who is meant by a name in the organisation ``scope``; somebody new when it is nobody known."""
        address = email.casefold()
        known = self._by_email.get(address) if address else None
        if known is None or not _fits(known, name):
            known = self._named(name, scope[0], address)
        if known is None:
            known = Somebody(name, scope, email, names=[name])
            self.everybody.append(known)
        if name.shown != known.name.shown and name.shown not in known.also:
            known.also = [*known.also, name.shown]
            known.names = [*known.names, name]
        for key in surname_keys(name) | surname_keys(known.name):
            if known not in (near := self._by_surname[scope[0], key]):
                near.append(known)
        if address:
            known.email = known.email or email
            self._by_email.setdefault(address, known)
        return known

    def _named(self, name: PersonName, scope: str, address: str) -> Somebody | None:
        """Return the one who is called so in an organisation: by the same name letter for letter, else by one that fits."""
        near = {id(each): each for key in surname_keys(name) for each in self._by_surname[scope, key]}
        found = [each for each in near.values() if self._is(each, name, address)]
        exact = [each for each in found if normalise(each.name.shown) == normalise(name.shown)]
        return (exact or found)[0] if len(exact or found) == 1 else None

    @staticmethod
    def _is(each: Somebody, name: PersonName, address: str) -> bool:
        """Tell whether a name in the same organisation is this person: two e-mail addresses may be one of two people."""
        return _fits(each, name) and (not address or not each.email or each.email.casefold() == address)

    def in_doubt(self) -> list[tuple[str, list[str]]]:
        """Return the names with an initial that fit more than one person of an organisation, and who these are."""
        found = []
        for each in self.everybody:
            for name in each.names:
                if name.first:
                    continue
                near = {id(one): one for key in surname_keys(name) for one in self._by_surname[each.scope[0], key]}
                fit = [one for one in near.values() if one is each or _fits(one, name) or may_be_same(one.name, name)]
                full = [next((each.shown for each in one.names if each.first), one.name.shown) for one in fit]
                if len(fit) > 1:
                    found.append((name.shown, full))
        return found

    def told_apart(self) -> list[list[Somebody]]:
        """Give people of one name a key of their own; return who they are, by name."""
        by_name: dict[str, list[Somebody]] = defaultdict(list)
        for each in self.everybody:
            by_name[normalise(each.name.shown)].append(each)
        several = [group for group in by_name.values() if len(group) > 1]
        taken: set[str] = set()
        for group in several:
            for each in group:
                key = plain = slug(each.name.shown, each.scope[1])
                number = 2
                while key in taken:
                    key, number = f"{plain}--{number}", number + 1
                taken.add(key)
                each.key = key
        return several


def _fits(each: Somebody, name: PersonName) -> bool:
    """Tell whether a name may be of a person by every name that she has: two first names are never one person's."""
    return all(may_be_same(one, name) for one in each.names or [each.name])
