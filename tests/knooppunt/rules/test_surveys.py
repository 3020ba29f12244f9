"""Files of surveys: what is wrong with one, all of it and with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputRefused
from graph.words.catalogue import LANGUAGES, text
from knooppunt.rules.reader import problem_line
from knooppunt.rules.surveys import read_survey
from tests.knooppunt.command_line import EXAMPLES, done, run
from tests.knooppunt.rules.survey import SURVEY

#: What is changed in SURVEY, the code of the problem, its line and its field, and the start of the message.
WRONG = {
    "a share above one": (("total: 0.75", "total: 75"), "out-of-range", 9, "figures[0].total",
        "dit moet een getal van 0 tot en met 1 zijn. Er staat: ‘75’."),
    "a share below nothing": (("total: 0.75", "total: -0.1"), "out-of-range", 9, "figures[0].total", "dit moet een getal"),
    "no number at all": (("total: 0.75", "total: .nan"), "out-of-range", 9, "figures[0].total", "dit moet een getal"),
    "a decimal comma": (("total: 0.75", "total: '0,75'"), "expected-number", 9, "figures[0].total",
        "hier hoort een getal met een punt, bijvoorbeeld 0.25. Er staat: ‘'0,75'’."),
    "a bad share by size": (("{small: 0.125", "{small: 12.5"), "out-of-range", 17, "figures[1].by_size.small", "dit moet"),
    "shares without a size": (("{small: 0.125, large: 0.0875}", "0.1"), "no-fields", 17, "figures[1].by_size", "hier horen"),
    "a count in words": (("count: 30,", "count: veel,"), "expected-whole-number", 9, "figures[0].count",
        "hier hoort een heel getal, bijvoorbeeld 18. Er staat: ‘veel’."),
    "a count of half a municipality": (("count: 4", "count: 4.5"), "expected-whole-number", 15, "figures[1].count", "hier"),
    "a count below nothing": (("count: 4", "count: -4"), "too-small", 15, "figures[1].count",
        "dit moet 0 of meer zijn. Er staat: ‘-4’."),
    "a count of nothing": (("count: 4", "count: ~"), "expected-whole-number", 15, "figures[1].count",
        "hier hoort een heel getal, bijvoorbeeld 18. Er staat: ‘~’."),
    "a field misspelled": (("year: 2018", "year: 2018, autors: [A]"), "unknown-field", 3, "source.autors",
        "dit veld bestaat niet. Bedoelt u misschien: authors?"),
    "another title": (("title: V", "titel: V"), "unknown-field", 2, "titel",
        "dit veld bestaat niet. Bedoelt u misschien: title?"),
    "a name that is no text": (("title: V", "1: V"), "unknown-field", 2, "1", "dit veld bestaat niet."),
    "no title": (("title: Vragenlijst", ""), "missing", 3, "title", "dit moet ingevuld zijn"),
    "no n": (("n: 40, count: 30,", "count: 30,"), "missing", 9, "figures[0].n", "dit moet ingevuld zijn"),
    "no most": ((", max: null", ""), "missing", 7, "size_classes[1].max", "dit moet ingevuld zijn"),
    "one language": ((", en: Large}", "}"), "expected-languages", 7, "size_classes[1].label", "geef de tekst in twee talen"),
    "an unknown size": (("{small: 0.125", "{smal: 0.125"), "bad-choice-near", 17, "figures[1].by_size",
        "smal kan hier niet. Bedoelt u misschien: small? Kies uit: small, large."),
    "an unknown size without a share": (("{small: 0.125", "{huge: veel"), "bad-choice", 17, "figures[1].by_size", "huge kan"),
    "an unknown council": (("[youth_council]", "[jeugdclub]"), "bad-choice", 13, "figures[1].matches",
        "jeugdclub kan hier niet. Kies uit: advisory_council, wmo_council"),
    "a figure without fields": (("  - id: c\n", "  - raad\n  - id: c\n"), "no-fields", 10, "figures[1]", "hier horen velden"),
    "figures that are no list": (("figures:\n", "size_classes: klein\nfigures:\n"), "expected-items", 8, "size_classes",
        "hier hoort een lijst. Elk onderdeel begint met een streepje. Er staat: ‘klein’."),
}  # fmt: skip


def _written(folder: Path, content: str | bytes) -> Path:
    path = folder / "survey.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_survey(case: str, tmp_path: Path) -> None:
    (old, new), code, line, field, message = WRONG[case]
    assert old in SURVEY
    path = _written(tmp_path, SURVEY.replace(old, new, 1))
    read = read_survey(path)
    (problem,) = [problem for problem in read.problems if (problem.field, problem.code) == (field, code)]
    assert (problem.path, problem.line, problem.rule) == (str(path), line, "")
    assert problem_line(problem, "nl").startswith(f"{path}, regel {line}, veld {field}: {message}")
    assert problem_line(problem, "en").startswith(f"{path}, line {line}, field {field}: ")
    with pytest.raises(InputRefused) as refused:
        read.accepted()
    for lang in LANGUAGES:
        told = text(lang, f"error.{refused.value.code}", **refused.value.params)
        assert str(path) in told and "knooppunt report --comparison" in told


def test_every_problem_of_a_survey_is_told_at_once(tmp_path: Path) -> None:
    wrong = SURVEY.replace("total: 0.75", "total: 75").replace("[youth_council]", "[jeugdclub]")
    wrong = wrong.replace("{small: 0.125", "{huge: 0.125").replace("respondents: 40", "respondents: veertig")
    read = read_survey(_written(tmp_path, wrong))
    fields = {"respondents", "figures[0].total", "figures[1].matches", "figures[1].by_size"}
    assert len(read.problems) == 4 and {problem.field for problem in read.problems} == fields
    with pytest.raises(InputRefused):
        read.accepted()


def test_sizes_are_not_compared_with_a_list_of_them_that_is_wrong(tmp_path: Path) -> None:
    for old, new, field in (
        ("code: small, ", "", "size_classes[0].code"),
        ("figures:\n", "size_classes: klein\nfigures:\n", "size_classes"),
    ):
        assert [p.field for p in read_survey(_written(tmp_path, SURVEY.replace(old, new))).problems] == [field]


@pytest.mark.parametrize("content", ["", "- een", "tekst"])
def test_something_else_than_a_survey(content: str, tmp_path: Path) -> None:
    path = _written(tmp_path, content)
    (problem,) = read_survey(path).problems
    assert (
        problem_line(problem, "nl")
        == f"{path}, regel 1, veld -: hier horen velden te staan: een naam, een dubbele punt en een waarde."
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe\x00", "rules-not-text"),
        ("title: een\nsource: [", "rules-not-yaml"),
        ("title: 2018-02-31", "rules-not-yaml-anywhere"),
    ],
)
def test_what_cannot_be_read_is_refused(content: str | bytes, code: str, tmp_path: Path) -> None:
    path = _written(tmp_path, content)
    with pytest.raises(InputRefused) as caught:
        read_survey(path)
    assert (caught.value.code, caught.value.params["path"]) == (code, str(path))
    for lang in LANGUAGES:
        assert str(path) in text(lang, f"error.{code}", **caught.value.params)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as caught:
        read_survey(tmp_path / "weg.yaml")
    assert caught.value.code == "rules-unreadable"
    for lang in LANGUAGES:
        assert "weg.yaml" in text(lang, "error.rules-unreadable", **caught.value.params)


def test_the_command_tells_every_problem_of_a_survey(tmp_path: Path) -> None:
    path = _written(tmp_path, SURVEY.replace("total: 0.75", "total: 75").replace("[youth_council]", "[jeugdclub]"))
    file, output = tmp_path / "n.knooppunt", tmp_path / "rapport.html"
    done("--file", file, "load", EXAMPLES / "movisie-2018")
    result = run("--file", file, "report", "--comparison", path, "--output", output)
    assert (result.status, result.out, output.exists()) == (3, "", False)
    first, second, refusal = result.err.splitlines()
    assert (
        first == f"{path}, regel 9, veld figures[0].total: dit moet een getal van 0 tot en met 1 zijn. Er staat: ‘75’."
    )
    assert second.startswith(f"{path}, regel 13, veld figures[1].matches: jeugdclub kan hier niet. Kies uit:")
    assert refusal.startswith(f"Fout: {path} kan zo niet gebruikt worden: er zijn 2 problemen.")


def test_the_survey_of_the_examples_can_be_read(examples: Path) -> None:
    comparison = read_survey(examples / "movisie-2018" / "vergelijking.yaml").accepted()
    assert comparison.respondents == 68
    assert [size.respondents for size in comparison.size_classes] == [16, 30, 17, 5]
    figures = {figure.id: figure for figure in comparison.figures}
    assert figures["form-panels"].matches == ("citizen_panel",)
    assert (figures["form-theme-meeting"].count, figures["form-theme-meeting"].n) == (46, 53)
    assert not figures["formal-only"].countable
