// htmx with our manners: the forgery token on every writing request, and refusals as messages.
import htmx from "htmx.org";

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

document.addEventListener("htmx:config:request", (event) => {
  const { request } = event.detail.ctx;
  if (!["GET", "HEAD"].includes(request.method)) request.headers["X-CSRFToken"] = token();
});

// A whole page that answers a fragment's request is a refusal or a fault: show its words, keep the page.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  if (ctx.response?.status < 400 || !/<html/i.test(ctx.text ?? "")) return;
  event.preventDefault();
  const page = new DOMParser().parseFromString(ctx.text, "text/html");
  const words = page.querySelector("[data-refusal]")?.textContent.trim();
  say(words || document.documentElement.dataset.failed, "danger");
});

document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx) say(document.documentElement.dataset.failed, "danger");
});

function say(text, kind) {
  document.dispatchEvent(new CustomEvent("tenure:toast", { detail: { text, kind } }));
}

window.htmx = htmx;
