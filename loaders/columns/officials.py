"""When the people of a list are those of the municipality beside them: officers, and whom to call there."""

from __future__ import annotations

from collections.abc import Mapping

from graph.names import normalise
from loaders.base import is_blank, shown
from loaders.columns.find import Found
from loaders.columns.headers import IN_ROLE, role_in
from loaders.columns.looks import Looks
from loaders.columns.titles import organisation_in

#: The column of municipalities whose people a list names.
MUNICIPALITY = "municipality"
#: Whom to call at the municipality beside the organisation of a row.
OFFICIAL = "official"
#: Whom a municipality employs or appoints, and who may be called at any organisation.
_OFFICIALS, _CONTACT = frozenset({"officer", "alderman"}), "contact"
_NAMES = frozenset({"person", "surname", "first_name"})
#: What tells itself where people sit.
_ELSEWHERE = frozenset({"organisation", "other", "adviser", "platform", "behalf", "people", "meeting", "date", "home"})
_MOST = 0.7

Meanings = dict[int, tuple[str, str, str]]


def settle_officials(meanings: Meanings, found: Found, looks: Mapping[int, Looks]) -> None:
    """Read people beside municipalities, and beside nothing else, as those of them where the list says so: by their roles,
    their addresses, or that they are whom to call."""
    has = {meaning for meaning, _, _ in meanings.values()}
    areas = [n for n, (meaning, _, _) in meanings.items() if meaning == "area"]
    if len(areas) != 1 or looks[areas[0]].area < _MOST or has & _ELSEWHERE or any("cross" in each for each in has):
        return
    if organisation_in((*found.title, found.table.name), lambda _: ()):
        return
    people = [n for n, (meaning, _, _) in meanings.items() if meaning == "person"]
    called = [n for n in people if role_in(found.header[n]) == _CONTACT]
    if not (called or (has & _NAMES and (_roles_say(meanings, found) or _addresses_say(meanings, found, areas[0])))):
        return
    meanings[areas[0]] = (MUNICIPALITY, "officials", meanings[areas[0]][2])
    if len([n for n in people if role_in(found.header[n])]) > 1 and not has & {"role", "email", "phone"}:
        for n in people:
            meanings[n] = (IN_ROLE, *meanings[n][1:]) if role_in(found.header[n]) else meanings[n]


def _roles_say(meanings: Meanings, found: Found) -> bool:
    """Tell whether most roles are those of officers and aldermen."""
    roles = [
        role_in(shown(cells[n]))
        for n, (meaning, _, _) in meanings.items()
        for _, cells in found.rows
        if meaning == "role" and n < len(cells) and not is_blank(cells[n])
    ]
    return bool(roles) and sum(role in _OFFICIALS for role in roles) >= len(roles) * _MOST


def _addresses_say(meanings: Meanings, found: Found, area: int) -> bool:
    """Tell whether the domains of most e-mail addresses have the name of the municipality in them (``@emmen.nl``)."""
    pairs = [
        (normalise(shown(cells[area])), normalise(shown(cells[n]).rpartition("@")[2]))
        for n, (meaning, _, _) in meanings.items()
        for _, cells in found.rows
        if meaning == "email" and max(n, area) < len(cells) and not is_blank(cells[n])
    ]
    return bool(pairs) and sum(bool(name) and name in domain for name, domain in pairs) >= len(pairs) * _MOST
