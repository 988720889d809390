// What the page knows: chats, the open one, its messages. Others listen; nobody draws here.

const listeners = new Map();

export const state = { chats: new Map(), total: 0, bot: null, commands: [], open: null, search: "" };

export function on(name, listener) {
  listeners.set(name, [...(listeners.get(name) || []), listener]);
}

export function tell(name, value) {
  for (const listener of listeners.get(name) || []) listener(value);
}

export function putChat(chat) {
  state.chats.set(chat.id, chat);
  tell("chat", chat);
}

export const newestFirst = () =>
  [...state.chats.values()].sort((a, b) => b.touched - a.touched || b.id - a.id);

export const isOpen = (id) => state.open !== null && state.open.id === id;
