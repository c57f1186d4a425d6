import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** A Vite plugin: beside every text file of the build stands a .gz and a .br, which the server prefers. */
export function compress() {
  return {
    name: "compress",
    writeBundle(options) {
      for (const name of readdirSync(options.dir, { recursive: true })) {
        const file = join(options.dir, name);
        if (!/\.(css|js|svg)$/.test(name) || !statSync(file).isFile()) continue;
        const source = readFileSync(file);
        writeFileSync(`${file}.gz`, gzipSync(source, { level: 9 }));
        writeFileSync(`${file}.br`, brotliCompressSync(source));
      }
    },
  };
}
