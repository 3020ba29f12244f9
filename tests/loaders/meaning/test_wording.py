"""Messages: every code of the loaders has one in both languages, with the same fields."""

from __future__ import annotations

import re
import string
from pathlib import Path
from typing import Any

import pytest

import knooppunt.usecases.codes
import knooppunt.usecases.never
import loaders
from graph.words.catalogue import messages, text
from loaders.base import Place, Problem
from loaders.meaning.wording import problem_fields

#: What the shell tells of rows goes the same way.
SHELL = [Path(str(module.__file__)) for module in (knooppunt.usecases.codes, knooppunt.usecases.never)]
PATHS = (*Path(loaders.__file__).parent.rglob("*.py"), *SHELL)
SOURCES = {f"{path.parent.name}/{path.name}": path.read_text(encoding="utf-8") for path in PATHS}
PROBLEM_CODES = {
    *(code for source in SOURCES.values() for code in re.findall(r'(?:Fault|Told)\([^"{]*?"([a-z-]+)"', source)),
    *(code for source in SOURCES.values() for code in re.findall(r'Problem\([^"{]*?"([a-z-]+)"', source)),
    *(code for source in SOURCES.values() for code in re.findall(r'Reading\("([a-z-]+)"', source)),
    *(
        code
        for source in SOURCES.values()
        for code in re.findall(r'[_.](?:tell|wrong)\([^;]*?"((?:list|map)-[a-z-]+)"', source)
    ),
    *re.findall(r'"(cards-[a-z]+)":', SOURCES["formats/vcard.py"]),
    *re.findall(r'"(calendar-[a-z-]+)"', SOURCES["formats/icalendar.py"].partition("class ")[0]),
    *(f"list-{doubt}" for doubt in re.findall(r'_lacking\.append\("([a-z-]+)"', SOURCES["columns/propose.py"])),
    *(code for source in SOURCES.values() for code in re.findall(r'told_of_rows\("([a-z-]+)"', source)),
    *re.findall(r'"(list-[a-z-]+)"', SOURCES["columns/readings.py"]),
    *re.findall(r'"(not-[a-z-]*number)"', SOURCES["meaning/cells.py"]),
}
ERROR_CODES = {
    code
    for source in SOURCES.values()
    for code in re.findall(r'"((?:input|workbook|sheet|csv|folder|card)-[a-z-]+)"', source)
    if "InputRefused" in source
}


def fields(template: Any) -> list[set[str]]:
    """Return the named fields of each form of a message."""
    forms = template.values() if isinstance(template, dict) else [template]
    return [{name for _, name, _, _ in string.Formatter().parse(form) if name} for form in forms]


def test_the_codes_are_found() -> None:
    assert {"missing-value", "unknown-reference", "double-sheet", "not-whole-number", "cell-error"} <= PROBLEM_CODES
    assert {"input-missing", "workbook-damaged", "csv-broken", "folder-without-csv"} <= ERROR_CODES


@pytest.mark.parametrize("code", sorted({f"problem.{c}" for c in PROBLEM_CODES} | {f"error.{c}" for c in ERROR_CODES}))
def test_every_code_has_a_message_in_both_languages(code: str) -> None:
    dutch, english = messages("nl")[code], messages("en")[code]
    assert set().union(*fields(dutch)) == set().union(*fields(english))
    assert isinstance(dutch, dict) == isinstance(english, dict)


def test_every_message_of_the_loaders_has_a_code() -> None:
    told = {key.partition(".")[2] for key in messages("nl") if key.startswith("problem.")}
    assert told <= PROBLEM_CODES


def message(lang: str, code: str, value: str = "x", **params: Any) -> str:
    problem = Problem(Place("lijst.xlsx", "zetels", 2, "persoon"), code, value, params)
    return text(lang, f"problem.{code}", **problem_fields(problem, lang))


def test_codes_become_words() -> None:
    candidate = {"name": "Raad", "kind": "council", "areas": ["Haarlem"], "id": "council:r"}
    bare = {"name": "Jan", "kind": "person", "areas": [], "id": "person:p"}
    dutch = message("nl", "wrong-kind", candidates=[candidate, bare], kinds=["person", "organisation", "region"])
    assert "Raad (raad, Haarlem, id council:r); Jan (persoon, id person:p)" in dutch
    assert "persoon, organisatie of regio" in dutch
    english = message("en", "wrong-kind", candidates=[candidate], kinds=["person", "organisation"])
    assert "Raad (council, Haarlem, id council:r)" in english
    assert "person or organisation" in english
    assert "Bedoelt u misschien: Jan?" in message("nl", "unknown-reference", kinds=["person"], suggestion="Jan")
    assert "einde termijn" in message("nl", "missing-column", sheet="seats", column="term_end", headers=["a", "b"])
    english = message("en", "missing-column", sheet="seats", column="term_end", headers=["a", "b"])
    assert "‘term end’ is missing; found: a, b" in english
    assert "lokaal, regionaal, landelijk" in message("nl", "unknown-value", value_list="level")
    assert "persons, seats" in message("en", "no-known-sheet", sheets=["persons", "seats"])
