// The list of chats: newest first, searched on the server, walked with arrow keys.

import { listChats } from "./api.js";
import { byId, el } from "./dom.js";
import { initials, listTime, tint } from "./format.js";
import { isOpen, newestFirst, on, state, tell } from "./store.js";

const SEARCH_DELAY_MS = 150;
const MOST_ROWS = 300;
const rows = new Map();
const waiting = new Map();
let timer = 0;

export function startList() {
  byId("search").addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, SEARCH_DELAY_MS);
  });
  byId("chats").addEventListener("keydown", walk);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") byId("chats").querySelector("button")?.focus();
    if (event.key === "Escape") clearSearch();
  });
  on("chat", drawSoon);
  on("opened", markOpen);
}

export async function refresh() {
  state.search = byId("search").value;
  const found = await listChats(state.search);
  Object.assign(state, { total: found.total, bot: found.bot });
  state.chats = new Map(found.chats.map((chat) => [chat.id, chat]));
  rows.clear();
  byId("chats").replaceChildren(...found.chats.map((chat) => rowOf(chat)));
  drawNote();
  showUnread();
  return found.cursor;
}

function clearSearch() {
  byId("search").value = "";
  refresh();
}

function rowOf(chat) {
  const row = el("li", {});
  rows.set(chat.id, row);
  fill(row, chat);
  return row;
}

// Many messages a second become one drawing a frame.
function drawSoon(chat) {
  if (!waiting.size) requestAnimationFrame(drawWaiting);
  waiting.set(chat.id, chat);
}

function drawWaiting() {
  for (const chat of waiting.values()) drawRow(chat);
  waiting.clear();
  dropOldest();
  drawNote();
  showUnread();
}

function dropOldest() {
  for (const chat of newestFirst().slice(MOST_ROWS)) {
    if (isOpen(chat.id)) continue;
    state.chats.delete(chat.id);
    rows.get(chat.id)?.remove();
    rows.delete(chat.id);
  }
}

function drawRow(chat) {
  if (state.search && !rows.has(chat.id)) return;
  const row = rows.get(chat.id) || rowOf(chat);
  const hadFocus = row.contains(document.activeElement);
  fill(row, chat);
  const place = newestFirst().findIndex((other) => other.id === chat.id);
  const list = byId("chats");
  if (list.children[place] !== row) list.insertBefore(row, afterMoving(list, row, place));
  if (hadFocus) row.firstElementChild.focus();
}

function afterMoving(list, row, place) {
  const others = [...list.children].filter((other) => other !== row);
  return others[place] || null;
}

function fill(row, chat) {
  const last = chat.last;
  const unread = chat.unread && !isOpen(chat.id) ? String(chat.unread) : "";
  const said = last && !last.from_bot ? el("b", {}, "You: ") : null;
  const quiet = chat.is_blocked ? "has blocked the bot" : chat.has_started ? "" : "has not started the bot yet";
  const button = el(
    "button",
    { type: "button", class: `chat ${unread ? "is-fresh" : ""}`, "aria-current": String(isOpen(chat.id)) },
    el("span", { class: `avatar ${tint(chat.id)}`, "aria-hidden": "true" }, initials(chat.title)),
    el("span", { class: "chat-title" }, chat.title, chat.language ? el("small", {}, chat.language) : null),
    el("time", {}, chat.touched ? listTime(chat.touched) : ""),
    el("span", { class: "chat-last", dir: "auto" }, said, last ? last.text : quiet),
    unread ? el("span", { class: "badge", "aria-label": `${unread} unread` }, unread) : el("span", {}),
  );
  button.addEventListener("click", () => tell("choose", chat.id));
  row.replaceChildren(button);
}

function markOpen() {
  for (const [id, row] of rows) row.firstElementChild.setAttribute("aria-current", String(isOpen(id)));
}

function drawNote() {
  const shown = rows.size;
  const nothing = state.search ? "Nobody found." : "No chats yet. Add a person to begin.";
  const more = !state.search && state.total > shown ? `The newest ${shown} of ${state.total} chats.` : "";
  const note = shown ? more : nothing;
  byId("list-note").textContent = note;
  byId("list-note").hidden = !note;
}

function showUnread() {
  const sum = [...state.chats.values()].reduce((total, chat) => total + chat.unread, 0);
  document.title = sum ? `(${sum}) Gigwire chats` : "Gigwire chats";
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...byId("chats").querySelectorAll("button")];
  const next = all[all.indexOf(document.activeElement) + step];
  (next || (step < 0 ? byId("search") : all.at(-1))).focus();
}
