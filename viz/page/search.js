// The search box: a list of what fits what is typed (the ARIA "combobox with list" pattern).

const MOST_RESULTS = 12;

/** Lower case, without accents: to compare by. */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What a node can be found by: its name, and the fields and names on its card; who only keeps a tie alive comes last. */
function searchable(node, entry, texts) {
  const { card } = entry;
  const names = (references) => references.map((reference) => reference.label).join(` ${texts.and} `);
  const fields = (card.fields || []).map(([label, value]) => ({ text: `${label}: ${value}`, plain: plain(value) }));
  const ties = (card.ties || []).flatMap((tie) => tie.others.map((other) => (
    { text: `${tie.role}: ${other.label}`, plain: plain(other.label) })));
  const carriers = (card.ties || []).flatMap((tie) => (tie.via || []).map((carrier) => (
    { text: `${tie.role}: ${names(tie.others)} ${texts.via} ${carrier.label}`, plain: plain(carrier.label) })));
  return { id: node.id, name: node.label, plain: plain(node.label), kind: card.kind, extra: [...fields, ...ties, ...carriers] };
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
  constructor(entries, texts, choose) {
    Object.assign(this, { entries, texts, choose, hits: [], active: -1 });
    this.input = document.getElementById("search");
    this.list = document.getElementById("results");
    this.status = document.getElementById("found");
    this.input.addEventListener("input", () => this.update());
    this.input.addEventListener("focus", () => this.update());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
  }

  update() {
    const all = found(this.entries, this.input.value);
    this.hits = all.slice(0, MOST_RESULTS);
    this.active = this.hits.length ? 0 : -1;
    const typed = this.input.value.trim() !== "";
    const items = this.hits.map((hit, index) => this.item(hit, index));
    const none = all.length ? null : make("li", { class: "none" }, this.texts["no-results"]);
    const rest = all.length - this.hits.length;
    const more = rest > 0 ? make("li", { class: "none" }, message(this.texts, "more-results", { count: rest })) : null;
    this.list.replaceChildren(...[...items, none, more].filter(Boolean));
    this.status.textContent = typed ? message(this.texts, "results", { count: all.length }) : "";
    this.open(typed);
    this.mark();
  }

  item({ entry, hint }, index) {
    const pick = (event) => {
      event.preventDefault();
      this.pick(index);
    };
    return make("li", { role: "option", id: `result-${index}`, onmousedown: pick },
      make("span", { class: "name" }, entry.name), make("small", {}, hint));
  }

  open(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }

  close() {
    this.open(false);
    this.input.removeAttribute("aria-activedescendant");
  }

  mark() {
    [...this.list.querySelectorAll("[role=option]")].forEach((item, index) => {
      item.setAttribute("aria-selected", String(index === this.active));
      if (index === this.active) item.scrollIntoView({ block: "nearest" });
    });
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `result-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && this.hits.length) {
      event.preventDefault();
      this.active = (this.active + steps[event.key] + this.hits.length) % this.hits.length;
      this.mark();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.pick(this.active);
    } else if (event.key === "Escape") {
      this.close();
    }
  }

  pick(index) {
    const { entry } = this.hits[index];
    this.input.value = entry.name;
    this.close();
    this.choose(entry.id);
  }
}
