"""Topics in lists: words for one, several in a cell, and what has no place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loaders.columns import test_readings as readings
from tests.loaders.columns.test_readings import Case
from tests.loaders.columns.test_small_lists import read
from tests.loaders.sheets import load, table

CASES = (
    Case(
        "a-plus-joins-topics-that-are-known",
        "Raad;Gemeente;Wetten\nASD Ede;Ede;Wmo+Jw\nASD Urk;Urk;Wmo + Participatiewet\nASD Zeist;Zeist;LHBTI+\n",
        (
            "ASD Ede advises Ede: laws=Wmo, Jeugdwet",
            "ASD Urk advises Urk: laws=Wmo, Participatiewet",
            "ASD Zeist advises Zeist",
            *(f"ASD Ede covers {law}" for law in ("Wmo", "Jeugdwet")),
            *(f"ASD Urk covers {law}" for law in ("Wmo", "Participatiewet")),
            "ASD Zeist covers LHBTI",
        ),
    ),
    Case(
        "more-and-less-than-18-are-two",
        "Organisatie;Gemeente;Doelgroep\nKBO Ede;Ede;18+\nKBO Urk;Urk;18-\nKBO Zeist;Zeist;65+\n",
        (
            "KBO Ede active_in Ede",
            "KBO Ede covers 18+",
            "KBO Urk active_in Urk",
            "KBO Urk covers 18-",
            "KBO Zeist active_in Zeist",
            "KBO Zeist covers ouderen",
        ),
    ),
    Case(
        "topics-of-what-keeps-none-are-told",
        "Organisatie;Gemeente;Voor wie\nMEE Veluwe;Ede;LVB\nKBO Ede;Ede;ouderen\nZorggroep Ede;Ede;ouderen\n",
        (
            "MEE Veluwe active_in Ede",
            "KBO Ede active_in Ede",
            "KBO Ede covers ouderen",
            "Zorggroep Ede active_in Ede",
        ),
        of={"MEE Veluwe": {"unread": "Voor wie: LVB"}, "Zorggroep Ede": {"unread": "Voor wie: ouderen"}},
        told=("list-topics-not-kept",),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_topics_in_a_list(case: Case, tmp_path: Path) -> None:
    readings.test_a_list_says_what_a_person_reads_in_it(case, tmp_path)


def test_topics_of_organisations_that_keep_them_are_not_told_of(tmp_path: Path) -> None:
    _, result = read(tmp_path, "Organisatie;Gemeente;Voor wie\nKBO Ede;Ede;ouderen")
    assert "list-topics-not-kept" not in {each.code for each in result.loaded.warnings}


def test_of_several_topics_the_one_that_is_called_otherwise_is_told() -> None:
    loaded = load(table("raden", "naam,wetten", ["Raad A", "Jeugdwet; Wmo 2015"]))
    assert [(each.code, each.value, each.params["read"]) for each in loaded.warnings] == [
        ("read-as-synonym", "Wmo 2015", "Wmo")
    ]
