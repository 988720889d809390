// Starts the page. The address's hash names the open chat, so Back works on a phone.

import { refresh, startList } from "./chatlist.js";
import { startComposer } from "./composer.js";
import { closeChat, openChat, startConversation } from "./conversation.js";
import { byId } from "./dom.js";
import { listen } from "./events.js";
import { startPerson } from "./person.js";
import { on } from "./store.js";
import { startTheme } from "./theme.js";

const wanted = () => Number(/^#(-?\d+)$/.exec(location.hash)?.[1] || 0);

async function route() {
  const id = wanted();
  if (!id) return closeChat();
  return openChat(id).catch(() => {
    location.hash = "";
  });
}

async function load() {
  try {
    const cursor = await refresh();
    await route();
    listen(cursor, load);
  } catch {
    setTimeout(load, 1000);
  }
}

startTheme();
startList();
startConversation();
startComposer();
startPerson();
on("choose", (id) => {
  if (wanted() === id) route();
  else location.hash = String(id);
});
byId("back").addEventListener("click", () => {
  location.hash = "";
});
addEventListener("hashchange", route);
addEventListener("keydown", (event) => {
  if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    byId("search").focus();
  }
});
load();
