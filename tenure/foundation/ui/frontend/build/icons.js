import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const folder = resolve("node_modules/@tabler/icons/icons");

/** One <symbol> of the sprite; "name" or "name-filled" as Tabler calls its files. */
function symbol(name) {
  const filled = name.endsWith("-filled");
  const file = filled
    ? resolve(folder, "filled", `${name.slice(0, -7)}.svg`)
    : resolve(folder, "outline", `${name}.svg`);
  if (!existsSync(file)) throw new Error(`icons.json names "${name}", which Tabler does not have`);
  const shapes = readFileSync(file, "utf8")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
    .replace(/\s*\n\s*/g, "");
  const paint = filled
    ? 'fill="currentColor"'
    : 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"';
  return `<symbol id="${name}" viewBox="0 0 24 24" ${paint}>${shapes}</symbol>`;
}

/** A Vite plugin: the icons listed in `list` become one SVG sprite, named icons.svg in the manifest. */
export function iconSprite(list) {
  return {
    name: "icon-sprite",
    buildStart() {
      this.addWatchFile(list);
    },
    generateBundle() {
      const names = [...new Set(JSON.parse(readFileSync(list, "utf8")))].sort();
      const body = names.map(symbol).join("\n");
      this.emitFile({
        type: "asset",
        name: "icons.svg",
        originalFileName: "icons.svg",
        source: `<svg xmlns="http://www.w3.org/2000/svg">\n${body}\n</svg>\n`,
      });
    },
  };
}
