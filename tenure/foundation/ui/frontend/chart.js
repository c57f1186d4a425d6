// The chart: asks the server for the part that is open, draws it, and lets one walk, search and travel in it.
import "./styles/chart.css";
import { drawCard, drawDotted, drawLink, drawMore, element, tones } from "./chart/draw.js";
import { saveCsv, savePng, saveSvg } from "./chart/files.js";
import { CARD, layout } from "./chart/layout.js";
import { Model } from "./chart/model.js";
import { Pan } from "./chart/pan.js";
import { Slider } from "./chart/slider.js";
import { next } from "./chart/walk.js";

class OrganisationChart extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.words.number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);
    this.model = new Model();
    this.svg = this.querySelector("svg[role=tree]");
    this.viewport = this.svg.querySelector("[data-viewport]");
    this.pan = new Pan(this.svg, this.viewport);
    this.day = this.dataset.day;
    this.listen();
    this.slider = new Slider(this.querySelector("[data-slider]"), (day) => this.travel(day));
    this.load({ reach: this.dataset.reach }).then(() => this.start());
  }

  listen() {
    this.svg.addEventListener("click", (event) => this.press(event));
    this.svg.addEventListener("keydown", (event) => this.key(event));
    this.svg.addEventListener("focusin", (event) => this.rest(event.target.closest("[data-key]")?.dataset.key));
    this.addEventListener("click", (event) => this.command(event.target.closest("[data-does]")?.dataset.does));
    this.querySelector("[data-colour]").addEventListener("change", () => this.draw());
    this.querySelector("input[name=reach]").addEventListener("change", (event) => this.fly(event.target.value));
    addEventListener("beforeprint", () => this.print(true));
    addEventListener("afterprint", () => this.print(false));
  }

  async ask(query) {
    const url = new URL(this.dataset.url, location.href);
    const whole = { as_of: this.day, as_known: this.dataset.known, shape: this.dataset.shape, ...query };
    for (const [name, value] of Object.entries(whole)) if (value) url.searchParams.set(name, value);
    this.running?.abort();
    this.running = new AbortController();
    const answer = await fetch(url, { signal: this.running.signal });
    if (!answer.ok) throw new Error(this.words.failed);
    return answer.json();
  }

  async load(query) {
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await this.ask(query);
      this.model.replace(answer);
      this.model.remain(answer);
      this.colours(answer.colours);
      this.say(answer);
      this.draw();
    } catch (error) {
      if (error.name !== "AbortError") this.querySelector("[data-status]").textContent = this.words.failed;
    } finally {
      this.removeAttribute("aria-busy");
    }
  }

  start() {
    const reached = this.dataset.reach && this.at.has(this.dataset.reach);
    this.pan.fit(this.plan.box, { least: 0.35 });
    new ResizeObserver(() => this.refit()).observe(this.svg);
    this.rest(reached ? this.dataset.reach : this.model.under("")[0]);
    if (reached) this.land(this.dataset.reach);
  }

  // A window that became narrower or wider shows the whole again.
  refit() {
    const { width } = this.pan.size;
    if (this.width && this.width !== width) this.pan.fit(this.plan.box, { least: 0.35 });
    this.width = width;
  }

  say(answer) {
    this.querySelector("[data-status]").textContent = `${answer.words} · ${this.words.total.replace("%(count)s", this.words.number(answer.total))}`;
  }

  colours(choices) {
    const select = this.querySelector("[data-colour]");
    if (select.options.length > 1) return;
    for (const [value, label] of choices) select.add(new Option(label, value));
  }

  async travel(day) {
    this.day = day;
    await this.load({ open: [...this.model.opened].slice(0, 200).join(",") });
  }

  async fly(key) {
    if (!key) return;
    await this.load({ reach: key, open: [...this.model.opened].slice(0, 200).join(",") });
    if (this.at.has(key)) this.land(key);
  }

  land(key) {
    if (this.pan.scale < 0.7) this.pan.scale = 0.9;
    this.pan.show(this.middle(key), { always: true });
    this.focusOn(key);
    this.card(key).classList.add("chart-found");
  }

  async toggle(key) {
    const { model } = this;
    if (model.opened.has(key)) model.opened.delete(key);
    else {
      if (!model.loaded(key)) await this.fetchBelow(key, 0);
      model.opened.add(key);
    }
    this.draw();
    this.focusOn(key);
  }

  async fetchBelow(key, after) {
    const answer = await this.ask({ above: key || "top", after });
    this.model.add(answer);
    this.model.remain(answer, key);
  }

  async more(key) {
    const above = key.slice(5);
    const first = this.model.loaded(above);
    await this.fetchBelow(above, first);
    this.draw();
    this.focusOn(this.model.under(above)[first]);
  }

  press(event) {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (!key || this.pan.moved) return;
    if (key.startsWith("more:")) this.more(key);
    else if (event.target.closest("[data-toggles]")) this.toggle(key);
    else this.open(key);
  }

  open(key) {
    location.assign(this.model.card(key).url);
  }

  async key(event) {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (!key || event.altKey || event.ctrlKey || event.metaKey) return;
    const card = this.model.card(key);
    const pressed = this.mirrored(event.key);
    if (["Enter", " ", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End", "+", "-"].includes(pressed)) event.preventDefault();
    if (pressed === "+" || pressed === "-") this.pan.zoom(pressed === "+" ? 1.25 : 0.8);
    else if (!card && ["Enter", " "].includes(pressed)) await this.more(key);
    else if (pressed === "Enter") this.open(key);
    else if (pressed === " " && card?.direct) await this.toggle(key);
    else if (pressed === "ArrowDown" && card?.direct && !this.model.opened.has(key)) await this.toggle(key);
    else this.focusOn(next(this.model, key, pressed));
  }

  mirrored(key) {
    if (document.documentElement.dir !== "rtl") return key;
    return { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[key] ?? key;
  }

  command(name) {
    const file = `${this.dataset.file}-${this.day}`;
    const acts = {
      in: () => this.pan.zoom(1.25),
      out: () => this.pan.zoom(0.8),
      fit: () => this.pan.fit(this.plan.box),
      print: () => print(),
      svg: () => saveSvg(this.svg, this.plan.box, file),
      png: () => savePng(this.svg, this.plan.box, file),
      csv: () => saveCsv(this.rows(), file),
    };
    acts[name]?.();
  }

  rows() {
    const { words, model } = this;
    const shown = model.walk().map(({ key }) => model.card(key)).filter(Boolean);
    const fields = [...this.querySelector("[data-colour]").options].slice(1);
    const head = [words.name, words.title, words.manager, words.note, words.below.replace("%(count)s ", ""), ...fields.map((one) => one.label)];
    return [head, ...shown.map((card) => [card.name, card.title, model.card(card.above)?.name, card.note, card.below, ...fields.map((one) => card.facts[one.value])])];
  }

  get at() {
    return this.plan?.at ?? new Map();
  }

  middle(key) {
    const { x, y } = this.at.get(key);
    return { x: x + CARD.width / 2, y: y + CARD.height / 2 };
  }

  card(key) {
    return this.viewport.querySelector(`[data-key="${CSS.escape(key)}"]`);
  }

  focusOn(key) {
    if (!key || !this.at.has(key)) return;
    this.pan.show(this.middle(key));
    this.card(key)?.focus({ preventScroll: true });
  }

  rest(key) {
    if (!key) return;
    this.resting = key;
    for (const other of this.viewport.querySelectorAll("[tabindex='0']")) other.setAttribute("tabindex", -1);
    this.card(key)?.setAttribute("tabindex", 0);
  }

  draw() {
    const { model } = this;
    this.plan = layout(model);
    const field = this.querySelector("[data-colour]").value;
    const palette = tones([...model.cards.values()], field);
    const lines = element("g", { "aria-hidden": "true" });
    for (const link of this.plan.links) lines.append(drawLink(link, this.at));
    for (const card of model.cards.values())
      for (const above of card.dotted) if (this.at.has(card.key) && this.at.has(above)) lines.append(drawDotted(card.key, above, this.at));
    if (this.plan.shelf) lines.append(element("text", { class: "chart-shelf", x: this.plan.shelf.x, y: this.plan.shelf.y }, this.words.noManager));
    this.viewport.replaceChildren(lines, ...model.walk().map((spot) => this.drawn(spot, palette, field)));
    this.legend(palette);
    this.rest(this.at.has(this.resting) ? this.resting : model.under("")[0]);
  }

  drawn({ key, level, at, of }, palette, field) {
    const { x, y } = this.at.get(key);
    const card = this.model.card(key);
    if (!card) {
      const count = this.words.number(this.model.rest.get(key.slice(5)));
      return this.marked(drawMore(key, x, y, this.words.more.replace("%(count)s", count)), level, at, of);
    }
    const isOpen = this.model.opened.has(key);
    const made = drawCard(card, x, y, { tone: palette.get(card.facts[field])?.tone, isOpen, words: this.words });
    if (card.direct) made.setAttribute("aria-expanded", String(isOpen));
    const below = card.below ? this.words.below.replace("%(count)s", this.words.number(card.below)) : "";
    made.setAttribute("aria-label", [card.name, card.title, card.note, card.facts.unit, below].filter(Boolean).join(", "));
    return this.marked(made, level, at, of);
  }

  marked(made, level, at, of) {
    made.setAttribute("aria-level", level);
    made.setAttribute("aria-posinset", at);
    made.setAttribute("aria-setsize", of);
    return made;
  }

  legend(palette) {
    const list = this.querySelector("[data-legend]");
    const items = [...palette].slice(0, 12).map(([value, { tone, count }]) => {
      const item = document.createElement("li");
      const dot = document.createElement("span");
      dot.className = `chart-dot chart-dot-${tone}`;
      item.append(dot, `${value} (${this.words.number(count)})`);
      return item;
    });
    list.replaceChildren(...items);
    list.hidden = !items.length;
  }

  print(begins) {
    const { x, y, width, height } = this.plan.box;
    if (begins) {
      this.svg.setAttribute("viewBox", `${x - 16} ${y - 16} ${width + 32} ${height + 32}`);
      this.viewport.removeAttribute("transform");
    } else {
      this.svg.removeAttribute("viewBox");
      this.pan.apply();
    }
  }
}
customElements.define("ui-chart", OrganisationChart);
