// The search box: a list of what fits what is typed (the ARIA "combobox with list" pattern).

const MOST_RESULTS = 12;

/** Lower case, without accents: to compare by. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What a node can be found by: its name, and the fields and names on its card; who only keeps a tie alive comes last. */
function searchable({ id, label: name, card: { kind, fields = [], ties = [] } }) {
  const extra = (label, value, before = "") => ({ text: `${label}: ${before}${value}`, plain: plain(value) });
  const names = (references) => references.map((reference) => reference.label).join(` ${scene.texts.and} `);
  const told = [
    ...fields.map(([label, value]) => extra(label, value)),
    ...ties.flatMap(({ role, others }) => others.map((other) => extra(role, other.label))),
    ...ties.flatMap(({ role, others, via = [] }) => via.map((carrier) => (
      extra(role, carrier.label, `${names(others)} ${scene.texts.via} `)))),
  ];
  return { id, name, plain: plain(name), kind, extra: told };
}

/** The entries that fit `query`: names that start with it, then names that have it, then cards that have it. */
function found(entries, query) {
  const wanted = plain(query.trim());
  if (!wanted) return [];
  const ranked = [];
  for (const entry of entries) {
    const at = entry.plain.indexOf(wanted);
    const extra = at < 0 ? entry.extra.find((field) => field.plain.includes(wanted)) : null;
    if (at >= 0) ranked.push({ entry, rank: at === 0 ? 0 : entry.plain[at - 1] === " " ? 1 : 2, hint: entry.kind });
    else if (extra) ranked.push({ entry, rank: 3, hint: `${entry.kind} · ${extra.text}` });
  }
  return ranked.sort((a, b) => a.rank - b.rank || a.entry.name.localeCompare(b.entry.name));
}

/** Wires the search box; `choose(id)` is called with the node that was chosen. */
class Search {
  constructor(entries, choose) {
    Object.assign(this, { entries, choose, hits: [], active: -1, input: byId("search"), list: byId("results") });
    this.input.addEventListener("input", () => this.update());
    this.input.addEventListener("focus", () => this.update());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.open(false));
  }

  update() {
    const all = found(this.entries, this.input.value);
    this.hits = all.slice(0, MOST_RESULTS);
    this.active = this.hits.length ? 0 : -1;
    const typed = this.input.value.trim() !== "";
    const rest = all.length - this.hits.length;
    const remark = all.length ? rest > 0 && message("more-results", { count: rest }) : scene.texts["no-results"];
    this.list.replaceChildren(...this.hits.map((hit, index) => this.item(hit, index)));
    if (remark) this.list.append(make("li", { class: "none" }, remark));
    byId("found").textContent = typed ? message("results", { count: all.length }) : "";
    this.open(typed);
  }

  item({ entry, hint }, index) {
    return make("li", { role: "option", id: `result-${index}`, onmousedown: (event) => this.pick(event, index) },
      make("span", { class: "name" }, entry.name), make("small", {}, hint));
  }

  /** Show the list or not, with the active result marked. */
  open(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.input.setAttribute("aria-activedescendant", open && this.active >= 0 ? `result-${this.active}` : "");
    this.list.querySelectorAll("[role=option]").forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === this.active));
      if (index === this.active) item.scrollIntoView({ block: "nearest" });
    });
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && this.hits.length) {
      event.preventDefault();
      this.active = (this.active + steps[event.key] + this.hits.length) % this.hits.length;
      this.open(!this.list.hidden);
    } else if (event.key === "Enter" && this.active >= 0) {
      this.pick(event, this.active);
    } else if (event.key === "Escape") {
      this.open(false);
    }
  }

  pick(event, index) {
    event.preventDefault();
    const { entry } = this.hits[index];
    this.input.value = entry.name;
    this.open(false);
    this.choose(entry.id);
  }
}
