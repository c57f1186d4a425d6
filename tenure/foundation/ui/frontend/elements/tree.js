// A tree as the ARIA practice describes it: one stop for Tab, arrows walk and open, Enter follows the link.
class Tree extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => this.press(event));
    this.addEventListener("keydown", (event) => this.walk(event));
    this.addEventListener("focusin", (event) => this.rest(event.target.closest("[role=treeitem]")));
    this.rest(this.querySelector("[role=treeitem]"));
  }

  get visible() {
    return [...this.querySelectorAll("[role=treeitem]")].filter((item) => item.offsetParent);
  }

  rest(item) {
    for (const other of this.querySelectorAll("[role=treeitem][tabindex='0']")) other.tabIndex = -1;
    if (item) item.tabIndex = 0;
  }

  open(item, yes) {
    if (!item?.hasAttribute("aria-expanded")) return;
    item.setAttribute("aria-expanded", String(yes));
    const group = item.querySelector(":scope > [role=group][hx-get]");
    if (yes && group) group.dispatchEvent(new CustomEvent("tree:open"));
  }

  press(event) {
    const mark = event.target.closest("[data-toggles]");
    if (!mark) return;
    const item = mark.closest("[role=treeitem]");
    this.open(item, item.getAttribute("aria-expanded") !== "true");
  }

  walk(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.altKey || event.ctrlKey || event.metaKey) return;
    const key = this.mirrored(event.key);
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    const { visible } = this;
    let next = null;
    if (key in steps) next = visible[visible.indexOf(item) + steps[key]];
    else if (key === "Home") next = visible[0];
    else if (key === "End") next = visible.at(-1);
    else if (key === "ArrowRight") next = this.inward(item);
    else if (key === "ArrowLeft") next = this.outward(item);
    else if (key === "Enter") item.querySelector(":scope > .tree-line a")?.click();
    else return;
    event.preventDefault();
    next?.focus();
  }

  mirrored(key) {
    if (getComputedStyle(this).direction !== "rtl") return key;
    return { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[key] ?? key;
  }

  inward(item) {
    if (item.getAttribute("aria-expanded") === "true") return item.querySelector("[role=treeitem]");
    this.open(item, true);
    return null;
  }

  outward(item) {
    if (item.getAttribute("aria-expanded") !== "true") return item.parentElement.closest("[role=treeitem]");
    this.open(item, false);
    return null;
  }
}
customElements.define("ui-tree", Tree);
