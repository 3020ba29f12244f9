"""Figures of a survey beside a network: reading the file, and counting by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputRefused
from graph.network import Network
from graph.views import within
from graph.words.catalogue import LANGUAGES, messages, text
from knooppunt.reports.comparison import Comparison, compare, read_comparison
from tests.knooppunt.reports import Page, report
from tests.networks import network, node, relation

SURVEY = """
title: Vragenlijst
source: {document: Vragenlijst, publisher: Bureau, year: 2018}
respondents: 40
size_classes:
  - {code: small, label: {nl: Klein, en: Small}, min: 0, max: 19999, respondents: 10}
  - {code: large, label: {nl: Groot, en: Large}, min: 20000, max: null, respondents: 30}
figures:
  - {id: f, label: {nl: Thema-avond, en: Theme night}, kind: participation-form, chapter: "3", n: 40, count: 30, total: 0.75}
  - id: c
    label: {nl: Jeugdraad, en: Youth council}
    kind: council
    matches: [youth_council]
    n: 40
    count: 4
    total: 0.1
    by_size: {small: 0.125, large: 0.0875}
  - {id: p, label: {nl: Panels, en: Panels}, kind: participation-form, matches: [citizen_panel], n: 40, count: 8, total: 0.2}
  - {id: n, label: {nl: Alleen raden, en: Councils only}, kind: council-form, n: 40, count: 8, total: 0.2}
"""


@pytest.fixture
def survey(tmp_path: Path) -> Comparison:
    return read_comparison(_written(tmp_path, SURVEY))


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


def _written(folder: Path, content: str | bytes) -> Path:
    path = folder / "survey.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_survey_of_the_examples_can_be_read(examples: Path) -> None:
    comparison = read_comparison(examples / "movisie-2018" / "vergelijking.yaml")
    assert comparison.respondents == 68
    assert [size.respondents for size in comparison.size_classes] == [16, 30, 17, 5]
    figures = {figure.id: figure for figure in comparison.figures}
    assert figures["form-panels"].matches == ("citizen_panel",)
    assert (figures["form-theme-meeting"].count, figures["form-theme-meeting"].n) == (46, 53)
    assert not figures["formal-only"].countable


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


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"\xff\xfe\x00", "comparison-not-text", None),
        ("title: een\nsource: [", "comparison-not-yaml", None),
        ("title: 2018-02-31", "comparison-not-yaml-anywhere", None),
        ("", "comparison-something-else", ""),
        ("- een", "comparison-something-else", ""),
        (SURVEY.replace("total: 0.75", "total: 75"), "comparison-wrong-value", "figures[0].total"),
        (SURVEY.replace("count: 30,", "count: veel,"), "comparison-wrong-value", "figures[0].count"),
        (SURVEY.replace("title: V", "titel: V"), "comparison-unknown-field", "titel"),
        (SURVEY.replace("title: Vragenlijst", ""), "comparison-missing-field", "title"),
        (SURVEY.replace("n: 40, count: 30,", "count: 30,"), "comparison-missing-field", "figures[0].n"),
        (SURVEY.replace("{small: 0.125", "{huge: 0.125"), "comparison-code", "figures[1].by_size"),
        (SURVEY.replace("[youth_council]", "[jeugdclub]"), "comparison-code", "figures[1].matches"),
    ],
)
def test_a_bad_file_is_refused_with_what_and_where(
    tmp_path: Path, content: str | bytes, code: str, place: str | None
) -> None:
    path = _written(tmp_path, content)
    with pytest.raises(InputRefused) as caught:
        read_comparison(path)
    assert caught.value.code == code
    assert caught.value.params.get("place") == place
    assert caught.value.params["path"] == str(path)
    for lang in LANGUAGES:
        assert str(path) in text(lang, f"error.{code}", **caught.value.params)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as caught:
        read_comparison(tmp_path / "weg.yaml")
    assert caught.value.code == "comparison-missing"
    assert "weg.yaml" in text("nl", "error.comparison-missing", **caught.value.params)
    assert "error.comparison-missing" in messages("en")
