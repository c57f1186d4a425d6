class Copy extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", async (event) => {
      const button = event.target.closest("[data-copy]");
      await navigator.clipboard.writeText(button.dataset.copy);
      const detail = { text: button.dataset.done, kind: "success" };
      document.dispatchEvent(new CustomEvent("tenure:toast", { detail }));
    });
  }
}
customElements.define("ui-copy", Copy);
