"""What asks for attention on the map: the gravest of what hangs on people and of what is missing, and who carries most."""

from __future__ import annotations

from knooppunt.answers.map import attention
from knooppunt.answers.speaker import Speaker
from queries.finding import Finding
from tests.networks import network, node, relation


def _connection(person: str, first: str, second: str) -> Finding:
    ends = (f"council:{first}", f"council:{second}")
    about = {"person": f"person:{person}", "organisations": ends, "only_route": False}
    return Finding(kind="single-person-connection", subjects=ends, **about)  # type: ignore[arg-type]


def _say(*people: str) -> Speaker:
    nodes = [node(f"person:{code}") for code in people]
    return Speaker(network([relation("contact", "council:a", "council:b")], *nodes), "nl")


def test_when_all_is_light_who_carries_most_comes_first_and_not_who_is_first_in_the_alphabet() -> None:
    hanging = [_connection("anna", "a", "b"), *(_connection("zoe", f"c{i}", f"d{i}") for i in range(3))]
    found = attention(_say("anna", "zoe"), hanging, (), 1)
    assert list(found) == ["person:zoe"]
    assert found["person:zoe"].startswith("3 verbindingen lopen alleen via deze persoon")


def test_the_gravest_of_what_is_missing_is_not_left_out() -> None:
    hanging = [_connection(f"p{i}", f"c{i}", f"d{i}") for i in range(12)]
    expected = Finding(
        kind="expected-link",
        subjects=("council:a", "council:b"),
        organisations=("council:a", "council:b"),
        severity="high",
        details={"rules": ["r"], "rule_text": {"nl": "zo hoort het", "en": "so it ought to be"}, "distance": 1},
    )
    light = Finding(kind="separated-group", subjects=("council:b",), organisations=("council:b",), details={"size": 1})
    found = attention(_say(*(f"p{i}" for i in range(12))), hanging, [light, expected], 10)
    assert next(iter(found)) == "council:a"
    assert len(found) == 10
    assert "council:b" not in found, "what is light comes after those on whom something hangs"
    assert "zo hoort het" in found["council:a"]
