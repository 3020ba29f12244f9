"""Files of rules: which one is used, what is wrong with one, and that those of the program are right."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputRefused
from graph.words.catalogue import LANGUAGES, messages, text
from knooppunt.rules.expectations import read_expectations
from knooppunt.rules.needs import read_needs
from knooppunt.rules.reader import PACKAGED, Reading, copy_rules, find_rules, problem_line
from knooppunt.rules.weights import read_weights
from tests.knooppunt.rules.test_surveys import WRONG as WRONG_SURVEYS

GOOD = """\
- id: jeugd
  type: target_group
  kinds: [council]
  topics: [jeugd]
  severity: medium
  source: een rapport
  text: {nl: jeugd, en: youth}
"""
EXPECTED = """\
- id: raad-en-platform
  a: {kinds: [council]}
  b: {kinds: [platform], types: [], levels: [local]}
  scope: same_region
  severity: low
  source: een rapport
  text: {nl: omdat, en: because}
"""

#: What is changed in GOOD, the field and the start of the message.
WRONG = {
    "no severity": (("  severity: medium\n", ""), "severity", "dit moet ingevuld zijn"),
    "empty source": (("een rapport", "'  '"), "source", "dit moet ingevuld zijn"),
    "no source": (("een rapport", ""), "source", "hier hoort tekst"),
    "no topics": (("[jeugd]", "[]"), "topics", "dit moet ingevuld zijn"),
    "no kinds": (("  kinds: [council]\n", ""), "kinds", "dit moet ingevuld zijn"),
    "field misspelled": (("topics:", "topic:"), "topic", "dit veld bestaat niet. Bedoelt u misschien: topics?"),
    "bad severity": (("medium", "erg"), "severity", "erg kan hier niet. Kies uit: critical, high, medium, low."),
    "bad type": (("target_group", "groep"), "type", "groep kan hier niet. Kies uit: law, target_group"),
    "bad kind": (("[council]", "[council, raad]"), "kinds", "raad kan hier niet. Kies uit: municipality, council"),
    "a person is no organisation": (("[council]", "[person]"), "kinds", "person kan hier niet."),
    "kinds is one word": (("[council]", "council"), "kinds", "hier hoort een lijst van woorden"),
    "a number among the topics": (("[jeugd]", "[jeugd, 2015]"), "topics", "hier hoort een lijst van woorden"),
    "no is no word in YAML": (("[jeugd]", "[no]"), "topics", "hier hoort een lijst van woorden"),
    "id with a space": (("id: jeugd", "id: de jeugd"), "id", "een id heeft geen spaties en geen dubbele punt"),
    "id with a colon": (("id: jeugd", "id: 'a:b'"), "id", "een id heeft geen spaties en geen dubbele punt"),
    "id is a number": (("id: jeugd", "id: 3"), "id", "hier hoort tekst"),
    "one language": ((", en: youth", ""), "text", "geef de tekst in twee talen: nl en en"),
    "a third language": ((", en: youth", ", en: youth, fr: jeunes"), "text", "geef de tekst in twee talen"),
    "an empty language": (("en: youth", "en: ''"), "text", "geef de tekst in twee talen"),
    "text without languages": (("{nl: jeugd, en: youth}", "jeugd"), "text", "geef de tekst in twee talen"),
    "months in words": (("medium\n", "medium\n  stale_months: jaar\n"), "stale_months", "hier hoort een heel getal"),
    "no months": (("medium\n", "medium\n  stale_months: 0\n"), "stale_months", "dit moet 1 of meer zijn"),
    "an adviser with topics": (("target_group", "adviser"), "kinds", "dit hoort niet bij type adviser"),
    "a platform with topics": (("target_group", "platform"), "topics", "dit hoort niet bij type platform"),
    "twice": (("", GOOD), "id", "deze id komt twee keer voor"),
}
WRONG_EXPECTATIONS = {
    "bad scope": (("same_region", "overal"), "scope", "overal kan hier niet. Kies uit: same_municipality"),
    "no kinds": (("a: {kinds: [council]}", "a: {kinds: []}"), "a.kinds", "dit moet ingevuld zijn"),
    "bad kind": (("b: {kinds: [platform]", "b: {kinds: [regio]"), "b.kinds", "regio kan hier niet"),
    "bad level": (("[local]", "[dorp]"), "b.levels", "dorp kan hier niet. Kies uit: local, regional, national"),
    "unknown field inside": (("types: []", "type: []"), "b.type", "dit veld bestaat niet. Bedoelt u misschien: types?"),
    "no fields inside": (("a: {kinds: [council]}", "a: raad"), "a", "hier horen velden te staan"),
    "one is enough in words": (
        ("low\n", "low\n  one_is_enough: graag\n"),
        "one_is_enough",
        "hier hoort true (ja) of false",
    ),
    "a misspelled type": (
        ("a: {kinds: [council]}", "a: {kinds: [council], types: [advisry_council]}"),
        "a.types",
        "advisry_council kan hier niet. Bedoelt u misschien: advisory_council? Kies uit: advisory_council, wmo_council",
    ),
    "a type that is like nothing": (
        ("a: {kinds: [council]}", "a: {kinds: [council, client_organisation], types: [xyz]}"),
        "a.types",
        "xyz kan hier niet. Kies uit: advisory_council",
    ),
    "a misspelled scope": (
        ("same_region", "same_regio"),
        "scope",
        "same_regio kan hier niet. Bedoelt u misschien: same_region?",
    ),
    "regions within a municipality": (
        ("same_region", "same_municipality\n  region_types: [province]"),
        "region_types",
        "dit hoort niet bij scope same_municipality",
    ),
    "no distance": (("low\n", "low\n  distance: 0\n"), "distance", "dit moet 1 of meer zijn"),
}


def _read(tmp_path: Path, content: str, reader: Callable[..., Reading[Any]] = read_needs) -> Reading[Any]:
    chosen = tmp_path / "regels.yaml"
    chosen.write_text(content, encoding="utf-8")
    return reader(tmp_path / "n.knooppunt", chosen)


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_with_a_need(case: str, tmp_path: Path) -> None:
    (old, new), field, message = WRONG[case]
    assert old in GOOD
    _check(_read(tmp_path, GOOD.replace(old, new) if old else GOOD + new), field, message)


@pytest.mark.parametrize("case", WRONG_EXPECTATIONS)
def test_what_is_wrong_with_an_expectation(case: str, tmp_path: Path) -> None:
    (old, new), field, message = WRONG_EXPECTATIONS[case]
    assert old in EXPECTED
    _check(_read(tmp_path, EXPECTED.replace(old, new), read_expectations), field, message)


def _check(rules: Reading[Any], field: str, message: str) -> None:
    lines = {problem.field: problem_line(problem, "nl") for problem in rules.problems}
    assert lines[field].startswith(f"{rules.path}, onderdeel "), lines
    assert f"veld {field}: {message}" in lines[field]
    assert all(problem_line(problem, "en") != problem_line(problem, "nl") for problem in rules.problems)
    with pytest.raises(InputRefused):
        rules.accepted()


def test_every_problem_is_told_at_once_with_its_rule(tmp_path: Path) -> None:
    bad = GOOD.replace("id: jeugd", "id: anders").replace("medium", "erg").replace("[council]", "raad")
    rules = _read(tmp_path, GOOD + bad + "- alleen tekst\n- {type: law}\n")
    told = [(problem.rule, problem.field) for problem in rules.problems]
    assert set(told[:3]) == {("anders", "severity"), ("anders", "kinds"), ("#3", "-")}
    assert {field for rule, field in told if rule == "#4"} == {"id", "severity", "source", "text", "kinds", "topics"}
    assert {rule for rule, _ in told} == {"anders", "#3", "#4"}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"low\n": "low\n  distance: 0\n", "same_region": "overal"}, {"scope", "distance"}),
        ({"b: {kinds: [platform]": "b: {kinds: []", "a: {kinds: [council]}": "a: {}"}, {"a.kinds", "b.kinds"}),
        ({"scope: same_region": "scope: same_municipality\n  region_types: [any]\n  distance: -1", "low": "erg"},
         {"region_types", "distance", "severity"}),
        ({"low\n": "low\n  distance: ver\n", "[council]": "[]", "[local]": "[dorp]"}, {"distance", "a.kinds", "b.levels"}),
        ({"een rapport\n": "' '\n  distance: 0\n"}, {"source", "distance"}),
    ],
)  # fmt: skip
def test_faults_of_one_field_do_not_hide_those_of_another(
    changes: dict[str, str], fields: set[str], tmp_path: Path
) -> None:
    content = EXPECTED
    for old, new in changes.items():
        assert old in content
        content = content.replace(old, new)
    rules = _read(tmp_path, content + EXPECTED, read_expectations)
    assert {problem.field for problem in rules.problems if problem.code != "double"} == fields
    # The second rule has the same id, whatever else is wrong with the first.
    assert [problem.field for problem in rules.problems if problem.code == "double"] == ["id"]
    with pytest.raises(InputRefused):
        rules.accepted()


def test_faults_of_one_field_of_a_need_do_not_hide_those_of_another(tmp_path: Path) -> None:
    bad = GOOD.replace("medium", "erg\n  stale_months: 0").replace("[jeugd]", "[]").replace("id: jeugd", "id: a b")
    fields = {problem.field for problem in _read(tmp_path, bad).problems}
    assert fields == {"severity", "stale_months", "topics", "id"}


def test_a_type_may_be_written_as_in_the_lists_and_an_open_one_in_any_way(tmp_path: Path) -> None:
    """A council's type by its name in either language; that of an institution, or of a region, is any word."""
    for old, new in (
        ("a: {kinds: [council]}", "a: {kinds: [council], types: [Adviesraad sociaal domein, Wmo council]}"),
        ("a: {kinds: [council]}", "a: {kinds: [institution], types: [zomaar iets]}"),
        ("a: {kinds: [council]}", "a: {kinds: [council, institution], types: [zomaar iets]}"),
        ("low\n", "low\n  region_types: [zomaar iets, any]\n"),
    ):
        assert old in EXPECTED
        assert _read(tmp_path, EXPECTED.replace(old, new), read_expectations).problems == []


def test_what_is_wrong_with_weights(tmp_path: Path) -> None:
    rules = _read(tmp_path, "- {id: coverage, weight: -1}\n- id: covrage\n  weight: zwaar\n", read_weights)
    assert [(p.line, p.rule, p.field, p.code, p.params["written"]) for p in rules.problems] == [
        (1, "coverage", "weight", "too-small", "-1"),
        (2, "covrage", "id", "bad-choice-near", "covrage"),
        (3, "covrage", "weight", "expected-whole-number", "zwaar"),
    ]


def test_a_refusal_points_to_the_command_that_tells_what_is_wrong(tmp_path: Path) -> None:
    for reader, content, command in (
        (read_needs, GOOD.replace("medium", "erg"), "gaps"),
        (read_expectations, EXPECTED.replace("low", "erg"), "missing"),
        (read_weights, "- {id: coverage, weight: -1}\n", "health"),
    ):
        with pytest.raises(InputRefused) as refused:
            _read(tmp_path, content, reader).accepted()
        for lang in LANGUAGES:
            told = text(lang, f"error.{refused.value.code}", **refused.value.params)
            assert f"knooppunt {command}" in told
            assert not any(f"knooppunt {other}" in told for other in {"gaps", "missing", "health"} - {command})


def test_every_message_is_used(tmp_path: Path) -> None:
    used = {"problem", "at", *(code for _, code, *_ in WRONG_SURVEYS.values())}
    for cases, content, reader in ((WRONG, GOOD, read_needs), (WRONG_EXPECTATIONS, EXPECTED, read_expectations)):
        for (old, new), *_ in cases.values():
            changed = content.replace(old, new) if old else content + new
            used |= {problem.code for problem in _read(tmp_path, changed, reader).problems}
    for lang in LANGUAGES:
        assert {code.removeprefix("rules.") for code in messages(lang) if code.startswith("rules.")} == used


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "rules-no-list"),
        (b"[]", "rules-no-list"),
        (b"needs: {}", "rules-no-list"),
        (b"tekst", "rules-no-list"),
        (b"- id: a\n  text: {nl: b\n- id: c\n", "rules-not-yaml"),
        (b"- id: a: b\n", "rules-not-yaml"),
        (b"- !!python/object:os.system {}\n", "rules-not-yaml"),
        (b"- id: 2026-13-45\n", "rules-not-yaml-anywhere"),
        (b"- id: \x01\n", "rules-not-yaml-anywhere"),
        (b"\xff\xfe- id", "rules-not-text"),
    ],
)
def test_what_cannot_be_read_at_all(content: bytes, code: str, tmp_path: Path) -> None:
    file = tmp_path / "needs.yaml"
    file.write_bytes(content)
    with pytest.raises(InputRefused) as refused:
        read_needs(tmp_path / "n.knooppunt")
    assert (refused.value.code, refused.value.params["path"]) == (code, str(file))


def test_the_line_is_told(tmp_path: Path) -> None:
    (tmp_path / "needs.yaml").write_text(f"{GOOD}- id: a: b\n", encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read_needs(tmp_path / "n.knooppunt")
    assert refused.value.params["line"] == 8


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputRefused) as refused:
        read_needs(tmp_path / "n.knooppunt", tmp_path / "niets.yaml")
    assert refused.value.code == "rules-unreadable"


def test_which_file_is_used(tmp_path: Path) -> None:
    network_file, beside, chosen = (tmp_path / name for name in ("n.knooppunt", "needs.yaml", "anders.yaml"))
    assert find_rules("needs", network_file) == PACKAGED / "needs.yaml"
    beside.write_text(GOOD, encoding="utf-8")
    assert find_rules("needs", network_file) == beside
    assert find_rules("needs", network_file, chosen) == chosen


def test_a_byte_order_mark_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "needs.yaml").write_text(GOOD, encoding="utf-8-sig")
    assert [need.id for need in read_needs(tmp_path / "n.knooppunt").accepted()] == ["jeugd"]


def test_the_files_of_the_program_are_right(tmp_path: Path) -> None:
    assert len(read_needs(tmp_path / "n.knooppunt").accepted()) > 20
    assert len(read_expectations(tmp_path / "n.knooppunt").accepted()) > 5
    assert len(read_weights(tmp_path / "n.knooppunt").accepted()) > 5


def test_no_law_is_the_source_of_what_it_does_not_prescribe(tmp_path: Path) -> None:
    """As far as was checked no law says which organisations should be in contact."""
    rules = read_expectations(tmp_path / "n.knooppunt").accepted()
    assert [rule.id for rule in rules if re.search(r"\bart\.|[Ww]et\b|Wmo|Wmcz", rule.source)] == []


def test_the_page_tells_of_every_need_with_a_law_what_was_checked(tmp_path: Path) -> None:
    file = (PACKAGED / "needs.yaml").read_text(encoding="utf-8")
    blocks = re.findall(r"^((?:#.*\n)*)- id: (.*)\n", file, re.MULTILINE)
    doubted = {id_ for comment, id_ in blocks if "Niet nagegaan:" in " ".join(comment.split())}
    needs = read_needs(tmp_path / "n.knooppunt").accepted()
    assert doubted >= {need.id for need in needs if need.type == "law" or need.region_types}
    page = (PACKAGED.parents[1] / "docs" / "gaps.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in page[page.index("| behoefte | nagegaan") :].splitlines() if "|" in line]
    assert {name for row in rows for name in re.findall(r"`(.*?)`", row)} == doubted
    kinds = (sum(need.when_mentioned for need in needs), sum(bool(need.region_types) for need in needs))
    always = len(needs) - sum(kinds)
    assert f"Knooppunt komt met {len(needs)} behoeften" in page
    assert re.findall(r"^\| (?:altijd|als een lijst|alleen van) .* \| (\d+) \|$", page, re.MULTILINE) == [
        str(count) for count in (always, *kinds)
    ]


def test_copies_are_made_once(tmp_path: Path) -> None:
    (tmp_path / "needs.yaml").write_text("van ons", encoding="utf-8")
    copied = copy_rules(tmp_path)
    assert {path.name for path in copied} == {path.name for path in PACKAGED.glob("*.yaml")} - {"needs.yaml"}
    assert (tmp_path / "needs.yaml").read_text(encoding="utf-8") == "van ons"
    assert (tmp_path / "expectations.yaml").read_bytes() == (PACKAGED / "expectations.yaml").read_bytes()
    assert copy_rules(tmp_path) == []
