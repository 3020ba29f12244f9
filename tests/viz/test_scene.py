"""The scene against the design (section 5), and what people read on it."""

from __future__ import annotations

from datetime import date

import msgspec
from hypothesis import given, settings

from graph.network import LooseEnd, Network
from graph.views import for_audience, on, take, within, without
from graph.vocabulary import vocabulary
from tests.networks import DAY, network, networks, node, relation
from tests.queries import oracle
from tests.viz.samples import ANNA, BOND, BRAM, CEES, COUNCIL, DASHED, HUB, JOINED, MEETING, REGION, TABLE, TOPIC, TOWN
from viz.model import Scene, SceneEdge
from viz.scene import scene


def _joined(drawn: Scene) -> dict[frozenset[str], SceneEdge]:
    return {frozenset((edge.origin, edge.target)): edge for edge in drawn.edges}


def test_draws_organisations_and_persons_and_what_ties_them(small: Network) -> None:
    drawn = scene(small, "nl")
    assert [n.id for n in drawn.nodes] == [COUNCIL, TOWN, BOND, TABLE, HUB, ANNA, BRAM, CEES]
    assert _joined(drawn).keys() == JOINED
    assert len(drawn.edges) == len(JOINED)
    assert {pair for pair, edge in _joined(drawn).items() if edge.dashed} == DASHED


@settings(max_examples=60)
@given(networks())
def test_the_lines_are_the_carrying_graph(made: Network) -> None:
    drawn = scene(take(made, on(DAY)), "nl")
    truth = oracle.look(made, DAY)
    assert {n.id for n in drawn.nodes} == truth.organisations | truth.persons
    assert _joined(drawn).keys() == {frozenset(edge) for edge in truth.graph.edges} | truth.orphaned.keys()
    assert len(_joined(drawn)) == len(drawn.edges)
    # A line between two organisations is there because nobody is known who keeps it alive, or because all who did have left.
    between = {pair for pair in _joined(drawn) if pair <= truth.organisations}
    assert between == truth.unattributed | truth.orphaned.keys()
    assert {pair for pair, edge in _joined(drawn).items() if edge.dashed} == between


def test_one_line_tells_everything_between_two(small: Network) -> None:
    edge = _joined(scene(small, "nl"))[frozenset((ANNA, COUNCIL))]
    assert (edge.origin, edge.target) == (ANNA, COUNCIL)
    assert edge.label == "voorzitter, onderhoudt contact met"
    assert edge.lines == ("seat", "carries")
    assert edge.ties[0].facts == (("Sinds", "1 januari 2018"), ("Einde termijn", "31 december 2027"))
    assert edge.ties[0].sources == ("nieuw.xlsx, blad zetels, rij 2 — jaarverslag", "oud.xlsx, blad zetels, rij 9")
    assert edge.ties[1].facts[0] == ("", "Adviesraad Merendam adviseert Merendam")


def test_legend_has_only_what_is_drawn(small: Network) -> None:
    drawn = scene(small, "en")
    assert [(k.code, k.label, k.count) for k in drawn.kinds] == [
        ("municipality", "municipalities", 1),
        ("council", "councils", 1),
        ("client_organisation", "client organisations", 1),
        ("platform", "platforms", 1),
        ("support_organisation", "support organisations", 1),
        ("person", "persons", 3),
    ]
    assert [(line.code, bool(line.dashes), line.count) for line in drawn.lines] == [
        ("seat", False, 1),
        ("employer", False, 1),
        ("supports", False, 1),
        ("participates", True, 1),
        ("contact", True, 1),
        ("convenes", False, 1),
        ("carries", False, 2),
    ]


def test_looks_come_from_the_vocabulary(small: Network) -> None:
    kinds = vocabulary().kinds
    for drawn in scene(small, "nl").nodes:
        assert (drawn.colour, drawn.shape) == (kinds[drawn.kind].colour, kinds[drawn.kind].shape)


def test_meetings_when_asked_for(small: Network) -> None:
    assert MEETING not in {n.id for n in scene(small, "nl").nodes}
    drawn = scene(small, "nl", meetings=True)
    assert _joined(drawn).keys() == JOINED | {frozenset((ANNA, MEETING))}
    assert "meeting" in {k.code for k in drawn.kinds}
    assert not any("bijeenkomst" in note for note in drawn.notes)


def test_highlights_keep_their_order_and_reasons(small: Network) -> None:
    drawn = scene(
        small, "nl", highlight={BRAM: "roept als enige bijeen", TABLE: "hangt aan Bram", TOPIC: "x", "person:weg": "y"}
    )
    assert drawn.attention == (BRAM, TABLE)
    by_id = {n.id: n for n in drawn.nodes}
    assert by_id[BRAM].highlighted
    assert by_id[BRAM].card.reason == "Roept als enige bijeen"
    assert not by_id[ANNA].highlighted
    assert {pair for pair, edge in _joined(drawn).items() if edge.highlighted} == {frozenset((BRAM, TABLE))}
    assert any(note.startswith("2 aandachtspunten gaan over iets") for note in drawn.notes)


def test_a_full_map_leaves_out_persons_with_one_line_and_says_so(small: Network) -> None:
    drawn = scene(small, "nl", crowded=5)
    assert {n.id for n in drawn.nodes} == {COUNCIL, TOWN, BOND, TABLE, HUB, ANNA, BRAM}
    assert any(note.startswith("1 persoon met hoogstens één lijn staat niet op de kaart") for note in drawn.notes)
    assert CEES in {n.id for n in scene(small, "nl", crowded=5, highlight={CEES: "x"}).nodes}
    assert CEES in {n.id for n in scene(small, "nl").nodes}


def test_who_is_left_out_still_stands_on_the_card_of_the_organisation() -> None:
    seats = [relation("seat", f"person:p{i}", "council:a", properties={"role": "member"}) for i in range(20)]
    drawn = scene(network(seats), "nl", crowded=10)
    assert [n.id for n in drawn.nodes] == ["council:a"]
    assert {tie.others[0].label for tie in drawn.nodes[0].card.ties} == {f"p{i}" for i in range(20)}
    assert drawn.edges == ()
    assert drawn.lines == ()


def test_subtitle_tells_which_part_this_is(small: Network) -> None:
    assert scene(small, "nl").subtitle == "het hele netwerk · alle jaren samen · voor intern gebruik"
    narrowed = take(small, on(date(2026, 11, 1)), within(REGION), without([ANNA]), for_audience("partners"))
    subtitle = scene(narrowed, "nl").subtitle
    assert subtitle.startswith("Regio Meren · stand op 1 november 2026 · voor partners")
    assert subtitle.endswith("zonder 1 persoon")
    assert "anna" not in subtitle.lower()


def test_notes_count_relations_without_an_end() -> None:
    loose = LooseEnd(relation("seat", "person:weg", "council:a"), ("person:weg",))
    made = Network({"council:a": node("council:a")}, [], loose_ends=[loose])
    assert any(note.startswith("1 verband is niet getekend") for note in scene(made, "nl").notes)


def test_public_map_names_nobody_and_keeps_what_is_joined(small: Network) -> None:
    drawn = scene(take(small, for_audience("public")), "nl", highlight={ANNA: "weg"})
    text = msgspec.json.encode(drawn).decode().lower()
    assert not any(word in text for word in ("anna", "bram", "cees"))
    assert "person" not in {n.kind for n in drawn.nodes}
    told = _joined(drawn)[frozenset((COUNCIL, TOWN))]
    assert not told.dashed
    assert "wie dit contact onderhoudt, staat niet op deze kaart" in {tie.remark for tie in told.ties}


def test_partners_see_a_member_by_role_only(small: Network) -> None:
    more = small.replace(relations=[*small.relations, relation("seat", CEES, COUNCIL, properties={"role": "member"})])
    plain = more.replace(
        {id_: n for id_, n in more.nodes.items() if id_ != CEES} | {CEES: node(CEES, name="Cees Cornelis")}
    )
    drawn = scene(take(plain, for_audience("partners")), "nl")
    labels = {n.label for n in drawn.nodes if n.kind == "person"}
    assert {"Anna Aalbers", "Bram Bakker"} < labels
    assert any(label.startswith("lid van Adviesraad Merendam (") for label in labels)
    text = msgspec.json.encode(drawn).decode()
    assert not any(word in text for word in ("Cees", "cees", "anna@example.org", "jaarverslag"))


def test_both_languages_have_the_same_texts(small: Network) -> None:
    assert scene(small, "nl").texts.keys() == scene(small, "en").texts.keys()


def test_an_empty_network_gives_an_empty_scene() -> None:
    drawn = scene(Network({}, []), "nl")
    assert (drawn.nodes, drawn.edges, drawn.kinds, drawn.lines, drawn.notes) == ((), (), (), (), ())
