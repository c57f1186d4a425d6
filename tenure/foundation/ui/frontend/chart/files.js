// What is on screen as a file: SVG and PNG with the looks written into them, CSV of its cards.
const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-weight"];

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function standalone(svg, box) {
  const copy = svg.cloneNode(true);
  const sources = svg.querySelectorAll("rect, path, text");
  copy.querySelectorAll("rect, path, text").forEach((made, at) => {
    const look = getComputedStyle(sources[at]);
    for (const name of LOOKS) made.setAttribute(name, look.getPropertyValue(name));
    if (made.tagName === "text") made.setAttribute("font-family", "Inter, system-ui, sans-serif");
  });
  copy.querySelector("[data-viewport]").removeAttribute("transform");
  copy.setAttribute("viewBox", `${box.x - 16} ${box.y - 16} ${box.width + 32} ${box.height + 32}`);
  copy.setAttribute("width", box.width + 32);
  copy.setAttribute("height", box.height + 32);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}

export function saveSvg(svg, box, name) {
  save(standalone(svg, box), `${name}.svg`);
}

export async function savePng(svg, box, name) {
  const picture = new Image();
  picture.src = URL.createObjectURL(standalone(svg, box));
  await picture.decode();
  const scale = Math.min(2, 12_000 / Math.max(box.width, box.height));
  const canvas = document.createElement("canvas");
  canvas.width = (box.width + 32) * scale;
  canvas.height = (box.height + 32) * scale;
  const pen = canvas.getContext("2d");
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(picture.src);
  canvas.toBlob((blob) => save(blob, `${name}.png`), "image/png");
}

// A cell that a spreadsheet would run is made plain text.
function cell(value) {
  const text = String(value ?? "");
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export function saveCsv(rows, name) {
  const text = rows.map((row) => row.map(cell).join(",")).join("\r\n");
  save(new Blob([`\ufeff${text}\r\n`], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
}
