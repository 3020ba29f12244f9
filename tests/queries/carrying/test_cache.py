"""What is made once, and let go of with what it was made from."""

from __future__ import annotations

import gc
import weakref

from graph.views import known_only
from queries.carrying.graph import carrying_graph
from queries.carrying.separation import separation
from tests.networks import network, relation


def test_the_same_question_of_the_same_network_is_answered_once() -> None:
    made = network([relation("seat", "person:p", "council:a"), relation("contact", "council:a", "council:b")])
    graph = carrying_graph(made)
    assert carrying_graph(made) is graph
    assert separation(graph) is separation(graph)
    without = known_only(made)
    known = carrying_graph(without)
    assert known is carrying_graph(without) is not graph
    assert known.neighbours_of(known.numbers["council:b"]) == []
    assert graph.neighbours_of(graph.numbers["council:b"]) == [graph.numbers["council:a"]]
    assert carrying_graph(made.replace()) is not graph


def test_it_is_kept_no_longer_than_the_network() -> None:
    made = network([relation("seat", "person:p", "council:a")])
    graph = weakref.ref(carrying_graph(made))
    separation(carrying_graph(made))
    del made
    gc.collect()
    assert graph() is None
