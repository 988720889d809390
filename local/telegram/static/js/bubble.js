// One message as an element: bubble, meta line, inline keyboard.

import { press } from "./api.js";
import { el, icon } from "./dom.js";
import { renderText } from "./entities.js";
import { timeOfDay } from "./format.js";
import { drawFile } from "./media.js";
import { state } from "./store.js";
import { toast } from "./toast.js";

const WAIT_SECONDS = 15;
const waiting = new Map();

export function drawMessage(message, { isSilent = false } = {}) {
  const isOwn = message.from.id !== state.bot.id;
  const rows = message.reply_markup?.inline_keyboard;
  const node = el("li", { class: "message", "data-id": message.message_id });
  node.classList.toggle("is-own", isOwn);
  node.classList.toggle("has-keys", Boolean(rows));
  node.dataset.sender = message.from.id;
  node.dataset.date = message.date;
  if (message.media_group_id) node.dataset.album = message.media_group_id;
  node.append(drawBubble(message, isOwn, isSilent));
  if (rows) node.append(drawKeys(message, rows));
  return node;
}

function drawBubble(message, isOwn, isSilent) {
  const text = message.text ?? message.caption ?? "";
  const marks = message.text === undefined ? message.caption_entities : message.entities;
  const words = el("div", { class: "words", dir: "auto" }, ...renderText(text, marks));
  words.append(drawMeta(message, isOwn, isSilent));
  const isGroup = message.chat.type !== "private";
  const sender = isGroup && isOwn ? el("div", { class: "sender" }, message.from.first_name) : null;
  const reply = message.reply_to_message
    ? el("span", { class: "reply" }, message.reply_to_message.text ?? message.reply_to_message.caption ?? "")
    : null;
  const file = drawFile(message);
  const shape = message.photo ? (text ? " has-photo" : " has-photo is-bare") : "";
  return el("div", { class: `bubble${shape}` }, sender, reply, file, words);
}

function drawMeta(message, isOwn, isSilent) {
  const meta = el("span", { class: "meta" });
  if (isSilent) meta.append(icon("silent"));
  if (message.edit_date) meta.append("edited");
  meta.append(el("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOfDay(message.date)));
  if (isOwn) meta.append(icon("tick"));
  return meta;
}

function drawKeys(message, rows) {
  const drawn = rows.map((row) =>
    el("div", { class: "keys-row" }, ...row.map((button) => drawKey(message, button))),
  );
  return el("div", { class: "keys", role: "group", "aria-label": "Buttons" }, ...drawn);
}

function drawKey(message, button) {
  const classes = `key ${button.style || ""}`.trim();
  if (button.url) {
    const options = { class: classes, href: button.url, target: "_blank", rel: "noopener noreferrer" };
    return el("a", options, button.text, icon("link"));
  }
  const options = { class: classes, type: "button", disabled: Boolean(button.disabled) };
  const key = el("button", options, button.text, button.copy_text ? icon("copy") : null);
  key.addEventListener("click", () => pressed(key, message, button));
  return key;
}

async function pressed(key, message, button) {
  if (button.copy_text) {
    await navigator.clipboard?.writeText(button.copy_text.text);
    toast("Copied");
    return;
  }
  try {
    const { query_id: query } = await press(state.open, message.message_id, button.callback_data || button.text);
    if (!query) return;
    key.classList.add("is-waiting");
    waiting.set(query, key);
    setTimeout(() => answered(query), WAIT_SECONDS * 1000);
  } catch (error) {
    toast(error.message, { isError: true });
  }
}

export function answered(query) {
  waiting.get(query)?.classList.remove("is-waiting");
  waiting.delete(query);
}
