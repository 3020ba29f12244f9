"""Text for people, in Dutch and English."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import graph.words.catalogue
from graph.network import Network
from graph.views import for_audience, take
from graph.words.catalogue import has, listed, text, written_date, written_number
from graph.words.phrases import caption, kind_label, written_place
from tests.networks import network, node, relation

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


@pytest.mark.parametrize("lang", MONTHS)
def test_dates_are_written_out(lang: str) -> None:
    for number, month in enumerate(MONTHS[lang].split(), start=1):
        assert written_date(date(2017, number, 5), lang) == f"5 {month} 2017"
    assert written_date(date(2026, 11, 22), "nl") == "22 november 2026"


@pytest.mark.parametrize(
    ("number", "decimals", "nl", "en"),
    [
        (1234, None, "1.234", "1,234"),
        (65.0, None, "65", "65"),
        (1234.5, None, "1.234,5", "1,234.5"),
        (0.3, 2, "0,30", "0.30"),
        (0.0005, 3, "0,001", "0.001"),
        (2, 1, "2,0", "2.0"),
    ],
)
def test_numbers_have_the_decimals_that_they_need_or_as_many_as_asked(
    number: float, decimals: int | None, nl: str, en: str
) -> None:
    assert [written_number(number, lang, decimals) for lang in ("nl", "en")] == [nl, en]


@pytest.mark.parametrize(
    ("words", "nl", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a en b", "a and b"),
        (["a", "b", "c"], "a, b en c", "a, b and c"),
    ],
)
def test_lists_are_written_as_in_a_sentence(words: list[str], nl: str, en: str) -> None:
    assert (listed(words, "nl"), listed(words, "en")) == (nl, en)


def test_words_that_depend_on_the_number_stand_in_the_sentence() -> None:
    assert [text("nl", "report.more-places", count=count) for count in (0, 1, 2)] == [
        "en nog 0 plaatsen",
        "en nog 1 plaats",
        "en nog 2 plaatsen",
    ]
    assert [text("en", "report.sources-public", count=count, rows="3") for count in (1, 2)] == [
        "This report was made from 1 source, with 3 rows.",
        "This report was made from 2 sources, with 3 rows together.",
    ]


@pytest.mark.parametrize(
    ("place", "nl", "en"),
    [
        ("zetels!12", "blad zetels, rij 12", "sheet zetels, row 12"),
        ("cliëntenorganisaties!1234", "blad cliëntenorganisaties, rij 1234", "sheet cliëntenorganisaties, row 1234"),
        ("let op!!3", "blad let op!, rij 3", "sheet let op!, row 3"),
        ("wmo-2.1.3", "wmo-2.1.3", "wmo-2.1.3"),
        ("hoofdstuk 2!", "hoofdstuk 2!", "hoofdstuk 2!"),
        ("!7", "!7", "!7"),
        ("", "", ""),
    ],
)
def test_a_place_in_a_sheet_is_written_in_words(place: str, nl: str, en: str) -> None:
    assert (written_place(place, "nl"), written_place(place, "en")) == (nl, en)


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Return a small catalogue that takes the place of the real one."""
    made: dict[str, Any] = {
        "months": MONTHS["nl"],
        "and": "en",
        "told": "{who} op {day}",
        "pairs": {"one": "1 paar", "other": "{count} paren"},
    }
    monkeypatch.setattr(graph.words.catalogue, "messages", lambda lang: made)
    return made


@pytest.mark.parametrize(("count", "made"), [(0, "0 paren"), (1, "1 paar"), (2, "2 paren"), (11, "11 paren")])
def test_the_count_decides_between_one_and_other(catalogue: dict[str, Any], count: int, made: str) -> None:
    assert text("nl", "pairs", count=count) == made


def test_dates_and_lists_in_a_message_are_written_for_people(catalogue: dict[str, Any]) -> None:
    day = date(2017, 9, 12)
    assert text("nl", "told", who=["Anna", "Bea"], day=day) == "Anna en Bea op 12 september 2017"
    assert text("nl", "told", who=("Anna",), day=[day, day]) == "Anna op 12 september 2017 en 12 september 2017"
    assert text("nl", "told", who=3, day="later") == "3 op later"


def test_what_looks_like_a_field_in_a_name_is_a_name(catalogue: dict[str, Any]) -> None:
    assert text("nl", "told", who="{count}", day="{0}") == "{count} op {0}"


def test_a_message_that_is_not_there_is_a_mistake_of_the_program(catalogue: dict[str, Any]) -> None:
    assert has("nl", "told")
    assert not has("nl", "nothing")
    with pytest.raises(KeyError):
        text("nl", "nothing")
    with pytest.raises(KeyError):
        text("nl", "told", who="Anna")


# --- captions --------------------------------------------------------------------------------------------------------

COUNCIL, MO = "council:c", "person:mo"


def _shown(*relations: Any) -> tuple[Network, str]:
    """Return what partners see, and the id of the one person without a name."""
    made = take(network(relations, node(COUNCIL, name="Adviesraad"), node(MO, name="Mo")), for_audience("partners"))
    (hidden,) = made.persons
    return made, hidden


def test_who_has_a_name_is_called_by_it() -> None:
    made = network([], node(MO, name="Mo Modaal"))
    assert caption(made, MO, "nl") == caption(made, MO, "en") == "Mo Modaal"


def test_who_is_not_there_or_has_no_name_is_called_by_id() -> None:
    made = network([], node(MO, name=""))
    assert caption(made, "person:nobody", "nl") == "person:nobody"
    assert caption(made, MO, "nl") == MO


@pytest.mark.parametrize(
    ("role", "nl", "en"),
    [
        ("member", "lid van Adviesraad", "member of Adviesraad"),
        ("volunteer", "vrijwilliger van Adviesraad", "volunteer of Adviesraad"),
        ("penningmeester", "penningmeester van Adviesraad", "penningmeester of Adviesraad"),
        (None, "persoon van Adviesraad", "person of Adviesraad"),
    ],
)
def test_the_nameless_are_called_by_role_and_organisation(role: str | None, nl: str, en: str) -> None:
    made, hidden = _shown(relation("seat", MO, COUNCIL, properties={"role": role} if role else {}))
    code = hidden.rpartition("-")[2][:4]
    assert caption(made, hidden, "nl") == f"{nl} ({code})"
    assert caption(made, hidden, "en") == f"{en} ({code})"


def test_the_nameless_without_a_seat() -> None:
    made, hidden = _shown(relation("attended", MO, "meeting:m"))
    code = hidden.rpartition("-")[2][:4]
    assert caption(made, hidden, "nl") == f"persoon ({code})"
    assert caption(made, hidden, "en") == f"person ({code})"


def test_the_nameless_of_an_organisation_that_is_not_shown() -> None:
    made, hidden = _shown(relation("seat", MO, COUNCIL, properties={"role": "member"}))
    without = made.replace({hidden: made.nodes[hidden]}, [])
    assert caption(without, hidden, "nl") == f"lid ({hidden.rpartition('-')[2][:4]})"


def test_two_of_the_nameless_in_one_council_are_told_apart() -> None:
    people = [relation("seat", f"person:p{i}", COUNCIL, properties={"role": "member"}) for i in range(12)]
    made = take(network(people, salt=b"a salt for which no codes begin alike"), for_audience("partners"))
    assert len({caption(made, id_, "nl") for id_ in made.persons}) == 12


def test_the_label_of_a_kind() -> None:
    assert kind_label(node(COUNCIL), "nl") == "raad"
    assert kind_label(node(COUNCIL), "en") == "council"
