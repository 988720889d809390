// Live events: what changed since the page was loaded, through reconnects.

import { answered } from "./bubble.js";
import { removeMessage, showMessage, showTyping } from "./conversation.js";
import { byId } from "./dom.js";
import { isOpen, putChat, state } from "./store.js";
import { alertBox, toast } from "./toast.js";

const RETRY_MS = 1000;
let cursor = 0;

const SHOW = {
  sent: shownMessage,
  said: shownMessage,
  edited: shownMessage,
  deleted: ({ chat, message_id: id }) => isOpen(chat.id) && removeMessage(id),
  answered: ({ query_id: query, user, text, show_alert: isAlert }) => {
    answered(query);
    const isHere = state.open && (state.open.id === user || state.open.members?.includes(user));
    if (text && isHere) (isAlert ? alertBox : toast)(text);
  },
  action: ({ chat_id: id }) => isOpen(id) && showTyping(),
};

export function listen(since, reload) {
  cursor = since;
  const source = new EventSource(`/page/events?since=${cursor}`);
  source.addEventListener("open", () => showStatus(true));
  source.addEventListener("message", (event) => {
    cursor = event.lastEventId;
    const told = JSON.parse(event.data);
    if (told.type === "reset") {
      source.close();
      reload();
      return;
    }
    SHOW[told.type]?.(told);
    if (told.chat) putChat(told.chat);
  });
  source.addEventListener("error", () => {
    showStatus(false);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(cursor, reload), RETRY_MS);
  });
}

function shownMessage({ chat, message, is_silent: isSilent }) {
  if (!isOpen(chat.id)) return;
  state.open = chat;
  showMessage(message, isSilent);
}

function showStatus(isLive) {
  byId("status").textContent = isLive ? `live · @${state.bot.username}` : "connecting…";
  byId("status").classList.toggle("is-live", isLive);
}
