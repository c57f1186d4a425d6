// Loads what only some pages need.
async function find(root) {
  const selects = [...(root.querySelectorAll?.("select[is=ui-select]:not(.tomselected)") ?? [])];
  if (!selects.length) return;
  const { dress } = await import("../select.js");
  selects.forEach(dress);
}

document.addEventListener("htmx:after:swap", () => find(document));
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => find(document));
else find(document);
