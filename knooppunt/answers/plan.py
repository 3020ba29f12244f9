"""The strengthening plan in words, tables and plain data: introductions, a meeting, and what somebody hands over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from graph.vocabulary import vocabulary
from knooppunt.answers.health import share_text
from knooppunt.answers.plain import Answer, answer, evidence_of, plain, reference, references
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from knooppunt.documents.model import Table
from knooppunt.usecases.plan import Planned
from queries.finding import Finding
from queries.plan.effort import FAR, NEAR, REGIONAL, UNINTRODUCED
from queries.plan.question import Introduction, Invitation, Meeting, Plan, Standing
from queries.plan.succession import Handover, Succession, Successor
from queries.plan.targets import WEIGHTS

#: How many municipalities and needs a reason names.
_FEW = 3
#: How many organisations a successor is said to know, and how many things told are named.
_TIES, _TOLD = 1, 8
#: The names of the tables, the main ones first.
TABLES = ("introductions", "meeting", "succession", "effect", "indicators", "notes")
#: Relations between two organisations that are called by their own name, from the one to the other.
_NAMED = {"participates", "advises"}


def plan(say: Speaker, found: Planned) -> Answer:
    """Return whom to introduce or invite, and what that does; ``findings``: the expected links that it closes."""
    made = found.plan
    if isinstance(made, Plan):
        own = {"least_contacts": made.least, "needed_contacts": made.needed}
        tables = [_introductions(say, found, made), *_effect_tables(say, found, [_least(say, made)])]
        return _data(say, found, "introductions", "introductions", made.introductions, own), tables
    tables = [_meeting(say, found, made), *(_effect_tables(say, found, []) if made.invitations else ())]
    return _data(say, found, "meeting", "invitations", made.invitations, {}), tables


def _data(
    say: Speaker, found: Planned, what: str, key: str, steps: Sequence[Introduction | Invitation], own: dict[str, int]
) -> dict[str, Any]:
    return {
        **answer("plan", say, plan=what),
        "before": {**plain(say, found.plan.before), "indicators": plain(say, found.before)},
        "after": {**plain(say, found.plan.after), "indicators": plain(say, found.after)},
        "left_out": list(found.plan.left_out),
        "weights": {**WEIGHTS, "near": NEAR, "regional": REGIONAL, "far": FAR, "unintroduced": UNINTRODUCED},
        **own,
        key: [{**plain(say, one), "text": " ".join(_reasons(say, one, found.gaps))} for one in steps],
        "findings": [Told(say, finding).data() for finding in found.plan.closed],
    }


def _introductions(say: Speaker, found: Planned, made: Plan) -> Table:
    rows = [
        (str(number), _whom(say, one), _by_whom(say, one), " ".join(_reasons(say, one, found.gaps)))
        for number, one in enumerate(made.introductions, 1)
    ]
    return say.table("plan", "introductions", "table.number introduce by-whom table.why", rows).named("introductions")


def _meeting(say: Speaker, found: Planned, made: Meeting) -> Table:
    rows = []
    for place, one in enumerate(made.invitations, 1):
        why = " ".join(_reasons(say, one, found.gaps)) or say.said("plan.why-first")
        rows.append((str(place), _who(say, one.person), say.spoken(one.organisation), why))
    fewer = 0 < len(rows) < found.number
    note = say.said("plan.fewer", count=len(rows), number=found.number) if fewer else ""
    return say.table("plan", "meeting", "table.number invite for what-it-adds", rows, note).named("meeting")


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
    columns = "whatif.before whatif.after"
    return [
        say.table("plan", "effect", f"table.what {columns}", counted, " ".join(notes)).named("effect"),
        say.table("plan", "indicators", f"health.indicator {columns}", shares, say.said("plan.assumed")).named(
            "indicators"
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
        say.said(
            "plan.side" if person else "plan.side-new", person=_who(say, person), organisation=say.spoken(organisation)
        )
        for organisation, person in zip(one.organisations, one.persons, strict=True)
    ]
    return say.said("plan.whom", first=sides[0], second=sides[1])


def _who(say: Speaker, person: str | None) -> str:
    return say.caption(person) if person else say.said("plan.somebody-new")


def _by_whom(say: Speaker, one: Introduction) -> str:
    """Return who can make the introduction."""
    if one.introducers:
        chain = say.captions(one.introducers)
        return say.said("plan.chain", people=chain, count=len(chain))
    if one.yourself:
        return " ".join([say.said("plan.yourself"), *_calls(say, one)])
    if None in one.persons:
        # The one who is known is tied to both organisations herself; of the other, somebody else is wanted.
        unknown = one.persons.index(None)
        person, organisation = one.persons[1 - unknown], one.organisations[unknown]
        return say.said("plan.ask-who", person=_who(say, person), organisation=say.spoken(organisation))
    return say.said("plan.know-each-other")


def _calls(say: Speaker, one: Introduction) -> Iterator[str]:
    """Yield whom to call when nobody can make the introduction, and who may help."""
    said: dict[str, list[str]] = {}
    for organisation, person, known in zip(one.organisations, one.persons, one.call, strict=True):
        code = "call" if person else "call-known" if known else "call-organisation"
        who = say.caption(known) + _role(say, known, organisation) if known else say.spoken(organisation)
        said.setdefault(code, []).append(who)
    for code, people in said.items():
        yield say.said(f"plan.{code}", people=people, count=len(people))
    if people := say.captions(one.advisers):
        yield say.said("plan.adviser-near", people=people, count=len(people))


def _role(say: Speaker, person: str, organisation: str) -> str:
    """Return in what role somebody is with an organisation, with a space before it; nothing when no seat tells."""
    seats = (tie for tie in say.network.entire.relations_of.get(person, ()) if tie.target == organisation)
    role = next((tie.properties["role"] for tie in seats if tie.properties.get("role")), "")
    return say.said("plan.in-role", role=vocabulary().value_label("seat_role", role, say.lang)) if role else ""


def _reasons(say: Speaker, one: Introduction | Invitation, gaps: Mapping[str, Finding]) -> list[str]:
    """Return why an introduction or an invitation helps, a sentence each."""
    between = one.between if isinstance(one, Introduction) else ()
    mends = isinstance(one, Introduction) and one.mends
    again = mends or (isinstance(one, Invitation) and bool(one.mends))
    counted = {
        "safe-alone": 0 if between else one.safe,
        "rejoined" if again else "joined": one.joined,
        "hanging": max(one.joined - one.safe, 0),
        "expected": len(one.closes),
    }
    words = [say.said("plan.why-mends")] if mends else []
    if isinstance(one, Invitation) and one.mends:
        words.append(say.said("plan.why-mends-with", organisations=say.names(one.mends, _FEW)))
    people = say.first(say.captions(between[:_FEW]), len(between))
    words += [say.said("plan.why-safe", people=people, count=one.safe)] if between else []
    words += [say.said(f"plan.why-{what}", count=count) for what, count in counted.items() if count]
    if one.reaches:
        words.append(_reached(say, [gaps[id_] for id_ in one.reaches]))
    return words


def _reached(say: Speaker, needs: Sequence[Finding]) -> str:
    """Return which municipalities get somebody to turn to, and for what."""
    units = list(dict.fromkeys(need.unit or "" for need in needs))
    topics = list(dict.fromkeys(need.details["need_text"][say.lang] for need in needs))
    return say.said(
        "plan.why-reached",
        units=say.first(say.captions(units[:_FEW]), len(units)),
        needs=say.first(topics[:_FEW], len(topics)),
    )


def succession(say: Speaker, found: Succession, hanging: Sequence[Finding]) -> Answer:
    """Return what to hand over to whom, what is written about it, and what only this person told; ``findings``: what hangs
    on her.
    """
    data = {
        **answer("plan", say, plan="succession"),
        "person": reference(say, found.person),
        "pairs_lost": found.pairs_lost,
        "parts": list(found.parts),
        "mending": [_handover_data(say, one) for one in found.mending],
        "handovers": [_handover_data(say, one) for one in found.handovers],
        "notes": [{"about": reference(say, id_), "note": note} for id_, note in found.notes],
        "told": references(say, found.told),
        "findings": [Told(say, finding).data() for finding in hanging],
    }
    return data, _handover_tables(say, found)


def _handover_tables(say: Speaker, found: Succession) -> list[Table]:
    person = say.caption(found.person)
    rows = [
        (
            str(number),
            _what(say, one),
            ", ".join(_successor(say, successor) for successor in one.to) or _asked(say, one),
            _urgency(say, one),
        )
        for number, one in enumerate((*found.mending, *found.handovers), 1)
    ]
    parts, lost = [str(part) for part in found.parts], found.pairs_lost
    note = say.said("plan.parts", person=person, number=len(parts), parts=parts, count=lost) if parts else ""
    columns = "table.number hand-over to table.why"
    tables = [say.table("plan", "succession", columns, rows, note, person=person).named("succession")]
    if found.notes:
        notes = [(say.spoken(id_), note) for id_, note in found.notes]
        tables.append(say.table("plan", "notes", "about note", notes, person=person).named("notes"))
    if found.told:
        tables.append(say.note("plan.told", person=person, things=say.names(found.told, _TOLD)))
    return tables


def _handover_data(say: Speaker, one: Handover) -> dict[str, Any]:
    data: dict[str, Any] = plain(say, msgspec.structs.replace(one, relations=()))
    del data["relations"]
    places = [place for relation in one.relations for place in evidence_of(relation)]
    return {**data, "text": _what(say, one), "evidence": places}


def _what(say: Speaker, one: Handover) -> str:
    """Return what is handed over."""
    ends = say.all_spoken(one.organisations)
    role = vocabulary().value_label("seat_role", one.role, say.lang) if one.role else ""
    what = f"{one.what}-no-role" if one.what == "seat" and not role else one.what
    relations = {relation.relation for relation in one.relations}
    if one.what == "contact" and len(relations) == 1 and relations <= _NAMED:
        (what,) = relations
    return say.said(f"plan.what-{what}", first=ends[0], last=ends[-1], organisations=ends, role=role)


def _urgency(say: Speaker, one: Handover) -> str:
    """Return why it matters that somebody takes this over."""
    words = [say.said("plan.why-convening")] if one.what == "convening" else []
    if one.pairs_added:
        words.append(say.said("plan.why-added", count=one.pairs_added))
    if one.last:
        words.append(say.said("plan.why-last"))
    return " ".join(words) or say.said(f"plan.why-{one.what}")


def _asked(say: Speaker, one: Handover) -> str:
    """Return whom to ask when nobody is known who could take over."""
    if not one.ask:
        return say.said("plan.nobody-known")
    return say.said("plan.ask-there", organisations=say.all_spoken(one.ask))


def _successor(say: Speaker, one: Successor) -> str:
    """Return who could take over, and why."""
    person = say.caption(one.person)
    ties = say.names(one.organisations, _TIES)
    return say.said(f"plan.successor-{one.reason}", person=person, organisations=ties)
