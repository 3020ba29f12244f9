"""The message catalogue: both languages say the same things, and every message can be made."""

from __future__ import annotations

import ast
import errno
import functools
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.vocabulary import AUDIENCES, vocabulary
from graph.words.catalogue import DEFAULT_LANGUAGE, LANGUAGES, PACKAGES, messages, text
from tests.conftest import ROOT

KEY = re.compile(r"""^(?:"(?P<quoted>[^"]+)"|(?P<plain>[^\s#"'][^:]*)):(?:\s|$)""")
RAISED = re.compile(r"""(?:UsageProblem|InputRefused|StoreUnavailable)\(\s*"(?P<code>[a-z-]+)\"""")
COLUMNS = re.compile(r"[a-z.-]+( [a-z.-]+)+")
FORMATTER = string.Formatter()
#: A word of a page or a data file, and the text of an f-string that can be a code of a message.
WORD = re.compile(r"[A-Za-z_][\w.-]*")
CODE = re.compile(r"[a-z.-]*[.-][a-z.-]*")
#: The parts of an f-string; None is a field.
Pattern = tuple[str | None, ...]


def _files(lang: str) -> list[Path]:
    return [path for package in PACKAGES for path in (ROOT / package / "messages" / lang).glob("*.yaml")]


def _keys(lang: str) -> list[str]:
    """Return every key at the start of a line of every file, as often as it stands there."""
    lines = [line for path in _files(lang) for line in path.read_text(encoding="utf-8").splitlines()]
    return [match["quoted"] or match["plain"] for line in lines if (match := KEY.match(line))]


def _templates(message: Any) -> list[str]:
    return list(message.values()) if isinstance(message, dict) else [message]


def _written(message: Any) -> set[str]:
    """Return the fields of a message as they are written: `person`, or `need[nl]`."""
    return {
        field for template in _templates(message) for _, field, _, _ in FORMATTER.parse(template) if field is not None
    }


def _fields(message: Any) -> set[str]:
    return {field.partition("[")[0] for field in _written(message)}


def test_dutch_is_the_first_language() -> None:
    assert DEFAULT_LANGUAGE == "nl"
    assert set(LANGUAGES) == {"nl", "en"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_stands_there_twice(lang: str) -> None:
    keys = _keys(lang)
    assert {key for key in keys if keys.count(key) > 1} == set()
    assert set(keys) == set(messages(lang)), "what is in the files is what the program knows"


def test_both_languages_have_the_same_messages() -> None:
    assert messages("nl").keys() == messages("en").keys()
    assert len(messages("nl")) > 100


def test_both_languages_use_the_same_fields() -> None:
    different = {
        key: (_fields(message), _fields(messages("en")[key]))
        for key, message in messages("nl").items()
        if _fields(message) != _fields(messages("en")[key])
    }
    assert different == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_is_text_or_one_and_other(lang: str) -> None:
    """YAML reads `no` as false, `1` as a number and a key without a value as nothing: none of these is a message."""
    for key, message in messages(lang).items():
        assert isinstance(key, str)
        if isinstance(message, dict):
            assert message.keys() == {"one", "other"}, key
            assert all(isinstance(template, str) and template for template in message.values()), key
        else:
            assert isinstance(message, str), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_field_in_a_language_is_of_that_language(lang: str) -> None:
    for key, message in messages(lang).items():
        assert {field for field in _written(message) if "[" in field and not field.endswith(f"[{lang}]")} == set(), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_message_can_be_made(lang: str) -> None:
    for key, message in messages(lang).items():
        fields: dict[str, Any] = {
            field: {lang: "…"} if f"{field}[{lang}]" in _written(message) else "…" for field in _fields(message)
        }
        assert all(field.isidentifier() for field in fields), key
        for count in (0, 1, 2) if isinstance(message, dict) else ("…",):
            made = text(lang, key, **{**fields, "count": count})
            assert not set("{}") & set(made), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_holds_html(lang: str) -> None:
    """Text is made safe where it is put into a page; a message itself is plain text."""
    for key, message in messages(lang).items():
        for template in _templates(message):
            assert not re.search(r"<[A-Za-z/!]|&[A-Za-z#]\w*;", template), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_message_has_stray_white_space(lang: str) -> None:
    """Apart from marks that stand between words, such as an arrow."""
    for key, message in messages(lang).items():
        for template in _templates(message):
            assert template == template.rstrip() or len(template.strip()) == 1, key
            assert "\t" not in template, key


def test_every_error_that_is_raised_has_a_message() -> None:
    raised: set[str] = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            raised |= {match["code"] for match in RAISED.finditer(path.read_text(encoding="utf-8"))}
    assert {"store-missing", "store-foreign", "unknown-region"} <= raised
    assert {code for code in raised if f"error.{code}" not in messages("nl")} == set()


def test_what_the_vocabulary_names_has_words() -> None:
    for lang in LANGUAGES:
        assert {f"template.values.{name}" for name in vocabulary().values} <= messages(lang).keys()
        assert {f"viz.scope-{audience}" for audience in AUDIENCES} <= messages(lang).keys()


def test_every_message_is_used() -> None:
    """A code stands in the sources, or an f-string there makes it of words that stand in the sources."""
    assert [code for code in messages("nl") if not _made(code)] == []
    assert not _made("error.xyzzy")


@functools.cache
def _made(code: str, depth: int = 3) -> bool:
    words, patterns = _said()
    return code in words or (depth > 0 and any(_fits(pattern, code, depth - 1) for pattern in patterns))


def _fits(pattern: Pattern, code: str, depth: int) -> bool:
    """Tell whether ``code`` is what ``pattern`` becomes with a word, or what is made of words, in each of its fields."""
    if not pattern:
        return not code
    first, *rest = pattern
    if first is not None:
        return code.startswith(first) and _fits(tuple(rest), code.removeprefix(first), depth)
    ends = range(len(code) + 1) if rest else [len(code)]
    return any(_fits(tuple(rest), code[end:], depth) and _made(code[:end], depth) for end in ends)


@functools.cache
def _said() -> tuple[set[str], set[Pattern]]:
    """Return the words of all sources, and the f-strings that can be a code."""
    words, patterns = set(errno.errorcode.values()), set[Pattern]()
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*")):
        if path.suffix in (".js", ".j2") or (path.suffix == ".yaml" and "messages" not in path.parts):
            words |= set(WORD.findall(path.read_text(encoding="utf-8")))
        elif path.suffix == ".py":
            found = list(_strings(ast.parse(path.read_text(encoding="utf-8"))))
            # The columns of a table are codes with spaces between them.
            words |= {item for item in found if isinstance(item, str)}
            words |= {
                word for item in found if isinstance(item, str) and COLUMNS.fullmatch(item) for word in item.split()
            }
            patterns |= {item for item in found if not isinstance(item, str)}
    return words, patterns


def _strings(tree: ast.AST) -> Iterator[str | Pattern]:
    """Yield the texts and the names of parameters and fields in a source, and its f-strings; a prefix of codes is one too."""
    for item in ast.walk(tree):
        if isinstance(item, ast.arg):
            yield item.arg
        elif isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            yield item.target.id
        elif isinstance(item, ast.Constant) and isinstance(item.value, str):
            yield item.value
            if CODE.fullmatch(item.value) and item.value.endswith("."):
                yield item.value, None
        elif isinstance(item, ast.JoinedStr):
            parts = tuple(str(part.value) if isinstance(part, ast.Constant) else None for part in item.values)
            if CODE.fullmatch("".join(part for part in parts if part)):
                yield parts
