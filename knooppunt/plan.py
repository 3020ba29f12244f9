"""The strengthening plan in words and tables, and as plain data: introductions, and a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from graph.network import Network
from graph.words.catalogue import text, written_number
from graph.words.phrases import caption, spoken
from knooppunt.answer import answer, finding_data, reference
from knooppunt.health import ratio_data, share_text
from knooppunt.tables import Table
from queries.carrying.size import Size
from queries.finding import Finding
from queries.measures.cohesion import Ratio
from queries.plan.question import Introduction, Invitation, Meeting, Plan
from queries.plan.targets import WEIGHTS
from queries.plan.worth import FAR, NEAR, REGIONAL

#: How the numbers of a standing are called in JSON.
_STANDING = {
    "joined": "connected_pairs",
    "hanging": "hanging_pairs",
    "expected": "expected_links",
    "unreached": "unreached_needs",
}
#: How many municipalities and needs a reason names.
_FEW = 3

#: The indicators before and after.
Indicators = tuple[Mapping[str, Ratio], Mapping[str, Ratio]]
#: Findings of the coverage by id.
Gaps = Mapping[str, Finding]


def plan_data(
    network: Network, made: Plan, gaps: Gaps, indicators: Indicators, lang: str, summary: Size
) -> dict[str, Any]:
    """Return the introductions as plain data, with what they do; ``findings``: the expected links that they close."""
    return {
        **answer("plan", network, summary, plan="introductions"),
        **_effect_data(made, indicators),
        "least_contacts": made.least,
        "needed_contacts": made.needed,
        "introductions": [
            {
                "organisations": [reference(network, id_, lang) for id_ in one.organisations],
                "persons": [reference(network, id_, lang) if id_ else None for id_ in one.persons],
                "introducers": [reference(network, id_, lang) for id_ in one.introducers],
                "advisers": [reference(network, id_, lang) for id_ in one.advisers],
                "safe_pairs": one.safe,
                "joined_pairs": one.joined,
                "between": [reference(network, id_, lang) for id_ in one.between],
                "closes": list(one.closes),
                "reaches": list(one.reaches),
                "text": " ".join(_reasons(network, one, gaps, lang)),
            }
            for one in made.introductions
        ],
        "findings": [finding_data(network, finding, lang) for finding in made.closed],
    }


def plan_tables(network: Network, made: Plan, gaps: Gaps, indicators: Indicators, lang: str) -> list[Table]:
    """Return the introductions, and what they do together."""
    rows = [
        (
            str(number),
            _whom(network, one, lang),
            _by_whom(network, one, lang),
            " ".join(_reasons(network, one, gaps, lang)),
        )
        for number, one in enumerate(made.introductions, 1)
    ]
    headers = tuple(text(lang, f"plan.{name}") for name in ("number", "introduce", "by-whom", "why"))
    note = "" if rows else text(lang, "plan.nothing")
    tables = [Table(text(lang, "plan.introductions"), headers, rows, note)]
    return [*tables, *_effect_tables(made, indicators, [_least(made, lang)], lang)]


def meeting_data(
    network: Network, made: Meeting, gaps: Gaps, indicators: Indicators, lang: str, summary: Size
) -> dict[str, Any]:
    """Return whom to invite as plain data, with what the meeting does; ``findings``: the expected links that it closes."""
    return {
        **answer("plan", network, summary, plan="meeting"),
        **_effect_data(made, indicators),
        "invitations": [
            {
                "organisation": reference(network, one.organisation, lang),
                "person": reference(network, one.person, lang) if one.person else None,
                "safe_pairs": one.safe,
                "joined_pairs": one.joined,
                "closes": list(one.closes),
                "reaches": list(one.reaches),
                "text": " ".join(_reasons(network, one, gaps, lang)),
            }
            for one in made.invitations
        ],
        "findings": [finding_data(network, finding, lang) for finding in made.closed],
    }


def meeting_tables(
    network: Network, made: Meeting, gaps: Gaps, indicators: Indicators, lang: str, *, number: int
) -> list[Table]:
    """Return whom to invite, and what the meeting does."""
    rows = []
    for place, one in enumerate(made.invitations, 1):
        who = _who(network, one.person, lang)
        why = " ".join(_reasons(network, one, gaps, lang)) or text(lang, "plan.why-first")
        rows.append((str(place), who, spoken(network, one.organisation, lang), why))
    headers = tuple(text(lang, f"plan.{name}") for name in ("number", "invite", "for", "what-it-adds"))
    note = "" if rows else text(lang, "plan.nothing-to-meet")
    if 0 < len(rows) < number:
        note = text(lang, "plan.fewer", count=len(rows), number=number)
    tables = [Table(text(lang, "plan.meeting"), headers, rows, note)]
    return [*tables, *_effect_tables(made, indicators, [], lang)] if rows else tables


def _effect_data(made: Plan | Meeting, indicators: Indicators) -> dict[str, Any]:
    """Return how the network stands before and after, with the indicators, what does not count because it is accepted, and
    the weights by which was chosen.
    """
    sides = {}
    for name, standing, shares in (("before", made.before, indicators[0]), ("after", made.after, indicators[1])):
        counts = {_STANDING[field]: count for field, count in msgspec.structs.asdict(standing).items()}
        sides[name] = counts | {"indicators": {key: ratio_data(ratio) for key, ratio in shares.items()}}
    return {
        **sides,
        "left_out": list(made.left_out),
        "weights": {**WEIGHTS, "near": NEAR, "regional": REGIONAL, "far": FAR},
    }


def _effect_tables(made: Plan | Meeting, indicators: Indicators, notes: list[str], lang: str) -> list[Table]:
    """Return what was counted before and after, and the indicators before and after."""
    if made.left_out:
        notes = [*notes, text(lang, "plan.left-out", count=len(made.left_out))]
    columns = (text(lang, "whatif.what"), text(lang, "whatif.before"), text(lang, "whatif.after"))
    counted = [
        (
            text(lang, f"plan.{name}"),
            written_number(getattr(made.before, name), lang),
            written_number(getattr(made.after, name), lang),
        )
        for name in _STANDING
    ]
    tables = [Table(text(lang, "plan.effect"), columns, counted, " ".join(notes))]
    rows = [
        (text(lang, f"health.indicator.{name}"), share_text(ratio, lang), share_text(indicators[1][name], lang))
        for name, ratio in indicators[0].items()
    ]
    headers = (text(lang, "health.indicator"), *columns[1:])
    return [*tables, Table(text(lang, "plan.indicators"), headers, rows, text(lang, "plan.assumed"))]


def _least(made: Plan, lang: str) -> str:
    """Return how many contacts full safety needs, at least and surely."""
    if not made.least:
        return text(lang, "plan.all-safe")
    if made.least == made.needed:
        return text(lang, "plan.least-is-enough", count=made.least)
    return text(lang, "plan.least", least=made.least, needed=made.needed, count=made.least)


def _whom(network: Network, one: Introduction, lang: str) -> str:
    """Return who is introduced to whom."""
    sides = [
        text(lang, "plan.side", person=_who(network, person, lang), organisation=spoken(network, organisation, lang))
        for organisation, person in zip(one.organisations, one.persons, strict=True)
    ]
    return text(lang, "plan.whom", first=sides[0], second=sides[1])


def _who(network: Network, person: str | None, lang: str) -> str:
    return caption(network, person, lang) if person else text(lang, "plan.somebody-new")


def _by_whom(network: Network, one: Introduction, lang: str) -> str:
    """Return who can make the introduction."""
    chain = [caption(network, person, lang) for person in one.introducers if person not in one.persons]
    if chain:
        return text(lang, "plan.chain", people=chain, count=len(chain))
    if one.introducers and None in one.persons:
        # The one who is known is tied to both organisations herself; of the other, somebody else is wanted.
        unknown = one.organisations[one.persons.index(None)]
        person = caption(network, one.introducers[0], lang)
        return text(lang, "plan.ask-who", person=person, organisation=spoken(network, unknown, lang))
    if one.introducers:
        return text(lang, "plan.know-each-other")
    if one.advisers:
        people = [caption(network, person, lang) for person in one.advisers]
        return text(lang, "plan.adviser-near", people=people, count=len(people))
    return text(lang, "plan.yourself")


def _reasons(network: Network, one: Introduction | Invitation, gaps: Gaps, lang: str) -> list[str]:
    """Return why an introduction or an invitation helps, a sentence each."""
    words = []
    between = one.between if isinstance(one, Introduction) else ()
    if between:
        people = [caption(network, person, lang) for person in between]
        words.append(text(lang, "plan.why-safe", people=people, count=one.safe))
    elif one.safe:
        words.append(text(lang, "plan.why-safe-alone", count=one.safe))
    if one.joined:
        words.append(text(lang, "plan.why-joined", count=one.joined))
    if one.joined > one.safe:
        words.append(text(lang, "plan.why-hanging", count=one.joined - one.safe))
    if one.closes:
        words.append(text(lang, "plan.why-expected", count=len(one.closes)))
    if one.reaches:
        words.append(_reached(network, [gaps[id_] for id_ in one.reaches], lang))
    return words


def _reached(network: Network, needs: Sequence[Finding], lang: str) -> str:
    """Return which municipalities get somebody to turn to, and for what."""
    units = list(dict.fromkeys(need.unit or "" for need in needs))
    topics = list(dict.fromkeys(need.details["need_text"][lang] for need in needs))
    return text(
        lang,
        "plan.why-reached",
        units=_few([caption(network, unit, lang) for unit in units], lang),
        needs=_few(topics, lang),
    )


def _few(words: list[str], lang: str) -> list[str]:
    """Return the first few of ``words`` and how many more there are."""
    left = len(words) - _FEW
    return [*words[:_FEW], text(lang, "and-more", count=left)] if left > 0 else words
