// Short notes at the bottom, and the alert a bot may ask for.

import { byId, el } from "./dom.js";

const SHOWN_MS = 3200;
const MOST = 3;

export function toast(text, { isError = false } = {}) {
  const box = byId("toasts");
  const note = el("div", { class: isError ? "toast is-error" : "toast" }, text);
  box.append(note);
  while (box.children.length > MOST) box.firstElementChild.remove();
  setTimeout(() => note.classList.add("is-going"), SHOWN_MS);
  setTimeout(() => note.remove(), SHOWN_MS + 350);
}

export const clearToasts = () => byId("toasts").replaceChildren();

export function alertBox(text) {
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}
