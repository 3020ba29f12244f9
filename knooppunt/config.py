"""Where the program finds its settings: options first, then environment variables, then defaults."""

from __future__ import annotations

import os
from collections.abc import Mapping

from graph.words.catalogue import DEFAULT_LANGUAGE, LANGUAGES

DEFAULT_FILE = "netwerk.knooppunt"
LANGUAGE_VARIABLE = "KNOOPPUNT_LANG"
FILE_VARIABLE = "KNOOPPUNT_FILE"
#: With this a shell asks what may follow on the command line; click's own name for it.
COMPLETION_VARIABLE = "_KNOOPPUNT_COMPLETE"


def default_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language to use when no option names one; anything the program does not speak becomes the default."""
    wanted = environment.get(LANGUAGE_VARIABLE, "").strip().lower()[:2]
    return wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE
