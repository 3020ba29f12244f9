"""The page about column maps names every target and every field."""

from __future__ import annotations

from pathlib import Path

from loaders.columns.maps import CROSSES, OWN_TARGETS, TableMap

PAGE = (Path(__file__).parents[3] / "docs" / "kolommenkaart.md").read_text(encoding="utf-8")


def test_every_target_of_its_own_is_named() -> None:
    for sheet, columns in OWN_TARGETS.items():
        assert not [f"{sheet}.{column}" for column in columns if f"`{sheet}.{column}`" not in PAGE]


def test_every_cross_and_field_is_named() -> None:
    assert not [cross for cross in CROSSES if f"`{cross}`" not in PAGE]
    assert not [field for field in TableMap.__struct_fields__ if f"`{field}`" not in PAGE]
