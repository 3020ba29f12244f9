"""Every kind of finding, and one that is made up here: whatever tells, shows or follows findings knows all of them."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from graph.errors import UsageProblem
from graph.model import Node, Relation
from graph.network import Network
from graph.words.catalogue import LANGUAGES, messages, text
from knooppunt.answers.speaker import Speaker
from knooppunt.answers.told import Told
from knooppunt.usecases.decisions import decide
from knooppunt.usecases.findings import changes, every_finding, own_rules
from knooppunt.usecases.network import Asked, open_network
from queries.decisions import Decision
from queries.diff import Diff
from queries.finding import Finding
from queries.fragile import question
from queries.fragile.one_person import Question
from queries.fragile.whatif import whatif
from queries.gaps.needs import NEED_TYPES
from queries.kinds import Kind
from queries.missing.introductions import Introductions
from queries.registry import KINDS, by_code, kinds_of
from tests.knooppunt.command_line import DAY, EXAMPLES, done, write_csv
from tests.knooppunt.reports import Page
from viz.scene import scene

DECIDED_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
#: What the report does not tell under the title of its kind, and why.
NOT_IN_REPORT = {
    "cut-pair": "looked for when asked only: that may take long",
    "platform-falls-apart": "a table with a title of its own, in the part about the advisers",
    "municipality-without-link": "a sentence in that part",
}
#: What hangs on a person has a line with that person, and no title of its own.
BY_PERSON = {
    "cut-person": "los van de rest: ",
    "single-person-connection": "alleen via deze persoon",
    "single-contact-organisation": "Is de enige contactpersoon van ",
    "convener-dependent": "Roept als enige ",
    "term-ending": "De termijn bij ",
    "many-seats": " plekken tegelijk.",
    "adviser-overload": "organisaties en gebieden",
}
#: What nobody can decide about, because it depends on who would leave.
NOT_DECIDED = {kind.code for kind in kinds_of("whatif")}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a network in which every kind is found: the fictional region, and an adviser who does too much elsewhere."""
    folder = tmp_path_factory.mktemp("kinds")
    lists = folder / "elders"
    write_csv(lists, "gemeenten", "id;naam;provincie", "GM1;Aa;Elders")
    write_csv(lists, "clientenorganisaties", "id;naam;actief in", "va;Vereniging Aa;GM1", "vb;Bond Aa;GM1")
    write_csv(lists, "personen", "id;naam;tot", "druk;Drukke Dirk;", "weg;Weggegane Wim;1-1-2026")
    write_csv(lists, "contacten", "organisatie a;organisatie b;via", "vb;va;weg")
    write_csv(lists, "adviseurs", "persoon;ondersteunt;uren per maand", 'druk;"GM1;va";1')
    write_csv(lists, "platforms", "id;naam;frequentie", "stil;Stil Overleg;maandelijks", "los;Los Overleg;op afroep")
    write_csv(lists, "bijeenkomsten", "naam;datum;platform", "Laatste;1-9-2025;stil", "Losse;1-9-2024;los")
    path = folder / "n.knooppunt"
    done("--file", path, "load", EXAMPLES / "voorbeeldregio")
    done("--file", path, "load", lists)
    return path


@pytest.fixture(scope="module")
def asked(file: Path) -> Asked:
    return Asked(file, datetime.fromisoformat(DAY).date())


@pytest.fixture(scope="module")
def network(asked: Asked) -> Network:
    return open_network(asked)


@pytest.fixture(scope="module")
def found(asked: Asked, network: Network) -> Mapping[str, list[Finding]]:
    """Return findings of every kind."""
    parts = [*every_finding(network, asked.day, own_rules(asked.file)), whatif(network, network.advisers).findings]
    return {code: [finding for part in parts for finding in part if finding.kind == code] for code in KINDS}


def _changes(asked: Asked, kinds: set[str]) -> Diff:
    network = open_network(asked)
    return changes(network, network, own_rules(asked.file), kinds)


def _otherwise(network: Network, kind: Kind, findings: list[Finding]) -> list[Finding]:
    """Return findings of a kind, and one of them as it would be elsewhere, so that every wording occurs."""
    own = findings[0]
    others = [{**own.details, **details} for details in _details(network, kind)]
    return [*findings, *(msgspec.structs.replace(own, details=details) for details in others)]


def _details(network: Network, kind: Kind) -> Iterator[dict[str, Any]]:
    person, organisation = [network.persons[0]], [network.organisations[0]]
    if kind.question == "gaps":
        for need_type in NEED_TYPES:
            for nearby in ([], organisation):
                yield {"need_type": need_type, "nearby": nearby, "advisers": person, "last_confirmed": date(2020, 1, 1)}
        yield {"one_person": True}
    elif kind.question == "missing":
        for introducers, via, advisers in ((1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1)):
            yield {"introducers": person * introducers, "via": organisation * via, "advisers": person * advisers}
        yield {"distance": 2}
    elif kind.code == "term-ending":
        for past in (False, True):
            yield from ({"passed": past, "cut_person": cut} for cut in (False, True))
    elif kind.code == "orphaned-connection":
        for left in ([], person):
            yield from ({"left": left, "pairs_regained": count} for count in (0, 1))
    elif kind.code == "platform-falls-apart":
        for gone in (True, False):
            yield {"without_convener": gone, "left": 2, "participants": 2}


def test_every_kind_is_found_and_registered_once(found: Mapping[str, list[Finding]]) -> None:
    assert {code for code, findings in found.items() if not findings} == set()
    assert {kind.question for kind in KINDS.values()} == {"fragile", "whatif", "missing", "gaps"}
    with pytest.raises(ValueError, match="cut-person"):
        by_code([*KINDS.values(), msgspec.structs.replace(KINDS["cut-person"], followed=False)])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", KINDS)
def test_a_kind_has_words(network: Network, found: Mapping[str, list[Finding]], code: str, lang: str) -> None:
    kind = KINDS[code]
    assert text(lang, f"title.{code}")
    fits = set()
    for finding in _otherwise(network, kind, found[code]):
        fits |= set(kind.variants(finding))
        one = Told(Speaker(network, lang), finding)
        for told in (one.text, one.suggestion):
            assert told.strip()
            assert not {"{", "}"} & set(told)
    assert _variants(code, lang) <= fits, "every wording can be reached"


def _variants(code: str, lang: str) -> set[str]:
    """Return the variants for which the catalogue has a sentence or a suggestion."""
    starts = (f"finding.{code}.", f"suggestion.{code}.")
    return {key.removeprefix(start) for key in messages(lang) for start in starts if key.startswith(start)}


@pytest.mark.parametrize("code", KINDS)
def test_evidence_is_in_the_network_and_each_once(
    network: Network, found: Mapping[str, list[Finding]], code: str
) -> None:
    known = {id(item) for item in (*network.relations, *network.nodes.values())}
    for finding in found[code][:200]:
        shown = [id(item) for item in KINDS[code].evidence(network, finding)]
        assert known.issuperset(shown)
        assert len(shown) == len(set(shown))
        assert shown or code in ("no-coverage", "expected-link", "likely-link"), finding.id


@pytest.mark.parametrize("code", KINDS)
def test_details_that_name_nodes_are_references(
    network: Network, found: Mapping[str, list[Finding]], code: str
) -> None:
    introductions = Introductions(network)
    for finding in found[code][:50]:
        finding = introductions.introduced(finding) if KINDS[code].question == "missing" else finding
        data = Told(Speaker(network, "nl"), finding).data()
        for name in KINDS[code].nodes:
            assert all(one["name"] for one in data.get(name, ()))


@pytest.mark.parametrize("code", [code for code in KINDS if code not in NOT_DECIDED])
def test_a_finding_can_be_decided_about(asked: Asked, found: Mapping[str, list[Finding]], code: str) -> None:
    finding = found[code][0]
    kept = decide(asked, finding.id, Decision("", (), "planned", DECIDED_AT))
    assert (kept.kind, kept.subjects) == (finding.kind, finding.subjects)


def test_what_would_be_cannot_be_decided_about(asked: Asked, found: Mapping[str, list[Finding]]) -> None:
    for code in NOT_DECIDED:
        with pytest.raises(UsageProblem):
            decide(asked, found[code][0].id, Decision("", (), "planned", DECIDED_AT))


def test_diff_follows_the_kinds_that_are_followed(asked: Asked) -> None:
    changed = _changes(asked, set(KINDS))
    followed = {code for code, kind in KINDS.items() if kind.followed}
    assert {finding.kind for finding in changed.findings_open} == followed


def test_the_report_tells_every_kind(file: Path, found: Mapping[str, list[Finding]]) -> None:
    path = file.with_suffix(".html")
    done("--file", file, "report", "--on", DAY, "--audience", "internal", "--output", path)
    told = Page(path.read_text(encoding="utf-8")).text()
    titles = {code: text("nl", f"title.{code}") for code in KINDS}
    # What is only ever light of the coverage stands in a table.
    light = {k.code for k in kinds_of("gaps") if {finding.severity for finding in found[k.code]} == {"low"}}
    assert {code for code, title in titles.items() if title not in told} == {*NOT_IN_REPORT, *BY_PERSON, *light}
    assert [words for words in BY_PERSON.values() if words not in told] == []


def test_the_map_can_show_every_kind(network: Network, found: Mapping[str, list[Finding]]) -> None:
    marks = {code: findings[0].person or findings[0].subjects[0] for code, findings in found.items()}
    drawn = scene(network, "nl", highlight=dict.fromkeys(marks.values(), "x"))
    assert set(marks.values()) <= {item.id for item in drawn.nodes}


# -- a kind that is made up -------------------------------------------------------------------------------------------

CODE = "made-up"


def _one(made: Question) -> Iterable[Finding]:
    """Yield one organisation, as if something were the matter with it."""
    own = ("client_organisation:va",)
    yield Finding(kind=CODE, subjects=own, severity="high", organisations=own, details={"friends": [*own]})


def _supported(network: Network, finding: Finding) -> list[Relation | Node]:
    return [r for r in network.relations_of[finding.subjects[0]] if r.relation == "supports"]


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> Kind:
    """Return a kind that is registered for one test only: its object, its place in the family, and its messages."""
    kind = Kind(
        CODE,
        "fragile",
        _supported,
        followed=True,
        variants=lambda finding: ["absent", "special"],
        nodes=("friends",),
        find=_one,
    )
    # The commands take their kinds when they are imported: a kind that is made up must not stay in them.
    for command in ("ask", "diff"):
        importlib.import_module(f"knooppunt.cli.{command}")
    monkeypatch.setattr(question, "FOUND_TOGETHER", (*question.FOUND_TOGETHER, kind))
    monkeypatch.setitem(KINDS, CODE, kind)
    for lang in LANGUAGES:
        said = {
            "title": "Verzonnen",
            "finding": "gewoon",
            "finding.special": "{first} is bijzonder",
            "suggestion": "Niets",
        }
        for start, message in said.items():
            first, _, variant = start.partition(".")
            monkeypatch.setitem(messages(lang), ".".join(filter(None, (first, CODE, variant))), message)
    return kind


def test_a_new_kind_is_known_everywhere(made_up: Kind, file: Path, asked: Asked) -> None:
    data = done("--file", file, "fragile", "--on", DAY, "--format", "json").data
    (told,) = [finding for finding in data["findings"] if finding["kind"] == CODE]
    assert told["text"] == "Vereniging Aa is bijzonder"
    assert told["friends"] == [{"id": "client_organisation:va", "name": "Vereniging Aa"}]
    assert [(one["relation"], one["where"]) for one in told["evidence"]] == [("supports", "adviseurs!2")]
    table = done("--file", file, "fragile", "--on", DAY, "--why").out
    assert "Verzonnen (1)" in table

    done("--file", file, "decide", told["id"], "--status", "planned", "--on", DAY)
    changed = _changes(asked, {CODE})
    assert [finding.id for finding in changed.findings_open] == [told["id"]]

    path = file.with_suffix(".made-up.html")
    done("--file", file, "report", "--on", DAY, "--audience", "internal", "--output", path)
    assert "Verzonnen" in Page(path.read_text(encoding="utf-8")).text("attention")


def test_a_kind_that_is_not_registered_cannot_be_told(
    made_up: Kind, monkeypatch: pytest.MonkeyPatch, file: Path, asked: Asked
) -> None:
    monkeypatch.delitem(KINDS, CODE)
    with pytest.raises(KeyError, match=CODE):
        _changes(asked, {CODE})
    assert text("nl", f"title.{CODE}") == "Verzonnen"
