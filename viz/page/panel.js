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

/** Fill an element; children are elements or strings (only ever text), and what is empty is left out. */
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

function make(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function drawing(width, tag, attributes) {
  const [svg, shape] = ["svg", tag].map((name) => document.createElementNS(SVG, name));
  const box = { width, height: 16, viewBox: `0 0 ${width} 16`, "aria-hidden": "true" };
  return filled(svg, box, [filled(shape, attributes, [])]);
}

/** The shape of a kind of node, as on the map. */
function nodeIcon(kind) {
  return kind.shape in POINTS
    ? drawing(16, "polygon", { points: POINTS[kind.shape], fill: kind.colour })
    : drawing(16, "circle", { cx: 8, cy: 8, r: kind.code === "person" ? 5 : 6.5, fill: kind.colour });
}

/** A piece of a sort of line, as on the map. */
function lineIcon(line) {
  const dashes = line.dashes ? { "stroke-dasharray": line.dashes.join(" ") } : {};
  return drawing(30, "line", { x1: 1, y1: 8, x2: 29, y2: 8, stroke: line.colour, "stroke-width": 2.5, ...dashes });
}

/** A value as people write it: 1.569. */
function written(value) {
  return typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : String(value);
}

/** The message `code`, with its fields filled in; `count` chooses between one and more. */
function message(code, fields) {
  const found = scene.texts[code];
  const template = typeof found === "string" ? found : found[fields.count === 1 ? "one" : "other"];
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in fields ? written(fields[name]) : whole));
}

/** The name of a node; one that is drawn can be clicked. */
function mention({ id, label }) {
  if (!nodeData.has(id)) return make("span", { class: "name" }, label);
  return make("button", { type: "button", class: "link name", onclick: () => show(id) }, label);
}

/** Several mentions in a sentence: a, b and c. */
function mentions(references) {
  return references.flatMap((reference, index) => {
    const before = index === 0 ? "" : index === references.length - 1 ? ` ${scene.texts.and} ` : ", ";
    return [before, mention(reference)];
  });
}

function sources(places) {
  return make("ul", { class: "sources" }, ...places.map((place) => make("li", { class: "source" }, place)));
}

/** A value on which sources disagree. */
function disagreement(item) {
  const cited = (code, place, fields) => message(code, fields) + (place ? ` (${place})` : "");
  return make("p", { class: "alternative" }, make("strong", {}, `${item.label}: `),
    cited("alternative", item.shown_source, { shown: item.shown }), "; ",
    cited("alternative-other", item.other_source, { other: item.other }), ".");
}

/** One tie; with `folded`, where it stands in the sources is shown on request. */
function tieItem({ role, others, via, remark, facts = [], alternatives = [], sources: places }, folded) {
  const told = facts.map(([label, value]) => (label ? `${label.toLowerCase()}: ${value}` : value)).join(" · ");
  const cited = places && sources(places);
  return make("li", {},
    make("div", {}, make("span", { class: "role" }, role), " — ", ...mentions(others),
      ...(via ? [` ${scene.texts.via} `, ...mentions(via)] : [])),
    remark && make("div", { class: "remark" }, remark),
    told && make("div", { class: "facts" }, told),
    ...alternatives.map(disagreement),
    cited && folded ? make("details", {}, make("summary", { class: "source" }, scene.texts.source), cited) : cited);
}

/** A part of a card under a heading, or nothing when it is empty. */
function section(code, ...parts) {
  return parts.some(Boolean) ? [make("h3", {}, scene.texts[code]), ...parts] : [];
}

function tieSection(ties = []) {
  return section("ties", ties.length
    ? make("ul", { class: "ties" }, ...ties.map((tie) => tieItem(tie, ties.length > MOST_UNFOLDED)))
    : make("p", { class: "hint" }, scene.texts["no-ties"]));
}

/** The parts of the card of a node. */
function nodeCard(name, kind, { kind: what, reason, fields, given_by: givenBy = {}, ties, alternatives = [], sources: places }) {
  const stands = (label) => Object.hasOwn(givenBy, label) && sources(givenBy[label]);
  const rows = fields && fields.flatMap(([label, value]) => [make("dt", {}, label), make("dd", {}, value, stands(label))]);
  return [
    make("h2", { tabindex: "-1", class: "name" }, name),
    make("p", { class: "kind" }, nodeIcon(kind), what),
    reason && make("p", { class: "reason" }, make("strong", {}, scene.texts.attention), reason),
    ...section("about", rows && make("dl", {}, ...rows)),
    ...section("alternatives", ...alternatives.map(disagreement)),
    ...tieSection(ties),
    ...section("sources", places && sources(places)),
  ];
}

/** The parts of the card of a line between two nodes. */
function edgeCard(from, to, ties, carriers = []) {
  return [
    make("p", { class: "kind" }, scene.texts.between),
    make("h2", { tabindex: "-1" }, mention(from), " – ", mention(to)),
    ...section("carriers", carriers.length && make("ul", { class: "ties" }, ...carriers.map((one) => make("li", {}, mention(one))))),
    ...tieSection(ties),
  ];
}
