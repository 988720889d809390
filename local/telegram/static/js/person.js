// The dialog that makes a new person.

import { addPerson } from "./api.js";
import { byId, el } from "./dom.js";
import { languageName } from "./format.js";
import { tell } from "./store.js";
import { toast } from "./toast.js";

const LANGUAGES = ["en", "ru", "uk", "pt", "es", "de", "fr", "pl", "tr"];
const NAMES = ["Alex Moreno", "Dana Kovalenko", "Sam Rivera", "Irina Belova", "Tiago Lima", "Noor Haddad", "Mila Novak"];

export function startPerson() {
  const options = LANGUAGES.map((code) => el("option", { value: code }, `${languageName(code)} (${code})`));
  byId("person-language").append(...options);
  for (const id of ["new-person", "welcome-person"]) byId(id).addEventListener("click", ask);
  byId("person-cancel").addEventListener("click", () => byId("person").close());
  byId("person-form").addEventListener("submit", create);
}

function ask() {
  const own = navigator.language.slice(0, 2);
  byId("person-language").value = LANGUAGES.includes(own) ? own : "en";
  byId("person-name").value = NAMES[Math.floor(Math.random() * NAMES.length)];
  byId("person").showModal();
  byId("person-name").select();
}

async function create() {
  try {
    const person = await addPerson(byId("person-name").value.trim(), byId("person-language").value);
    tell("choose", person.id);
  } catch (error) {
    toast(error.message, { isError: true });
  }
}
