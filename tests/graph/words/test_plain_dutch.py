"""What newcomers stumbled over in the Dutch, so that it does not come back in another sentence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graph.words.catalogue import messages
from knooppunt.rules.expectations import read_expectations

#: What is not written, each with why.
STUMBLED_OVER = {
    r"valt deze persoon weg|deelnemers weg\b": "that reads as if somebody died: leaves, takes no part",
    r"\bNog \{count\} meer\b": "er zijn er nog 8",
    r"leg vast wie het overneemt": "contacts are ze",
    r"met \{parts\} organisaties": "'met 23 en 1 organisaties'",
    r", dat zelf is weggelaten": "who or what is left out may be a raad: die",
    r"Verwacht wordt een naam of id van": "hier hoort de naam of id van",
    r"beperking volgens": "a measure that nobody knows",
    r"voor \{things\}": "'voor Participatiewet', without de",
    r"Gaat \{person\} weg": "'gaat een secretaris van X weg': zonder deze persoon",
}


def _templates(message: Any) -> list[str]:
    return list(message.values()) if isinstance(message, dict) else [message]


@pytest.mark.parametrize("pattern", STUMBLED_OVER)
def test_nobody_stumbles_over_it_again(pattern: str) -> None:
    found = {
        code: template
        for code, message in messages("nl").items()
        for template in _templates(message)
        if re.search(pattern, template)
    }
    assert found == {}, STUMBLED_OVER[pattern]


def test_one_person_is_not_them() -> None:
    """A sentence about one introducer says "deze persoon", and one about several "hen"."""
    for kind in ("expected-link", "likely-link"):
        assert "hen om" not in messages("nl")[f"suggestion.{kind}.partly-known"]
        assert "Vraag hen" not in messages("nl")[f"suggestion.{kind}.introducers"]["one"]


def test_a_rule_does_not_leave_open_which_of_the_two_it_means() -> None:
    for rule in read_expectations(Path("none")).accepted():
        assert "een van de twee" not in rule.text["nl"], rule.id
