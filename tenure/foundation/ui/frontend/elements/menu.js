// A menu: opens on its first entry, arrow keys walk it, a letter jumps, Esc goes back to the button.
class Menu extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("[role=menu]");
    this.list.addEventListener("toggle", (event) => {
      if (event.newState === "open") this.entries[0]?.focus();
    });
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.list.addEventListener("click", (event) => {
      if (event.target.closest("[role=menuitem]")) this.list.hidePopover();
    });
    this.querySelector("button").addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      this.list.showPopover();
    });
  }

  get entries() {
    return [...this.list.querySelectorAll("[role=menuitem]")];
  }

  walk(event) {
    const { entries } = this;
    const at = entries.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      entries.at(to % entries.length)?.focus();
    } else if (event.key === "Tab") {
      this.list.hidePopover();
    } else if (event.key.length === 1) {
      const letter = event.key.toLowerCase();
      entries.find((entry) => entry.textContent.trim().toLowerCase().startsWith(letter))?.focus();
    }
  }
}
customElements.define("ui-menu", Menu);
