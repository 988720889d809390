// Where the person types: send, start, commands after a slash, reply keyboards.

import { say } from "./api.js";
import { byId, el } from "./dom.js";
import { on, state } from "./store.js";
import { toast } from "./toast.js";

const MOST_HEIGHT_PX = 180;

export function startComposer() {
  byId("form").addEventListener("submit", (event) => {
    event.preventDefault();
    send(byId("text").value);
  });
  byId("text").addEventListener("input", typed);
  byId("text").addEventListener("keydown", keyPressed);
  byId("start").addEventListener("click", () => send("/start"));
  byId("menu").addEventListener("click", () => drawCommands(byId("commands").hidden ? "/" : ""));
  on("command", send);
  on("opened", (chat) => chat && drawFooter(chat, true));
  on("chat", (chat) => chat.id === state.open?.id && drawFooter(chat, false));
}

async function send(text) {
  if (!text.trim() || !state.open) return;
  try {
    await say(state.open, text);
    byId("text").value = "";
    typed();
  } catch (error) {
    toast(error.message, { isError: true });
  }
}

function keyPressed(event) {
  const options = byId("commands").querySelectorAll("button");
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send(byId("text").value);
  } else if (event.key === "ArrowUp" && options.length && !byId("commands").hidden) {
    event.preventDefault();
    options[options.length - 1].focus();
  } else if (event.key === "Escape") {
    drawCommands("");
  }
}

function typed() {
  const box = byId("text");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, MOST_HEIGHT_PX)}px`;
  drawCommands(box.value);
}

function drawCommands(text) {
  const known = state.commands;
  const wanted = /^\/\w*$/.test(text) ? text.slice(1) : null;
  const shown = wanted === null ? [] : known.filter(({ command }) => command.startsWith(wanted));
  const drawn = shown.map(({ command, description }) => {
    const choose = () => {
      send(`/${command}`);
      byId("text").focus();
    };
    const parts = [el("b", {}, `/${command}`), el("span", {}, description)];
    return el("li", {}, el("button", { type: "button", onclick: choose }, ...parts));
  });
  byId("commands").replaceChildren(...drawn);
  byId("commands").hidden = !drawn.length;
  byId("menu").setAttribute("aria-expanded", String(Boolean(drawn.length)));
}

function drawFooter(chat, isNew) {
  const canWrite = chat.has_started && !chat.is_blocked;
  byId("form").hidden = chat.is_blocked;
  byId("menu").hidden = !state.commands.length;
  byId("start").hidden = canWrite || chat.is_blocked;
  byId("unblock").hidden = !chat.is_blocked;
  drawReplyKeys(chat.keyboard || []);
  if (!isNew) return;
  byId("text").value = "";
  typed();
  if (matchMedia("(hover: hover)").matches) byId("text").focus();
}

function drawReplyKeys(rows) {
  const drawn = rows.map((row) => {
    const keys = row.map((key) => {
      const text = typeof key === "string" ? key : key.text;
      return el("button", { type: "button", class: "key", onclick: () => send(text) }, text);
    });
    return el("div", { class: "keys-row" }, ...keys);
  });
  byId("reply-keys").replaceChildren(...drawn);
  byId("reply-keys").hidden = !drawn.length;
}
