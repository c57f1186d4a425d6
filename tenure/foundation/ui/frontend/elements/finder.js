// What the combobox and the palette share: ask while one types, walk the answers with the arrows.
export class Finder extends HTMLElement {
  setUp(input, list) {
    this.input = input;
    this.list = list;
    input.addEventListener("input", () => this.askSoon());
    input.addEventListener("keydown", (event) => this.key(event));
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option, event);
    });
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  askSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 150);
  }

  async ask() {
    this.running?.abort();
    this.running = new AbortController();
    const url = new URL(this.input.dataset.url, location.href);
    url.searchParams.set("q", this.input.value);
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" }, signal: this.running.signal });
      const elsewhere = answer.headers.get("HX-Redirect");
      if (elsewhere) location.assign(elsewhere);
      else if (answer.ok) this.show(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  show(html) {
    this.list.innerHTML = html;
    this.options.forEach((option, at) => {
      option.id ||= `${this.list.id}-${at}`;
    });
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(this.options[0]);
  }

  hide() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  get marked() {
    return this.list.querySelector("[aria-selected=true]");
  }

  mark(option) {
    this.marked?.setAttribute("aria-selected", "false");
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  key(event) {
    const { options } = this;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length) {
      event.preventDefault();
      if (this.list.hidden) return this.ask();
      this.mark(options.at((options.indexOf(this.marked) + step) % options.length));
    } else if (event.key === "Enter" && this.marked && !this.list.hidden) {
      event.preventDefault();
      this.choose(this.marked, event);
    }
  }
}
