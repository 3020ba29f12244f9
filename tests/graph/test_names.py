"""The key by which names are compared and the slug of an id: how a name is typed does not matter, who it is does."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.names import normalise, slug, words

SAME = [
    ("Ria D'Hondt", "Ria D’Hondt"),
    ("Ria D'Hondt", "Ria Dʼhondt"),
    ("Ria D'Hondt", "Ria D`Hondt"),
    ("Łukasz", "Lukasz"),
    ("Ørsted", "Orsted"),
    ("Yıldız", "YILDIZ"),
    ("Yıldız", "Yildiz"),
    ("İpek", "ipek"),
    ("Đorđe", "Dorde"),
    ("Æbelø", "Aebelo"),
    ("Þór", "Thor"),
    ("Weiß", "weiss"),
    ("Zoe\u0308", "Zoë"),
    ("Raad Werk & Inkomen", "raad werk en inkomen"),
    ("Werk&Inkomen", "Werk en Inkomen"),
    ("KBO–Zandermeer", "KBO-Zandermeer"),
    ("KBO\u00a0Zandermeer", "KBO \u2011 Zandermeer"),
    ("Ｊａｎ", "Jan"),
    ("Αθήνα", "ΑΘΗΝΑ"),
]
#: Pairs that differ in what Latin letters cannot show.
APART = [
    ("Мария Jansen", "Ольга Jansen"),
    ("Рада Oekraïne", "Фонд Oekraïne"),
    ("Совет", "Совёт"),
    ("राम", "रमा"),
    ("はは", "ばば"),
    ("Raad ١", "Raad ٢"),
    ("한국 A", "한글 A"),
    ("מועצה Haarlem", "Haarlem"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_how_a_name_is_typed_does_not_matter(one: str, other: str) -> None:
    assert normalise(one) == normalise(other) != ""


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_tells_names_apart_stays(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)
    assert slug(one) != slug(other)


def test_a_letter_that_has_no_accent_to_lose_is_not_lost() -> None:
    assert slug("Łukasz Ørsted") == "lukasz-orsted"
    assert slug("Øster") != slug("Łster")


def test_a_name_partly_in_another_script_keeps_one_id_however_it_is_typed() -> None:
    key = slug("Мария Jansen")
    assert re.fullmatch(r"jansen-[0-9a-f]{12}", key)
    assert {slug("МАРИЯ jansen"), slug("мария  Jansen")} == {key}


def _slug_of_old(text: str) -> str:
    """Return the slug as ids in stores and decisions have it."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or hashlib.sha256(text.encode()).hexdigest()[:12]


@given(st.text("abcABC é'’ïŠ-&.()0123456789", min_size=1))
def test_the_id_of_a_name_in_latin_letters_never_changes(name: str) -> None:
    assert slug(name) == _slug_of_old(name)


@given(st.text("БЯабв शमि中", min_size=1))
def test_the_id_of_a_name_wholly_in_another_script_never_changes(name: str) -> None:
    assert slug(name) == _slug_of_old(name)


letters = st.text(st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Zs")), max_size=4)


@given(letters, letters)
def test_names_that_share_a_slug_are_compared_as_the_same(one: str, other: str) -> None:
    if one.strip() and other.strip() and slug(one) == slug(other):
        assert normalise(one) == normalise(other)


@given(st.text())
def test_a_key_is_its_own_key_and_the_words_are_in_it(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)
    assert "".join(words(name)) == normalise(name).replace(" ", "")


def test_words() -> None:
    assert words("Kok, W. (Wim) & Co") == ["kok", "w", "wim", "en", "co"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Platform 50+", "Platform 50"), ("Raad €", "Raad $"), ("Raad 2.1", "Raad 21"), ("Raad 1-1", "Raad 11")),
        *(("Groep ½", "Groep 12"), ("Team \U0001f33b", "Team \U0001f339"), ("Vitamine C++", "Vitamine C")),
    ],
)
def test_signs_that_tell_names_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)
    assert slug(one) != slug(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Platform 50+", "Platform 50-plus"), ("KBO + PCOB", "KBO-PCOB"), ("KBO+PCOB", "KBO/PCOB")),
        *(("Raad 2.1", "Raad 2-1"), ("✓ Jan Kade", "Jan Kade"), ("Raad 1, 2 en 3", "Raad 1-2 & 3")),
    ],
)
def test_signs_by_which_a_name_is_only_typed(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
