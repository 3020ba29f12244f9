"""Address cards: who is in them comes into being, every version is read, and what is not read is kept or told."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from graph.errors import InputRefused
from loaders.base import Table
from loaders.formats.limits import MOST_IN_A_CELL
from loaders.formats.vcard import read_vcard
from tests.knooppunt.command_line import done, run

_OLD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Vries;Zo=C3=AB;de;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB de =
Vries
ORG:Ouderenraad Elzenrade
TITLE:voorzitter
TEL;CELL:06-12345678
EMAIL;INTERNET:zoe@example.org
END:VCARD
"""
_USUAL = """BEGIN:VCARD
VERSION:3.0
N:Lage;Puk;;;
FN:Puk Lage
ORG:Adviesraad Elzenrade\\, Noord;Bestuur
item1.EMAIL;TYPE=INTERNET:puk@example.org
EMAIL;TYPE=HOME:thuis@example.org
ROLE:secretaris
TITLE:jurist
ADR;TYPE=HOME:;;Dorpsstraat 1;Elzenrade;;1234 AB;
NOTE:een\\nlange
  regel
PHOTO;ENCODING=b;TYPE=JPEG:AAAA
 BBBB
END:VCARD
"""
_NEW = """BEGIN:VCARD
VERSION:4.0
FN:Jip Berg
TEL;VALUE=uri:tel:+31-6-1
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:org
FN:Ouderenraad Rietwolde
EMAIL:info@example.org
END:VCARD
BEGIN:VCARD
VERSION:4.0
KIND:group
FN:Vrienden
END:VCARD
"""


def _read(text: str | bytes) -> list[Table]:
    return read_vcard(Path("adressen.vcf"), text if isinstance(text, bytes) else text.encode())


def _cards(tables: list[Table]) -> dict[int, dict[str, object]]:
    """Return what each card says, by its number, without blanks."""
    return {
        number: {header: cell for header, cell in zip(table.header, cells, strict=True) if cell}
        for table in tables
        for number, cells in table.rows
    }


def test_every_version_is_read() -> None:
    assert _cards(_read(_OLD + _USUAL + _NEW)) == {
        1: {
            "FN": "Zoë de Vries",
            "ORG": "Ouderenraad Elzenrade",
            "TITLE": "voorzitter",
            "TEL": "06-12345678",
            "EMAIL": "zoe@example.org",
        },
        2: {
            "FN": "Puk Lage",
            "ORG": "Adviesraad Elzenrade, Noord",
            "ORG 2": "Bestuur",
            "EMAIL": "puk@example.org",
            "EMAIL 2": "thuis@example.org",
            "ROLE": "secretaris",
            "TITLE 2": "jurist",
            "ADR": "Dorpsstraat 1, Elzenrade,  1234 AB",
            "NOTE": "een\nlange regel",
        },
        3: {"FN": "Jip Berg", "TEL": "+31-6-1"},
        4: {"ORG": "Ouderenraad Rietwolde", "EMAIL": "info@example.org"},
    }


def test_what_is_left_out_is_told() -> None:
    told = [(each.fault.code, each.fault.params) for table in _read(_USUAL + _NEW) for each in table.remarks]
    assert told == [("cards-attachments", {"count": 1}), ("cards-groups", {"count": 1})]


def test_what_is_about_the_card_is_not_kept_and_another_kind_is() -> None:
    about = "PRODID:-//x\nREV:20260101T000000Z\nUID:urn:uuid:1\nCLIENTPIDMAP:1;urn:uuid:2\nKIND:other\n"
    assert _cards(_read(f"BEGIN:VCARD\nVERSION:4.0\n{about}FN:Buurthuis\nEND:VCARD\n")) == {
        1: {"FN": "Buurthuis", "KIND": "other"}
    }


def test_what_is_no_person_or_organisation_is_told() -> None:
    tables = _read(_USUAL + "BEGIN:VCARD\nVERSION:4.0\nKIND:location\nFN:Buurthuis\nEND:VCARD\n")
    assert list(_cards(tables)) == [1]
    assert ("cards-things", {"count": 1}) in [(each.fault.code, each.fault.params) for each in tables[0].remarks]


def test_a_line_that_goes_on_is_no_end() -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nN:;Jip;;;\nFN:Jip\nNOTE:x\n END:VCARD\n BEGIN:VCARD\nEND:VCARD\n"
    assert _cards(_read(card)) == {1: {"FN": "Jip", "NOTE": "xEND:VCARDBEGIN:VCARD"}}


def test_advice_about_a_kind_asks_for_no_column_in_a_card(tmp_path: Path) -> None:
    cards, kinds = tmp_path / "kaarten.vcf", tmp_path / "soorten.csv"
    cards.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nN:;Jip Berg;;;\nFN:Jip Berg\nORG:Zonnebloem\nEND:VCARD\n", encoding="utf-8"
    )
    told = run("--file", str(tmp_path / "own.knooppunt"), "load", str(cards)).err
    assert "laad dan eerst een lijst met haar naam en een kolom ‘soort’" in told
    kinds.write_text("naam organisatie;soort\nZonnebloem;steunorganisatie\n", encoding="utf-8")
    assert run("--file", str(tmp_path / "other.knooppunt"), "load", str(kinds)).status == 0
    told = run("--file", str(tmp_path / "other.knooppunt"), "load", str(cards)).err
    assert "blijkt niet uit de naam" not in told
    assert "steunorganisatie" in done("--file", str(tmp_path / "other.knooppunt"), "show", "Zonnebloem").out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_is_read(encoding: str, end: str) -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nN:;Zoë;;;\nFN:Zoë\nEND:VCARD\n".replace("\n", end)
    assert _cards(_read(text.encode(encoding))) == {1: {"FN": "Zoë"}}


@pytest.mark.parametrize(
    ("text", "code", "row"),
    [
        ("", "card-broken", 1),
        ("hallo\n" + _USUAL, "card-broken", 1),
        (_OLD + "hallo\n", "card-broken", 11),
        (_OLD + "BEGIN:VCARD\nFN:Jip\n", "card-broken", 11),
        (_OLD + "BEGIN:VCARD\nVERSION:3.0\nFN:Jip\ndit is niets\nEND:VCARD\n", "card-broken", 14),
        (_OLD.replace("END:VCARD\n", "") + _OLD, "card-broken", 10),
        (_OLD.replace("Zo=", "\0"), "card-not-text", None),
        (
            f"BEGIN:VCARD\nVERSION:3.0\nFN:Jip\nNOTE:{'a' * (MOST_IN_A_CELL + 1)}\nEND:VCARD\n",
            "csv-long-cell",
            1,
        ),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text: str, code: str, row: int | None) -> None:
    with pytest.raises(InputRefused) as refused:
        _read(text)
    assert (refused.value.code, refused.value.params.get("row")) == (code, row)


def test_a_large_picture_takes_no_time_and_no_room() -> None:
    picture = "PHOTO;ENCODING=b:" + "\n ".join(["A" * 72] * 20_000)
    begun = time.perf_counter()
    assert _cards(_read(f"BEGIN:VCARD\nVERSION:3.0\nFN:Jip\n{picture}\nEND:VCARD\n")) == {1: {"FN": "Jip"}}
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize("line", ["TEL" + ";A=b" * 3000, "TEL;CN=" + '"' * 999 + ":x", "TEL" + ";A=b,c" * 999 + '":x'])
def test_a_line_that_is_nearly_right_is_refused_at_once(line: str) -> None:
    with pytest.raises(InputRefused) as refused:
        _read(f"BEGIN:VCARD\nVERSION:3.0\nFN:Jip\n{line}\nEND:VCARD\n")
    assert (refused.value.code, refused.value.params.get("row")) == ("card-broken", 4)


def test_people_come_into_being_with_their_seat(tmp_path: Path) -> None:
    file, cards = tmp_path / "own.knooppunt", tmp_path / "personen.vcf"
    cards.write_text(_OLD + _USUAL + _NEW, encoding="utf-8")
    told = run("--file", str(file), "load", str(cards))
    assert told.status == 0
    assert "ORG 2" in told.out and "groep" in told.err
    shown = done("--file", str(file), "show", "Puk Lage").out
    for text in ("secretaris", "Adviesraad Elzenrade, Noord", "puk@example.org", "thuis@example.org", "rij 2"):
        assert text in shown
    assert "info@example.org" in done("--file", str(file), "show", "Ouderenraad Rietwolde").out
    assert "voorzitter" in done("--file", str(file), "show", "Zoë de Vries").out


def test_a_broken_file_leaves_nothing(tmp_path: Path) -> None:
    cards = tmp_path / "adressen.vcf"
    cards.write_text(_OLD + "hallo\n", encoding="utf-8")
    refused = run("--file", str(tmp_path / "own.knooppunt"), "load", str(cards))
    assert refused.status != 0
    assert "regel 11" in refused.err
