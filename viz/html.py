"""The map as one HTML page that loads nothing: it works from a USB stick, an e-mail or an intranet.

This is the only file that knows pyvis. Our own template replaces the one of pyvis, which loads style sheets from the
network. Text reaches the page as data or escaped, never as HTML or script; a content security policy allows nothing but
the script and the style sheet that are in the page.
"""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import Any

import msgspec
import pyvis.network
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from viz.folded import DASHES
from viz.model import Scene, SceneConnection, SceneEdge, SceneNode
from viz.scene import DASHED

#: The widest line, in pixels.
_THICKEST = 7.0
_SCRIPTS = ("canvas.js", "areas.js", "panel.js", "search.js", "page.js")
#: What the drawing library may do; the page does the rest (selecting, labels, keyboard).
_OPTIONS = {
    "physics": {"enabled": False, "solver": "forceAtlas2Based", "stabilization": False},
    "interaction": {"hover": True, "selectConnectedEdges": False, "hideEdgesOnZoom": False, "zoomSpeed": 0.6},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 1.5, "chosen": False},
    "edges": {"smooth": False, "chosen": False},
    "layout": {"improvedLayout": False},
}


def page(scene: Scene) -> str:
    """Return ``scene`` as one HTML document (UTF-8 when written) that loads nothing from anywhere."""
    network = pyvis.network.Network(directed=True, cdn_resources="in_line")
    for node in scene.nodes:
        network.add_node(node.id, **_node_options(node))
    for edge in scene.edges:
        network.add_edge(edge.origin, edge.target, **_edge_options(edge))
    for connection in scene.connections:
        network.add_edge(connection.origin, connection.target, **_connection_options(connection))
    network.options = _OPTIONS
    network.templateEnv = _environment(scene)
    network.path = "template.html.j2"
    return str(network.generate_html())


def _environment(scene: Scene) -> Environment:
    """Return a template environment in which the template finds the scene, the scripts and the style sheet."""
    script = "\n".join([_library(), *map(_page_file, _SCRIPTS)])
    style = _page_file("page.css")
    environment = Environment(
        loader=PackageLoader("viz", "page"), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.globals |= {
        "scene": scene,
        "data": _as_script_data(_page_data(scene)),
        "script": Markup(script),  # noqa: S704 - our own files and the library
        "style": Markup(style),  # noqa: S704 - our own file
        "policy": _policy(script, style),
    }
    return environment


def _node_options(node: SceneNode) -> dict[str, Any]:
    colour = {"background": node.colour, "border": "#ffffff"}
    return {
        "label": node.label,
        "shape": node.shape,
        "size": node.size,
        "x": node.x,
        "y": node.y,
        "color": {**colour, "highlight": colour, "hover": colour},
    }


def _connection_options(connection: SceneConnection) -> dict[str, Any]:
    """Thick by how many carry it; dashed when one does, dotted when nobody is known to."""
    return {
        "id": connection.id,
        "dashes": list(DASHES.get(connection.code, ())) or False,
        "width": min(_THICKEST, 1.2 + 0.9 * len(connection.carriers)) if connection.code == "more" else 1.5,
        "color": _line_colour(connection.colour),
        "arrows": {"to": {"enabled": False}},
    }


def _line_colour(colour: str) -> dict[str, Any]:
    return {"color": colour, "highlight": colour, "hover": colour, "opacity": 0.85}


def _edge_options(edge: SceneEdge) -> dict[str, Any]:
    return {
        "id": edge.id,
        "dashes": list(DASHED) if edge.dashed else False,
        "width": 2.4 if edge.highlighted else 1.4,
        "color": _line_colour(edge.colour),
        # pyvis gives a directed edge (the only ones that it does not compare with every other) an arrow otherwise.
        "arrows": {"to": {"enabled": False}},
    }


def _page_data(scene: Scene) -> dict[str, Any]:
    """Return what the page must know besides what is drawn."""
    return {
        "lang": scene.lang,
        "nodes": {
            n.id: {"kind": n.kind, "highlighted": n.highlighted, "short": n.short or n.label, "card": n.card}
            for n in scene.nodes
        },
        "edges": {
            e.id: {"label": e.label, "lines": e.lines, "ties": e.ties, "highlighted": e.highlighted}
            for e in scene.edges
        },
        "connections": {one.id: one for one in scene.connections},
        "areas": scene.areas,
        "folds": scene.folds,
        "kinds": scene.kinds,
        "lines": scene.lines,
        "attention": scene.attention,
        "texts": scene.texts,
    }


def _as_script_data(data: Any) -> Markup:
    """Return ``data`` as JSON that cannot end or open any element, whatever the names in it are."""
    json = msgspec.json.encode(data).decode("utf-8")
    for char in "<>&\u2028\u2029":
        json = json.replace(char, f"\\u{ord(char):04x}")
    return Markup(json)  # noqa: S704 - nothing in it can be read as HTML any more


def _library() -> str:
    """Return the script of vis-network that pyvis brings along, without the mention of a file that is not there."""
    versions = resources.files("pyvis").joinpath("templates", "lib")
    newest = max((entry for entry in versions.iterdir() if entry.name.startswith("vis-")), key=lambda entry: entry.name)
    script = newest.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    return script.partition("//# sourceMappingURL=")[0].rstrip()


def _page_file(name: str) -> str:
    return resources.files("viz").joinpath("page", name).read_text(encoding="utf-8")


def _policy(script: str, style: str) -> str:
    """Return the content security policy: this script and this style sheet, and nothing else from anywhere."""
    return (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
