"""Letters that came through wrongly are told, with what was probably meant; right ones are not."""

from __future__ import annotations

import pytest

from loaders.meaning.garbled import probably_meant
from tests.loaders.sheets import found, load, table

NAMES = [
    "Zoë Lage",
    "René",
    "Crèche De Zon",
    "cliëntenraad",
    "Müller",
    "Façade",
    "coöperatie",
    "Änne",
    "André & Joëlle",
]


@pytest.mark.parametrize("name", NAMES)
def test_utf_8_read_as_the_code_page_of_windows(name: str) -> None:
    twisted = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in name.encode())
    assert twisted != name
    assert probably_meant(twisted) == name


@pytest.mark.parametrize("name", ["Zoë Lage", "cliëntenraad", "Joël", "Daniëlle"])
@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
def test_letters_of_an_old_mac_or_of_dos(name: str, encoding: str) -> None:
    assert probably_meant(name.encode(encoding).decode("cp1252")) == name


@pytest.mark.parametrize(
    "text",
    [*NAMES, "O’Hara", "zei ‘ja’", "“Samen” ‘Sterk’", "10‰", "enz…", "€ 100", "Ångström", "Šimić", "Zaïre™", "d’Oultremont",
     "Мария", "Ÿ", "ŽIVOT", "São Paulo", "½ dag", "§ 2 – rest", "Łukasz", "Yıldız", "naïve„"[:-1]],
)  # fmt: skip
def test_what_is_right_stays(text: str) -> None:
    assert probably_meant(text) is None


def test_one_warning_for_a_column_at_its_first_place() -> None:
    loaded = load(table("personen", "naam,opmerking", ["Jan", "x"], ["ZoÃ« Lage", ""], ["RenÃ©", "cafÃ©"]))
    assert found(loaded.warnings) == [
        ("garbled", "personen", 3, "naam", "ZoÃ« Lage"),
        ("garbled", "personen", 4, "opmerking", "cafÃ©"),
    ]
    assert [each.params for each in loaded.warnings] == [{"name": "Zoë Lage", "count": 2}, {"name": "café", "count": 1}]
    assert len(loaded.statements) == 3
