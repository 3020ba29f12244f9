"""Figures of a survey beside a network: counting by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.network import Network
from graph.views import within
from knooppunt.reports.comparison import compare
from knooppunt.rules.surveys import Comparison, read_survey
from tests.knooppunt.reports import Page, report
from tests.knooppunt.rules.survey import SURVEY
from tests.networks import network, node, relation


@pytest.fixture
def survey(tmp_path: Path) -> Comparison:
    path = tmp_path / "survey.yaml"
    path.write_text(SURVEY, encoding="utf-8")
    return read_survey(path).accepted()


@pytest.fixture
def region() -> Network:
    """Return four municipalities in a region and one outside it.

    m1 (small): thema avond, youth council. m2 (small): another form. m3 (large): nothing named, citizen panel.
    m4 (size not known): nothing. out (large): theme night, youth council.
    """
    form = "participation_forms"
    return network(
        [
            *(relation("part_of", f"municipality:m{i}", "region:r") for i in range(1, 5)),
            relation("advises", "council:jeugd", "municipality:m1"),
            relation("advises", "council:panel", "municipality:m3"),
            relation("advises", "council:ver", "municipality:out"),
        ],
        node("municipality:m1", properties={"population": 19999, form: ["thema avond", "Wandeling"]}),
        node("municipality:m2", properties={"population": 5, form: ["Wandeling"]}),
        node("municipality:m3", properties={"population": 20000}),
        node("municipality:m4"),
        node("municipality:out", properties={"population": 90000, form: ["Theme night"]}),
        node("council:jeugd", properties={"type": "youth_council"}),
        node("council:panel", properties={"type": "citizen_panel"}),
        node("council:ver", properties={"type": "youth_council"}),
    )


def test_counting_in_the_whole_network(survey: Comparison, region: Network) -> None:
    beside = compare(region, survey)
    assert (beside.municipalities, beside.by_size, beside.size_unknown) == (5, {"small": 2, "large": 2}, 1)
    counted = {item.figure.id: (item.count, item.of) for item in beside.figures}
    # forms: named by m1 and out, told by m1, m2 and out. councils: m1 and out, of all. panels: m3 has one and so tells.
    assert counted == {"f": (2, 3), "c": (2, 5), "p": (1, 4)}


def test_counting_in_a_region(survey: Comparison, region: Network) -> None:
    beside = compare(within("region:r")(region), survey)
    assert (beside.municipalities, beside.by_size, beside.size_unknown) == (4, {"small": 2, "large": 1}, 1)
    counted = {item.figure.id: (item.count, item.of, item.by_size) for item in beside.figures}
    assert counted["f"][:2] == (1, 2)
    assert counted["c"] == (1, 4, {"small": (1, 2), "large": (0, 1)})


def test_the_report_puts_both_beside_each_other(survey: Comparison, region: Network) -> None:
    page = Page(report(within("region:r")(region), comparison=survey))
    text = page.text("compared")
    assert text.startswith(
        "Vergeleken met het onderzoek van Bureau (2018) In 2018 vulden 40 gemeenten een vragenlijst in"
    )
    assert "in dit netwerk staan 4 gemeenten. Kleine aantallen zijn slecht te vergelijken" in text
    assert "Niet vergeleken: ‘Alleen raden’." in text
    assert ["Klein", "10 van de 40 (25%)", "2 van de 4"] in page.rows()
    assert page.row("Aantal inwoners niet bekend") == ["", "1 van de 4"]
    assert page.row("Thema-avond") == ["30 van de 40 (75%)", "1 van de 2"]
    assert ["Klein", "12,5% van 10", "1 van de 2"] in page.rows()
    assert ["Groot", "8,8% van 30", "bij geen van de 1 genoemd"] in page.rows()
    assert "hoofdstuk 3." in text


def test_a_percentage_only_from_ten_municipalities_on(survey: Comparison) -> None:
    def of(count: int) -> list[str]:
        nodes = [node(f"municipality:m{i}", properties={"population": 5}) for i in range(count)]
        return next(row for row in Page(report(network([], *nodes), comparison=survey)).rows() if row[0] == "Klein")

    assert of(9)[-1] == "9 van de 9"
    assert of(10)[-1] == "10 van de 10 (100%)"


def test_nothing_to_compare_is_said(survey: Comparison) -> None:
    page = Page(report(network([], node("council:a")), comparison=survey))
    assert "In dit netwerk staan geen gemeenten." in page.text("compared")
    page = Page(report(network([], node("municipality:a")), comparison=survey))
    assert "Van geen enkele gemeente in dit netwerk is het aantal inwoners bekend." in page.text("compared")
    named = node("municipality:a", properties={"participation_forms": ["Wandeling"]})
    page = Page(report(network([], named), comparison=survey))
    assert "noemt een vorm met dezelfde naam" in page.text("compared")


def test_without_a_survey_there_is_no_such_part() -> None:
    page = Page(report(network([], node("municipality:a"))))
    assert page.text("compared") == ""
