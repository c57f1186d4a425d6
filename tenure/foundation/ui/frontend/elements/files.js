// A file field that takes what is dropped on it and says what it holds.
class Files extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.names = this.querySelector("output");
    this.input.addEventListener("change", () => this.tell());
    for (const name of ["dragover", "dragleave", "drop"]) this.addEventListener(name, (event) => this.drag(event));
  }

  drag(event) {
    event.preventDefault();
    this.classList.toggle("is-over", event.type === "dragover");
    if (event.type !== "drop" || !event.dataTransfer.files.length) return;
    this.input.files = event.dataTransfer.files;
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  tell() {
    this.names.textContent = [...this.input.files].map((file) => file.name).join(", ");
  }
}
customElements.define("ui-files", Files);
