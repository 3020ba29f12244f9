"""The roles in one cell of a list, and what stands beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.columns.roles import roles_in
from tests.loaders.columns import test_readings as readings
from tests.loaders.columns.test_readings import Case


@pytest.mark.parametrize(
    ("written", "roles", "remark"),
    [
        ("voorzitter/penningmeester", ("chair", "treasurer"), ""),
        ("vz en secr.", ("chair", "secretary"), ""),
        ("Voorzitter, lid", ("chair", "member"), ""),
        ("voorzitter a.i.", ("chair",), "a.i."),
        ("wnd. voorzitter", ("chair",), "wnd."),
        ("waarnemend voorzitter", ("chair",), "waarnemend"),
        ("voorzitter/secretaris a.i.", ("chair", "secretary"), "a.i."),
        ("lid (tijdelijk)", ("member",), "tijdelijk"),
        ("Voorzitter (onafhankelijk)", ("chair",), "onafhankelijk"),
        # What is a role as a whole, or has a part that is none, is not taken apart.
        ("aspirant-lid", ("aspirant_member",), ""),
        ("lid en ouder", ("lid en ouder",), ""),
        ("lid werkgroep Wmo", ("lid werkgroep Wmo",), ""),
        ("webmaster/lid", ("webmaster/lid",), ""),
        ("a.i.", ("a.i.",), ""),
        ("", ("",), ""),
    ],
)
def test_the_roles_in_a_cell(written: str, roles: tuple[str, ...], remark: str) -> None:
    assert roles_in(written) == (roles, remark)


CASES = (
    Case(
        "two-roles-are-two-seats-of-one-person",
        "ASD Het Hogeland\nNaam;Functie\nKe Lop;voorzitter/secretaris a.i.\nLe Mop;lid (tijdelijk)\nNe Oop;vz en pm\n",
        (
            "Ke Lop seat ASD Het Hogeland: role=chair",
            "Ke Lop seat ASD Het Hogeland: role=secretary",
            "Le Mop seat ASD Het Hogeland: role=member",
            "Ne Oop seat ASD Het Hogeland: role=chair",
            "Ne Oop seat ASD Het Hogeland: role=treasurer",
        ),
        of={
            "Ke Lop": {"unread": "Functie: voorzitter/secretaris a.i."},
            "Le Mop": {"unread": "Functie: lid (tijdelijk)"},
        },
        untold=("kept-as-written",),
    ),
    Case(
        "a-role-that-is-not-known-stays-with-its-person",
        "ASD Ede\nNaam;Functie\nKe Lop;webmaster\nLe Mop;erelid\nNe Oop;lid\n",
        (
            "Ke Lop seat ASD Ede: role=webmaster",
            "Le Mop seat ASD Ede: role=erelid",
            "Ne Oop seat ASD Ede: role=member",
        ),
        told=("several-kept-as-written",),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_roles_of_a_list(case: Case, tmp_path: Path) -> None:
    readings.test_a_list_says_what_a_person_reads_in_it(case, tmp_path)
