"""What no list says is not filled in, which is told once: a need that none mentions, or a town of which none tells for whom
or what anybody is there. That nobody is there is another thing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knooppunt.command_line import DAY, done, write_csv
from tests.knooppunt.reports import Page

#: Two needs: one that a council of Aa lists, and one of which no list says anything.
NEEDS = """
- {id: elders, type: target_group, severity: medium, source: bron, kinds: [council], topics: [ouderen],
   text: {nl: ouderen, en: older people}}
- {id: migrants, type: target_group, severity: medium, source: bron, kinds: [council], topics: [migranten],
   text: {nl: migranten, en: migrants}}
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a network of three municipalities, in one of which a council is there for older people, and one in which it is
    there for nobody knows whom.
    """
    folder = tmp_path_factory.mktemp("silent") / "lijst"
    write_csv(folder, "gemeenten", "naam", "Aa", "Bee", "Cee")
    write_csv(
        folder, "raden", "naam;gemeente;doelgroepen", "Raad Aa;Aa;ouderen", "Raad Bee;Bee;jongeren", "Raad Cee;Cee;"
    )
    made = folder.parent / "n.knooppunt"
    done("--file", made, "load", folder)
    (folder.parent / "needs.yaml").write_text(NEEDS, encoding="utf-8")
    return made


def _gaps(file: Path, *arguments: str) -> str:
    return " ".join(done("--file", file, "gaps", "--on", DAY, *arguments).out.split())


def test_it_is_told_once_and_not_in_every_municipality(file: Path) -> None:
    shown = _gaps(file)
    assert "Niet ingevuld: in geen enkele lijst staat wie er is voor migranten." in shown
    assert "niet ingevuld (4)" in shown and "niemand (1)" in shown
    assert shown.count("migranten") == 2, "the column, and the one line"
    assert "Waar niemand is (1)" in shown
    assert (
        "Niet ingevuld: van 1 gemeente zeggen de lijsten niet voor wie of wat de organisaties daar er zijn: Cee."
        in shown
    )
    assert "Not filled in: no list says who is there for migrants." in " ".join(
        done("--file", file, "--lang", "en", "gaps", "--on", DAY).out.split()
    )


def test_the_levels_and_findings_of_the_contract_stay(file: Path) -> None:
    data = done("--file", file, "gaps", "--on", DAY, "--format", "json").data
    assert data["matrix"]["levels"] == [["thin", "no"], ["no", "no"], ["unknown", "unknown"]]
    assert data["unmentioned"] == ["migrants"]
    silent = [one for one in data["findings"] if one["need"] == "migrants"]
    assert [one["kind"] for one in silent] == ["no-coverage"] * 2
    assert not any("Cee" in one["text"] for one in data["findings"]), "nobody knows, so there is nothing to find"
    assert all(one["text"].startswith("Niet ingevuld: ") for one in silent)
    assert not any("Niet ingevuld" in one["text"] for one in data["findings"] if one["need"] == "elders")


def test_whoever_asks_for_all_gets_each(file: Path) -> None:
    assert _gaps(file, "--all").count("voor migranten") == 3


def test_the_report_counts_nobody_apart_from_not_filled_in(file: Path) -> None:
    path = file.with_suffix(".html")
    done("--file", file, "report", "--on", DAY, "--output", path)
    page = Page(path.read_text(encoding="utf-8"))
    # Of every need in every town of which something is known, as the indicator of coverage counts.
    assert "In 1 van de 4 gevallen" in page.text("summary")
    assert "van 1 gemeente zeggen de lijsten niet" in page.text("summary")
    assert "Niet ingevuld: in geen enkele lijst staat wie er is voor migranten." in page.text("summary")
    (row,) = [row for row in page.rows() if row and row[0] == "Migranten"]
    assert row[-1] == "niet ingevuld"
    (row,) = [row for row in page.rows() if row and row[0] == "Ouderen"]
    assert row[-2:] == ["1", "Bee"]


def test_what_is_listed_elsewhere_is_filled_in(file: Path, region: Path) -> None:
    """Within Bee nobody lists older people, but somebody in Aa does: then there is nobody in Bee."""
    data = done("--file", file, "gaps", "--on", DAY, "--region", "Bee", "--format", "json").data
    assert data["unmentioned"] == ["migrants"]
    migrants = done("--file", region, "gaps", "--on", DAY, "--format", "json").data["unmentioned"]
    assert "jeugd" not in migrants and "wmo" not in migrants
