"""Rules that a hub edits: what should be covered, which links are expected. One YAML file each, a list of rules.

A file of rules is the one that was asked for, else ``<name>.yaml`` beside the network file, else the one that comes with
the program (``knooppunt/rules``; ``init`` copies these). What is wrong in it are values with their place, all of them at
once; only what cannot be read at all is an error here.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from graph.errors import InputRefused
from graph.i18n import LANGUAGES, text
from graph.vocabulary import vocabulary
from graph.yaml_file import UnreadableYaml, parse_yaml
from queries.coverage import NEED_TYPES, Need
from queries.expectations import AREA_KINDS, SCOPES, Expectation
from queries.finding import SEVERITIES

T = TypeVar("T", bound=msgspec.Struct)

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
    """What a file of rules holds: the rules without a problem, and the problems."""

    path: str
    rules: list[T]
    problems: list[Problem]

    def accepted(self) -> list[T]:
        """Return the rules. Raises InputRefused when there is any problem."""
        if self.problems:
            raise InputRefused("rules-refused", path=self.path, count=len(self.problems))
        return self.rules


def read_needs(network_file: Path, chosen: Path | None = None) -> Rules[Need]:
    """Read the needs file. Raises InputRefused when it cannot be read at all."""
    choices = {"type": NEED_TYPES, "severity": SEVERITIES, "kinds": vocabulary().expand(("organisation",))}
    return read_rules(find_rules("needs", network_file, chosen), Need, choices, _need_faults)


def read_expectations(network_file: Path, chosen: Path | None = None) -> Rules[Expectation]:
    """Read the expectations file. Raises InputRefused when it cannot be read at all."""
    kinds, levels = vocabulary().expand(("organisation",)), tuple(vocabulary().values["level"].values)
    choices: dict[str, Sequence[str]] = {"severity": SEVERITIES, "scope": SCOPES}
    for side in ("a", "b"):
        choices |= {f"{side}.kinds": kinds, f"{side}.levels": levels, f"{side}.works_in": AREA_KINDS}
    return read_rules(find_rules("expectations", network_file, chosen), Expectation, choices, _expectation_faults)


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
    type_: type[T],
    choices: Mapping[str, Sequence[str]],
    check: Callable[[T], Iterable[Fault]] = lambda rule: (),
) -> Rules[T]:
    """Read a list of rules of ``type_``, each with an ``id``.

    ``choices``: the values that a field takes, or each item of its list, by field (``severity``, ``a.kinds``).
    ``check`` tells what is wrong with a rule of which every field is right by itself.
    Raises InputRefused when the file cannot be read, is no YAML or is no list.
    """
    path, items = str(file), _items(file)
    read: Rules[T] = Rules(path, [], [])
    seen: set[str] = set()
    for number, item in enumerate(items, 1):
        id_ = item.get("id") if isinstance(item, dict) else None
        faults = list(_faults(item, type_, choices))
        if not faults:
            rule = msgspec.convert(item, type_)
            faults = [*check(rule), *([Fault("id", "double")] if id_ in seen else [])]
            read.rules.append(rule)
            seen.add(str(id_))
        label = id_ if isinstance(id_, str) and id_ else f"#{number}"
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
                yield Fault(place, "bad-choice", {"value": chosen, "allowed": ", ".join(choices[place])})


def _need_faults(need: Need) -> Iterator[Fault]:
    """Yield what does not go together in a need."""
    wanted = {"adviser": (), "platform": ("kinds",)}.get(need.type, ("kinds", "topics"))
    for name in ("kinds", "topics"):
        if name in wanted and not getattr(need, name):
            yield Fault(name, "missing")
        elif name not in wanted and getattr(need, name):
            yield Fault(name, "not-with-type", {"type": need.type})
    if need.stale_months < 1:
        yield Fault("stale_months", "too-small", {"least": 1})


def _expectation_faults(rule: Expectation) -> Iterator[Fault]:
    """Yield what does not go together in an expectation."""
    for side in ("a", "b"):
        if not getattr(rule, side).kinds:
            yield Fault(f"{side}.kinds", "missing")
    if rule.region_types and rule.scope == "same_municipality":
        yield Fault("region_types", "not-with-scope", {"scope": rule.scope})
    if rule.distance < 1:
        yield Fault("distance", "too-small", {"least": 1})
