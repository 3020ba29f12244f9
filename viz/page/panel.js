// The panel beside the map. Text from the data only ever becomes a text node.

// With more ties than this, their sources are folded away.
const MOST_UNFOLDED = 5;
const SVG = "http://www.w3.org/2000/svg";
const POINTS = {
  square: "2,2 14,2 14,14 2,14",
  diamond: "8,1 15,8 8,15 1,8",
  triangle: "8,1.5 15,14 1,14",
  triangleDown: "1,2 15,2 8,14.5",
  hexagon: "4.5,2 11.5,2 15,8 11.5,14 4.5,14 1,8",
  star: "8,0.8 10.1,5.6 15.3,6.1 11.4,9.6 12.5,14.7 8,12 3.5,14.7 4.6,9.6 0.7,6.1 5.9,5.6",
};

/** Make an element; children are elements or strings, and a string is only ever text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

function drawing(width, tag, attributes) {
  const svg = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, tag);
  const box = { width, height: 16, viewBox: `0 0 ${width} 16`, "aria-hidden": "true" };
  for (const [name, value] of Object.entries(box)) svg.setAttribute(name, value);
  for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  svg.append(shape);
  return svg;
}

/** The shape of a kind of node, as on the map. */
function nodeIcon(kind) {
  return kind.shape in POINTS
    ? drawing(16, "polygon", { points: POINTS[kind.shape], fill: kind.colour })
    : drawing(16, "circle", { cx: 8, cy: 8, r: kind.code === "person" ? 5 : 6.5, fill: kind.colour });
}

/** A piece of a sort of line, as on the map. */
function lineIcon(line) {
  const dashes = line.dashed ? { "stroke-dasharray": "6 4" } : {};
  return drawing(30, "line", { x1: 1, y1: 8, x2: 29, y2: 8, stroke: line.colour, "stroke-width": 2.5, ...dashes });
}

/** A value as people write it: 1.569. */
function written(value) {
  return typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : String(value);
}

/** The message `code`, with its fields filled in; `count` chooses between one and more. */
function message(texts, code, fields = {}) {
  const found = texts[code];
  const template = typeof found === "string" ? found : found[fields.count === 1 ? "one" : "other"];
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in fields ? written(fields[name]) : whole));
}

/** Makes the parts of a card; `go(id)` shows a node, `known(id)` tells whether it is drawn. */
class Panel {
  constructor(texts, go, known) {
    this.texts = texts;
    this.go = go;
    this.known = known;
  }

  mention(reference) {
    const name = reference.label;
    if (!this.known(reference.id)) return make("span", { class: "name" }, name);
    return make("button", { type: "button", class: "link name", onclick: () => this.go(reference.id) }, name);
  }

  /** Several mentions in a sentence: a, b and c. */
  mentions(references) {
    return references.flatMap((reference, index) => {
      const before = index === 0 ? "" : index === references.length - 1 ? ` ${this.texts.and} ` : ", ";
      return [before, this.mention(reference)];
    });
  }

  sources(places) {
    return places.map((place) => make("li", { class: "source" }, place));
  }

  sourcesOf(places, folded) {
    const list = make("ul", { class: "sources" }, ...this.sources(places));
    return folded ? make("details", {}, make("summary", { class: "source" }, this.texts.source), list) : list;
  }

  alternative(item) {
    const cited = (code, place, fields) => message(this.texts, code, fields) + (place ? ` (${place})` : "");
    return make("p", { class: "alternative" }, make("strong", {}, `${item.label}: `),
      cited("alternative", item.shown_source, { shown: item.shown }), "; ",
      cited("alternative-other", item.other_source, { other: item.other }), ".");
  }

  /** One tie; with `folded`, where it stands in the sources is shown on request. */
  tie(tie, folded) {
    const facts = (tie.facts || []).map(([label, value]) => (label ? `${label.toLowerCase()}: ${value}` : value)).join(" · ");
    const via = tie.via && tie.via.length ? [` ${this.texts.via} `, ...this.mentions(tie.via)] : [];
    return make("li", {},
      make("div", {}, make("span", { class: "role" }, tie.role), " — ", ...this.mentions(tie.others), ...via),
      tie.remark ? make("div", { class: "remark" }, tie.remark) : null,
      facts ? make("div", { class: "facts" }, facts) : null,
      ...(tie.alternatives || []).map((item) => this.alternative(item)),
      tie.sources ? this.sourcesOf(tie.sources, folded) : null);
  }

  ties(ties) {
    if (!ties || !ties.length) return [make("p", { class: "hint" }, this.texts["no-ties"])];
    return [make("ul", { class: "ties" }, ...ties.map((tie) => this.tie(tie, ties.length > MOST_UNFOLDED)))];
  }

  /** The card of a node. */
  node(name, kind, card) {
    const { texts } = this;
    const heading = (code) => make("h3", {}, texts[code]);
    const fields = (card.fields || []).flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value)]);
    return [
      make("h2", { tabindex: "-1", class: "name" }, name),
      make("p", { class: "kind" }, nodeIcon(kind), card.kind),
      card.reason ? make("p", { class: "reason" }, make("strong", {}, texts.attention), card.reason) : "",
      ...(fields.length ? [heading("about"), make("dl", {}, ...fields)] : []),
      ...(card.alternatives ? [heading("alternatives"), ...card.alternatives.map((item) => this.alternative(item))] : []),
      heading("ties"), ...this.ties(card.ties),
      ...(card.sources ? [heading("sources"), make("ul", { class: "sources" }, ...this.sources(card.sources))] : []),
    ];
  }

  /** The card of a line between two nodes. */
  edge(from, to, ties) {
    return [
      make("p", { class: "kind" }, this.texts.between),
      make("h2", { tabindex: "-1" }, this.mention(from), " – ", this.mention(to)),
      make("h3", {}, this.texts.ties), ...this.ties(ties),
    ];
  }
}
