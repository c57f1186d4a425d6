// Puts every popover beside the button that opened it, within the window.
const GAP = 4;

export function place(popover, anchor) {
  const from = anchor.getBoundingClientRect();
  const size = popover.getBoundingClientRect();
  const rightToLeft = getComputedStyle(anchor).direction === "rtl";
  const endsWith = (popover.dataset.align === "end") !== rightToLeft;
  const left = endsWith ? from.right - size.width : from.left;
  const below = from.bottom + GAP + size.height <= innerHeight || from.top < size.height + GAP;
  popover.style.left = `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`;
  popover.style.top = `${below ? from.bottom + GAP : from.top - size.height - GAP}px`;
}

function anchorOf(popover) {
  return document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`);
}

document.addEventListener(
  "toggle",
  (event) => {
    const popover = event.target;
    if (!popover.matches?.("[popover].pop")) return;
    const anchor = anchorOf(popover);
    if (!anchor) return;
    anchor.setAttribute("aria-expanded", String(event.newState === "open"));
    if (event.newState === "open") place(popover, anchor);
  },
  true,
);

addEventListener("scroll", (event) => {
  for (const popover of document.querySelectorAll(".pop:popover-open")) {
    const anchor = anchorOf(popover);
    if (anchor && !popover.contains(event.target)) place(popover, anchor);
  }
}, { capture: true, passive: true });
