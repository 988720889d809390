// Text and entities to nodes. Offsets are UTF-16 units, as JavaScript counts too.

import { el, icon } from "./dom.js";
import { entityTime } from "./format.js";
import { tell } from "./store.js";
import { toast } from "./toast.js";

const SAFE = /^(https?:|mailto:|tg:)/i;

const WRAP = {
  bold: (inner) => el("b", {}, ...inner),
  italic: (inner) => el("i", {}, ...inner),
  underline: (inner) => el("u", {}, ...inner),
  strikethrough: (inner) => el("s", {}, ...inner),
  code: (inner, _entity, text) => el("code", { title: "Copy", onclick: () => copy(text) }, ...inner),
  pre: (inner) => el("pre", {}, ...inner),
  blockquote: (inner) => el("blockquote", {}, ...inner),
  expandable_blockquote: expandable,
  spoiler: (inner) => {
    const shown = (event) => event.currentTarget.classList.add("is-shown");
    return el("span", { class: "spoiler", role: "button", tabindex: "0", onclick: shown, onkeydown: shown }, ...inner);
  },
  text_link: (inner, entity) => link(entity.url, inner),
  url: (inner, _entity, text) => link(text, inner),
  email: (inner, _entity, text) => link(`mailto:${text}`, inner),
  bot_command: (inner, _entity, text) =>
    el("button", { type: "button", class: "command", onclick: () => tell("command", text) }, ...inner),
  date_time: (inner, entity) => time(inner, entity),
};

export function renderText(text, entities = []) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return between(text, sorted, 0, text.length);
}

function between(text, entities, start, end) {
  const nodes = [];
  let at = start;
  let rest = entities;
  while (rest.length) {
    const [first, ...others] = rest;
    const from = Math.max(first.offset, at);
    const to = Math.min(first.offset + first.length, end);
    const inside = others.filter((entity) => entity.offset < to);
    rest = others.filter((entity) => entity.offset >= to);
    if (to <= from) continue;
    if (from > at) nodes.push(text.slice(at, from));
    const inner = between(text, inside, from, to);
    const wrap = WRAP[first.type];
    if (wrap) nodes.push(wrap(inner, first, text.slice(from, to)));
    else nodes.push(...inner);
    at = to;
    if (isBlock(first) && text[at] === "\n") at += 1;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

const isBlock = (entity) => /blockquote|^pre$/.test(entity.type);

function link(url, inner) {
  if (!SAFE.test(url)) return el("span", {}, ...inner);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...inner);
}

function time(inner, entity) {
  const shown = entityTime(entity.unix_time, entity.date_time_format);
  const when = new Date(entity.unix_time * 1000);
  const options = { class: "moment", datetime: when.toISOString(), title: when.toLocaleString() };
  return el("time", options, ...(shown ? [shown] : inner));
}

function expandable(inner) {
  const body = el("span", { class: "folded" }, ...inner);
  const toggle = el(
    "button",
    { type: "button", class: "unfold", "aria-label": "Show all of the quote", "aria-expanded": "false" },
    icon("down"),
  );
  const turn = () => {
    const isFolded = body.classList.toggle("folded");
    toggle.setAttribute("aria-expanded", String(!isFolded));
  };
  toggle.addEventListener("click", turn);
  body.addEventListener("click", () => body.classList.contains("folded") && !toggle.hidden && turn());
  // What is seen whole needs no button; known only once it is on the page.
  requestAnimationFrame(() => {
    toggle.hidden = body.isConnected && body.scrollHeight <= body.clientHeight + 1;
  });
  return el("blockquote", {}, body, toggle);
}

async function copy(text) {
  await navigator.clipboard?.writeText(text);
  toast("Copied");
}
