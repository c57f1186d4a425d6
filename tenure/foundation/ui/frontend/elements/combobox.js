// One record found by typing; the hidden field carries its identifier.
import { Finder } from "./finder.js";

class Combobox extends Finder {
  connectedCallback() {
    this.value = this.querySelector("input[type=hidden]");
    this.setUp(this.querySelector("[role=combobox]"), this.querySelector("[role=listbox]"));
    this.kept = this.input.value;
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("blur", () => this.leave());
    this.input.addEventListener("keydown", (event) => this.escape(event));
  }

  choose(option) {
    this.value.value = option.dataset.value;
    this.input.value = this.kept = option.dataset.label;
    this.value.dispatchEvent(new Event("change", { bubbles: true }));
    this.hide();
  }

  leave() {
    this.hide();
    if (this.input.value === "") {
      this.value.value = this.kept = "";
    } else {
      this.input.value = this.kept;
    }
  }

  escape(event) {
    if (event.key !== "Escape" || this.list.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    this.hide();
  }
}
customElements.define("ui-combobox", Combobox);
