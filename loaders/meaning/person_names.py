"""The name of one person as lists write it, taken apart.

What belongs to a Dutch name (prefixes, titles, what is written for a vacancy) is data: ``people`` in
``graph/schema/words.yaml``.
"""

from __future__ import annotations

import functools
import re

import msgspec

from graph.names import normalise, words
from graph.vocabulary import vocabulary
from loaders.meaning.kinds import is_organisation
from loaders.meaning.lists import says_nothing

#: Letters with dots or hyphens (``A.B.``, ``J.-P.``, ``Th.``), one letter, or two capitals without dots.
_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.-?)+[^\W\d_]?|[^\W\d_]|[A-Z]{2}")
#: Where a space is left out: behind a dot before a whole word, and behind a title before an initial.
_GLUED = re.compile(r"(?<=\.)(?=[^\W\d_]{2,}(?![\w.]))|(?<=[^\W\d_]{2}\.)(?=[^\W\d_]\.)")
#: An initial with a short prefix right behind it (``P.v.d.``).
_GLUED_PREFIX = re.compile(r"((?:[A-Z]\.)+)((?:[a-z][./]?){1,3})")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
#: Signs that lists put beside a name to say something of the person.
_SIGNS = re.compile(r"[*†✝#]+")
_DASH = re.compile(r"\s+[-\u2013\u2014]\s+")
#: What is longer is no name, and is not taken apart.
_LONGEST = 200
_COUNT = re.compile(r"\d+")
NAME_WORD = re.compile(r"['\u2019]?[^\W\d_][^\W\d_'\u2019.-]*(?:['\u2019-][^\W\d_]+)*\.?")


class PersonName(msgspec.Struct, frozen=True):
    """The name of a person, taken apart; what is not written is empty.

    ``shown`` is the name as the list writes it, with single spaces and without a ``remark`` (between brackets, behind a comma
    or a dash: ``vice-vz``). ``prefix`` is in lower case. One word that stands alone may be anything: it is ``first``.
    """

    shown: str
    titles: tuple[str, ...] = ()
    initials: str = ""
    first: str = ""
    prefix: str = ""
    surname: str = ""
    remark: str = ""


#: A first name, prefixes, and a surname of letters alone.
_PLAIN = re.compile(r"([A-Z][a-z]+(?: [A-Z]\.)?)((?: [a-z]+){0,3}) ([A-Z][a-z]+)")


class Vacancy(msgspec.Struct, frozen=True):
    """A place that nobody has: how the list writes it, and how many of them."""

    shown: str
    count: int = 1


def read_person(text: str) -> PersonName | Vacancy | None:
    """Return the name in ``text``, a vacancy, or None when it says that there is nobody.

    ``text`` is one person; ``people_in`` says whether it is.
    """
    written = " ".join(text.split())
    if len(written) > _LONGEST:
        return PersonName(written, first=written)
    return _plain(written) or _taken_apart(written)


def _plain(written: str) -> PersonName | None:
    """Return a name of a first name, prefixes perhaps, and a surname, with no word that may be anything else; most are."""
    if (match := _PLAIN.fullmatch(written)) is None:
        return None
    given, prefix, surname = match[1].split(" "), match[2].split(), match[3]
    known = vocabulary().words.people.prefixes
    if given[0].lower() in _special() or surname.lower() in _special() or not known.issuperset(prefix):
        return None
    initials, first = _given(given)
    return PersonName(written, initials=initials, first=first, prefix=" ".join(prefix), surname=surname)


@functools.cache
def _special() -> frozenset[str]:
    """Return the words that may be something else than a name."""
    known, people = vocabulary().words, vocabulary().words.people
    texts = [*known.titles, *people.remarks, *people.vacancies, *people.nobody, *people.posts, *known.empty]
    texts += [*people.prefixes, *people.leading, *people.degrees, *people.generations]
    texts += vocabulary().values["seat_role"].spellings
    return frozenset(word for text in texts for word in words(text))


def _taken_apart(written: str) -> PersonName | Vacancy | None:
    """Return what ``read_person`` does, whatever is in a text."""
    if not normalise(written) or says_nothing(written) or _says(written, _nobody()):
        return None
    if _says(written, _vacancies()):
        count = _COUNT.search(written)
        return Vacancy(written, max(1, int(count[0])) if count and len(count[0]) < 3 else 1)
    name, remarks, call = _without_remarks(written)
    if not normalise(name):
        return PersonName(written, first=written)
    parts = _inverted(name) or _in_order(name)
    said = [*remarks, *filter(None, [parts.remark])]
    return msgspec.structs.replace(parts, first=call or parts.first, remark="; ".join(said))


def says_what(text: str) -> bool:
    """Tell whether ``text`` says what somebody is (a role, a post), rather than who or of which organisation."""
    found = words(text)
    return bool(found) and (
        vocabulary().values["seat_role"].find(text) is not None
        or _says(text, _remarks())
        or not found[0].isalpha()
        or any(word in vocabulary().words.people.posts for word in found)
    )


def _without_remarks(written: str) -> tuple[str, list[str], str]:
    """Return a name without remarks, the remarks, and the name between brackets that somebody with these initials goes by."""
    remarks: list[str] = []
    call = ""
    for bracket in _BRACKETS.finditer(written):
        inner, before = bracket[1].strip(), written[: bracket.start()].split()
        behind = written[bracket.end() :].strip(" ,;")
        if before and behind and _is_initials(before[-1]) and inner[:1].isupper() and " " not in inner:
            call = inner
        elif inner:
            remarks.append(inner)
    name = _BRACKETS.sub(lambda match: match[0] if call and match[1].strip() == call else "", written)
    remarks += _SIGNS.findall(name)
    name = _SIGNS.sub(" ", name).strip(" ;")
    role, mark, rest = name.partition(":")
    if mark and rest.strip() and says_what(role):
        remarks, name = [role.strip(), *remarks], rest.strip()
    while len(parts := _DASH.split(name)) > 1 and (says_what(parts[-1]) or _is_sentence(parts[-1])):
        at = name.rfind(parts[-1])
        remarks, name = [parts[-1], *remarks], _DASH.sub(" - ", name[:at] + " ").rstrip(" -\u2013\u2014")
    first, _, rest = name.partition(" ")
    if rest and says_what(first) and (len(rest.split()) > 1 or first.endswith(".")):
        remarks, name = [first, *remarks], rest
    return " ".join(name.split()), remarks, call


def _is_sentence(text: str) -> bool:
    """Tell whether a text begins with a small letter and no prefix does."""
    first = text.split()[0]
    return first[:1].islower() and not _is_prefix(first)


def _inverted(name: str) -> PersonName | None:
    """Return a name that is written with the surname first and a comma, or with a remark behind one; None without a comma."""
    head, *others = [part.strip() for part in name.split(",") if part.strip()]
    if not others:
        return None
    remarks: list[str] = []
    degrees: list[str] = []
    given: list[str] = []
    prefix: list[str] = []
    for part in others:
        tokens = _tokens(part)
        if all(is_degree(token) for token in tokens):
            degrees += tokens
        elif all(_is_prefix(token) for token in tokens) and not given and not prefix:
            prefix = tokens
        elif not given and not remarks and is_surname_first(head, part):
            given = tokens
        else:
            remarks.append(part)
    if not given:
        # The surname alone, or a whole name with a remark or its prefix behind it.
        parts = _in_order(head)
        if prefix and not parts.prefix:
            alone = not parts.surname
            parts = msgspec.structs.replace(
                parts,
                prefix=_spelled(prefix),
                surname=parts.first if alone else parts.surname,
                first="" if alone else parts.first,
            )
            head = f"{head}, {' '.join(prefix)}"
        shown = ", ".join([head, *degrees]) if degrees else head
        return msgspec.structs.replace(parts, shown=shown, titles=(*parts.titles, *degrees), remark=", ".join(remarks))
    front, given = _split_titles(given)
    cut = len(given)
    while cut and _is_prefix(given[cut - 1]) and not (cut == 1 and not prefix and _is_initials(given[0])):
        cut -= 1
    titles, own = _split_titles(_tokens(head))
    before, surname, behind = _surname(own)
    order = [*given[:cut], *before, *given[cut:], *prefix, *behind]
    shown = ", ".join([head, *(part for part in others if part not in remarks)])
    initials, first = _given(given[:cut])
    return PersonName(
        shown=shown,
        titles=(*titles, *front, *degrees),
        initials=initials,
        first=first,
        prefix=_spelled(order[cut:]),
        surname=" ".join(surname),
        remark=", ".join(remarks),
    )


def lacks_surname(text: str) -> bool:
    """Tell whether a text is titles or initials alone: the surname stands elsewhere."""
    tokens = text.split()
    titles = vocabulary().words.titles
    return all(normalise(token) in titles or (_is_initials(token) and token.endswith(".")) for token in tokens)


def is_surname_first(head: str, behind: str) -> bool:
    """Tell whether ``behind`` a comma stand the first names or initials, with a prefix perhaps, of the surname ``head``."""
    _, tokens = _split_titles(_tokens(behind))
    cut = len(tokens)
    while cut > 1 and _is_prefix(tokens[cut - 1]):
        cut -= 1
    own, initials = tokens[:cut], [_is_initials(token) for token in tokens[:cut]]
    _, surname = _split_titles(_tokens(head))
    if not own or "(" in head or any(_is_initials(token) and not _is_prefix(token) for token in surname):
        return False
    if all(initials):
        return not (behind.islower() and says_what(behind))
    named = all(NAME_WORD.fullmatch(word) and word[:1].isupper() for word in own) and not says_what(" ".join(own))
    double = any(_joins(token, surname[at + 1 : at + 2]) for at, token in enumerate(surname))
    alone = len(_surname(surname)[1]) == 1 or double
    return named and not is_organisation(own) and (cut < len(tokens) or (alone and len(own) <= 2))


def _surname(tokens: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Return the prefix before a surname, the surname, and the prefix behind it."""
    start, end = 0, len(tokens)
    while start < end - 1 and _is_leading(tokens[start]):
        start += 1
    while end > start + 1 and _is_prefix(tokens[end - 1]):
        end -= 1
    return tokens[:start], tokens[start:end], tokens[end:]


def _in_order(name: str) -> PersonName:
    """Return a name without a comma."""
    titles, tokens = _split_titles(_tokens(name))
    while len(tokens) > 2 and is_degree(tokens[-1]):
        titles = [*titles, tokens.pop()]
    given, prefix, surname = _divided(tokens, titled=bool(titles))
    initials, first = _given(given)
    return PersonName(name, tuple(titles), initials, first, _spelled(prefix), " ".join(surname))


def _divided(tokens: list[str], *, titled: bool) -> tuple[list[str], list[str], list[str]]:
    """Return what goes before a surname, its prefix, and the surname."""
    end = len(tokens)
    while end > 1 and _is_prefix(tokens[end - 1]) and tokens[end - 1].islower():
        end -= 1
    if end < len(tokens):
        given, surname = _surname_first(tokens[:end])
        return given, tokens[end:], surname
    double = next((at for at, token in enumerate(tokens) if _joins(token, tokens[at + 1 : at + 2])), end)
    start = next((at for at in range(1, min(double, end - 1)) if _is_prefix(tokens[at])), None)
    if len(tokens) > 1 and _is_leading(tokens[0]):
        start = 0
    if start is None:
        if double < end:
            return tokens[:double], [], tokens[double:]
        given, surname = _surname_first(tokens)
        return (surname, [], []) if not given and len(surname) == 1 and not titled else (given, [], surname)
    stop = start + 1
    while stop < end - 1 and _is_prefix(tokens[stop]):
        stop += 1
    return tokens[:start], tokens[start:stop], tokens[stop:]


def _surname_first(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Return the first names or initials, and the surname: the last word, unless there are initials behind it."""
    cut = len(tokens)
    while cut and _is_initials(tokens[cut - 1]):
        cut -= 1
    if 0 < cut < len(tokens):
        return tokens[cut:], tokens[:cut]
    return (tokens, []) if cut == 0 else (tokens[:-1], tokens[-1:])


def _joins(token: str, following: list[str]) -> bool:
    """Tell whether a surname of two begins here: ``Jansma-de Vries``, ``Jansma- de Vries``, ``Jansma - de Vries``."""
    tail = token.rpartition("-")
    return bool(following) and (bool(tail[1] and (not tail[2] or _is_prefix(tail[2]))) or following[0].startswith("-"))


def _given(tokens: list[str]) -> tuple[str, str]:
    """Return the initials and the first names among the words before a surname."""
    own = [token for token in tokens if not token.startswith(("(", "["))]
    initials = [token for token in own if _is_initials(token)]
    return "".join(initials), " ".join(token for token in own if token not in initials)


def _tokens(name: str) -> list[str]:
    found: list[str] = []
    for token in _GLUED.sub(" ", name).split():
        glued = _GLUED_PREFIX.fullmatch(token)
        if glued and token[:4] != "V.d." and _is_prefix(glued[2]):
            found += [glued[1], glued[2]]
        else:
            found.append(token)
    return found


def _split_titles(tokens: list[str]) -> tuple[list[str], list[str]]:
    """Return the titles before a name, with junior and senior behind it, and the other words."""
    known, ages = vocabulary().words.titles, vocabulary().words.people.generations
    start = 2 if [normalise(token) for token in tokens[:2]] in (["de", "heer"], ["den", "heer"]) else 0
    capitals = all(token.isupper() for token in tokens)
    while (
        start < len(tokens) - 1 and normalise(tokens[start]) in known and (capitals or not _two_capitals(tokens[start]))
    ):
        start += 1
    titles = [*tokens[:start]]
    rest = tokens[start:]
    while len(rest) > 1 and normalise(rest[-1]) in ages:
        titles.append(rest.pop())
    return titles, rest


def _two_capitals(token: str) -> bool:
    """Tell whether these are initials rather than a title: ``DS Jansen``, ``D.R. Jansen``."""
    return (token.isupper() and not token.rstrip(".").isalpha()) or (len(token) == 2 and token.isupper())


def is_degree(token: str) -> bool:
    """Tell whether this is a degree that people write behind a name."""
    return token.replace(".", "") in vocabulary().words.people.degrees


def _is_initials(token: str) -> bool:
    return bool(_INITIALS.fullmatch(token)) and not (len(token) == 1 and not token.isupper())


def _is_prefix(token: str) -> bool:
    key = normalise(token)
    if key in vocabulary().words.people.prefixes and not token.endswith("."):
        # A capital by itself is an initial: 't and 's are written small.
        return len(key) > 1 or token.islower()
    return _is_short(token)


def _is_leading(token: str) -> bool:
    leading = vocabulary().words.people.leading
    return (
        (normalise(token) in leading and "." not in token and len(token) > 1)
        or _is_short(token)
        or token.lower() == "v.d."
    )


def _is_short(token: str) -> bool:
    """Tell whether this is a prefix in short: in small letters, since capitals with dots are initials."""
    key = normalise(token)
    return key in vocabulary().words.people.short and (token.islower() or ("." not in token and len(key) > 1))


def _spelled(prefix: list[str]) -> str:
    return " ".join(token.lower().replace("\u2019", "'") for token in prefix)


def _says(text: str, known: frozenset[tuple[str, ...]]) -> bool:
    """Tell whether a text, numbers left out, is one of ``known`` or begins with one that cannot be somebody's initials."""
    found = tuple(word for word in words(text) if not word.isdigit())
    return found in known or any(
        found[:length] in known and max(map(len, found[:length])) > 2 for length in range(1, min(4, len(found)) + 1)
    )


@functools.cache
def _vacancies() -> frozenset[tuple[str, ...]]:
    return _known(vocabulary().words.people.vacancies)


@functools.cache
def _nobody() -> frozenset[tuple[str, ...]]:
    return _known(vocabulary().words.people.nobody)


@functools.cache
def _remarks() -> frozenset[tuple[str, ...]]:
    return _known(vocabulary().words.people.remarks)


def _known(texts: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(text.split()) for text in texts)
