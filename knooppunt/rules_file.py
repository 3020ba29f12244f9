"""Rules that a hub edits: what should be covered, which links are expected. One YAML file each, a list of rules.

A file of rules is the one that was asked for, else ``<name>.yaml`` beside the network file, else the one that comes with
the program (``knooppunt/rules``; ``init`` copies these). What is wrong in it are values with their place, all of them at
once; only what cannot be read at all is an error here.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from graph.errors import InputRefused
from graph.vocabulary import ValueList, vocabulary
from graph.words.catalogue import LANGUAGES, text
from graph.yaml_file import UnreadableYaml, parse_yaml
from queries.finding import SEVERITIES
from queries.gaps.coverage import NEED_TYPES, Need
from queries.missing.expected import AREA_KINDS, SCOPES, Expectation

T = TypeVar("T", bound=msgspec.Struct)

#: The fields of a rule that are right by themselves, by place (``severity``, ``a.kinds``), defaults filled in.
Sound = Mapping[str, Any]

_SUFFIX = ".yaml"
#: The files of rules that come with the program.
PACKAGED = Path(__file__).parent / "rules"
#: What may stand in a field of each type, for the message when something else does.
_EXPECTED = {
    str: "text",
    int: "whole-number",
    bool: "yes-no",
    tuple[str, ...]: "list",
    dict[str, str]: "languages",
}
#: A rule's id becomes part of the ids of findings, between colons, and is typed on a command line.
_NOT_IN_ID = frozenset(": \t\n")


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a field (``a.kinds``); ``code`` names the message ``rules.<code>``, ``params`` fill it in."""

    field: str
    code: str
    params: dict[str, Any] = {}


class Problem(msgspec.Struct, frozen=True):
    """A fault with its place: the file, and the id of the rule or its number in the file."""

    path: str
    rule: str
    fault: Fault


class Rules(msgspec.Struct, Generic[T]):
    """What a file of rules holds: the rules without a problem, and the problems; ``command`` is the one that tells those."""

    path: str
    command: str
    rules: list[T]
    problems: list[Problem]

    def accepted(self) -> list[T]:
        """Return the rules. Raises InputRefused when there is any problem."""
        if self.problems:
            raise InputRefused("rules-refused", path=self.path, command=self.command, count=len(self.problems))
        return self.rules


def read_needs(network_file: Path, chosen: Path | None = None) -> Rules[Need]:
    """Read the needs file. Raises InputRefused when it cannot be read at all."""
    choices = {"type": NEED_TYPES, "severity": SEVERITIES, "kinds": vocabulary().expand(("organisation",))}
    return read_rules(find_rules("needs", network_file, chosen), "gaps", Need, choices, _need_faults)


def read_expectations(network_file: Path, chosen: Path | None = None) -> Rules[Expectation]:
    """Read the expectations file. Raises InputRefused when it cannot be read at all."""
    kinds, levels = vocabulary().expand(("organisation",)), tuple(vocabulary().values["level"].values)
    choices: dict[str, Sequence[str]] = {"severity": SEVERITIES, "scope": SCOPES}
    for side in ("a", "b"):
        choices |= {f"{side}.kinds": kinds, f"{side}.levels": levels, f"{side}.works_in": AREA_KINDS}
    file = find_rules("expectations", network_file, chosen)
    return read_rules(file, "missing", Expectation, choices, _expectation_faults)


def find_rules(name: str, network_file: Path, chosen: Path | None = None) -> Path:
    """Return the file of rules ``name``: the chosen one, the one beside the network file, or that of the program."""
    beside = network_file.parent / f"{name}{_SUFFIX}"
    if chosen is not None or beside.is_file():
        return chosen or beside
    return PACKAGED / f"{name}{_SUFFIX}"


def copy_rules(folder: Path) -> list[Path]:
    """Copy the files of rules that come with the program into ``folder``; leave what is there. Return the new files."""
    copied = []
    for packaged in sorted(PACKAGED.glob(f"*{_SUFFIX}")):
        target = folder / packaged.name
        if not target.exists():
            target.write_bytes(packaged.read_bytes())
            copied.append(target)
    return copied


def read_rules(
    file: Path,
    command: str,
    type_: type[T],
    choices: Mapping[str, Sequence[str]],
    check: Callable[[Sound], Iterable[Fault]],
) -> Rules[T]:
    """Read a list of rules of ``type_``, each with an ``id``; ``command`` is the one that tells what is wrong with them.

    ``choices``: the values that a field takes, or each item of its list, by field (``severity``, ``a.kinds``).
    ``check`` tells what else is wrong with the fields of a rule that are right by themselves.
    Raises InputRefused when the file cannot be read, is no YAML or is no list.
    """
    path, items = str(file), _items(file)
    read: Rules[T] = Rules(path, command, [], [])
    seen: set[str] = set()
    for number, item in enumerate(items, 1):
        id_ = item.get("id") if isinstance(item, dict) else None
        label = id_ if isinstance(id_, str) and id_ else f"#{number}"
        faults = list(_faults(item, type_, choices))
        faults += check(_sound(item, type_, {fault.field for fault in faults}))
        if label in seen:
            faults.append(Fault("id", "double"))
        if not faults:
            read.rules.append(msgspec.convert(item, type_))
        seen.add(label)
        read.problems += [Problem(path, label, fault) for fault in faults]
    return read


def problem_line(problem: Problem, lang: str) -> str:
    """Return a problem in words: the file, the rule, the field, and what to write instead."""
    fault = problem.fault
    message = text(lang, f"rules.{fault.code}", **fault.params)
    return text(lang, "rules.problem", path=problem.path, rule=problem.rule, field=fault.field, message=message)


def _items(file: Path) -> list[Any]:
    """Return the rules as plain data."""
    path = str(file)
    try:
        items = parse_yaml(file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputRefused("rules-not-text", path=path) from error
    except OSError as error:
        raise InputRefused("rules-unreadable", path=path, reason=error.strerror or "") from error
    except UnreadableYaml as error:
        code = "rules-not-yaml" if error.line else "rules-not-yaml-anywhere"
        raise InputRefused(code, path=path, line=error.line) from error
    if not isinstance(items, list) or not items:
        raise InputRefused("rules-no-list", path=path)
    return items


def _faults(
    item: Any, type_: type[msgspec.Struct], choices: Mapping[str, Sequence[str]], within: str = ""
) -> Iterator[Fault]:
    """Yield what is wrong with the fields of a rule, or of a part of it (``within``: its place and a dot)."""
    if not isinstance(item, dict):
        yield Fault(within.removesuffix(".") or "-", "no-fields")
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(type_)}
    for name in item:
        if name not in fields:
            near = difflib.get_close_matches(str(name), fields, n=1) or list(fields)
            yield Fault(f"{within}{name}", "unknown-field", {"near": ", ".join(near)})
    for name, field in fields.items():
        if name in item:
            yield from _value_faults(item[name], field.type, f"{within}{name}", choices)
        elif field.required:
            yield Fault(f"{within}{name}", "missing")


def _sound(item: Any, type_: type[msgspec.Struct], faulty: Collection[str], within: str = "") -> Sound:
    """Return the fields that are right by themselves, with those that take their default."""
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(type_) if isinstance(item, dict) else ():
        value, place = item.get(field.encode_name, field.default), f"{within}{field.encode_name}"
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            found |= _sound(value, field.type, faulty, f"{place}.")
        elif place not in faulty and value is not msgspec.NODEFAULT:
            found[place] = value
    return found


def _value_faults(value: Any, type_: Any, place: str, choices: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    """Yield what is wrong with the value of one field."""
    if isinstance(type_, type) and issubclass(type_, msgspec.Struct):
        yield from _faults(value, type_, choices, f"{place}.")
        return
    try:
        converted = msgspec.convert(value, type_)
    except msgspec.ValidationError:
        yield Fault(place, f"expected-{_EXPECTED[type_]}")
        return
    if isinstance(converted, str) and not converted.strip():
        yield Fault(place, "missing")
    elif type_ == dict[str, str] and {name for name, words in converted.items() if words.strip()} != {*LANGUAGES}:
        yield Fault(place, "expected-languages")
    elif place == "id" and not _NOT_IN_ID.isdisjoint(converted):
        yield Fault(place, "bad-id")
    elif place in choices:
        for chosen in (converted,) if isinstance(converted, str) else converted:
            if chosen not in choices[place]:
                yield _bad_choice(place, chosen, choices[place])


def _bad_choice(place: str, value: str, allowed: Sequence[str], spellings: Iterable[str] = ()) -> Fault:
    """Return that ``value`` is none of the ``allowed`` ones, with the one that is most like it; it may be spelt otherwise."""
    near = difflib.get_close_matches(value, [*allowed, *spellings], n=1)
    params = {"value": value, "allowed": ", ".join(allowed)}
    return Fault(place, "bad-choice-near", {**params, "near": near[0]}) if near else Fault(place, "bad-choice", params)


def too_small(sound: Sound, field: str, least: int) -> Iterator[Fault]:
    """Yield that a number is less than ``least``."""
    if sound.get(field, least) < least:
        yield Fault(field, "too-small", {"least": least})


def _need_faults(need: Sound) -> Iterator[Fault]:
    """Yield what does not go together in a need."""
    wanted = {"adviser": (), "platform": ("kinds",)}.get(need.get("type", ""), ("kinds", "topics"))
    for name in ("kinds", "topics") if "type" in need else ():
        if name in wanted and name in need and not need[name]:
            yield Fault(name, "missing")
        elif name not in wanted and need.get(name):
            yield Fault(name, "not-with-type", {"type": need["type"]})
    yield from too_small(need, "stale_months", 1)


def _expectation_faults(rule: Sound) -> Iterator[Fault]:
    """Yield what does not go together in an expectation."""
    for side in ("a", "b"):
        kinds = rule.get(f"{side}.kinds")
        if kinds is not None and not kinds:
            yield Fault(f"{side}.kinds", "missing")
        types = _types(kinds or ())
        for type_ in rule.get(f"{side}.types", ()) if types else ():
            if types and types.find(type_) is None:
                yield _bad_choice(f"{side}.types", type_, tuple(types.values), types.spellings)
    if rule.get("region_types") and rule.get("scope") == "same_municipality":
        yield Fault("region_types", "not-with-scope", {"scope": rule["scope"]})
    yield from too_small(rule, "distance", 1)


def _types(kinds: Collection[str]) -> ValueList | None:
    """Return the list that the types of these kinds of organisations come from; None when any word may be a type."""
    sheets = [sheet for sheet in vocabulary().sheets.values() if sheet.kind in kinds and "type" in sheet.columns]
    lists = [vocabulary().value_list(sheet.columns["type"]) for sheet in sheets]
    known = [one for one in lists if one is not None and not one.open]
    return known[0] if len(known) == len(lists) == 1 else None
