// Ctrl-K: search and commands in one field.
import { Finder } from "./finder.js";

class Palette extends Finder {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.setUp(this.querySelector("[role=combobox]"), this.querySelector("[role=listbox]"));
    this.dialog.addEventListener("close", () => this.input.setAttribute("aria-expanded", "false"));
    document.addEventListener("keydown", (event) => this.summon(event));
    document.addEventListener("click", (event) => {
      if (event.target.closest("[data-palette]")) this.openIt();
    });
  }

  summon(event) {
    const slash = event.key === "/" && !event.target.closest("input,textarea,select,[contenteditable]");
    const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !ctrlK) return;
    event.preventDefault();
    this.openIt();
  }

  openIt() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.input.select();
    this.ask();
  }

  choose(option, event) {
    if (option.href && event.type !== "click") location.assign(option.href);
  }
}
customElements.define("ui-palette", Palette);
