"""One number per question: what the terminal, JSON and the report say about the same thing, to the hub and to partners."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from graph.words.catalogue import text, written_number
from graph.words.phrases import sentence
from queries.health.question import INDICATORS
from tests.knooppunt.command_line import DAY, csv_tables, done
from tests.knooppunt.reports import Page

AUDIENCES = ("internal", "partners")


def _data(region: Path, *arguments: str) -> Any:
    return done("--file", region, *arguments, "--on", DAY, "--format", "json").data


def _shown(region: Path, *arguments: str) -> str:
    return " ".join(done("--file", region, *arguments, "--on", DAY).out.split())


@pytest.fixture(scope="module")
def pages(region: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    """Return the report for every audience that sees persons."""
    folder, made = tmp_path_factory.mktemp("reports"), {}
    for audience in AUDIENCES:
        path = folder / f"{audience}.html"
        done("--file", region, "report", "--on", DAY, "--audience", audience, "--output", path)
        made[audience] = Page(path.read_text(encoding="utf-8"))
    return made


def _percentage(part: float, total: float) -> str:
    return f"{written_number(round(100 * part / total, 1), 'nl')}%"


def test_the_indicators(region: Path, pages: dict[str, Page]) -> None:
    """In JSON and CSV, before a plan is carried out, and in the report, whoever asks."""
    told = _data(region, "health")["indicators"]
    plan = csv_tables("--file", region, "plan", "--introductions", "1", "--on", DAY)["indicators"]
    for name in INDICATORS:
        ratio, label = told[name], text("nl", f"health.indicator.{name}")
        share = _percentage(ratio["numerator"], ratio["denominator"])
        counted = [f"{written_number(ratio[part], 'nl')}" for part in ("numerator", "denominator")]
        for audience in AUDIENCES:
            assert _data(region, "health", "--audience", audience)["indicators"][name] == ratio, (audience, name)
            shown = done("--file", region, "health", "--on", DAY, "--audience", audience, "--format", "csv").out
            (line,) = [line for line in shown.splitlines() if line.startswith(f"{label};")]
            assert line.split(";")[1:3] == [share, " van ".join(counted)]
            (row,) = [row for row in pages[audience].rows() if len(row) == 3 and row[0].startswith(sentence(label))]
            assert row[1:] == [share, " van ".join(counted)]
        (line,) = [line for line in plan.splitlines() if line.startswith(f"{label};")]
        assert line.split(";")[1] == share


def test_the_size_of_the_network(region: Path, pages: dict[str, Page]) -> None:
    sizes = [_data(region, command)["network"] for command in ("fragile", "missing", "gaps", "health")]
    sizes += [_data(region, "fragile", "--audience", "partners")["network"]]
    assert all(size == sizes[0] for size in sizes)
    said = " ".join(written_number(count, "nl") for count in sizes[0].values())
    for command in ("fragile", "missing", "gaps", "health"):
        assert re.findall(r"[\d.]+\d|\d", _shown(region, command).partition(" 2026. ")[2])[:4] == said.split()
    for page in pages.values():
        numbers = page.text("numbers")
        for what in ("organisations", "persons", "connections"):
            label = text("nl", f"report.number-{what}", count=2)
            assert f"{written_number(sizes[0][what], 'nl')} {label}" in numbers


def test_what_is_left_without_advisers(region: Path, pages: dict[str, Page]) -> None:
    found = _data(region, "whatif", "--without-advisers")
    joined, lost = found["network"]["connected_pairs"], found["pairs_lost"]
    indicators = _data(region, "health")["indicators"]
    ratio, whole = (indicators[name] for name in ("adviser_independence", "connectedness"))
    assert (ratio["numerator"], ratio["denominator"]) == (joined - lost, whole["denominator"])
    assert whole["numerator"] == joined
    share = _percentage(lost, joined)
    assert f"{written_number(lost, 'nl')} paren van organisaties raken elkaar kwijt ({share})" in _shown(
        region, "whatif", "--without-advisers"
    )
    for page in pages.values():
        assert f"{written_number(lost, 'nl')} ({share})" in page.text("advisers")


def test_what_is_not_known(region: Path, pages: dict[str, Page]) -> None:
    """Of whom nobody knows who keeps it alive, and what was never confirmed."""
    cells, indicators = (_data(region, "health")[part] for part in ("completeness", "indicators"))
    findings = _data(region, "fragile", "--kind", "unattributed-connection")["findings"]
    carrier, confirmed = cells["connection_carrier"], cells["confirmed"]
    # A contact that nobody took over has had a name, and has none who keeps it alive.
    lost = len(_data(region, "fragile", "--kind", "orphaned-connection")["findings"])
    attribution = indicators["attribution"]
    assert (carrier["numerator"] - lost, carrier["denominator"]) == (
        attribution["numerator"],
        attribution["denominator"],
    )
    assert lost > 0
    assert len(findings) == carrier["denominator"] - carrier["numerator"] > 0
    for page in pages.values():
        for ratio in (carrier, confirmed):
            left, total = ratio["denominator"] - ratio["numerator"], written_number(ratio["denominator"], "nl")
            assert f": {left} van de {total} ({_percentage(left, ratio['denominator'])})" in page.text("unknown")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_map(audience: str, region: Path, tmp_path: Path) -> None:
    """How many there are of everything, and what hangs on whom: as fragile says it."""
    asked, page = ("--audience", audience), tmp_path / "kaart.html"
    done("--file", region, "map", "--on", DAY, *asked, "--output", page)
    found = re.search(r'<script type="application/json" id="scene">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert found is not None
    scene, size = json.loads(found[1]), _data(region, "fragile", *asked)["network"]
    drawn = {kind["code"]: kind["count"] for kind in scene["kinds"]}
    assert drawn.pop("person") == size["persons"]
    assert sum(drawn.values()) == size["organisations"]
    lost: dict[str, int] = {}
    for finding in _data(region, "fragile", "--kind", "cut-person", *asked)["findings"]:
        lost[finding["person"]["id"]] = finding["pairs_lost"]
    for finding in _data(region, "fragile", "--kind", "orphaned-connection", *asked)["findings"]:
        lost |= dict.fromkeys((one["id"] for one in finding["organisations"]), finding["pairs_regained"])
    reasons = {id_: scene["nodes"][id_]["card"]["reason"] for id_ in scene["attention"]}
    told = {id_: said for id_, said in reasons.items() if "paren van" in said}
    assert len(told) > 3
    for id_, said in told.items():
        assert f"{written_number(lost[id_], 'nl')} paren van organisaties" in said
