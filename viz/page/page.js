// Ties it all together: the network of vis-network, what is selected and hidden, and the controls of the page.

const scene = JSON.parse(document.getElementById("scene").textContent);
const drawn = JSON.parse(document.getElementById("drawn").textContent);
const byId = (id) => document.getElementById(id);
const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// How a node or a line is drawn, and what the page knows of it besides.
const nodeData = new Map(drawn.nodes.map((node) => [node.id, { ...node, ...scene.nodes[node.id] }]));
const edgeData = new Map(drawn.edges.map((edge) => [edge.id, { ...edge, ...scene.edges[edge.id], ...scene.connections[edge.id] }]));
const hasConnections = scene.folds.length > 0;

/** What the user chose: whether all people are shown, and who is besides; what is hidden, and what is selected ({node: id},
 * {edge: id} or nothing). */
const state = {
  people: !hasConnections, revealed: new Set(), hiddenKinds: new Set(), hiddenLines: new Set(), hiddenFolds: new Set(), selected: {}, hovered: {},
};

// First everything around the map, so that the map gets its final size.
legend(byId("kinds"), scene.kinds, nodeIcon, state.hiddenKinds);
legend(byId("folds"), scene.folds, lineIcon, state.hiddenFolds);
legend(byId("lines"), scene.lines, lineIcon, state.hiddenLines);
attention(scene.attention);

// The names are drawn by us (canvas.js), so that they never cover each other.
const nodes = new vis.DataSet(drawn.nodes.map(({ label, ...rest }) => rest));
const edges = new vis.DataSet(drawn.edges);
const network = new vis.Network(byId("map"), { nodes, edges }, { ...drawn.options, autoResize: true });

const pen = document.createElement("canvas").getContext("2d");
// What a node is worth (see canvas.js), and its name as it is written on the map.
for (const node of nodeData.values()) {
  node.worth = node.highlighted ? 2 : node.kind === "person" ? 0 : 1;
  node.name = measured(pen, node.short, node.worth > 0);
}
const byImportance = [...nodeData.values()].sort((a, b) => b.highlighted - a.highlighted || b.size - a.size).map((node) => node.id);

// -- what is visible -------------------------------------------------------------------------------------------------

/** People are folded into the connections that they carry, but for those on whom much hangs and who was looked up. */
function folded({ id, kind, highlighted }) {
  return kind === "person" && !state.people && !highlighted && !state.revealed.has(id);
}

function nodeHidden(id) {
  const node = nodeData.get(id);
  return state.hiddenKinds.has(node.kind) || folded(node);
}

function edgeHidden(edge) {
  if (nodeHidden(edge.from) || nodeHidden(edge.to)) return true;
  if (edge.code) {
    // What hangs on people who stand on the map is drawn through them.
    const through = edge.carriers.length > 0 && !edge.alone && edge.carriers.every(({ id }) => nodeData.has(id) && !nodeHidden(id));
    return state.people || through || state.hiddenFolds.has(edge.code);
  }
  const withPerson = [edge.from, edge.to].some((id) => nodeData.get(id).kind === "person");
  return (!state.people && !withPerson) || edge.lines.every((line) => state.hiddenLines.has(line));
}

/** The nodes that stand out now: the selected one with its neighbours, the ends of the selected line, or null for all. */
function inFocus() {
  const chosen = state.selected.node || state.selected.edge;
  return chosen ? new Set([chosen, ...network.getConnectedNodes(chosen)]) : null;
}

function edgeInFocus({ id, from, to }) {
  const chosen = state.selected.node || state.selected.edge;
  return !chosen || [id, from, to].includes(chosen);
}

/** Where the two ends of a line are now. */
function ends({ from, to }) {
  const places = network.getPositions([from, to]);
  return [places[from], places[to]];
}

/** Bring the drawing up to date; only what changes is handed to vis-network. */
function refresh() {
  const focus = inFocus();
  const look = ({ hidden = false, opacity = 1, color }) => [hidden, opacity, color.opacity].join();
  const change = (data, wanted) => data.update(wanted.filter((one) => look(one) !== look(data.get(one.id))));
  change(nodes, drawn.nodes.map(({ id, color }) => (
    { id, color, hidden: nodeHidden(id), opacity: focus && !focus.has(id) ? 0.13 : 1 })));
  change(edges, [...edgeData.values()].map((edge) => ({
    id: edge.id, hidden: edgeHidden(edge), color: { ...edge.color, opacity: edgeInFocus(edge) ? edge.color.opacity : 0.07 },
  })));
  network.redraw();
}

// -- drawing on top --------------------------------------------------------------------------------------------------

function currentView() {
  const box = byId("map").getBoundingClientRect();
  const scale = network.getScale();
  const corner = network.DOMtoCanvas({ x: 0, y: 0 });
  return { scale, left: corner.x, top: corner.y, right: corner.x + box.width / scale, bottom: corner.y + box.height / scale };
}

/** The visible nodes as they are now, most important first. */
function placed() {
  const focus = inFocus();
  const places = network.getPositions();
  const first = [state.selected.node, state.hovered.node].filter(Boolean);
  return [...new Set([...first, ...byImportance])].filter((id) => !nodeHidden(id)).map((id) => ({
    ...nodeData.get(id),
    ...places[id],
    ring: nodeData.get(id).highlighted || id === state.selected.node,
    dim: focus !== null && !focus.has(id) && state.hovered.node !== id,
  }));
}

// Below this zoom dots are drawn larger, up to so many times.
const LEAST_SCALE = 0.6;
const MOST_LARGER = 2.2;

let frame = [];
let areaNames = [];

network.on("beforeDrawing", (context) => {
  const scale = network.getScale();
  areaNames = drawAreas(context, scene.areas, scale);
  for (const edge of edgeData.values()) {
    const chosen = edge.id === state.selected.edge || edge.id === state.hovered.edge;
    if (edgeHidden(edge) || !(chosen || (edge.highlighted && edgeInFocus(edge)))) continue;
    drawBand(context, ...ends(edge), scale, chosen ? "rgba(29, 78, 137, 0.22)" : "rgba(179, 19, 31, 0.16)");
  }
  frame = placed();
  for (const node of frame) {
    if (node.highlighted && !node.dim) drawAlert(context, node, scale);
    if (node.id === state.selected.node) circle(context, node, node.size + 4 / scale, { stroke: "#1c2733", width: 3 / scale });
  }
});

network.on("afterDrawing", (context) => {
  const forced = new Set([state.selected.node, state.hovered.node, ...(state.selected.edge ? inFocus() : [])]);
  const view = currentView();
  for (const node of frame) {
    if (node.highlighted && !node.dim) drawBadge(context, node, view.scale);
  }
  drawLabels(context, frame, view, forced, areaNames);
  const edge = edgeData.get(state.hovered.edge);
  const told = edge && (edge.code ? scene.folds.find(({ code }) => code === edge.code).label : edge.label);
  if (edge && !edgeHidden(edge)) drawLineLabel(context, measured(pen, told, false), ...ends(edge), view.scale);
});

// -- moving the view -------------------------------------------------------------------------------------------------

const animation = () => (still ? false : { duration: 350, easingFunction: "easeInOutQuad" });

/** Show everything that is visible, with room for the names at the edges. */
function fit(animated = true) {
  const shown = [...placed(), ...scene.areas.flatMap(({ x, y, width, height }) => [
    { x: x - width / 2, y: y - height / 2, size: 0 }, { x: x + width / 2, y: y + height / 2, size: 0 },
  ])];
  const box = byId("map").getBoundingClientRect();
  if (!shown.length || !box.width) return;
  const span = (axis) => [Math.min(...shown.map((n) => n[axis] - n.size)), Math.max(...shown.map((n) => n[axis] + n.size))];
  const [left, right] = span("x");
  const [top, bottom] = span("y");
  // Room for names on the sides, and for the buttons below.
  const margin = { x: Math.min(150, box.width / 4), y: 116 };
  const scale = Math.min((box.width - margin.x) / Math.max(right - left, 1), (box.height - margin.y) / Math.max(bottom - top, 1), 1.4);
  const position = { x: (left + right) / 2, y: (top + bottom) / 2 + 26 / scale };
  network.moveTo({ position, scale, animation: animated ? animation() : false });
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(6, Math.max(0.05, network.getScale() * factor)), animation: animation() });
}

function move(x, y) {
  const centre = network.getViewPosition();
  const step = 80 / network.getScale();
  network.moveTo({ position: { x: centre.x + x * step, y: centre.y + y * step } });
}

// -- selecting -------------------------------------------------------------------------------------------------------

function openCard(parts, moveFocus) {
  const back = make("button", { type: "button", class: "back", onclick: () => clear(true) }, scene.texts.back);
  byId("card").replaceChildren(back, ...parts.filter(Boolean));
  byId("card").hidden = false;
  byId("overview").hidden = true;
  byId("card").parentElement.scrollTop = 0;
  const heading = byId("card").querySelector("h2");
  if (moveFocus) heading.focus({ preventScroll: true });
  // On a telephone the card stands below the map: nobody may miss that it opened.
  const { top, bottom } = heading.getBoundingClientRect();
  if (top < 0 || bottom > window.innerHeight) heading.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
}

function selectNode(id, moveFocus = false) {
  state.selected = { node: id };
  const { label, kind, card } = nodeData.get(id);
  openCard(nodeCard(label, scene.kinds.find(({ code }) => code === kind), card), moveFocus);
  refresh();
}

/** What two organisations have with each other, as the card of the first tells it. */
function between(from, to) {
  return (nodeData.get(from).card.ties || []).filter(({ others }) => others.some(({ id }) => id === to));
}

function selectEdge(id) {
  state.selected = { edge: id };
  const { from, to, carriers, ties = between(from, to) } = edgeData.get(id);
  openCard(edgeCard(nodeData.get(from), nodeData.get(to), ties, carriers), false);
  refresh();
}

function clear(moveFocus = false) {
  state.selected = {};
  byId("card").hidden = true;
  byId("overview").hidden = false;
  refresh();
  if (moveFocus) byId("map").focus({ preventScroll: true });
}

/** Select a node from the panel or the search box, and bring it into view. */
function show(id) {
  if (folded(nodeData.get(id))) {
    state.revealed.add(id);
    countPeople();
  }
  if (nodeHidden(id)) toggle(state.hiddenKinds, nodeData.get(id).kind);
  selectNode(id, true);
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: animation() });
}

network.on("click", ({ pointer }) => {
  const node = network.getNodeAt(pointer.DOM);
  const edge = node === undefined ? network.getEdgeAt(pointer.DOM) : undefined;
  if (node !== undefined) selectNode(node);
  else if (edge !== undefined) selectEdge(edge);
  else clear();
});

function hover(what, cursor) {
  state.hovered = what;
  byId("map").style.cursor = cursor;
  network.redraw();
}
network.on("hoverNode", ({ node }) => hover({ node }, "pointer"));
network.on("hoverEdge", ({ edge }) => hover({ edge }, "pointer"));
network.on("blurNode", () => hover({}, "default"));
network.on("blurEdge", () => hover({}, "default"));

// -- controls --------------------------------------------------------------------------------------------------------

/** Show what is hidden, hide what is shown; `code` is a kind or a legend line. */
function toggle(hidden, code) {
  if (!hidden.delete(code)) hidden.add(code);
  document.querySelectorAll(".toggle").forEach((button) => {
    const codes = { kinds: state.hiddenKinds, folds: state.hiddenFolds, lines: state.hiddenLines }[button.parentElement.id];
    button.setAttribute("aria-pressed", String(!codes.has(button.dataset.code)));
  });
  if (state.selected.node && nodeHidden(state.selected.node)) clear();
  else refresh();
}

function legend(container, items, icon, hidden) {
  if (!container) return;
  container.append(...items.map((item) => make(
    "button",
    { type: "button", class: "toggle", "aria-pressed": "true", "data-code": item.code, onclick: () => toggle(hidden, item.code) },
    icon(item), make("span", {}, item.label), make("span", { class: "count" }, written(item.count)),
  )));
}

function attention(ids) {
  if (!ids.length) return;
  byId("attention").hidden = false;
  byId("attention-hint").textContent = message("attention-hint", { count: ids.length });
  byId("attention-list").append(...ids.map((id) => make("li", {}, make(
    "button", { type: "button", onclick: () => show(id) },
    make("span", { class: "name" }, nodeData.get(id).label), make("small", {}, nodeData.get(id).card.reason),
  ))));
}

const keys = {
  ArrowLeft: () => move(-1, 0), ArrowRight: () => move(1, 0), ArrowUp: () => move(0, -1), ArrowDown: () => move(0, 1),
  "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3), 0: () => fit(),
};

/** Whether the arrow keys scroll something that holds `element`: a part of the page, or a page that is too long for its window. */
function inScroller(element) {
  const page = document.scrollingElement;
  for (let part = element; part && part !== page && part !== document.body; part = part.parentElement) {
    if (part.scrollHeight > part.clientHeight && ["auto", "scroll"].includes(getComputedStyle(part).overflowY)) return true;
  }
  return page.scrollHeight > page.clientHeight;
}

/** Whether a key pressed in `element` is for the map: not while somebody types there, or scrolls with it. */
function forMap(element, key) {
  if (byId("map").contains(element)) return true;
  if (element.closest("input, textarea, select, [contenteditable]")) return false;
  return !key.startsWith("Arrow") || !inScroller(element);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target !== byId("search")) clear();
  if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey || !forMap(event.target, event.key)) return;
  event.preventDefault();
  keys[event.key]();
});
byId("zoom-in").addEventListener("click", () => zoom(1.3));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
byId("fit").addEventListener("click", () => fit());
/** Tell on the button of a kind how many of it stand on the map, when that is not all of them. */
function countPeople() {
  for (const { code, count } of scene.kinds) {
    const shown = [...nodeData.values()].filter((node) => node.kind === code && !folded(node)).length;
    const told = shown < count ? message("shown-of", { shown, count }) : written(count);
    document.querySelector(`#kinds [data-code="${code}"] .count`).textContent = told;
  }
}

/** Make dots larger that could hardly be seen with everything in view. */
function enlarge() {
  const factor = Math.min(MOST_LARGER, LEAST_SCALE / network.getScale());
  if (factor <= 1) return;
  for (const node of nodeData.values()) node.size *= factor;
  nodes.update([...nodeData.values()].map(({ id, size }) => ({ id, size })));
}

/** Show all people with their own lines, or fold them into the connections again. */
function showPeople(all) {
  state.people = all;
  state.revealed.clear();
  countPeople();
  byId("people")?.setAttribute("aria-pressed", String(all));
  if (byId("folded")) byId("folded").hidden = all;
  if (byId("unfolded")) byId("unfolded").hidden = !all;
  if (state.selected.node && nodeHidden(state.selected.node)) clear();
  refresh();
}
byId("people")?.addEventListener("click", () => showPeople(!state.people));

showPeople(state.people);
new Search([...nodeData.values()].map(searchable), show);
fit(false);
enlarge();

// For the tests: the vis-network object (its positions and hit tests) and what is selected.
window.knooppunt = { network, state };
