"""What stops the program: one exception family, each with an exit status and a message code.

The text is made at the edge from the code and the parameters (``graph.words``), in the user's language.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection
from typing import Any, Self


class KnooppuntError(Exception):
    """The base: ``code`` names the message in the catalogue, ``params`` fill it in."""

    exit_status = 1

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class UsageProblem(KnooppuntError):
    """A name, date or option that does not fit what is there (exit status 2)."""

    exit_status = 2

    @classmethod
    def unknown(cls, code: str, given: str, known: Collection[str], **params: Any) -> Self:
        """Return that ``given`` is none of the ``known``: the message ``code``, or ``code``-near with those like it."""
        near = difflib.get_close_matches(given, known)
        return cls(f"{code}-near" if near else code, near=", ".join(near), known=", ".join(known), **params)


class InputRefused(KnooppuntError):
    """A file that cannot be read as input (exit status 3)."""

    exit_status = 3


class StoreUnavailable(KnooppuntError):
    """A store that cannot be reached, read or written (exit status 4)."""

    exit_status = 4
