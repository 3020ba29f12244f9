"""A title above the headers of a .csv may hold a comma; the record of headers tells what separates cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.formats.csv import read_csv


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_title_with_a_comma_does_not_tell_the_delimiter(delimiter: str, tmp_path: Path) -> None:
    lines = ["Platform Zorg Ede, bijeenkomst 12 maart 2026", "", "Naam;Organisatie", "Puk Lage;KBO Ede"]
    data = "\n".join([lines[0], *(line.replace(";", delimiter) for line in lines[1:])]).encode()
    (table,) = read_csv(tmp_path / "lijst.csv", data)
    assert [cells for _, cells in table.rows][-2:] == [["Naam", "Organisatie"], ["Puk Lage", "KBO Ede"]]
