// The named areas behind the map: municipalities, and the regions around them.

const AREA_FILL = "rgba(70, 108, 150, 0.09)";
const AREA_INK = "#4a5b6d";
const AREA_TEXT = 13;
// An area gets its name once it is so wide on the screen, in pixels.
const LEAST_AREA = 46;

/** Draw the areas, the outermost first, each with its name at the top; return the boxes of the names. */
function drawAreas(context, areas, scale) {
  const names = [];
  context.save();
  context.setLineDash([]);
  for (const area of areas) {
    const left = area.x - area.width / 2;
    const top = area.y - area.height / 2;
    context.beginPath();
    context.roundRect(left, top, area.width, area.height, Math.min(26, area.height * 0.3, area.width * 0.3));
    context.fillStyle = AREA_FILL;
    context.fill();
  }
  for (const area of areas) {
    const room = area.width * scale;
    if (room < LEAST_AREA) continue;
    const size = Math.min(AREA_TEXT + (area.depth === 0 ? 1.5 : 0), 9 + room / 40);
    context.font = `600 ${size / scale}px ${FONT}`;
    Object.assign(context, { textAlign: "center", textBaseline: "top", fillStyle: AREA_INK });
    const text = fittingText(context, area.label, (room - 8) / scale);
    const top = area.y - area.height / 2 + 5 / Math.max(scale, 0.5);
    const reach = context.measureText(text).width / 2;
    context.fillText(text, area.x, top);
    names.push({ left: area.x - reach, right: area.x + reach, top, bottom: top + size / scale, owner: area.id });
  }
  context.restore();
  return names;
}

/** `name`, or as much of it as fits in `width` with an ellipsis. */
function fittingText(context, name, width) {
  if (context.measureText(name).width <= width) return name;
  let most = name.length;
  while (most > 1 && context.measureText(`${name.slice(0, most)}…`).width > width) most -= 1;
  return `${name.slice(0, most)}…`;
}
