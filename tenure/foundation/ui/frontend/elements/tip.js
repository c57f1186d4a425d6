// A tooltip on hover and on focus; Esc hides it.
import { place } from "./popover.js";

class Tip extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("[role=tooltip]");
    for (const name of ["mouseenter", "focus"]) this.addEventListener(name, () => this.show());
    for (const name of ["mouseleave", "blur"]) this.addEventListener(name, () => this.text.hidePopover());
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.text.hidePopover());
  }

  show() {
    this.text.showPopover();
    place(this.text, this);
  }
}
customElements.define("ui-tip", Tip);
