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

// One act at a time, in the order of the keys: each answer says which card is open next.
let turn = Promise.resolve();
const inTurn = (act) => {
  // What failed is said by the listeners below; the next key must still work.
  turn = turn.then(act).catch(() => {});
};

const ask = async (verb, address, values) => {
  const all = { ...values, version: decisions.elements.version.value, rader: openRows() };
  review.setAttribute("aria-busy", "true");
  try {
    // Settled at once, or what comes next would still see the old classes.
    await htmx.ajax(verb, address, { source: review, swap: "none settle:0ms", values: all });
    showOpen();
  } finally {
    review.removeAttribute("aria-busy");
  }
};

// What went wrong is said, and what that means for what was just done.
const say = (words) => { document.getElementById("sagt").textContent = words; };
document.body.addEventListener("htmx:sendError", () =>
  say("Servern svarar inte. Det du just gjorde är kanske inte sparat. Kontrollera nätet, ladda om sidan och se efter."));
document.body.addEventListener("htmx:responseError", (event) =>
  say(event.detail.xhr.status === 404
    ? "Uppgiften finns inte längre. Inget har ändrats. Ladda om sidan."
    : "Något gick fel hos servern. Det du just gjorde är kanske inte sparat. Ladda om sidan och se efter."));
document.body.addEventListener("htmx:beforeSwap", (event) => {
  // Logged out meanwhile: the answer is the page to log in on, and after it one comes back here.
  if (!new URL(event.detail.xhr.responseURL).pathname.startsWith(location.pathname)) location.reload();
});

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
  return ask("GET", address.pathname, Object.fromEntries(address.searchParams));
};

const send = (form, button) => {
  const verb = (form.getAttribute("method") ?? "get").toUpperCase();
  const address = button?.getAttribute("formaction") ?? form.getAttribute("action");
  const values = Object.fromEntries(new FormData(form));
  if (button?.name) values[button.name] = button.value;
  return ask(verb, address, values);
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
    inTurn(() => openCardOf(link.hash.slice(1)));
  } else if (link.matches(".card > p:first-child > a, .edit-link, .cancel, .no")) {
    event.preventDefault();
    inTurn(() => follow(link));
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  const inReview = review.contains(form) || (form === decisions && review.contains(button));
  if (!inReview) return;
  event.preventDefault();
  inTurn(() => send(form, button));
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
  inTurn(() => ask("GET", location.pathname, { ...(marked ?? { mening: row }), ...(view ? { visa: view } : {}) }));
};

// -- the keyboard ---------------------------------------------------------------

// Found when the key's turn comes: the card that is open then is the one meant.
const press = (selector) => inTurn(() => {
  const target = review.querySelector(selector);
  if (!target) return undefined;
  return target.matches("a") ? follow(target) : send(target.form, target);
});

const step = (by) => inTurn(() => {
  const all = cards();
  const at = all.indexOf(openCard());
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  return next && openCardOf(next.id);
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
      inTurn(() => follow(cancel));
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
