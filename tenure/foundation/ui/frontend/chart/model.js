// The cards that have been loaded, who stands under whom, and which branches are open.
export class Model {
  constructor() {
    this.clear();
    this.opened = new Set();
  }

  clear() {
    this.cards = new Map();
    this.children = new Map();
    this.rest = new Map();
  }

  // Begin anew with an answer: every branch of which it holds children is open.
  replace(answer) {
    this.clear();
    this.add(answer);
    this.opened = new Set([...this.children.keys()].filter(Boolean));
  }

  add(answer) {
    for (const card of answer.cards) {
      const above = this.cards.has(card.parent) || answer.cards.some((one) => one.key === card.parent) ? card.parent : "";
      card.above = above;
      if (!this.cards.has(card.key)) this.of(above).push(card.key);
      this.cards.set(card.key, card);
    }
  }

  // Note how many children of each are still on the server; `only` names the one just asked about.
  remain(answer, only = null) {
    if (only === null) this.rest = new Map(Object.entries(answer.rest));
    else this.rest.set(only, answer.rest[only] ?? 0);
  }

  of(key) {
    if (!this.children.has(key)) this.children.set(key, []);
    return this.children.get(key);
  }

  loaded(key) {
    return this.children.get(key)?.length ?? 0;
  }

  // The keys on screen right under one; a last key "more:…" stands for those not loaded.
  under(key) {
    if (key && !this.opened.has(key)) return [];
    const own = this.children.get(key) ?? [];
    return own.length && this.rest.get(key) ? [...own, `more:${key}`] : own;
  }

  parent(key) {
    return key.startsWith("more:") ? key.slice(5) : this.cards.get(key)?.above;
  }

  card(key) {
    return this.cards.get(key);
  }

  // Every key on screen, in the order in which a screen reader meets them.
  walk(key = "", level = 1, found = []) {
    this.under(key).forEach((child, at, all) => {
      found.push({ key: child, level, at: at + 1, of: all.length });
      this.walk(child, level + 1, found);
    });
    return found;
  }
}
