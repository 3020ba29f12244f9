"""Lists of one source that each tell how it was on a day: what came and went between them.

Who stands in a list and not in the one before came between their days, who stands in it and not in the next one left
between them. The day is taken to be in the middle of the two, and the two days are kept beside it (``since_between`` and
``until_between``). So on the day of a list the network is what that list says. What stood in the oldest list has no begin,
what stands in the newest one no end. A date in the lists themselves goes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from graph.model import BETWEEN, CERTAINTY, PROPOSED, Node, Relation, kind_of
from graph.vocabulary import vocabulary

#: A list: the day of which it tells, and what it says.
Dated = tuple[date, Sequence[Node | Relation]]
_Key = tuple[Any, ...]
#: What one list says of one thing.
_Said = list[Node | Relation]


def middle(one: date, other: date) -> date:
    """Return the day in the middle of two, the later of two such days; never the earlier one itself."""
    return date.fromordinal((one.toordinal() + other.toordinal() + 1) // 2)


def in_time(lists: Iterable[Dated]) -> list[Node | Relation]:
    """Return what ``lists`` (of different days, in any order) say together, with when each came and went."""
    ordered = sorted(lists, key=lambda each: each[0])
    days = [day for day, _ in ordered]
    found: dict[_Key, dict[int, _Said]] = defaultdict(lambda: defaultdict(list))
    proposals: list[Node | Relation] = []
    for number, (_, said) in enumerate(ordered):
        for each in said:
            if each.properties.get(CERTAINTY) != PROPOSED:
                found[_key(each)][number].append(each)
            elif number == len(ordered) - 1:
                # What an older list proposed is proposed no more.
                proposals.append(each)
    return [*(each for key, said in _joined(found) for each in _periods(key, said, days, found)), *proposals]


def _key(each: Node | Relation) -> _Key:
    """Return what a statement is about: a node, or a relation with who carries it and since when, as far as it tells."""
    if isinstance(each, Node):
        return ("", each.id)
    type_ = vocabulary().relations[each.relation]
    ends = sorted((each.origin, each.target)) if type_.undirected else (each.origin, each.target)
    own = tuple(repr(each.properties.get(name)) for name in type_.identity)
    return (each.relation, *ends, own, tuple(sorted(each.carriers)), each.since)


def _joined(found: dict[_Key, dict[int, _Said]]) -> Iterator[tuple[_Key, dict[int, _Said]]]:
    """Yield what each list says of each thing: of what tells no begin in some list, and one begin in others, it is one."""
    begins: dict[_Key, list[date]] = defaultdict(list)
    for key in found:
        if key[0] and key[-1] is not None:
            begins[key[:-1]].append(key[-1])
    for key, said in found.items():
        own = begins.get(key[:-1], []) if key[0] else []
        if len(own) != 1:
            yield key, said
        elif key[-1] is not None:
            unsaid = found.get((*key[:-1], None), {})
            yield key, {number: [*said.get(number, []), *unsaid.get(number, [])] for number in {*said, *unsaid}}


def _periods(
    key: _Key, said: dict[int, _Said], days: Sequence[date], found: dict[_Key, dict[int, _Said]]
) -> Iterator[Node | Relation]:
    """Yield what the lists say of one thing, once for every time that it was there."""
    if _always(key):
        # What happened, and where places lie, is not begun or ended by a list; the newest one that knows the place tells.
        numbers = found[("", key[1])] if key[0] and _is_area(key[1]) and ("", key[1]) in found else said
        yield from said.get(max(numbers), [])
        return
    since = key[-1] if key[0] else _first(said, "since")
    runs = _runs(sorted(said), days, since)
    if not key[0]:
        # A node is there once: from when it first came until it last went.
        runs = [(runs[0][0], runs[-1][1])]
    for first, last in runs:
        ended = _first({n: of for n, of in said.items() if first <= n <= last}, "until")
        for each in said[last]:
            if isinstance(each, Node) and each.mention:
                yield each
            elif since is None or last == len(days) - 1 or each.until is not None or since < days[last + 1]:
                yield _in_period(each, since, ended, days, (first, last))


def _in_period(
    each: Node | Relation, since: date | None, ended: date | None, days: Sequence[date], run: tuple[int, int]
) -> Node | Relation:
    """Return a statement with when it came and went: ``run`` are the first and last list that have it.

    ``since`` and ``ended`` are what the lists themselves say, ``ended`` perhaps not the last of them.
    """
    (first, last), properties, until = run, dict(each.properties), each.until
    if until is None and last < len(days) - 1:
        if ended is not None and days[last] < ended <= days[last + 1]:
            until = ended
        else:
            begun = max(days[last], since) if since is not None else days[last]
            until = middle(begun, days[last + 1])
            properties[BETWEEN["until"]] = [begun.isoformat(), days[last + 1].isoformat()]
    if since is None and first > 0:
        # An old end in a newer list: nobody knows when it began, except that it was before.
        latest = days[first] if each.until is None else min(days[first], each.until - timedelta(days=1))
        if days[first - 1] < latest:
            since = middle(days[first - 1], latest)
            properties[BETWEEN["since"]] = [days[first - 1].isoformat(), latest.isoformat()]
    return msgspec.structs.replace(each, since=since, until=until, properties=properties)


def _runs(numbers: Sequence[int], days: Sequence[date], since: date | None) -> list[tuple[int, int]]:
    """Return the first and last list of every time that something was there: ``numbers`` are the lists that have it.

    What began, by its own date, when it stood in a list before, was there all the time.
    """
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and (number == runs[-1][1] + 1 or (since is not None and since <= days[runs[-1][1]])):
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _first(said: dict[int, _Said], name: str) -> date | None:
    """Return the date of that name that the newest list gives which gives one."""
    newest = (each for number in sorted(said, reverse=True) for each in said[number])
    return next((day for each in newest if (day := getattr(each, name)) is not None), None)


def _always(key: _Key) -> bool:
    """Tell whether it is about places or topics only, or about what happened."""
    if not key[0]:
        return _is_area(key[1]) or kind_of(key[1]) == "meeting"
    return (_is_area(key[1]) and _is_area(key[2])) or "meeting" in (kind_of(key[1]), kind_of(key[2]))


def _is_area(id_: str) -> bool:
    return vocabulary().kinds[kind_of(id_)].mention
