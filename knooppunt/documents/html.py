"""A document as one HTML page that loads nothing. The one place beside the map (``viz.html``) that imports jinja2."""

from __future__ import annotations

import base64
import functools
import hashlib
from importlib import resources

import jinja2

from graph.words.catalogue import text
from knooppunt.documents.formats import Format
from knooppunt.documents.model import Document
from knooppunt.documents.safe import printable


def render(document: Document) -> str:
    """Return the page; everything in it is escaped, and a browser is told to load nothing and to run nothing."""
    style, said = _file("document.css"), functools.partial(text, document.lang)
    return _template().render(document=document, said=said, style=style, policy=_policy(style))


@functools.cache
def _template() -> jinja2.Template:
    """Return the template; compiling it takes far longer than filling it in."""
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    return environment.from_string(_file("document.html.j2"))


def _file(name: str) -> str:
    return resources.files("knooppunt.documents").joinpath(name).read_text(encoding="utf-8")


def _policy(style: str) -> str:
    """Return a content security policy that allows this style sheet and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


FORMAT = Format(render, ".html")
