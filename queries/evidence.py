"""Evidence: the relations that a finding rests on, so that every finding can be traced to a row of a source."""

from __future__ import annotations

from collections.abc import Callable

from graph.areas import AREA_RELATIONS
from graph.model import Relation
from graph.network import Network
from graph.vocabulary import vocabulary
from queries.carrying.ties import tying_relations
from queries.finding import Finding
from queries.gaps.coverage import supports_area
from queries.missing.evidence import of_expected_link, of_likely_link, of_separated_group


def evidence(network: Network, finding: Finding) -> list[Relation]:
    """Return the relations behind ``finding``, in the order of the sources; [] for what no relation shows."""
    return _EVIDENCE.get(finding.kind, _of_subjects)(network, finding)


def _of_person(network: Network, finding: Finding) -> list[Relation]:
    return tying_relations(network, finding.person or "")


def _of_persons(network: Network, finding: Finding) -> list[Relation]:
    return [relation for person in finding.subjects for relation in tying_relations(network, person)]


def _of_seats(network: Network, finding: Finding) -> list[Relation]:
    own = network.relations_of.get(finding.subjects[0], ())
    return [relation for relation in own if relation.relation == "seat"]


def _of_pair(network: Network, finding: Finding) -> list[Relation]:
    """Return the relations between the two organisations, and the ties of the one carrier with both."""
    a, b = finding.organisations
    types = vocabulary().relations
    between = [r for r in network.relations_of.get(a, ()) if types[r.relation].ties and {r.origin, r.target} == {a, b}]
    own = tying_relations(network, finding.person) if finding.person else []
    return between + [r for r in own if r.origin == finding.person and r.target in (a, b)]


def _of_person_and_organisation(network: Network, finding: Finding) -> list[Relation]:
    """Return the ties of the person with the organisation."""
    own = tying_relations(network, finding.person or "")
    return [relation for relation in own if finding.organisations[0] in (relation.origin, relation.target)]


def _of_seat(network: Network, finding: Finding) -> list[Relation]:
    return [r for r in _of_person_and_organisation(network, finding) if r.relation == "seat"]


def _of_convener(network: Network, finding: Finding) -> list[Relation]:
    own = _of_person_and_organisation(network, finding)
    return [r for r in own if r.relation == "convenes" or r.properties.get("role") == "convener"]


def _of_providers(network: Network, finding: Finding) -> list[Relation]:
    """Return what makes each provider one for this unit and need, and the ties of the only person behind them."""
    unit = finding.unit or ""
    areas = {unit} if finding.kind != "indirect-coverage" else network.area_tree.around([unit]) - {unit}
    topics = finding.details.get("topics", ())
    found = []
    for provider in finding.organisations:
        for relation in network.relations_of.get(provider, ()):
            where = relation.relation in AREA_RELATIONS and relation.target in areas
            about = relation.relation == "covers" and relation.target in topics
            tie = relation.origin == finding.person and relation.target == provider
            if tie or (relation.origin == provider and (where or about)):
                found.append(relation)
    for adviser in finding.details.get("advisers", ()):
        found += [r for r in network.relations_of.get(adviser, ()) if supports_area(network, r, areas)]
    return found


def _of_subjects(network: Network, finding: Finding) -> list[Relation]:
    """Return the relations of the subject that tie, as long as nothing more precise is known of the kind."""
    types = vocabulary().relations
    return [r for r in network.relations_of.get(finding.subjects[0], ()) if types[r.relation].ties]


_EVIDENCE: dict[str, Callable[[Network, Finding], list[Relation]]] = {
    "cut-person": _of_person,
    "cut-pair": _of_persons,
    "many-seats": _of_seats,
    "single-person-connection": _of_pair,
    "unattributed-connection": _of_pair,
    "single-contact-organisation": _of_person_and_organisation,
    "term-ending": _of_seat,
    "convener-dependent": _of_convener,
    "no-coverage": _of_providers,
    "indirect-coverage": _of_providers,
    "stale-coverage": _of_providers,
    "thin-coverage": _of_providers,
    "expected-link": of_expected_link,
    "likely-link": of_likely_link,
    "separated-group": of_separated_group,
}
