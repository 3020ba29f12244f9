"""What the parameters of a problem mean in words: labels for codes, names for candidates.

The loaders know codes and parameters only; the shell fills the message ``problem.<code>`` with these fields.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.model import Evidence
from graph.vocabulary import vocabulary
from graph.words.catalogue import Choice, text, written_date, written_number
from graph.words.values import place_text
from loaders.base import Problem


def problem_fields(problem: Problem, lang: str) -> dict[str, Any]:
    """Return the fields of the message about a problem: its value, and its parameters in words."""
    params = problem.params
    fields: dict[str, Any] = {**params, "value": problem.value, "suggestion": ""}
    if problem.code == "year-out-of-range":
        # A year has no point in it, as other numbers have.
        fields |= {name: str(params[name]) for name in ("first", "last")}
    if "number" in params:
        fields["number"] = written_number(params["number"], lang)
    if "suggestion" in params:
        near = params["suggestion"]
        name = near if isinstance(near, str) else Choice(near)
        fields["suggestion"] = text(lang, "problem-word.suggestion", name=name)
    if "by_key" in params:
        which = "kind" if params["by_key"] else "id"
        fields["advice"] = text(lang, f"problem-word.write-{which}", id=params["by_key"])
    if "by_day" in params:
        name, day = params["by_day"]
        fields["advice"] = text(lang, "problem-word.write-day", name=name, day=_day(day, lang))
    if "begins" in params:
        fields |= {name: written_date(params[name], lang) for name in ("since", "until")}
        row = text(lang, "problem-word.this-row")
        fields |= {name: f"‘{params[name]}’" if params[name] else row for name in ("begins", "ends")}
    if {"since", "until"} == params.keys():
        until, fields["since"] = params["until"], written_date(params["since"], lang)
        fields["until"] = text(lang, "problem-word.until", day=written_date(until, lang)) if until else ""
    if "placed" in params:
        fields["advice"] = "" if params["placed"] else text(lang, "problem-word.or-municipality")
    if "more" in params:
        more = params["more"]
        fields["others"] = text(lang, "problem-word.others", count=more) if more else ""
    if "more_areas" in params:
        more = params["more_areas"]
        fields["others"] = text(lang, "problem-word.more-areas", count=more) if more else ""
    if "comma" in params:
        fields["suggestion"] += text(lang, "problem-word.comma")
    if "kinds" in params:
        fields["kinds"] = Choice(_kind(kind, lang) for kind in params["kinds"])
    if "kind" in params:
        fields["kind"] = _kind(params["kind"], lang)
    if "candidates" in params:
        told = [_candidate(candidate, lang) for candidate in params["candidates"]]
        if more := params.get("more_candidates"):
            told.append(text(lang, "problem-word.more-candidates", count=more))
        fields["candidates"] = "; ".join(told)
    if "value_list" in params:
        values = vocabulary().values[params["value_list"]]
        fields["allowed"] = ", ".join(vocabulary().value_label(values.code, code, lang) for code in values.values)
    if "column" in params:
        fields["column"] = vocabulary().sheets[params["sheet"]].columns[params["column"]].header[lang]
    if "sheets" in params:
        fields["sheets"] = ", ".join(vocabulary().sheets[code].header[lang] for code in params["sheets"])
    if "lists" in params:
        fields["lists"] = ", ".join(params["lists"])
    for name in ("samples", "also", "places"):
        if name in params:
            fields[name] = [f"‘{each}’" for each in params[name]]
    if "meaning" in params:
        fields["meaning"] = text(lang, f"list-meaning.{params['meaning']}")
    if "choices" in params:
        fields["choices"] = Choice(params["choices"])
    if "headers" in params:
        fields["headers"] = ", ".join(params["headers"])
    return fields


def _kind(code: str, lang: str) -> str:
    """Return the label of a kind; ``organisation`` stands for every kind that is one."""
    kind = vocabulary().kinds.get(code)
    return text(lang, f"problem-word.{code}") if kind is None else kind.label[lang]


def _day(iso: str, lang: str) -> str:
    return written_date(date.fromisoformat(iso), lang)


def _candidate(candidate: dict[str, Any], lang: str) -> str:
    """Return a node in words, with what tells it from a namesake: kind, municipality, day, id, and where it stands."""
    told = [_kind(candidate["kind"], lang), *candidate["areas"]]
    if day := candidate.get("day"):
        told.append(_day(day, lang))
    told.append(f"id {candidate['id']}")
    if where := candidate.get("at"):
        told.append(place_text(Evidence(*where), lang))
    return f"{candidate['name']} ({', '.join(told)})"
