// Short messages: those that came with the page and those of "tenure:toast"; errors stay until dismissed.
class Toasts extends HTMLElement {
  connectedCallback() {
    this.querySelectorAll(".toast-line").forEach((line) => this.dress(line));
    document.addEventListener("tenure:toast", (event) => this.add(event.detail));
  }

  add({ text, kind = "info" }) {
    const line = document.createElement("p");
    line.className = "toast-line";
    line.dataset.kind = kind;
    line.textContent = text;
    this.append(line);
    this.dress(line);
  }

  dress(line) {
    const close = document.createElement("button");
    close.type = "button";
    close.className = "btn-close";
    close.setAttribute("aria-label", this.dataset.close);
    close.addEventListener("click", () => line.remove());
    line.append(close);
    if (!["danger", "error"].includes(line.dataset.kind)) this.fade(line);
  }

  fade(line) {
    let timer = setTimeout(() => line.remove(), 6000);
    line.addEventListener("mouseenter", () => clearTimeout(timer));
    line.addEventListener("mouseleave", () => {
      timer = setTimeout(() => line.remove(), 2000);
    });
  }
}
customElements.define("ui-toasts", Toasts);
