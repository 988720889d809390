// The open chat: its head, its log, scrolling, older messages.

import { block, loadMessages, markRead, unblock } from "./api.js";
import { drawMessage } from "./bubble.js";
import { byId, el } from "./dom.js";
import { dayKey, dayTitle, initials, languageName, tint } from "./format.js";
import { gatherAlbums } from "./media.js";
import { isOpen, on, putChat, state, tell } from "./store.js";
import { clearToasts, toast } from "./toast.js";

const NEAR_PX = 120;
const TYPING_MS = 5000;
const DAY_SHOWN_MS = 1200;
const WANTS_CALM = matchMedia("(prefers-reduced-motion: reduce)");
let hasOlder = false;
let isLoading = false;
let below = 0;
let typing = 0;
let scrolling = 0;

export function startConversation() {
  byId("scroller").addEventListener("scroll", scrolled);
  byId("down").addEventListener("click", () => toEnd("smooth"));
  byId("block").addEventListener("click", toggleBlock);
  byId("unblock").addEventListener("click", toggleBlock);
  on("chat", (chat) => isOpen(chat.id) && drawHead(chat));
  document.addEventListener("visibilitychange", readIfSeen);
  new ResizeObserver(() => isNear() && toEnd()).observe(byId("scroller"));
}

export async function openChat(id) {
  const { chat, messages, has_older: older, commands } = await loadMessages(id);
  if (!isOpen(id)) clearToasts();
  state.open = chat;
  hasOlder = older;
  byId("welcome").hidden = true;
  byId("conversation").hidden = false;
  byId("app").classList.add("is-talking");
  byId("log").replaceChildren(...messages.map(drawStored));
  state.commands = commands;
  arrange();
  stopTyping();
  putChat(chat);
  tell("opened", chat);
  toEnd();
  readIfSeen();
}

const drawStored = ({ message, is_silent: isSilent }) => drawMessage(message, { isSilent });

export function closeChat() {
  state.open = null;
  byId("welcome").hidden = false;
  byId("conversation").hidden = true;
  byId("app").classList.remove("is-talking");
  tell("opened", null);
}

export function showMessage(message, isSilent) {
  const drawn = drawMessage(message, { isSilent });
  const old = byId("log").querySelector(`[data-id="${message.message_id}"]`);
  const wasNear = isNear();
  if (old) {
    drawn.classList.toggle("is-edited-now", Boolean(message.edit_date));
    old.replaceWith(drawn);
  } else {
    drawn.classList.add("is-new");
    byId("log").append(drawn);
    stopTyping();
  }
  arrange();
  if (wasNear || drawn.classList.contains("is-own")) toEnd(old ? "auto" : "smooth");
  else if (!old) countBelow(1);
  readIfSeen();
}

export function removeMessage(messageId) {
  byId("log").querySelector(`[data-id="${messageId}"]`)?.remove();
  arrange();
}

export function showTyping() {
  byId("talk-note").textContent = "the bot is typing…";
  byId("talk-note").classList.add("is-typing");
  clearTimeout(typing);
  typing = setTimeout(stopTyping, TYPING_MS);
}

function stopTyping() {
  clearTimeout(typing);
  byId("talk-note").classList.remove("is-typing");
  if (state.open) drawHead(state.open);
}

function drawHead(chat) {
  state.open = chat;
  byId("talk-title").textContent = chat.title;
  byId("talk-avatar").textContent = initials(chat.title);
  byId("talk-avatar").className = `avatar small ${tint(chat.id)}`;
  const speaks = chat.language ? ` · ${languageName(chat.language)}` : "";
  const whom = chat.id < 0 ? `${chat.members.length} members` : `talking to @${state.bot.username}`;
  byId("talk-note").textContent = chat.is_blocked ? "has blocked the bot" : `${whom}${speaks}`;
  byId("block").hidden = chat.id < 0;
  byId("block").setAttribute("aria-pressed", String(chat.is_blocked));
  byId("block").setAttribute("aria-label", chat.is_blocked ? "Unblock the bot" : "Block the bot");
}

// Runs of one sender stick together; a day begins with its date.
function arrange() {
  for (const day of byId("log").querySelectorAll(".day")) day.remove();
  gatherAlbums(byId("log"));
  const all = [...byId("log").querySelectorAll(".message")];
  byId("log").classList.toggle("is-empty", !all.length);
  all.forEach((node, index) => {
    const [before, after] = [all[index - 1], all[index + 1]];
    const isNewDay = !before || dayKey(before.dataset.date) !== dayKey(node.dataset.date);
    if (isNewDay) (node.closest(".album") ?? node).before(el("li", { class: "day" }, dayTitle(node.dataset.date)));
    node.classList.toggle("is-first", isNewDay || before.dataset.sender !== node.dataset.sender);
    node.classList.toggle("is-last", !after || after.dataset.sender !== node.dataset.sender);
  });
}

async function scrolled() {
  const box = byId("scroller");
  if (!isNear()) showDay();
  byId("down").hidden = isNear();
  if (isNear()) countBelow(0);
  if (box.scrollTop > NEAR_PX || !hasOlder || isLoading) return;
  isLoading = true;
  const height = box.scrollHeight;
  const oldest = byId("log").querySelector(".message").dataset.id;
  const asked = state.open.id;
  const { messages, has_older: older } = await loadMessages(asked, oldest);
  isLoading = false;
  if (!isOpen(asked)) return;
  hasOlder = older;
  byId("log").prepend(...messages.map(drawStored));
  arrange();
  box.scrollTop += box.scrollHeight - height;
}

// The date stays at the top while people look for a place, and covers nothing afterwards.
function showDay() {
  byId("scroller").classList.add("is-scrolling");
  clearTimeout(scrolling);
  scrolling = setTimeout(() => byId("scroller").classList.remove("is-scrolling"), DAY_SHOWN_MS);
}

function isNear() {
  const box = byId("scroller");
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
}

function toEnd(wanted = "auto") {
  const behavior = WANTS_CALM.matches ? "auto" : wanted;
  byId("scroller").scrollTo({ top: byId("scroller").scrollHeight, behavior });
  countBelow(0);
}

function countBelow(change) {
  below = change ? below + change : 0;
  byId("down-count").textContent = below;
  byId("down-count").hidden = !below;
}

function readIfSeen() {
  if (state.open?.unread && document.visibilityState === "visible") markRead(state.open.id);
}

async function toggleBlock() {
  const change = state.open.is_blocked ? unblock : block;
  await change(state.open).catch((error) => toast(error.message, { isError: true }));
}
