"""The reader of a YAML file that a hub edits: which file it is, what it holds, and all that is wrong with it at once.

A file of rules is the one that was asked for, else ``<name>.yaml`` beside the network file, else the one that comes with
the program (beside this module; ``init`` copies these). What is wrong in a file are values with their place; only what
cannot be read at all is an error here.
"""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import UNSET, inspect

from graph.errors import InputRefused
from graph.words.catalogue import LANGUAGES, text
from graph.yaml_file import Place, UnreadableYaml, parse_yaml, written_at
from knooppunt.files import write_whole

T = TypeVar("T")

#: The types that are converted as a whole, and the word for each in the message when something else is there.
_LEAVES: dict[type[inspect.Type], tuple[Any, str]] = {
    inspect.StrType: (str, "text"),
    inspect.IntType: (int, "whole-number"),
    inspect.FloatType: (float, "number"),
    inspect.BoolType: (bool, "yes-no"),
    inspect.VarTupleType: (tuple[str, ...], "list"),
    inspect.DictType: (dict[str, str], "languages"),
}
#: A rule's id becomes part of the ids of findings, between colons, and is typed on a command line.
_NOT_IN_ID = frozenset(": \t\n")
#: The files of rules that come with the program.
PACKAGED = Path(__file__).parent
#: So many characters of what is written in the file are told.
_WIDTH = 60


class Problem(msgspec.Struct, frozen=True):
    """What is wrong at one place of a file; ``code`` names the message ``rules.<code>``, ``params`` fill it in.

    ``rule`` is the id of the rule or its number, empty where a file is no list of rules; ``field`` is the place in it
    (``a.kinds``, ``figures[2].count``). ``written``, among the ``params``, is what the file has there, on ``line``.
    """

    path: str
    line: int
    rule: str
    field: str
    code: str
    params: dict[str, Any]


class Reading(Generic[T]):
    """What was read as a ``type_``: what is ``sound`` of it, and the problems; ``command`` is the one that tells those.

    A type is a list of rules, each with an ``id``, or a struct. Fields are text, numbers with bounds (``ge``, ``le``), yes
    and no, words (``tuple[str, ...]``), texts in both languages (``dict[str, str]``), shares by name, other structs,
    tuples of these, or nothing (``| None``).
    ``sound`` is plain data, to see whether things go together: ``UNSET`` stands for what is wrong by itself.
    ``choices``: the values that a field takes, or each of its words, by field (``severity``, ``a.kinds``).
    """

    def __init__(self, file: Path, command: str, type_: type[T], choices: Mapping[str, Collection[str]]) -> None:
        """Read ``file``. Raises InputRefused when it cannot be read, is no YAML, or is no list where rules were asked."""
        self.path, self.command, self._type, self._choices = str(file), command, type_, choices
        self.problems: list[Problem] = []
        try:
            self._text = file.read_bytes().decode("utf-8-sig")
            self._data = parse_yaml(self._text)
        except UnicodeDecodeError as error:
            raise InputRefused("rules-not-text", path=self.path) from error
        except OSError as error:
            raise InputRefused("rules-unreadable", path=self.path, reason=error.strerror or "") from error
        except UnreadableYaml as error:
            code = "rules-not-yaml" if error.line else "rules-not-yaml-anywhere"
            raise InputRefused(code, path=self.path, line=error.line) from error
        self.sound = self._sound(self._data, inspect.type_info(type_), ())

    def accepted(self) -> T:
        """Return what was read. Raises InputRefused when there is any problem."""
        if self.problems:
            raise InputRefused("rules-refused", path=self.path, command=self.command, count=len(self.problems))
        return msgspec.convert(self.sound, self._type)

    def tell(self, place: Place, code: str, **params: Any) -> None:
        """Note what is wrong at ``place``."""
        line, written = written_at(self._text, place)
        params["written"] = textwrap.shorten(written, _WIDTH, placeholder=" …")
        rule = ""
        if place and isinstance(place[0], int):
            item = self._data[place[0]]
            id_ = item.get("id") if isinstance(item, dict) else None
            rule, place = id_ if id_ and isinstance(id_, str) else f"#{place[0] + 1}", place[1:]
        field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
        self.problems.append(Problem(self.path, line, rule, field or "-", code, params))

    def refuse(self, place: Place, wrong: Iterable[str], allowed: Collection[str], spelt: Iterable[str] = ()) -> None:
        """Tell that each of ``wrong`` is none of the ``allowed`` ones, and which of these, ``spelt`` so or so, is near."""
        for value in wrong:
            near = difflib.get_close_matches(value, [*allowed, *spelt], n=1)
            named = {"value": value, "allowed": ", ".join(allowed), "near": "".join(near)}
            self.tell(place, "bad-choice-near" if near else "bad-choice", **named)

    def _sound(self, value: Any, type_: inspect.Type, place: Place) -> Any:
        """Return what is right of ``value``, and tell of the rest."""
        match type_:
            case inspect.UnionType(types=(one, inspect.NoneType())):
                return None if value is None else self._sound(value, one, place)
            case inspect.StructType():
                if isinstance(value, dict):
                    return self._fields(value, type_, place)
                self.tell(place, "no-fields")
                return {}
            case inspect.ListType(item_type=one):
                return self._rules(value, one)
            case inspect.VarTupleType(item_type=inspect.StructType() as one):
                if isinstance(value, list):
                    return [self._sound(item, one, (*place, number)) for number, item in enumerate(value)]
                self.tell(place, "expected-items")
            case inspect.DictType(value_type=inspect.FloatType() as one):
                if isinstance(value, dict):
                    return {str(name): self._sound(item, one, (*place, str(name))) for name, item in value.items()}
                self.tell(place, "no-fields")
            case _:
                return self._leaf(value, type_, place)
        return UNSET

    def _rules(self, items: Any, type_: inspect.Type) -> list[Any]:
        if not isinstance(items, list) or not items:
            raise InputRefused("rules-no-list", path=self.path)
        rules = [self._sound(item, type_, (number,)) for number, item in enumerate(items)]
        ids = [rule.get("id") or "" for rule in rules]
        for number, id_ in enumerate(ids):
            if not _NOT_IN_ID.isdisjoint(id_):
                self.tell((number, "id"), "bad-id")
            if id_ and id_ in ids[:number]:
                self.tell((number, "id"), "double")
        return rules

    def _fields(self, value: dict[Any, Any], type_: inspect.StructType, place: Place) -> dict[str, Any]:
        fields = {field.encode_name: field for field in type_.fields}
        for name in map(str, value):
            if name not in fields:
                near = difflib.get_close_matches(name, fields, n=1) or fields
                self.tell((*place, name), "unknown-field", near=", ".join(near))
        found = {}
        for name, field in fields.items():
            if field.required and not str(value.get(name, "")).strip():
                self.tell((*place, name), "missing")
            elif name in value:
                found[name] = self._sound(value[name], field.type, (*place, name))
        return found

    def _leaf(self, value: Any, type_: inspect.Type, place: Place) -> Any:
        told, (python_type, expected) = len(self.problems), _LEAVES[type(type_)]
        try:
            converted = msgspec.convert(value, python_type)
        except msgspec.ValidationError:
            self.tell(place, f"expected-{expected}")
            return UNSET
        match type_:
            case inspect.DictType():
                if {language for language, words in converted.items() if words.strip()} != {*LANGUAGES}:
                    self.tell(place, "expected-languages")
            case inspect.IntType(ge=least, le=most) | inspect.FloatType(ge=least, le=most):
                if not (least is None or converted >= least) or not (most is None or converted <= most):
                    self.tell(place, "too-small" if most is None else "out-of-range", least=least, most=most)
            case inspect.StrType() | inspect.VarTupleType():
                words = (converted,) if isinstance(converted, str) else converted
                allowed = self._choices.get(".".join(step for step in place if isinstance(step, str)), words)
                self.refuse(place, (word for word in words if word not in allowed), allowed)
        return converted if len(self.problems) == told else UNSET


def find_rules(name: str, network_file: Path, chosen: Path | None = None) -> Path:
    """Return the file of rules ``name``: the chosen one, the one beside the network file, or that of the program."""
    beside = network_file.parent / f"{name}.yaml"
    return chosen or (beside if beside.is_file() else PACKAGED / beside.name)


def copy_rules(folder: Path) -> list[Path]:
    """Copy the files of rules that come with the program into ``folder``; leave what is there. Return the new files."""
    missing = [file for file in sorted(PACKAGED.glob("*.yaml")) if not (folder / file.name).exists()]
    for file in missing:
        write_whole(folder / file.name, file.read_bytes())
    return [folder / file.name for file in missing]


def problem_line(problem: Problem, lang: str) -> str:
    """Return a problem in words: the file, the rule, the line, the field, and what to write instead."""
    message = text(lang, f"rules.{problem.code}", **problem.params)
    told = msgspec.structs.asdict(problem) | {"message": message}
    return text(lang, "rules.problem" if problem.rule else "rules.at", **told)
