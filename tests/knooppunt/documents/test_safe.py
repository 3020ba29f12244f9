"""Text from strangers: no formula in a spreadsheet, nothing that steers a terminal."""

from __future__ import annotations

import pytest

from knooppunt.documents.model import Document, Section, table
from knooppunt.documents.safe import guarded, printable
from knooppunt.documents.terminal import show


@pytest.mark.parametrize(
    ("value", "expected"), [("=1", "'=1"), ("a=1", "a=1"), ("", ""), ("-", "'-"), ("\t=1", "'\t=1")]
)
def test_guarded(value: str, expected: str) -> None:
    assert guarded(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("\x1b[2Jweg", "�[2Jweg"),
        ("\x9b2Jweg", "�2Jweg"),
        ("bel\x07", "bel�"),
        ("links\u202erechts", "links�rechts"),
        ("half\ud800", "half�"),
        ("twee\nregels", "twee\nregels"),
        ("vaste\u00a0spatie", "vaste\u00a0spatie"),
        ("zachte\u00adstreep", "zachte\u00adstreep"),
        ("é, ü en 👩\u200d🦽", "é, ü en 👩\u200d🦽"),
    ],
)
def test_printable(value: str, expected: str) -> None:
    assert printable(value) == expected


def test_no_part_of_a_table_steers_the_terminal() -> None:
    steer = "\x1b]0;titel\x07"
    shown = show(Document("nl", (Section(tables=(table(steer, (steer,), [(steer,)], steer),)),)))
    assert not set(shown) & {"\x1b", "\x07"}
    assert shown.count("titel") == 4
