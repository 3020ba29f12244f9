"""Names: the one key by which they are compared, the words in them, and the slug that an id is made of.

References, search, sheets and values all compare by ``normalise``. What it leaves out is how a name is typed (case,
accents, kinds of apostrophes, hyphens and spaces, ``&`` for ``en``); what tells names apart stays, in any script: so
``50+`` is ``50 plus`` and not ``50``, and ``2.1`` is not ``21``.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata

_NO_LETTERS = re.compile(r"[\W_]+")
_NUMBERS_APART = re.compile(r"[0-9] (?=[0-9])")
_NOT_BETWEEN_NUMBERS = re.compile(r"(?<![0-9]) | (?![0-9])")
#: Signs that are read aloud: a plus behind a word (between words it stands for nothing) and money.
_PLUS = re.compile(r"(?<=[^\W_])\++(?![^\W_])")
_MONEY = {"€": " euro ", "$": " dollar ", "£": " pound "}
_READ_ALOUD = re.compile(r"[+$€£&]")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
#: Latin letters that Unicode does not take apart into a letter and an accent, with the letters that people type instead.
_SPELLED = str.maketrans(
    dict(zip("łøđðħıĸŋŧɛɔəƒ", "loddhiknteoef", strict=True))
    | {"æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("ʹʻʼʽˈ", "'")  # apostrophes that Unicode counts as letters
    | {"\u2044": "/"}  # ½ is taken apart into 1, this and 2
)
#: Scripts in which a mark on a letter is an accent; in others it may be the only thing that tells two words apart.
_ACCENTED = ("LATIN", "GREEK", "DIGIT")
#: Invisible marks that say how a character is drawn.
_VARIATION = ("\ufe0e", "\ufe0f")
_HASH_LENGTH = 12
#: From so many characters on a text is remembered.
_LONG = 1_000


def normalise(text: str) -> str:
    """Return the key to compare ``text`` by: one case, without accents, punctuation or white space (but between digits)."""
    return _key(text) if len(text) < _LONG else _key_of_page(text)


@functools.lru_cache(maxsize=1 << 16)
def _key(text: str) -> str:
    """Return the key of a text that is no page; remembered, for every name is compared many times."""
    return _joined(_letters(text))


@functools.lru_cache(maxsize=16)
def _key_of_page(text: str) -> str:
    """Return the key of a text that is no name at all, but is compared with this and that before that shows."""
    return _joined(_page(text))


def _joined(letters: str) -> str:
    """Return letters without the spaces, but for those that keep two numbers apart."""
    if _NUMBERS_APART.search(letters):
        return _NOT_BETWEEN_NUMBERS.sub("", letters)
    return letters.replace(" ", "")


def words(text: str) -> list[str]:
    """Return the words in ``text``, each as ``normalise`` would return it."""
    return _letters(text).split()


def qualification(text: str) -> tuple[str, str] | None:
    """Return ``text`` as a name and what stands behind it between brackets, in which there may be brackets too."""
    depth = 0
    for at in range(len(text) - 1, 0, -1) if text.endswith(")") else ():
        depth += (text[at] == ")") - (text[at] == "(")
        if depth == 0:
            return text[:at].strip(), text[at + 1 : -1].strip()
    return None


def slug(*parts: str) -> str:
    """Return a readable key made of ``parts``: lower-case ASCII letters, digits and hyphens.

    Of a name with letters of another script the key has the start of a SHA-256 as well (and nothing else, when it has no
    ASCII letters or digits at all), so that two names never get one key because their letters cannot be written in it.
    """
    text = "-".join(part for part in parts if part)
    folded = _read_aloud(text.casefold(), et=" ")
    if folded.isascii():
        plain, lost = folded, False
    else:
        decomposed = unicodedata.normalize("NFKD", folded).translate(_SPELLED)
        plain = decomposed.encode("ascii", "ignore").decode("ascii")
        lost = any((char.isalnum() or _is_picture(char)) and not char.isascii() for char in decomposed)
    key = _NO_SLUG.sub("-", plain).strip("-")
    if not key:
        return _hash(text)
    return f"{key}-{_hash(normalise(text))}" if lost else key


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_HASH_LENGTH]


def _letters(text: str) -> str:
    """Return what is compared of ``text``, with a space for whatever is not."""
    return _compared(text) if len(text) < _LONG else _page(text)


def _compared(text: str) -> str:
    folded = _read_aloud(text.casefold(), et=" en ")
    if folded.isascii():  # ASCII has no accents, and almost every name is
        return _NO_LETTERS.sub(" ", folded)
    kept: list[str] = []
    marked = False  # whether a mark on the last letter is kept
    for char in unicodedata.normalize("NFKD", folded).casefold().translate(_SPELLED):
        part, marks = _part(char)
        if marks is not None:
            kept.append(part)
            marked = marks
        elif marked:
            kept.append(part)
    return "".join(kept)


def _read_aloud(text: str, et: str) -> str:
    """Return a text with the signs in it that are read aloud as words, and ``et`` for an ampersand."""
    if not _READ_ALOUD.search(text):
        return text
    for sign, word in (*_MONEY.items(), ("&", et)):
        text = text.replace(sign, word)
    return _PLUS.sub(lambda signs: " plus" * len(signs[0]), text)


def _is_picture(char: str) -> bool:
    """Tell whether a character is a picture that stands in a name; marks such as ✓ and ★ are put beside names."""
    return char >= "\U0001f300" and unicodedata.category(char)[0] == "S"


#: A text of a whole page in a cell is compared with this and that before it is no name at all: worked out once.
_page = functools.lru_cache(maxsize=16)(_compared)


@functools.lru_cache(maxsize=4096)
def _part(char: str) -> tuple[str, bool | None]:
    """Return what is compared of a character, and whether marks on it are; None of what is a mark itself."""
    if _is_picture(char):
        return char, False
    if char.isalnum():
        return char, not (char.isascii() or unicodedata.name(char, "").startswith(_ACCENTED))
    if unicodedata.category(char)[0] != "M":
        return " ", False
    return ("" if char in _VARIATION else char), None
