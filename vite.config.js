import { resolve } from "node:path";
import { defineConfig } from "vite";
import { compress } from "./tenure/foundation/ui/frontend/build/compress.js";
import { iconSprite } from "./tenure/foundation/ui/frontend/build/icons.js";

const source = resolve(import.meta.dirname, "tenure/foundation/ui/frontend");

export default defineConfig({
  root: source,
  base: "/static/dist/",
  publicDir: false,
  plugins: [iconSprite(resolve(source, "icons.json")), compress()],
  build: {
    outDir: "../static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["chrome123", "firefox120", "safari17.5"],
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      input: {
        main: resolve(source, "main.js"),
        early: resolve(source, "early.js"),
        select: resolve(source, "select.js"),
        chart: resolve(source, "chart.js"),
      },
    },
  },
});
