"""The smallest lists that show how one thing is read: what a person reads in each is what the network has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from graph.model import Relation
from graph.network import Network
from graph.store.opening import open_store
from knooppunt.usecases.columns import Wishes
from knooppunt.usecases.load import load

NOW = datetime(2026, 11, 27, tzinfo=UTC)


class Case(msgspec.Struct, frozen=True):
    """A list as text (``;`` between cells), and what it says.

    ``says``: every relation, as ``from relation to`` with what is told of it. ``of``: by the name of a node, some of its
    properties. ``told``: codes of warnings that there must be, ``untold`` those that there may not be.
    """

    name: str
    text: str
    says: tuple[str, ...]
    of: dict[str, dict[str, object]] = {}
    told: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    kinds: dict[str, str] = {}


CASES = (
    Case(
        "english-headers",
        "Name;Position;Council;Member since;End of term\n"
        "Emma van Dijk;Chair;Wmo council Soest;2024-01-01;2027-12-31\n"
        "Tess de Wit;Treasurer;Wmo council Soest;Sept 2022;\n",
        (
            "Emma van Dijk seat Wmo council Soest: role=chair since=2024-01-01 term_end=2027-12-31",
            "Tess de Wit seat Wmo council Soest: role=treasurer since=2022-09-01",
        ),
    ),
    Case(
        "contacts-between-two-organisations",
        "Organisatie 1;Organisatie 2;Via;Frequentie;Laatste keer\n"
        "Cliëntenraad Delft;Wmo-raad Rijswijk;Co Stee;1x per kwartaal;1/10/2026\n",
        (
            "Cliëntenraad Delft contact Wmo-raad Rijswijk: frequency=1x per kwartaal last_contact=2026-10-01"
            " via=Co Stee",
        ),
        untold=("list-own-organisation",),
    ),
    Case(
        "from-one-organisation-to-another",
        "Van;Naar;Via\nCliëntenraad Delft;Wmo-raad Rijswijk;Co Stee\n",
        ("Cliëntenraad Delft contact Wmo-raad Rijswijk: via=Co Stee",),
    ),
    Case(
        "founded-and-ended",
        "Organisatie;Afkorting;Gemeente;Opgericht;Opgeheven\n"
        "Adviesraad Sociaal Domein Ommen;ASD Ommen;Ommen;1-1-2015;\n"
        "Wmo-raad Ommen;;Ommen;2007;1-1-2014\n",
        ("Adviesraad Sociaal Domein Ommen advises Ommen", "Wmo-raad Ommen advises Ommen"),
        of={
            "Adviesraad Sociaal Domein Ommen": {"also_known_as": ["ASD Ommen"], "since": "2015-01-01", "until": None},
            "Wmo-raad Ommen": {"since": "2007-01-01", "until": "2014-01-01"},
        },
    ),
    Case(
        "home-of-a-member",
        "Naam;Raad;Functie;Woonplaats\nTruus Loo;Wmo-raad Venray;voorzitter;Nijmegen\n",
        ("Truus Loo seat Wmo-raad Venray: role=chair",),
        of={"Truus Loo": {"municipality": "municipality:GM0268"}},
    ),
    Case(
        "crosses-under-target-groups",
        "Organisatie;Gemeente;Ouderen;GGZ\nKBO Elst;Overbetuwe;x;\nPatiëntenvereniging Ypsilon;Arnhem;;x\n",
        (
            "KBO Elst active_in Overbetuwe",
            "KBO Elst covers Ouderen",
            "Patiëntenvereniging Ypsilon active_in Arnhem",
            "Patiëntenvereniging Ypsilon covers GGZ",
        ),
        kinds={"Ouderen": "topic", "GGZ": "topic"},
    ),
    Case(
        "crosses-under-laws",
        "Raad;Wmo;Jeugdwet\nWmo-raad Ede;x;x\nWmo-raad Barneveld;x;\n",
        ("Wmo-raad Ede covers Wmo", "Wmo-raad Ede covers Jeugdwet", "Wmo-raad Barneveld covers Wmo"),
    ),
    Case(
        "target-groups-under-categories",
        "First Name;Last Name;Company;Job Title;Categories\nJoop;Maas;KBO Beuningen;Voorzitter;Ouderen\n",
        ("Joop Maas seat KBO Beuningen: role=chair", "KBO Beuningen covers Ouderen"),
    ),
    Case(
        "number-of-a-term",
        "Naam;Raad;Lid van;Lid tot;Termijn\nJan Pot;Wmo-raad Ede;1-1-2020;31-12-2030;1\n",
        ("Jan Pot seat Wmo-raad Ede: since=2020-01-01 until=2030-12-31",),
        of={"Jan Pot": {"unread": "Termijn: 1"}},
    ),
    Case(
        "member-of-an-organisation",
        "Naam;Lid van;Functie\nPim Ras;Wmo-raad Ede;lid\n",
        ("Pim Ras seat Wmo-raad Ede: role=member",),
    ),
    Case(
        "employer-of-an-adviser",
        "Adviseur;Werkgebied;Uren;Werkgever\nJet Rook;Amersfoort;24;Zorgbelang Utrecht\n",
        ("Jet Rook supports Amersfoort: hours_per_month=24.0", "Jet Rook employer Zorgbelang Utrecht"),
    ),
    Case(
        "a-second-contact-person",
        "Naam organisatie;Contactpersoon 1;E-mail 1;Contactpersoon 2\n"
        "Seniorenraad Venlo;Wiel Janssen;wiel@s.example;Mia Cox\n",
        (
            "Wiel Janssen seat Seniorenraad Venlo: role=contact",
            "Mia Cox seat Seniorenraad Venlo: role=contact",
        ),
        of={"Wiel Janssen": {"email": "wiel@s.example"}, "Mia Cox": {"email": None}},
    ),
    Case(
        "addresses-of-a-second-contact-person-are-not-the-first-one-s",
        "Organisatie;Contactpersoon 1;E-mail 1;Telefoon 1;Contactpersoon 2;E-mail 2;Telefoon 2\n"
        "KBO Ede;Puk Lage;puk@a.example;0318-111111;Jip Kade;jip@a.example;06-11111111\n",
        ("Puk Lage seat KBO Ede: role=contact", "Jip Kade seat KBO Ede: role=contact"),
        of={
            "Puk Lage": {"email": "puk@a.example", "phone": "0318-111111", "unread": None},
            "Jip Kade": {"email": "jip@a.example", "phone": "06-11111111", "unread": None},
            "KBO Ede": {"unread": None},
        },
    ),
    Case(
        "an-address-with-the-role-of-somebody-in-its-header",
        "Raad;Voorzitter;E-mail voorzitter;Contactpersoon;E-mail contactpersoon\n"
        "Wmo-raad Ede;Puk Lage;puk@a.example;Jip Kade;jip@a.example\n",
        ("Puk Lage seat Wmo-raad Ede: role=chair", "Jip Kade seat Wmo-raad Ede: role=contact"),
        of={
            "Puk Lage": {"email": "puk@a.example"},
            "Jip Kade": {"email": "jip@a.example"},
            "Wmo-raad Ede": {"unread": None},
        },
    ),
    Case(
        "an-address-behind-two-people-is-of-neither",
        "Organisatie;Contactpersoon 1;Contactpersoon 2;E-mail\nKBO Ede;Puk Lage;Jip Kade;jip@a.example\n",
        ("Puk Lage seat KBO Ede: role=contact", "Jip Kade seat KBO Ede: role=contact"),
        of={"Puk Lage": {"email": None}, "KBO Ede": {"unread": "E-mail (Puk Lage, Jip Kade): jip@a.example"}},
    ),
    Case(
        "second-addresses-of-one-person-are-kept",
        "Organisatie;Contactpersoon;E-mail;E-mail 2;Telefoon werk;Telefoon privé\n"
        "KBO Ede;Puk Lage;puk@a.example;p2@a.example;0318-111111;06-11111111\n",
        ("Puk Lage seat KBO Ede: role=contact",),
        of={
            "Puk Lage": {
                "email": "puk@a.example",
                "phone": "0318-111111",
                "unread": "E-mail 2: p2@a.example\nTelefoon privé: 06-11111111",
            }
        },
    ),
    Case(
        "an-address-with-a-name-in-it-is-of-that-person",
        "Organisatie;E-mail;Contactpersoon\nKBO Ede;lage@a.example;Puk Lage\n",
        ("Puk Lage seat KBO Ede: role=contact",),
        of={"Puk Lage": {"email": "lage@a.example"}},
    ),
    Case(
        "a-vacancy-is-told-once",
        "Wmo-raad Ede\nNaam;Functie;Termijn tot\nPuk Lage;lid;2027\nVacature;lid;2028\n",
        ("Puk Lage seat Wmo-raad Ede: role=member term_end=2027-12-31",),
        of={"Wmo-raad Ede": {"vacancies": 1, "unread": "Functie: lid\nTermijn tot: 2028"}},
        told=("list-vacancies",),
        untold=("list-nobody-to-keep-with",),
    ),
    Case(
        "whom-to-call-at-the-municipality",
        "Gemeente;Raad;Contactpersoon gemeente;Contactpersoon raad\nEde;Wmo-raad Ede;Mies Post;Dirk Haas\n",
        (
            "Wmo-raad Ede advises Ede",
            "Dirk Haas seat Wmo-raad Ede: role=contact",
            "Mies Post seat Ede: role=contact",
        ),
    ),
    Case(
        "who-spoke-with-whom",
        "Organisatie;Met wie;Door wie;Laatste keer\nKBO Ede;Wim Rijn;Karin Mos;12-3-2026\n",
        (
            "Wim Rijn seat KBO Ede",
            "KBO Ede contact Ons steunpunt: last_contact=2026-03-12 via=Karin Mos",
        ),
        told=("list-own-organisation",),
    ),
    Case(
        "the-same-as-above",
        "Raad;Lid;Rol\nWmo-raad Stein;Lea Kuipers;voorzitter\nidem;Ine Pas;lid\n,,;Ger Um;idem\n",
        (
            "Lea Kuipers seat Wmo-raad Stein: role=chair",
            "Ine Pas seat Wmo-raad Stein: role=member",
            "Ger Um seat Wmo-raad Stein: role=member",
        ),
    ),
    Case(
        "two-councils-in-a-cell",
        "Naam;Raad;Functie\nPim Ras;Adviesraad Ede en Cliëntenraad Wageningen;lid\n"
        "Lia Sok;Cliëntenraad Werk en Inkomen Rhenen;voorzitter\n",
        (
            "Pim Ras seat Adviesraad Ede: role=member",
            "Pim Ras seat Cliëntenraad Wageningen: role=member",
            "Lia Sok seat Cliëntenraad Werk en Inkomen Rhenen: role=chair",
        ),
    ),
    Case(
        "two-first-names-are-two-people",
        "Naam;Raad\nW. de Vries;Wmo-raad Urk\nWillem de Vries;Wmo-raad Urk\nWietse de Vries;Wmo-raad Urk\n",
        ("Wietse de Vries seat Wmo-raad Urk", "Willem de Vries seat Wmo-raad Urk"),
        told=("list-initial",),
    ),
    Case(
        "who-left-without-a-day-has-no-seat",
        "Naam;Organisatie;Functie;Status\nBert Kok;ASD Delft;lid;actief\nAns Tol;ASD Delft;secretaris;afgetreden\n",
        ("Bert Kok seat ASD Delft: role=member",),
        of={"Ans Tol": {"unread": "Functie: secretaris\nStatus: afgetreden"}},
        told=("list-left",),
    ),
    Case(
        "addresses-of-an-organisation",
        "Organisatie;Plaats;Telefoon;E-mail;Contactpersoon\nKBO Heiloo;Heiloo;072-1111111;info@kbo.example;Ria Mooij\n",
        ("KBO Heiloo active_in Heiloo", "Ria Mooij seat KBO Heiloo: role=contact"),
        of={
            "Ria Mooij": {
                "email": None,
                "phone": None,
                "unread": "Telefoon: 072-1111111\nE-mail: info@kbo.example",
            }
        },
    ),
    Case(
        "a-shared-address-behind-a-person",
        "Naam;Raad;E-mail\nRia Mooij;Wmo-raad Heiloo;info@wmo.example\nBo Ras;Wmo-raad Heiloo;bo@wmo.example\n",
        ("Ria Mooij seat Wmo-raad Heiloo", "Bo Ras seat Wmo-raad Heiloo"),
        of={"Ria Mooij": {"email": None, "unread": "E-mail: info@wmo.example"}, "Bo Ras": {"email": "bo@wmo.example"}},
    ),
    Case(
        "areas-that-are-not-exact",
        "Organisatie;Gemeente\nKBO O;Gemeente Nijmegen e.o.\nKBO P;Nederland\nKBO R;Purmerend (voorheen Beemster)\n"
        "KBO M;Gemeenten Castricum, Uitgeest en Heiloo\nKBO Q;hele regio\n",
        (
            "KBO O active_in Nijmegen",
            "KBO R active_in Purmerend",
            "KBO M active_in Castricum",
            "KBO M active_in Uitgeest",
            "KBO M active_in Heiloo",
        ),
        of={
            "KBO O": {"unread": "Gemeente: Gemeente Nijmegen e.o."},
            "KBO P": {"unread": "Gemeente: Nederland"},
            "KBO Q": {"unread": "Gemeente: hele regio"},
        },
    ),
    Case(
        "a-council-by-its-name",
        "Naam;Organisatie;Rol\nPiet Jansen;Adviesraad Urk;lid\n",
        ("Piet Jansen seat Adviesraad Urk: role=member",),
        kinds={"Adviesraad Urk": "council"},
        untold=("list-kind-unsure",),
    ),
    Case(
        "who-was-there-of-no-day",
        "Naam;Organisatie;Aanwezig?\nHennie Post;Cliëntenraad Almelo;ja\nBé Veld;KBO Almelo;nee\n",
        ("Hennie Post seat Cliëntenraad Almelo", "Bé Veld seat KBO Almelo"),
        of={"Bé Veld": {"unread": "Aanwezig?: nee"}},
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_list_says_what_a_person_reads_in_it(case: Case, tmp_path: Path) -> None:
    file, path = tmp_path / "net.knooppunt", tmp_path / f"{case.name}.csv"
    path.write_text(case.text, encoding="utf-8")
    (result,) = load(file, [path], NOW, wishes=Wishes())
    with open_store(file) as store:
        network: Network = store.network()
    assert sorted(_said(network)) == sorted(case.says)
    nodes = {node.name: node for node in network.nodes.values()}
    for name, properties in case.of.items():
        node = nodes[name]
        days = {"since": node.since and node.since.isoformat(), "until": node.until and node.until.isoformat()}
        shown: dict[str, object] = {**node.properties, **days}
        assert {key: shown.get(key) for key in properties} == properties
    assert {name: nodes[name].kind for name in case.kinds} == case.kinds
    codes = [each.code for each in result.loaded.warnings]
    assert set(case.told) <= set(codes)
    assert not set(case.untold) & set(codes)


def _said(network: Network) -> Iterator[str]:
    for each in network.relations:
        origin, target = (network.nodes[end].name for end in (each.origin, each.target))
        yield f"{origin} {each.relation} {target}" + _more(network, each)


def _more(network: Network, relation: Relation) -> str:
    told = {key: value for key, value in relation.properties.items() if value}
    told |= {"since": relation.since, "until": relation.until}
    told["via"] = ", ".join(network.nodes[each].name for each in relation.carriers)
    texts = [f"{key}={_text(value)}" for key, value in sorted(told.items()) if value]
    return f": {' '.join(texts)}" if texts else ""


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
