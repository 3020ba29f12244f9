"""What each column of a table means: its header first, then what its values look like, then what else the table has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.names import normalise
from graph.names import words as words_of
from graph.places.table import places
from graph.vocabulary import bare_name, vocabulary
from loaders.base import CellValue, shown
from loaders.columns.advisers import settle_advisers
from loaders.columns.dated import dated_header, is_day, is_day_and_month, is_numbered_meeting, year_of
from loaders.columns.find import Found
from loaders.columns.headers import HEAD, HEADER, IN_ROLE, LIKENESS, PHRASE, meant, ordinal_in, owner_of, role_in
from loaders.columns.looks import Looks
from loaders.columns.maps import KEPT
from loaders.columns.officials import OFFICIAL, settle_officials
from loaders.columns.words import is_total, known_words
from loaders.meaning.kinds import kind_of_name
from loaders.meaning.people import looks_like_person

#: How sure a column is read: for certain, likely, or it is asked.
CERTAIN, LIKELY, DOUBTFUL = "certain", "likely", "doubtful"
#: What a column means (a word of lists.yaml, or one of the crosses), why (a code), and how sure that is.
Meaning = tuple[str, str, str]
MEETING_CROSS, PLATFORM_CROSS, SEAT_CROSS = "meeting-cross", "platform-cross", "seat-cross"
TOPIC_CROSS, YEAR_CROSS, PERSON_CROSS = "topic-cross", "year-cross", "person-cross"
SUPPORT_CROSS = "support-cross"
CROSSES = (MEETING_CROSS, PLATFORM_CROSS, SEAT_CROSS, YEAR_CROSS, PERSON_CROSS, SUPPORT_CROSS)
#: A person in this column goes to the platform of the row.
DELEGATE = "delegate"
#: What a table cannot do without: a doubt about it stops the load.
REQUIRED = frozenset(
    {
        "person",
        "name",
        "surname",
        "first_name",
        "people",
        "organisation",
        "adviser",
        "behalf",
        "platform",
        IN_ROLE,
        *CROSSES,
    }
)
#: What is told in names, and never by yes or no.
_NAMES = frozenset(
    {"area", "place", "home", "region", "province", "organisation", "other", "employer", "behalf", "topics"}
)
_HOURS = ("hours", "hours_week", "hours_year")
_DAYS = frozenset({"since", "until", "last_day", "term_end", "confirmed", "founded", "dissolved"})
#: Columns of people who may have an address in another column; a name in an address has so many letters at the least.
_WHO = frozenset({"person", "adviser", IN_ROLE})
_NAME = 3
_AT_MUNICIPALITY = frozenset({"gemeente", "municipality"})
#: A share of the values from which they tell what a column is, and up to which they contradict it.
_MOST, _SOME = 0.7, 0.3
#: A header of more words is a sentence.
_SENTENCE = 6
#: What makes a column of names beside it one of surnames.
_PARTS_OF_NAMES = frozenset({"first_name", "initials", "prefix", "surname"})
_OF_PEOPLE = frozenset(
    {"role", "since", "term_end", "period", "behalf", "prefix", "initials", "title", MEETING_CROSS, YEAR_CROSS}
)
#: What a list tells of members, and of nobody who is only called.
_OF_MEMBERS = frozenset({"role", "since", "until", "last_day", "term_end", "period"})
#: Words in a title that say that the rows are people.
_PEOPLE = frozenset(
    map(
        normalise,
        (
            *("ledenlijst", "leden", "deelnemers", "deelnemerslijst", "personen", "mensen", "bestuur", "bezetting"),
            *("members", "samenstelling", "presentielijst", "presentie"),
        ),
    )
)
_RANK = {CERTAIN: 0, LIKELY: 1, DOUBTFUL: 2}
#: Meanings that more than one column may have.
_SEVERAL = frozenset(
    {
        "topics",
        "themes",
        "laws",
        "note",
        "area",
        "region",
        "supports",
        "functions",
        KEPT,
        "role_email",
        "role_phone",
        IN_ROLE,
        TOPIC_CROSS,
        *CROSSES,
    }
)


def meanings_of(found: Found, looks: Mapping[int, Looks], answers: Mapping[int, str]) -> dict[int, Meaning]:
    """Return what every column of a table means; ``answers`` is what somebody said of some of them."""
    result = {
        n: (answers[n], "answer", CERTAIN) if n in answers else _meant(header, looks[n])
        for n, header in found.header.items()
    }
    _settle_empty(result, looks)
    _settle_supported(result, found, looks)
    _settle_crosses(result, found)
    settle_advisers(result, found, looks)
    _settle_names(result, found, looks)
    settle_officials(result, found, looks)
    _settle_officers(result, found)
    _settle_members(result, found)
    _settle_log(result, found, looks)
    _settle_spoken(result, found)
    _settle_delegates(result, found)
    _settle_roles(result, found, looks)
    _settle_addresses(result, found)
    _settle_doubles(result, found, looks)
    if not any(meaning == "date" for meaning, _, _ in result.values()):
        for n, (meaning, _, sure) in result.items():
            if meaning == "people" and sure == DOUBTFUL and looks[n].mark >= _MOST:
                result[n] = (KEPT, "values-not-header", LIKELY)  # who was there, of no day
    return result


def _meant(header: str, looks: Looks) -> Meaning:
    last = header.rpartition(": ")[2]
    if is_total(header) and meant(header)[1] != HEADER:
        return KEPT, "total", CERTAIN
    if year_of(header) is not None:
        if max(looks.mark, looks.role) >= _MOST:
            return YEAR_CROSS, "date-header", LIKELY
        return KEPT, "values-not-header" if looks.filled else "unknown", LIKELY
    day, name = dated_header(header)
    if is_day(day) and not name:
        return MEETING_CROSS, "date-header", DOUBTFUL if _names_instead(looks) else CERTAIN
    if day and is_day_and_month(day) and looks.filled and not _names_instead(looks):
        return MEETING_CROSS, "date-header", CERTAIN
    if looks.mark >= _MOST and (day or is_numbered_meeting(header)):
        return MEETING_CROSS, "date-header", CERTAIN
    meanings, why = meant(last or header)
    if not meanings and last != header:
        meanings, why = meant(header)
    if why != HEADER and (cross := _cross(last or header, looks)):
        return cross
    if why != HEADER and (role := _role_of(last or header, looks)):
        return role
    if why == LIKENESS and not _DAYS.isdisjoint(meanings) and not looks.date:
        meanings = ()  # a word that looks like one for a day, over what is none
    if meanings:
        why = PHRASE if why == HEAD else why
        meaning = _fitting(meanings, looks)
        if _agree(meaning, looks):
            return meaning, why, LIKELY if why == LIKENESS else CERTAIN
        other = next((each for each in meanings if _agree(each, looks)), "") or _by_values(looks)
        if other and other != meaning:
            return other, "values-not-header", CERTAIN if other in meanings else DOUBTFUL
        doubtful = meaning in REQUIRED and looks.number < _MOST  # a number is no name
        return (meaning, why, DOUBTFUL) if doubtful else (KEPT, "values-not-header", LIKELY)
    if other := _by_values(looks):
        return other, "values", CERTAIN if other == "email" else LIKELY if other == "phone" else DOUBTFUL
    return KEPT, "unknown", CERTAIN


def _names_instead(looks: Looks) -> bool:
    """Tell whether names or roles stand in a column where marks are expected; what else stands there is asked as marks."""
    return looks.mark < _MOST <= max(looks.person, looks.people, looks.organisation, looks.role)


def _cross(header: str, looks: Looks) -> Meaning | None:
    """Return what crosses or roles in a column say of what its header names; None when it is no such column."""
    if not looks.filled or header.endswith("?") or len(words_of(header)) > _SENTENCE:
        return None
    if normalise(header) in vocabulary().topic_types and looks.mark >= _MOST:
        return TOPIC_CROSS, "marks", LIKELY
    guess = kind_of_name(header)
    if looks.mark >= _MOST and (looks.number < 1 or (guess is not None and guess.certain)):
        if guess is not None and guess.certain and guess.kind != "platform":
            return SEAT_CROSS, "marks", LIKELY
        if guess is None and looks.yes_no >= _MOST:
            return None
        return PLATFORM_CROSS, "marks", LIKELY
    if guess is not None and guess.kind == "platform" and max(looks.person, looks.people) >= _MOST:
        return PLATFORM_CROSS, "marks", LIKELY
    if looks.role >= _MOST and (guess is not None or not vocabulary().lists.takings_part.isdisjoint(words_of(header))):
        return (PLATFORM_CROSS if guess is None or guess.kind == "platform" else SEAT_CROSS), "marks", LIKELY
    return None


def _role_of(header: str, looks: Looks) -> Meaning | None:
    """Return that the people in a column have the role that its header names (``Voorzitter``), if so."""
    first = header.split()[0] if header.split() else ""
    if meant(first)[1] != HEADER and role_in(header) and max(looks.person, looks.people) >= 0.5:
        return IN_ROLE, HEADER if vocabulary().values["seat_role"].find(header) else PHRASE, CERTAIN
    return None


def _fitting(meanings: Sequence[str], looks: Looks) -> str:
    """Return which of several meanings of a header fits its values best."""
    if {"behalf", "home"} <= set(meanings) and looks.area >= _MOST and not looks.organisation:
        return "home"
    if "people" in meanings and looks.people < _SOME and "person" in meanings:
        return "person"
    if KEPT in meanings:  # a word of which the values have to say that it means more
        said = {"role": looks.role, "behalf": max(looks.organisation, looks.topic)}
        return next((each for each in meanings if said.get(each, 0) >= _SOME), KEPT)
    if meanings[0] in _DAYS and looks.samples and not looks.date:
        return next((each for each in meanings if each not in _DAYS), meanings[0])
    return meanings[0]


def _agree(meaning: str, looks: Looks) -> bool:
    """Tell whether the values do not contradict what a header says."""
    if not looks.samples:
        return True
    share = {
        "email": looks.email,
        "spoken_on": looks.date,
        "date": looks.date,
        "year": looks.date and looks.number,
        **dict.fromkeys(_HOURS, max(looks.number, any(each[:1].isdigit() for each in looks.samples))),
        "phone": looks.phone,
    }.get(meaning)
    if share is not None:
        return share > 0
    if meaning in _NAMES and looks.yes_no >= _MOST:
        return False
    if meaning in _DAYS and not looks.date and max(looks.organisation, looks.person, looks.area) > _SOME:
        return False
    if meaning in ("organisation", "other", "employer") and looks.date > _SOME:
        return False
    if meaning == "period" and not looks.date and looks.number >= _SOME:
        return False  # the number of the term
    if meaning == "kind" and looks.topic >= _MOST:
        return False
    if meaning in ("people", "person") and max(looks.number, looks.mark) >= _MOST:
        return False
    if meaning in ("person", "adviser", "spoken_by", "people") and looks.organisation + looks.topic >= _MOST:
        return False
    if meaning in ("topics", "themes", "laws", "area", "place", "role", "kind", "level") and (
        looks.person >= _MOST and not looks.area and not looks.role
    ):
        return False
    plain = (*REQUIRED, "area", "place", "region", "topics", "themes", "laws", "role", "kind")
    return not (meaning in plain and max(looks.date, looks.email, looks.phone) >= _MOST)


def _settle_supported(found_meanings: dict[int, Meaning], found: Found, looks: Mapping[int, Looks]) -> None:
    """Let hours and crosses under municipalities and organisations, beside an adviser, be whom she supports."""
    has = {meaning for meaning, _, _ in found_meanings.values()}
    if "adviser" not in has or has & {"organisation", "area", "supports"}:
        return
    for n, (meaning, why, _) in list(found_meanings.items()):
        free = meaning in (PLATFORM_CROSS, SEAT_CROSS) or (meaning == KEPT and why == "unknown")
        if (
            free
            and looks[n].filled
            and max(looks[n].number, looks[n].mark) >= _MOST
            and _may_be_supported(found.header[n])
        ):
            found_meanings[n] = (SUPPORT_CROSS, "marks", LIKELY)


def _may_be_supported(header: str) -> bool:
    """Tell whether a header is a municipality or an organisation."""
    guess = kind_of_name(header)
    return normalise(bare_name("municipality", header)) in places().known_names or (guess is not None and guess.certain)


def _settle_crosses(found_meanings: dict[int, Meaning], found: Found) -> None:
    """Doubt that headers of crosses are platforms where no title or other column says so; a year without any is one too."""
    if any(meaning == YEAR_CROSS for meaning, _, _ in found_meanings.values()):
        empty = [
            n for n, (_, why, _) in found_meanings.items() if year_of(found.header[n]) is not None and why == "unknown"
        ]
        found_meanings.update(dict.fromkeys(empty, (YEAR_CROSS, "date-header", LIKELY)))
    crosses = {n: found.header[n] for n, (meaning, _, _) in found_meanings.items() if meaning == PLATFORM_CROSS}
    guesses = {n: kind_of_name(header) for n, header in crosses.items()}
    around = {word for line in (*found.title, found.table.name) for word in words_of(line)}
    if not around.isdisjoint(vocabulary().lists.payments):
        days = [n for n, (meaning, _, _) in found_meanings.items() if meaning in (MEETING_CROSS, YEAR_CROSS)]
        found_meanings.update(dict.fromkeys(days, (KEPT, "no-place", LIKELY)))
    has = {meaning for meaning, _, _ in found_meanings.values()}
    if has & {"date", "platform"} and not has & {"person", "surname", "people", "organisation"}:
        # The rows are meetings or platforms, and the columns people.
        for n in [n for n in crosses if guesses[n] is None and len(crosses[n].split()) > 1]:
            if looks_like_person(crosses[n]):
                found_meanings[n] = (PERSON_CROSS, "marks", LIKELY)
                del guesses[n]
    told = {word for line in (*found.title, found.table.name, *crosses.values()) for word in words_of(line)}
    if any(guesses.values()) or not told.isdisjoint(vocabulary().lists.takings_part):
        return
    for n, guess in guesses.items():
        if guess is None and found_meanings[n][1] != "answer":
            found_meanings[n] = (PLATFORM_CROSS, "marks", DOUBTFUL)


def _settle_names(found_meanings: dict[int, Meaning], found: Found, looks: Mapping[int, Looks]) -> None:
    """Decide of a column that is only called a name whose it is."""
    has = {meaning for meaning, _, _ in found_meanings.values()}
    lines = (found.table.name, *found.title)
    titled = any(normalise(word) in _PEOPLE for line in lines for word in line.split())
    for n, (meaning, why, sure) in list(found_meanings.items()):
        if meaning != "name":
            continue
        look = looks[n]
        if look.person_of >= _MOST:
            found_meanings[n] = ("person", why, sure)
        elif _PARTS_OF_NAMES & has and look.organisation < _MOST:
            whole = "surname" in has or _holds_parts(found, n, found_meanings)
            found_meanings[n] = ("person" if whole else "surname", why, sure)
        elif "organisation" in has or (has & _OF_PEOPLE and look.organisation < _MOST) or titled:
            found_meanings[n] = ("person", why, sure)
        elif look.organisation >= 0.5 or "kind" in has:
            found_meanings[n] = ("organisation", why, sure)
        elif look.person >= 0.5 or "email" in has or SEAT_CROSS in has:
            found_meanings[n] = ("person", why, sure if look.person >= _SOME else DOUBTFUL)
        else:
            found_meanings[n] = ("organisation", why, DOUBTFUL)


def _holds_parts(found: Found, at: int, found_meanings: Mapping[int, Meaning]) -> bool:
    """Tell whether names in a column have in them what stands in the columns beside it: then they are whole names."""
    parts = [n for n, (meaning, _, _) in found_meanings.items() if meaning in _PARTS_OF_NAMES]
    held = told = 0
    for _, cells in found.rows:
        name = words_of(shown(cells[at])) if at < len(cells) else []
        for n in parts:
            part = words_of(shown(cells[n])) if n < len(cells) else []
            told += bool(name and part)
            held += bool(name and part) and set(part) <= set(name)
    return told > 0 and held > told * _MOST


def _settle_empty(found_meanings: dict[int, Meaning], looks: Mapping[int, Looks]) -> None:
    """Keep an empty column when another one, in which something stands, means the same."""
    filled = {meaning for n, (meaning, _, _) in found_meanings.items() if looks[n].filled}
    for n, (meaning, _, _) in found_meanings.items():
        if not looks[n].filled and meaning in filled and meaning not in _SEVERAL:
            found_meanings[n] = (KEPT, "double", CERTAIN)


def _of_institution(header: str) -> bool:
    """Tell whether a header asks for an institution: beside a council, it is not what the list is about."""
    guess = kind_of_name(header)
    return guess is not None and guess.kind == "institution"


def _settle_doubles(found_meanings: dict[int, Meaning], found: Found, looks: Mapping[int, Looks]) -> None:
    """Let of two columns that mean the same one thing the surer one be it; the other is kept, or is what is beside it."""
    best: dict[str, int] = {}
    has = {meaning for meaning, _, _ in found_meanings.values()}
    for n in sorted(found_meanings, key=lambda n: (_RANK[found_meanings[n][2]], _of_institution(found.header[n]), n)):
        meaning, why, sure = found_meanings[n]
        if meaning in _SEVERAL:
            continue
        if meaning not in best:
            best[meaning] = n
        elif meaning == "term_end" and ordinal_in(found.header[n]):
            continue  # of a first and a second term the last one counts
        elif meaning == "organisation" and "adviser" in has and not _of_institution(found.header[n]):
            found_meanings[n] = ("supports", why, sure)
        elif meaning == "person" and "organisation" in has and looks[n].person and "spoken_by" not in has:
            found_meanings[n] = ("spoken_by", why, DOUBTFUL)
        else:
            found_meanings[n] = (KEPT, "double", CERTAIN if not looks[n].filled else LIKELY)


def _settle_roles(found_meanings: dict[int, Meaning], found: Found, looks: Mapping[int, Looks]) -> None:
    """Read who is called second at an organisation as there in the role that the header names (``Contactpersoon 2``)."""
    people = [n for n, (meaning, _, _) in found_meanings.items() if meaning == "person"]
    if not any(meaning == "organisation" for meaning, _, _ in found_meanings.values()):
        return
    for n in sorted(people, key=lambda n: (_RANK[found_meanings[n][2]], n))[1:]:
        if looks[n].person and role_in(found.header[n]):
            found_meanings[n] = (IN_ROLE, *found_meanings[n][1:])


def _settle_log(found_meanings: dict[int, Meaning], found: Found, looks: Mapping[int, Looks]) -> None:
    """Decide what a log of talks tells: which of our own people spoke on a day with whom of an organisation, and of what."""
    has = {meaning for meaning, _, _ in found_meanings.values()}
    if (
        "organisation" not in has
        or not has & {"date", "spoken_on"}
        or has & {"platform", "meeting", "people", *CROSSES}
    ):
        return
    called = {n: tuple(words_of(header)) for n, header in found.header.items()}
    named = {n for n, look in looks.items() if max(look.person, look.people) >= _SOME}
    theirs = [n for n in named if called[n] in known_words("theirs")]
    ours = [n for n in named if n not in theirs and called[n] in known_words("ours")]
    # Known groups and laws are what an organisation is there for.
    about = [n for n, words in called.items() if words in known_words("talked_of") and not looks[n].some_topic]
    if len(ours) != 1 or len(theirs) > 1 or not (theirs or about):
        return
    found_meanings[ours[0]] = ("spoken_by", "log", CERTAIN)
    for n, (meaning, _, sure) in list(found_meanings.items()):
        if n in theirs:
            found_meanings[n] = ("person", "log", CERTAIN)
        elif meaning == "date":
            found_meanings[n] = ("spoken_on", "log", sure)
        elif n in about:
            found_meanings[n] = ("note", "log", CERTAIN)


def _settle_spoken(found_meanings: dict[int, Meaning], found: Found) -> None:
    """Decide who speaks with whom: beside a column of who did, ``Met wie`` is somebody of the organisation."""
    spoken = [n for n, (meaning, _, _) in found_meanings.items() if meaning == "spoken_by"]
    if len(spoken) < 2 or any(meaning == "person" for meaning, _, _ in found_meanings.values()):
        return
    for n in spoken:
        if words_of(found.header[n])[:1] in (["met"], ["with"]):
            found_meanings[n] = ("person", *found_meanings[n][1:])
            return


def _settle_delegates(found_meanings: dict[int, Meaning], found: Found) -> None:
    """Let who goes to the platform of a row be no more than that, where another column names who is of the organisation."""
    has = {meaning for meaning, _, _ in found_meanings.values()}
    people = [n for n, (meaning, _, _) in found_meanings.items() if meaning == "person"]
    if not {"organisation", "platform"} <= has or len(people) < 2:
        return
    known = known_words("delegates")
    going = [n for n in people if tuple(words_of(found.header[n])) in known]
    if len(going) == 1:
        found_meanings[going[0]] = (DELEGATE, *found_meanings[going[0]][1:])


def _settle_members(found_meanings: dict[int, Meaning], found: Found) -> None:
    """Read target groups beside the members of one council, or other ones beside each, as for whom these speak."""
    at = {meaning: n for n, (meaning, _, _) in found_meanings.items()}
    person = next((at[each] for each in ("person", "surname", "first_name") if each in at), None)
    if person is None or "topics" not in at or {"behalf", "adviser", "platform"} & at.keys():
        return
    if "organisation" in at:
        pairs = {(_cell(cells, at["organisation"]), _cell(cells, at["topics"])) for _, cells in found.rows}
        organisations = [organisation for organisation, topic in pairs if organisation and topic]
        of_members = len(organisations) > len(set(organisations)) and bool(_OF_MEMBERS & at.keys())
    else:
        of_members = role_in(found.header[person]) != "contact"
    if of_members:
        found_meanings[at["topics"]] = ("behalf", *found_meanings[at["topics"]][1:])


def _cell(cells: Sequence[CellValue], at: int) -> str:
    return normalise(shown(cells[at])) if at < len(cells) else ""


def _settle_officers(found_meanings: dict[int, Meaning], found: Found) -> None:
    """Keep whom to call at the municipality apart from the people of the organisation beside it; she sits there where the
    list tells which one that is."""
    one_area = [meaning for meaning, _, _ in found_meanings.values()].count("area") == 1
    if not any(meaning == "organisation" for meaning, _, _ in found_meanings.values()):
        return
    for n, (meaning, why, _) in found_meanings.items():
        if meaning == "person" and why == "phrase" and _AT_MUNICIPALITY & set(words_of(found.header[n])):
            found_meanings[n] = (OFFICIAL, why, CERTAIN) if one_area else (KEPT, "no-place", LIKELY)


def _settle_addresses(found_meanings: dict[int, Meaning], found: Found) -> None:
    """Decide whose an address is: what stands between an organisation and whom to call there is the organisation's, unless
    it has the name of who is called; beside more than one person it is of the one that its header or its place tells."""
    people = [n for n, (meaning, _, _) in found_meanings.items() if meaning in _WHO]
    if not people:
        return
    main = min(people, key=lambda n: (found_meanings[n][0] == IN_ROLE, _RANK[found_meanings[n][2]], n))
    organisation = next((n for n, (meaning, _, _) in found_meanings.items() if meaning == "organisation"), main)
    called = "contact" in normalise(found.header[main])
    between = [n for n in _addresses(found_meanings) if organisation < n < main and called]
    shared = not any(found_meanings[n][0] == "email" and _named_so(found, n, main) for n in between)
    for n in _addresses(found_meanings):
        meaning, why, sure = found_meanings[n]
        if _of_role(found, n, found_meanings):
            found_meanings[n] = (f"role_{meaning}", why, sure)
        elif n in between and shared:
            found_meanings[n] = (f"org_{meaning}", why, sure)
        elif n not in between and len(people) > 1 and _owner(found, n, people) != main:
            found_meanings[n] = (KEPT, "other-person", LIKELY)


def _addresses(found_meanings: Mapping[int, Meaning]) -> list[int]:
    return [n for n, (meaning, _, _) in found_meanings.items() if meaning in ("email", "phone")]


def _owner(found: Found, at: int, people: Sequence[int]) -> int | None:
    """Return whose an address is: by a word or number in both headers, else of the column of people before it."""
    named = owner_of(found.header[at], [found.header[n] for n in people])
    return next((n for n in people if found.header[n] == named), max((n for n in people if n < at), default=None))


def _of_role(found: Found, at: int, found_meanings: Mapping[int, Meaning]) -> bool:
    """Tell whether an address is of who has the role that another header names: ``E-mail secretaris``."""
    people = [n for n, (meaning, _, _) in found_meanings.items() if meaning in _WHO]
    named = owner_of(found.header[at], [found.header[n] for n in people])
    return any(found.header[n] == named and found_meanings[n][0] == IN_ROLE for n in people)


def _named_so(found: Found, at: int, person: int) -> bool:
    """Tell whether e-mail addresses have the names of the people beside them in them."""
    for _, cells in found.rows:
        if max(at, person) < len(cells):
            local = normalise(shown(cells[at]).partition("@")[0])
            names = [word for word in words_of(shown(cells[person])) if len(word) >= _NAME]
            if any(name in local for name in names):
                return True
    return False


def _by_values(looks: Looks) -> str:
    """Return what the values of a column say that it is, when they say it clearly."""
    for meaning in ("email", "phone", "date", "role", "organisation", "area", "people", "person"):
        if getattr(looks, meaning) >= _MOST:
            return "" if meaning == "date" else meaning
    return ""
