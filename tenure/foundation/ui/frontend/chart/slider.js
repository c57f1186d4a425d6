// Days on a slider, with play: a month a step.
const DAY = 86_400_000;

export class Slider {
  constructor(root, travel) {
    this.input = root.querySelector("input[type=range]");
    this.words = root.querySelector("output");
    this.button = root.querySelector("button");
    this.first = Date.parse(root.dataset.first);
    this.travel = travel;
    this.input.addEventListener("input", () => this.show());
    this.input.addEventListener("input", () => this.goSoon());
    this.button.addEventListener("click", () => this.toggle());
    this.show();
  }

  get day() {
    return new Date(this.first + Number(this.input.value) * DAY).toISOString().slice(0, 10);
  }

  show() {
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" });
    this.words.textContent = format.format(new Date(this.day));
    this.input.setAttribute("aria-valuetext", this.words.textContent);
  }

  goSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.travel(this.day), 120);
  }

  toggle() {
    if (this.playing) return this.stop();
    if (Number(this.input.value) >= Number(this.input.max)) this.input.value = 0;
    this.playing = true;
    this.button.setAttribute("aria-pressed", "true");
    this.step();
  }

  stop() {
    this.playing = false;
    this.button.setAttribute("aria-pressed", "false");
  }

  async step() {
    if (!this.playing || !this.input.isConnected) return;
    this.input.value = Math.min(Number(this.input.value) + 30, Number(this.input.max));
    this.show();
    await this.travel(this.day);
    if (Number(this.input.value) >= Number(this.input.max)) return this.stop();
    setTimeout(() => this.step(), 500);
  }
}
