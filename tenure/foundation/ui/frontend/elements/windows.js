// Dialogs and drawers: data-opens on a button, data-closes inside, data-open on one that arrives open.
function open(dialog) {
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  dialog.showModal();
  const field = ":is(input:not([type=hidden], :disabled), select, textarea)";
  dialog.querySelector(`[autofocus], .window-body ${field}`)?.focus();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    const target = document.getElementById(opener.dataset.opens);
    if (target?.popover) target.showPopover({ source: opener });
    else open(target);
  }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  if (event.target instanceof HTMLDialogElement && outside(event)) event.target.close();
});

/** A press on the backdrop of a window without a form; a form is not lost by a slip. */
function outside(event) {
  const box = event.target.getBoundingClientRect();
  const within =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  return !within && !event.target.querySelector("form:not([role=search])");
}

function openArrived(root) {
  for (const dialog of root.querySelectorAll?.("dialog[data-open]") ?? []) open(dialog);
  if (root.matches?.("dialog[data-open]")) open(root);
  root.querySelector?.("[data-takes-focus]")?.focus();
}

document.addEventListener("tenure:close", (event) => {
  const within = event.target.closest?.("dialog") ?? document.querySelector("dialog[open]");
  within?.close();
});
document.addEventListener("htmx:after:swap", () => openArrived(document));
document.addEventListener("DOMContentLoaded", () => openArrived(document));
if (document.readyState !== "loading") openArrived(document);
