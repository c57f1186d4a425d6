// Moves and scales what is drawn: drag, pinch, wheel, and flights to one card.
const LEAST = 0.08;
const MOST = 2.5;

export class Pan {
  constructor(svg, viewport) {
    this.svg = svg;
    this.viewport = viewport;
    this.x = this.y = 0;
    this.scale = 1;
    this.pointers = new Map();
    svg.addEventListener("pointerdown", (event) => this.down(event));
    svg.addEventListener("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) svg.addEventListener(name, (event) => this.up(event));
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  get size() {
    return this.svg.getBoundingClientRect();
  }

  apply() {
    this.viewport.setAttribute("transform", `translate(${this.x} ${this.y}) scale(${this.scale})`);
  }

  down(event) {
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.moved = false;
  }

  move(event) {
    const last = this.pointers.get(event.pointerId);
    if (!last) return;
    const now = { x: event.clientX, y: event.clientY };
    if (!this.moved && Math.hypot(now.x - last.x, now.y - last.y) < 4) return;
    this.moved = true;
    const [other] = [...this.pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
    if (other) this.zoom(distance(now, other) / distance(last, other), now);
    else {
      this.x += now.x - last.x;
      this.y += now.y - last.y;
      this.apply();
    }
    this.pointers.set(event.pointerId, now);
  }

  up(event) {
    this.pointers.delete(event.pointerId);
  }

  wheel(event) {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) return this.zoom(Math.exp(-event.deltaY / 200), { x: event.clientX, y: event.clientY });
    this.x -= event.shiftKey ? event.deltaY : event.deltaX;
    this.y -= event.shiftKey ? 0 : event.deltaY;
    this.apply();
  }

  zoom(by, around = null) {
    const { left, top, width, height } = this.size;
    const x = (around?.x ?? left + width / 2) - left;
    const y = (around?.y ?? top + height / 2) - top;
    const scale = Math.min(MOST, Math.max(LEAST, this.scale * by));
    this.x = x - ((x - this.x) * scale) / this.scale;
    this.y = y - ((y - this.y) * scale) / this.scale;
    this.scale = scale;
    this.apply();
  }

  fit(box, { least = LEAST, most = 1 } = {}) {
    const { width, height } = this.size;
    const whole = Math.min((width - 32) / box.width, (height - 32) / box.height);
    this.scale = Math.min(most, Math.max(least, whole));
    this.x = width / 2 - (box.x + box.width / 2) * this.scale;
    this.y = 16 - box.y * this.scale;
    this.apply();
  }

  // Bring a spot to the middle, or only into sight.
  show(spot, { always = false } = {}) {
    const { width, height } = this.size;
    const x = spot.x * this.scale + this.x;
    const y = spot.y * this.scale + this.y;
    if (!always && x > 24 && y > 24 && x < width - 24 && y < height - 24) return;
    this.x += width / 2 - x;
    this.y += height / 2 - y;
    this.apply();
  }
}

function distance(one, other) {
  return Math.hypot(one.x - other.x, one.y - other.y) || 1;
}
