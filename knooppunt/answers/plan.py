"""The strengthening plan in words and tables, and as plain data: introductions, and a meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from knooppunt.answers.health import ratios_data, share_text
from knooppunt.answers.plain import answer, plain
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from knooppunt.tables import Table
from knooppunt.usecases.plan import Planned
from queries.finding import Finding
from queries.plan.question import Introduction, Invitation, Meeting, Plan, Standing
from queries.plan.targets import WEIGHTS
from queries.plan.worth import FAR, NEAR, REGIONAL

#: How many municipalities and needs a reason names.
_FEW = 3


def plan_data(say: Speaker, found: Planned) -> dict[str, Any]:
    """Return whom to introduce or invite as plain data, and what that does; ``findings``: the links that it closes."""
    made = found.plan
    what, steps = ("meeting", made.invitations) if isinstance(made, Meeting) else ("introductions", made.introductions)
    return {
        **answer("plan", say, found.size, plan=what),
        "before": {**plain(say, made.before), "indicators": ratios_data(found.before)},
        "after": {**plain(say, made.after), "indicators": ratios_data(found.after)},
        "left_out": list(made.left_out),
        "weights": {**WEIGHTS, "near": NEAR, "regional": REGIONAL, "far": FAR},
        **({"least_contacts": made.least, "needed_contacts": made.needed} if isinstance(made, Plan) else {}),
        "invitations" if isinstance(made, Meeting) else "introductions": [
            {**plain(say, one), "text": " ".join(_reasons(say, one, found.gaps))} for one in steps
        ],
        "findings": [Told(say, finding).data() for finding in made.closed],
    }


def plan_tables(say: Speaker, found: Planned) -> list[Table]:
    """Return whom to introduce or invite, and what that does."""
    made = found.plan
    if isinstance(made, Meeting):
        return [_meeting(say, found, made), *(_effect_tables(say, found, []) if made.invitations else ())]
    return [_introductions(say, found, made), *_effect_tables(say, found, [_least(say, made)])]


def _introductions(say: Speaker, found: Planned, made: Plan) -> Table:
    rows = [
        (str(number), _whom(say, one), _by_whom(say, one), " ".join(_reasons(say, one, found.gaps)))
        for number, one in enumerate(made.introductions, 1)
    ]
    headers = say.columns("plan", "number", "introduce", "by-whom", "why")
    return Table(say.said("plan.introductions"), headers, rows, "" if rows else say.said("plan.nothing"))


def _meeting(say: Speaker, found: Planned, made: Meeting) -> Table:
    rows = []
    for place, one in enumerate(made.invitations, 1):
        why = " ".join(_reasons(say, one, found.gaps)) or say.said("plan.why-first")
        rows.append((str(place), _who(say, one.person), say.spoken(one.organisation), why))
    note = "" if rows else say.said("plan.nothing-to-meet")
    if 0 < len(rows) < found.number:
        note = say.said("plan.fewer", count=len(rows), number=found.number)
    return Table(say.said("plan.meeting"), say.columns("plan", "number", "invite", "for", "what-it-adds"), rows, note)


def _effect_tables(say: Speaker, found: Planned, notes: list[str]) -> list[Table]:
    """Return what was counted before and after, and the indicators before and after."""
    made = found.plan
    if made.left_out:
        notes = [*notes, say.said("plan.left-out", count=len(made.left_out))]
    counted = [
        (say.said(f"plan.{name}"), say.number(getattr(made.before, name)), say.number(getattr(made.after, name)))
        for name in Standing.__struct_fields__
    ]
    shares = [
        (say.said(f"health.indicator.{name}"), share_text(ratio, say.lang), share_text(found.after[name], say.lang))
        for name, ratio in found.before.items()
    ]
    headers = say.columns("whatif", "what", "before", "after")
    return [
        Table(say.said("plan.effect"), headers, counted, " ".join(notes)),
        Table(
            say.said("plan.indicators"), (say.said("health.indicator"), *headers[1:]), shares, say.said("plan.assumed")
        ),
    ]


def _least(say: Speaker, made: Plan) -> str:
    """Return how many contacts full safety needs, at least and surely."""
    if not made.least:
        return say.said("plan.all-safe")
    if made.least == made.needed:
        return say.said("plan.least-is-enough", count=made.least)
    return say.said("plan.least", least=made.least, needed=made.needed, count=made.least)


def _whom(say: Speaker, one: Introduction) -> str:
    """Return who is introduced to whom."""
    sides = [
        say.said("plan.side", person=_who(say, person), organisation=say.spoken(organisation))
        for organisation, person in zip(one.organisations, one.persons, strict=True)
    ]
    return say.said("plan.whom", first=sides[0], second=sides[1])


def _who(say: Speaker, person: str | None) -> str:
    return say.caption(person) if person else say.said("plan.somebody-new")


def _by_whom(say: Speaker, one: Introduction) -> str:
    """Return who can make the introduction."""
    chain = say.captions(person for person in one.introducers if person not in one.persons)
    if chain:
        return say.said("plan.chain", people=chain, count=len(chain))
    if one.introducers and None in one.persons:
        # The one who is known is tied to both organisations herself; of the other, somebody else is wanted.
        unknown = one.organisations[one.persons.index(None)]
        person = say.caption(one.introducers[0])
        return say.said("plan.ask-who", person=person, organisation=say.spoken(unknown))
    if one.introducers:
        return say.said("plan.know-each-other")
    if one.advisers:
        people = say.captions(one.advisers)
        return say.said("plan.adviser-near", people=people, count=len(people))
    return say.said("plan.yourself")


def _reasons(say: Speaker, one: Introduction | Invitation, gaps: Mapping[str, Finding]) -> list[str]:
    """Return why an introduction or an invitation helps, a sentence each."""
    words = []
    between = one.between if isinstance(one, Introduction) else ()
    if between:
        people = say.captions(between)
        words.append(say.said("plan.why-safe", people=people, count=one.safe))
    elif one.safe:
        words.append(say.said("plan.why-safe-alone", count=one.safe))
    if one.joined:
        words.append(say.said("plan.why-joined", count=one.joined))
    if one.joined > one.safe:
        words.append(say.said("plan.why-hanging", count=one.joined - one.safe))
    if one.closes:
        words.append(say.said("plan.why-expected", count=len(one.closes)))
    if one.reaches:
        words.append(_reached(say, [gaps[id_] for id_ in one.reaches]))
    return words


def _reached(say: Speaker, needs: Sequence[Finding]) -> str:
    """Return which municipalities get somebody to turn to, and for what."""
    units = list(dict.fromkeys(need.unit or "" for need in needs))
    topics = list(dict.fromkeys(need.details["need_text"][say.lang] for need in needs))
    return say.said("plan.why-reached", units=_few(say, say.captions(units)), needs=_few(say, topics))


def _few(say: Speaker, words: list[str]) -> list[str]:
    """Return the first few of ``words`` and how many more there are."""
    left = len(words) - _FEW
    return [*words[:_FEW], say.said("and-more", count=left)] if left > 0 else words
