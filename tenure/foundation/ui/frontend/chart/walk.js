// Arrow keys in a picture of a tree: down to the first below, up to the one above, sideways to neighbours.
export function next(model, key, pressed) {
  const above = model.parent(key) ?? "";
  const row = model.under(above);
  const at = row.indexOf(key);
  switch (pressed) {
    case "ArrowDown":
      return model.under(key)[0];
    case "ArrowUp":
      return above || null;
    case "ArrowRight":
      return row[at + 1];
    case "ArrowLeft":
      return row[at - 1];
    case "Home":
      return model.under("")[0];
    case "End":
      return row.at(-1);
    default:
      return undefined;
  }
}
