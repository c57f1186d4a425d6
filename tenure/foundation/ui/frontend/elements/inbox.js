// The inbox by keyboard: j and k move, a approves, r declines; the keys can be switched off, and rest while one writes.
const KEPT = "tenure-inbox-keys";

class Inbox extends HTMLElement {
  connectedCallback() {
    this.pressed = (event) => this.press(event);
    document.addEventListener("keydown", this.pressed);
    this.querySelector("[data-keys]")?.addEventListener("click", () => this.turn(!this.on));
    this.turn(this.on);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  get on() {
    return localStorage.getItem(KEPT) !== "off";
  }

  turn(on) {
    if (on) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "off");
    this.querySelector("[data-keys]")?.setAttribute("aria-pressed", String(on));
  }

  press(event) {
    const writes = event.target.closest("input, textarea, select, [contenteditable]");
    if (!this.on || writes || document.querySelector("dialog[open]")) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const acts = { j: () => this.go(1), k: () => this.go(-1), a: "[data-approves]", r: "[data-declines]" };
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    if (typeof act === "function") act();
    else this.querySelector(act)?.click();
  }

  go(by) {
    const items = [...this.querySelectorAll(".inbox-item")];
    const here = items.findIndex((item) => item.getAttribute("aria-current") === "true");
    items[here + by]?.click();
  }
}
customElements.define("ui-inbox", Inbox);
