"""The command that says what to do first: introductions, a meeting, a succession."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from graph.errors import UsageProblem
from graph.i18n import caption, listed, text
from graph.network import Network
from graph.vocabulary import vocabulary
from knooppunt.answer import reference
from knooppunt.cli.framework import Command, FilePath, Whole, Word
from knooppunt.cli.options import opened, output_options, scope_options
from knooppunt.cli.output import write
from knooppunt.cli.rules import accepted
from knooppunt.rules_file import read_expectations
from knooppunt.tables import Table
from knooppunt.text import spoken
from knooppunt.usecases import Asked
from queries.plan import Introduction, Invitation, Plan, plan_introductions, plan_meeting
from queries.search import find
from queries.succession import Handover, Succession, succession


@click.command(cls=Command)
@scope_options("internal")
@output_options
@click.option("--introductions", type=Whole(1))
@click.option("--meeting", type=Whole(2))
@click.option("--succession", "leaver", type=Word())
@click.option("--expectations", type=FilePath())
@click.option("--known-only", is_flag=True)
def plan(
    asked: Asked,
    format_: str,
    output: Path | None,
    introductions: int | None,
    meeting: int | None,
    leaver: str | None,
    expectations: Path | None,
    known_only: bool,
) -> None:
    """Say which few steps help most."""
    if sum(option is not None for option in (introductions, meeting, leaver)) != 1:
        raise UsageProblem("one-plan")
    network, lang = opened(asked)
    if leaver is not None:
        person = find(network, leaver, kinds=frozenset({"person"}))
        found = succession(network, person, known_only=known_only)
        write(_succession_data(network, found, lang), _succession_tables(network, found, lang), format_, output)
        return
    rules = accepted(read_expectations(asked.file, expectations))
    if meeting is not None:
        invited = plan_meeting(network, rules, meeting, known_only=known_only)
        data = _start(network, "meeting") | {"invitations": [_invitation_data(network, one, lang) for one in invited]}
        write(data, [_meeting_table(network, invited, lang)], format_, output)
        return
    made = plan_introductions(network, rules, introductions or 1, known_only=known_only)
    write(_plan_data(network, made, lang), _plan_tables(network, made, lang), format_, output)


def _start(network: Network, what: str) -> dict[str, Any]:
    return {
        "command": "plan",
        "plan": what,
        "on": network.scope.on.isoformat() if network.scope.on else None,
        "scope": {"region": network.scope.region, "audience": network.scope.audience},
    }


def _plan_data(network: Network, made: Plan, lang: str) -> dict[str, Any]:
    """Return the introductions as plain data."""
    standings = {
        name: {"connected_pairs": one.joined, "hanging_pairs": one.hanging, "expected_links": one.expected}
        for name, one in (("before", made.before), ("after", made.after))
    }
    return {
        **_start(network, "introductions"),
        **standings,
        "least_contacts": made.least,
        "needed_contacts": made.needed,
        "introductions": [
            {
                "organisations": [reference(network, id_, lang) for id_ in one.organisations],
                "persons": [reference(network, id_, lang) if id_ else None for id_ in one.persons],
                "introducers": [reference(network, id_, lang) for id_ in one.introducers],
                "safe_pairs": one.safe,
                "joined_pairs": one.joined,
                "between": [reference(network, id_, lang) for id_ in one.between],
                "closes": list(one.closes),
                "text": _reason(network, one, lang),
            }
            for one in made.introductions
        ],
    }


def _plan_tables(network: Network, made: Plan, lang: str) -> list[Table]:
    """Return the introductions, and what they do together."""
    rows = [
        (
            str(number),
            _whom(network, one, lang),
            _by_whom(network, one, lang),
            _reason(network, one, lang),
        )
        for number, one in enumerate(made.introductions, 1)
    ]
    headers = tuple(text(lang, f"plan.{name}") for name in ("number", "introduce", "by-whom", "why"))
    note = text(lang, "plan.least", least=made.least, count=made.least)
    if made.needed is not None:
        note += " " + text(lang, "plan.needed", needed=made.needed, count=made.needed)
    effect = [
        (text(lang, f"plan.{name}"), str(getattr(made.before, name)), str(getattr(made.after, name)))
        for name in ("joined", "hanging", "expected")
    ]
    columns = (text(lang, "whatif.what"), text(lang, "whatif.before"), text(lang, "whatif.after"))
    empty = text(lang, "plan.nothing") if not rows else ""
    return [
        Table(text(lang, "plan.introductions"), headers, rows, empty),
        Table(text(lang, "plan.effect"), columns, effect, note),
    ]


def _whom(network: Network, one: Introduction, lang: str) -> str:
    """Return who is introduced to whom."""
    sides = []
    for organisation, person in zip(one.organisations, one.persons, strict=True):
        of = spoken(network, organisation, lang)
        who = caption(network, person, lang) if person else text(lang, "plan.somebody-new")
        sides.append(text(lang, "plan.side", person=who, organisation=of))
    return text(lang, "plan.whom", first=sides[0], second=sides[1])


def _by_whom(network: Network, one: Introduction, lang: str) -> str:
    """Return who can make the introduction."""
    others = [person for person in one.introducers if person not in one.persons]
    if others:
        return ", ".join(caption(network, person, lang) for person in others)
    return text(lang, "plan.yourself")


def _reason(network: Network, one: Introduction, lang: str) -> str:
    """Return why this introduction helps."""
    words = []
    if one.between:
        people = listed([caption(network, person, lang) for person in one.between], lang)
        words.append(text(lang, "plan.why-safe", people=people, count=one.safe))
    elif one.safe:
        words.append(text(lang, "plan.why-safe-alone", count=one.safe))
    if one.joined:
        words.append(text(lang, "plan.why-joined", count=one.joined))
    if one.closes:
        words.append(text(lang, "plan.why-expected"))
    return " ".join(words)


def _invitation_data(network: Network, one: Invitation, lang: str) -> dict[str, Any]:
    return {
        "organisation": reference(network, one.organisation, lang),
        "person": reference(network, one.person, lang) if one.person else None,
        "safe_pairs": one.safe,
        "joined_pairs": one.joined,
    }


def _meeting_table(network: Network, invited: list[Invitation], lang: str) -> Table:
    """Return whom to invite."""
    rows = []
    for number, one in enumerate(invited, 1):
        who = caption(network, one.person, lang) if one.person else text(lang, "plan.somebody-new")
        safe, joined = str(one.safe), str(one.joined)
        rows.append((str(number), who, spoken(network, one.organisation, lang), safe, joined))
    headers = tuple(text(lang, f"plan.{name}") for name in ("number", "invite", "for", "adds-safe", "adds-joined"))
    total = sum(one.safe for one in invited)
    return Table(text(lang, "plan.meeting"), headers, rows, text(lang, "plan.meeting-effect", count=total))


def _succession_data(network: Network, found: Succession, lang: str) -> dict[str, Any]:
    """Return the succession as plain data."""
    return {
        **_start(network, "succession"),
        "person": reference(network, found.person, lang),
        "parts": list(found.parts),
        "handovers": [
            {
                "what": one.what,
                "organisations": [reference(network, id_, lang) for id_ in one.organisations],
                "to": [reference(network, id_, lang) for id_ in one.to],
                "only_route": one.only_route,
                "evidence": [
                    {"relation": relation.relation, "source": item.source, "where": item.where}
                    for relation in one.relations
                    for item in relation.sources
                ],
            }
            for one in found.handovers
        ],
        "seats": [
            {"organisation": reference(network, seat.target, lang), "role": seat.properties.get("role")}
            for seat in found.seats
        ],
    }


def _succession_tables(network: Network, found: Succession, lang: str) -> list[Table]:
    """Return what to hand over to whom, and the seats that become free."""
    person = caption(network, found.person, lang)
    headers = tuple(text(lang, f"plan.{name}") for name in ("hand-over", "to", "why"))
    rows = [_handover_row(network, one, lang) for one in found.handovers]
    note = "" if rows else text(lang, "plan.nothing-to-hand-over", person=person)
    if found.parts:
        parts = [str(part) for part in found.parts]
        note = text(lang, "plan.parts", person=person, count=len(parts), parts=parts)
    seats = [
        (
            spoken(network, seat.target, lang),
            vocabulary().value_label("seat_role", str(seat.properties.get("role", "")), lang),
        )
        for seat in found.seats
    ]
    columns = (text(lang, "plan.organisation"), text(lang, "plan.role"))
    tables = [Table(text(lang, "plan.succession", person=person), headers, rows, note)]
    return [*tables, Table(text(lang, "plan.seats"), columns, seats)] if seats else tables


def _handover_row(network: Network, one: Handover, lang: str) -> tuple[str, ...]:
    names = [spoken(network, id_, lang) for id_ in one.organisations]
    what = text(lang, f"plan.what-{one.what}", first=names[0], second=names[-1])
    to = ", ".join(caption(network, id_, lang) for id_ in one.to) or text(lang, "plan.somebody-new")
    return what, to, text(lang, "plan.why-only-route" if one.only_route else "plan.why-only-carrier")
