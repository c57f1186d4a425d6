// Where each card of a hierarchy stands: branches by flextree, cards without a branch in blocks.
import { flextree } from "d3-flextree";

export const CARD = { width: 216, height: 76 };
const GAP = { x: 18, y: 52, row: 12 };
const BLOCK_FROM = 4;
const ROWS_AT_MOST = 12;

// Give {cards: [{card, x, y}], links: [{from, to}], shelf: {x, y} or null, box}.
export function layout(model) {
  const place = flextree({ children: (one) => one.children, nodeSize: (node) => node.data.size, spacing: 0 });
  const root = place.hierarchy(grown(model));
  place(root);
  return placed(root, model);
}

function grown(model) {
  const tops = model.under("");
  const trees = tops.filter((key) => model.under(key).length);
  const loose = tops.filter((key) => !model.under(key).length);
  const children = trees.map((key) => branch(key, model));
  if (loose.length) children.push(...leaves(loose, trees.length > 0));
  return { key: null, size: [0, 0], children };
}

function branch(key, model) {
  const below = model.under(key);
  const closed = below.every((child) => !model.under(child).length);
  const children = closed && below.length >= BLOCK_FROM ? leaves(below, false) : below.map((one) => branch(one, model));
  return { key, size: [CARD.width + GAP.x, CARD.height + GAP.y], children };
}

function leaves(keys, isShelf) {
  const columns = Math.ceil(keys.length / Math.min(ROWS_AT_MOST, Math.max(4, Math.ceil(Math.sqrt(keys.length * 2)))));
  const rows = Math.ceil(keys.length / columns);
  const size = [columns * (CARD.width + GAP.x), rows * (CARD.height + GAP.row) + GAP.y];
  return [{ key: null, block: keys, columns, isShelf, size, children: [] }];
}

function placed(root, model) {
  const cards = [];
  const links = [];
  let shelf = null;
  const at = new Map();
  const put = (key, x, y, top = null) => {
    at.set(key, { x, y, top });
    cards.push({ key, x, y });
  };
  root.each((node) => {
    const { data } = node;
    if (data.key) put(data.key, node.x - CARD.width / 2, node.y);
    if (data.block) {
      const left = node.x - data.size[0] / 2 + GAP.x / 2;
      data.block.forEach((key, i) => {
        const column = i % data.columns;
        const row = Math.floor(i / data.columns);
        put(key, left + column * (CARD.width + GAP.x), node.y + row * (CARD.height + GAP.row), node.y);
      });
      if (data.isShelf) shelf = { x: left, y: node.y - 14 };
    }
  });
  for (const { key } of cards) {
    const above = model.parent(key);
    if (above && at.has(above)) links.push({ from: above, to: key });
  }
  return { cards, links, shelf, at, box: box(cards) };
}

function box(cards) {
  if (!cards.length) return { x: 0, y: 0, width: 1, height: 1 };
  const left = Math.min(...cards.map((one) => one.x));
  const top = Math.min(...cards.map((one) => one.y)) - 28;
  const right = Math.max(...cards.map((one) => one.x)) + CARD.width;
  const bottom = Math.max(...cards.map((one) => one.y)) + CARD.height + 24;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
