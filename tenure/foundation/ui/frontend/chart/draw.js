// Draws cards and lines as SVG: attributes and classes only, for the security policy allows no styles.
import { CARD } from "./layout.js";

const SVG = "http://www.w3.org/2000/svg";
const PAD = 14;
const TONES = 10;

export function element(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const ruler = document.createElement("canvas").getContext("2d");

function clipped(text, width, font) {
  ruler.font = font;
  if (ruler.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && ruler.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

// Which tone belongs to which value, the most frequent first.
export function tones(cards, field) {
  const counts = new Map();
  for (const card of cards) {
    const value = card.facts[field];
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const order = [...counts].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]));
  return new Map(order.map(([value, count], at) => [value, { tone: at % TONES, count }]));
}

export function drawLink({ from, to }, at) {
  const start = at.get(from);
  const end = at.get(to);
  const x = start.x + CARD.width / 2;
  const target = end.x + CARD.width / 2;
  const foot = start.y + CARD.height;
  if (end.top !== null) {
    const gutter = end.x - 9;
    return element("path", { class: "chart-link", d: `M${x} ${foot}V${end.top - 20}H${gutter}V${end.y + CARD.height / 2}H${end.x}` });
  }
  const middle = end.y - 20;
  return element("path", { class: "chart-link", d: `M${x} ${foot}V${middle}H${target}V${end.y}` });
}

export function drawDotted(from, to, at) {
  const start = at.get(from);
  const end = at.get(to);
  const bend = Math.max(40, Math.abs(start.y - end.y) / 2);
  const x = start.x + CARD.width / 2;
  const target = end.x + CARD.width / 2;
  return element("path", { class: "chart-dotted", d: `M${x} ${start.y}C${x} ${start.y - bend} ${target} ${end.y + CARD.height + bend} ${target} ${end.y + CARD.height}` });
}

export function drawMore(key, x, y, words) {
  return element(
    "g",
    { class: "chart-card chart-more", transform: `translate(${x} ${y})`, "data-key": key, role: "treeitem", tabindex: -1, "aria-label": words },
    element("rect", { class: "chart-face", width: CARD.width, height: CARD.height, rx: 8 }),
    element("text", { class: "chart-name", x: CARD.width / 2, y: CARD.height / 2 + 4, "text-anchor": "middle" }, words),
  );
}

export function drawCard(card, x, y, { tone, isOpen, words }) {
  const look = ["chart-card", `chart-${card.kind}`, card.state ? `chart-is-${card.state}` : ""].join(" ");
  const second = card.note ? [card.title, card.note].filter(Boolean).join(" · ") : card.title;
  const third = [card.facts.unit, card.facts.entity].filter(Boolean).join(" · ");
  const made = element("g", { class: look, transform: `translate(${x} ${y})`, "data-key": card.key, role: "treeitem", tabindex: -1 });
  made.append(
    element("title", {}, [card.name, card.title, card.note, third].filter(Boolean).join("\n")),
    element("rect", { class: "chart-face", width: CARD.width, height: CARD.height, rx: 8 }),
  );
  if (tone !== undefined) made.append(element("rect", { class: `chart-stripe chart-tone-${tone}`, width: 5, height: CARD.height - 16, x: 0, y: 8, rx: 2.5 }));
  const room = CARD.width - 2 * PAD;
  made.append(
    element("text", { class: "chart-name", x: PAD, y: 24 }, clipped(card.name, room, "600 13px 'Inter Variable'")),
    element("text", { class: "chart-title", x: PAD, y: 43 }, clipped(second, room, "12px 'Inter Variable'")),
    element("text", { class: "chart-unit", x: PAD, y: 61 }, clipped(third, card.direct ? room - 44 : room, "11px 'Inter Variable'")),
  );
  if (card.direct) made.append(drawToggle(card, isOpen, words));
  return made;
}

function drawToggle(card, isOpen, words) {
  const text = `${words.number(card.below || card.direct)} ${isOpen ? "−" : "+"}`;
  const width = 16 + text.length * 7;
  return element(
    "g",
    { class: "chart-toggle", "data-toggles": "", transform: `translate(${(CARD.width - width) / 2} ${CARD.height - 11})` },
    element("title", {}, isOpen ? words.close : words.open),
    element("rect", { width, height: 22, rx: 11 }),
    element("text", { x: width / 2, y: 15, "text-anchor": "middle" }, text),
  );
}
