// Ticks of rows: one for the whole page, and how many are ticked.
class Ticks extends HTMLElement {
  connectedCallback() {
    this.all = this.querySelector("[data-all]");
    this.said = this.querySelector("[data-count]");
    this.form = this.querySelector("form");
    this.all.addEventListener("change", () => this.tickAll());
    document.addEventListener("change", (this.heard = () => this.count()));
    this.count();
  }

  disconnectedCallback() {
    document.removeEventListener("change", this.heard);
  }

  get rows() {
    return [...document.querySelectorAll(`input[name=row][form="${this.form.id}"]`)];
  }

  tickAll() {
    for (const row of this.rows) row.checked = this.all.checked;
    this.count();
  }

  count() {
    const rows = this.rows;
    const ticked = rows.filter((row) => row.checked).length;
    this.all.checked = ticked > 0 && ticked === rows.length;
    this.all.indeterminate = ticked > 0 && ticked < rows.length;
    this.said.textContent = ticked ? `${ticked} / ${rows.length}` : "";
  }
}
customElements.define("ui-ticks", Ticks);
