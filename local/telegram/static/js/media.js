// Files of messages. The server keeps no bytes, so a photo is a tile of its shape, and the
// messages of one album are gathered into one frame.

import { el, icon } from "./dom.js";
import { tint } from "./format.js";

const SIDES = [0.6, 1.9]; // width by height: what Telegram shows of a photo before it is opened

export function drawFile(message) {
  const photo = message.photo?.at(-1);
  if (photo) return drawPhoto(photo);
  return message.document ? drawDocument(message.document) : null;
}

function drawPhoto(photo) {
  const sides = `${photo.width} × ${photo.height}`;
  const options = { class: `photo ${tint(numberOf(photo.file_unique_id))}`, role: "img", "aria-label": `Photo, ${sides}` };
  const tile = el("div", options, icon("picture"), el("small", {}, sides));
  tile.style.aspectRatio = String(Math.min(Math.max(photo.width / photo.height, SIDES[0]), SIDES[1]));
  return tile;
}

function drawDocument(file) {
  const name = file.file_name ?? "File";
  const kind = name.includes(".") ? name.split(".").at(-1).slice(0, 4) : "file";
  const about = file.file_size ? `${kind.toUpperCase()}, ${sizeOf(file.file_size)}` : kind.toUpperCase();
  const words = el("span", { class: "file-words" }, el("b", {}, name), el("small", {}, about));
  return el("div", { class: "file" }, el("span", { class: "file-sign", "aria-hidden": "true" }, icon("file")), words);
}

const sizeOf = (bytes) => (bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`);

const numberOf = (text) => [...String(text)].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);

// Called after every change of the log: frames are made anew around neighbours of one album.
export function gatherAlbums(log) {
  for (const frame of log.querySelectorAll(".album")) frame.replaceWith(...frame.querySelectorAll(".message"));
  const seen = new Map();
  for (const node of log.querySelectorAll(".message[data-album]")) {
    const { album } = node.dataset;
    if (!seen.has(album)) {
      const tiles = el("ol", { class: "tiles" });
      const kind = node.querySelector(".photo") ? "is-photos" : "is-files";
      const reply = node.querySelector(".reply")?.cloneNode(true) ?? null;
      node.replaceWith(el("li", { class: `album ${kind}`, "aria-label": "Album" }, reply, tiles));
      seen.set(album, tiles);
    }
    seen.get(album).append(node);
  }
}
