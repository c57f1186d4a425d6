// Tables with checkboxes: all at once, a span with Shift; "tenure:selected" tells how many.
let last = null;

document.addEventListener("click", (event) => {
  const box = event.target;
  const table = box.closest?.("table[data-selects]");
  if (!table || box.type !== "checkbox") return;
  const boxes = [...table.querySelectorAll("tbody .cell-check input")];
  if (box.matches("[data-selects-all]")) for (const one of boxes) one.checked = box.checked;
  else if (event.shiftKey && boxes.includes(last)) span(boxes, box);
  last = box;
  const chosen = boxes.filter((one) => one.checked).length;
  const all = table.querySelector("[data-selects-all]");
  all.checked = chosen > 0 && chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
  table.dispatchEvent(new CustomEvent("tenure:selected", { bubbles: true, detail: { chosen } }));
});

function span(boxes, box) {
  const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
  for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
}
