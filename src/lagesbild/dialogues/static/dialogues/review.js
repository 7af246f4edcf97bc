// SPDX-License-Identifier: EUPL-1.2
// Granska by keyboard, a card at a time. Every act is a form or a link that works without this file;
// here htmx sends the same form and swaps the rows that come back.

const review = document.getElementById("granska");
const decisions = document.getElementById("beslut");
const KEYS_OFF = "granska-kortkommandon-av";

// -- what is open ---------------------------------------------------------------

const cards = () => [...review.querySelectorAll(".card[id^=k]")];
const openCard = () => review.querySelector(".card[aria-current]");
const tools = () => document.getElementById("verktyg");
const rowOf = (element) => element?.closest(".review-row")?.id.slice(1);

// Rows with something open must be drawn again, closed.
const openRows = () =>
  [...new Set([openCard(), tools(), review.querySelector(".undo")].map(rowOf).filter(Boolean))].join(",");

// -- asking the server ----------------------------------------------------------

// One at a time, in the order of the keys: each answer says which card is open next. Settled at once, or what
// comes next would still see the old classes.
let turn = Promise.resolve();
const ask = (verb, address, values, then) => {
  turn = turn.then(async () => {
    const all = typeof values === "function" ? values() : values;
    if (all === null) return;
    const where = typeof address === "function" ? address() : address;
    review.setAttribute("aria-busy", "true");
    try {
      await htmx.ajax(verb, where, { source: review, swap: "none settle:0ms", values: { ...all, rader: openRows() } });
      then?.();
    } finally {
      review.removeAttribute("aria-busy");
    }
  });
  return turn;
};

const show = (element) => {
  if (!element) return;
  element.focus({ preventScroll: true });
  element.closest(".review-row").scrollIntoView({ block: "nearest" });
};
const showOpen = () => {
  const field = review.querySelector(".is-editing :is(input:not([type=hidden]), select)");
  if (field) {
    show(field.closest(".card").querySelector("[aria-invalid=true]") ?? field);
  } else show(openCard());
};

const follow = (link) => {
  const address = new URL(link.href);
  return ask("GET", address.pathname, Object.fromEntries(address.searchParams), showOpen);
};

const send = (form, button) => {
  const verb = (form.getAttribute("method") ?? "get").toUpperCase();
  const address = button?.getAttribute("formaction") ?? form.getAttribute("action");
  const values = Object.fromEntries(new FormData(form));
  if (button?.name) values[button.name] = button.value;
  return ask(verb, address, values, showOpen);
};

const openCardOf = (id) => {
  const link = document.getElementById(id)?.querySelector("p > a");
  return link ? follow(link) : undefined;
};

// -- the pointer ----------------------------------------------------------------

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("#granska a");
  if (!link) return;
  if (link.matches(".fact")) {
    event.preventDefault();
    openCardOf(link.hash.slice(1));
  } else if (link.matches(".card > p:first-child > a, .edit-link, .cancel, .no")) {
    event.preventDefault();
    follow(link);
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  const inReview = review.contains(form) || (form === decisions && review.contains(button));
  if (!inReview) return;
  event.preventDefault();
  send(form, button);
});

// -- marked text ----------------------------------------------------------------

// The one place where the browser's UTF-16 becomes the code points of the stored text.
export const codePoints = (text, utf16) => [...text.slice(0, utf16)].length;

const offsetOf = (node, offset) => {
  const sentence = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".sentence[data-s]");
  if (!sentence || !review.contains(sentence)) return null;
  const before = document.createRange();
  before.selectNodeContents(sentence);
  before.setEnd(node, offset);
  const words = before.toString();
  return { sentence, at: Number(sentence.dataset.s) + codePoints(words, words.length) };
};

const markedText = () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const from = offsetOf(range.startContainer, range.startOffset);
  const to = offsetOf(range.endContainer, range.endOffset);
  return from && to && from.at < to.at ? { fran: from.at, till: to.at, mening: rowOf(from.sentence) } : null;
};

const addMarked = () => {
  const marked = markedText();
  const row = marked?.mening ?? rowOf(openCard());
  if (!row) return;
  const view = decisions.elements.visa.value;
  ask("GET", location.pathname, { ...(marked ?? { mening: row }), ...(view ? { visa: view } : {}) }, showOpen);
};

// -- the keyboard ---------------------------------------------------------------

const press = (selector) => ask("GET", () => location.pathname, () => {
  // Decided when its turn comes: the card that is open then is the one meant.
  const target = review.querySelector(selector);
  if (target) queueMicrotask(() => (target.matches("a") ? follow(target) : target.form && send(target.form, target)));
  return null;
});

const step = (by) => ask("GET", () => location.pathname, () => {
  const all = cards();
  const at = all.indexOf(openCard());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (next) queueMicrotask(() => openCardOf(next.id));
  return null;
});

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  Enter: () => press(".card[aria-current] [value=accept]"),
  f: () => press(".card[aria-current] [value=accept]"),
  e: () => press(".card[aria-current] .edit-link"),
  x: () => press(".card[aria-current] [value=reject]"),
  u: () => press(".undo"),
  a: addMarked,
};

const keysAreOff = () => localStorage.getItem(KEYS_OFF) === "1";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return;
  const at = event.target instanceof Element ? event.target : document.body;
  const inField = at.closest("input, select, textarea, [contenteditable]");
  if (event.key === "Escape") {
    const cancel = review.querySelector(".is-editing .cancel");
    if (cancel) {
      event.preventDefault();
      follow(cancel);
    }
    return;
  }
  if (inField || keysAreOff()) return;
  // Enter on a link or a button is that link's or button's own.
  if (event.key === "Enter" && at.closest("a, button, summary")) return;
  const act = KEYS[event.key];
  if (!act || (event.key === "f" && !openCard()?.querySelector(".clash"))) return;
  event.preventDefault();
  act();
});

const keys = document.getElementById("tangenter");
const toggle = document.getElementById("tangenter-av");
const showKeys = () => {
  keys.hidden = false;
  keys.classList.toggle("is-off", keysAreOff());
  toggle.textContent = keysAreOff() ? "Sätt på kortkommandon" : "Stäng av";
  toggle.setAttribute("aria-label", keysAreOff() ? "Sätt på kortkommandon" : "Stäng av kortkommandona");
};
toggle.addEventListener("click", () => {
  if (keysAreOff()) localStorage.removeItem(KEYS_OFF);
  else localStorage.setItem(KEYS_OFF, "1");
  showKeys();
});
showKeys();
