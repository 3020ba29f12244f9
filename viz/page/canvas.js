"use strict";
// What is drawn over the nodes and lines of vis-network: names that never cover each other, and rings.
// Everything is drawn in map coordinates; `scale` is the zoom, so size / scale is a size on the screen.

const FONT = '"Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif';
const TEXT_SIZE = 12;
const LINE_HEIGHT = 14;
// A small node gets its name once it is this large on the screen.
const LEAST_RADIUS = 3.4;
const PADDING = 3;
// Where a name may stand, seen from its node (right, down), the best first.
const DIRECTIONS = [[0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]];
// What a name may not cover: a dot worth at least as much as its own (a person 0, an organisation 1, a highlighted node 2).
const LABEL_WORTH = 3;
const ALERT = "#b3131f";

/** Break `name` into lines of about `width` characters; after `most` lines an ellipsis: the card has the whole name. */
function wrapped(name, width = 18, most = 3) {
  const lines = [];
  for (const word of name.split(/\s+/).flatMap((part) => part.match(new RegExp(`.{1,${width}}`, "gu")) || [])) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + word.length < width) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  if (lines.length > most) {
    lines.length = most;
    lines[most - 1] += " …";
  }
  return lines;
}

/** The box around `node` that reaches so far on every side. */
function boxAround(node, reach) {
  return { left: node.x - reach, right: node.x + reach, top: node.y - reach, bottom: node.y + reach };
}

function overlap(a, b) {
  return a.right > b.left && a.left < b.right && a.bottom > b.top && a.top < b.bottom;
}

/** Boxes that are taken, found again by the squares that they touch. */
class Taken {
  constructor(cell) {
    this.cell = cell;
    this.squares = new Map();
  }

  /** The squares that `box` touches: lists of boxes. */
  around(box) {
    const [left, right, top, bottom] = [box.left, box.right, box.top, box.bottom].map((side) => Math.floor(side / this.cell));
    const found = [];
    for (let x = left; x <= right; x++) {
      for (let y = top; y <= bottom; y++) {
        const key = `${x}|${y}`;
        if (!this.squares.has(key)) this.squares.set(key, []);
        found.push(this.squares.get(key));
      }
    }
    return found;
  }

  add(box) {
    this.around(box).forEach((square) => square.push(box));
  }

  /** Whether `box` covers something of somebody else that is worth at least `worth`. */
  hits(box, worth) {
    return this.around(box).some((square) => square.some((other) => (
      other.worth >= worth && other.owner !== box.owner && overlap(other, box))));
  }
}

/** The lines of a name with their widths in pixels, measured once. */
function measured(context, name, bold) {
  context.font = `${bold ? 600 : 400} ${TEXT_SIZE}px ${FONT}`;
  const lines = wrapped(name);
  return { lines, bold, width: Math.max(0, ...lines.map((line) => context.measureText(line).width)) };
}

/** The spots where the name of a node may stand. */
function spots(node, label, scale) {
  const width = label.width / scale;
  const height = (label.lines.length * LINE_HEIGHT) / scale;
  // Outside the ring, when there is one.
  const gap = node.size + (node.ring ? 9 : 4) / scale;
  const padding = PADDING / scale;
  return DIRECTIONS.map(([right, down]) => {
    const away = right && down ? gap * 0.6 : gap;
    const x = node.x + right * away;
    const y = node.y + down * away - (height * (1 - down)) / 2;
    const left = x - (width * (1 - right)) / 2;
    const align = { 1: "left", 0: "center", [-1]: "right" }[right];
    return { x, y, align, owner: node.id, left: left - padding, right: left + width + padding, top: y, bottom: y + height };
  });
}

function drawLabel(context, label, spot, scale, colour) {
  context.font = `${label.bold ? 600 : 400} ${TEXT_SIZE / scale}px ${FONT}`;
  Object.assign(context, { textAlign: spot.align, textBaseline: "top", fillStyle: colour });
  Object.assign(context, { lineJoin: "round", lineWidth: 3.5 / scale, strokeStyle: "rgba(252, 253, 254, 0.92)" });
  label.lines.forEach((line, index) => {
    const y = spot.y + (index * LINE_HEIGHT + 1) / scale;
    context.strokeText(line, spot.x, y);
    context.fillText(line, spot.x, y);
  });
}

/** The spot where the name of `node` fits, or null; the name of an important node may cover the dots of lesser ones. */
function fitting(node, taken, view, forced) {
  const choices = spots(node, node.name, view.scale);
  const inside = choices.filter((spot) => spot.left > view.left && spot.right < view.right && spot.top > view.top && spot.bottom < view.bottom);
  return inside.find((spot) => !taken.hits(spot, 0))
    || inside.find((spot) => !taken.hits(spot, node.worth))
    || (forced ? inside[0] || choices[0] : null);
}

/** Draw the names of `nodes` (most important first) as far as they fit; those of `forced` always. */
function drawLabels(context, nodes, view, forced, reserved) {
  const taken = new Taken(120 / view.scale);
  reserved.forEach((box) => taken.add({ ...box, worth: LABEL_WORTH }));
  const seen = nodes.filter((node) => overlap(boxAround(node, node.size), view));
  for (const node of seen.filter((one) => !one.dim)) {
    // With a ring comes a badge, at the upper right.
    const reach = node.ring ? node.size * Math.SQRT1_2 + 14 / view.scale : node.size * 0.85;
    taken.add({ owner: node.id, worth: node.worth, ...boxAround(node, reach) });
  }
  for (const node of seen) {
    const small = node.worth === 0 && node.size * view.scale < LEAST_RADIUS;
    if (node.dim || (small && !forced.has(node.id))) continue;
    const spot = fitting(node, taken, view, forced.has(node.id));
    if (!spot) continue;
    taken.add({ ...spot, worth: LABEL_WORTH });
    drawLabel(context, node.name, spot, view.scale, node.worth === 0 ? "#3d4955" : "#1c2733");
  }
}

/** Draw a circle: filled, as a line of some width, or both. */
function circle(context, { x, y }, radius, { fill, stroke, width }) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  if (fill) {
    context.fillStyle = fill;
    context.fill();
  }
  if (stroke) {
    Object.assign(context, { strokeStyle: stroke, lineWidth: width });
    context.stroke();
  }
}

/** What a line stands for, in the middle of it. */
function drawLineLabel(context, label, from, to, scale) {
  const spot = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - (label.lines.length * LINE_HEIGHT) / scale / 2, align: "center" };
  drawLabel(context, label, spot, scale, "#1d4e89");
}

/** A ring and a badge with an exclamation mark: to be seen without telling colours apart. */
function drawAlert(context, node, scale) {
  circle(context, node, node.size + 8 / scale, { fill: "rgba(179, 19, 31, 0.13)" });
  circle(context, node, node.size + 5 / scale, { stroke: ALERT, width: 2.6 / scale });
}

function drawBadge(context, node, scale) {
  const offset = (node.size + 9 / scale) * Math.SQRT1_2;
  const badge = { x: node.x + offset, y: node.y - offset };
  circle(context, badge, 7 / scale, { fill: ALERT, stroke: "#ffffff", width: 1.5 / scale });
  context.font = `700 ${10 / scale}px ${FONT}`;
  Object.assign(context, { textAlign: "center", textBaseline: "middle", fillStyle: "#ffffff" });
  context.fillText("!", badge.x, badge.y + 0.5 / scale);
}

/** A broad band under a line, to make it stand out. */
function drawBand(context, from, to, scale, colour) {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.setLineDash([]);
  Object.assign(context, { lineWidth: 9 / scale, lineCap: "round", strokeStyle: colour });
  context.stroke();
}
