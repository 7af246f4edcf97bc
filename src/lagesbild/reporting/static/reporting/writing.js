// SPDX-License-Identifier: EUPL-1.2
// Keeps the draft while somebody writes, and shows what the reader makes of it. The page works without
// this file: then the button "Spara utkast" does the keeping.
//
// What is typed lies in this browser until the server has said that it has it, under a key of this
// writer and this report. One save is under way at a time, and one whose answer was lost is sent again
// as it was before anything newer is: the server knows it by its words, and nobody collides with himself.

const form = document.getElementById("rapport");
const field = form.elements.text;
const state = form.querySelector("[data-state]");
const copy = form.querySelector("[data-state-copy]");
const reading = form.querySelector("[data-reading]");
const besides = document.getElementById("vid");
const KEY = `lagesbild-rapport-${form.dataset.key}`;
const PAUSE = 900;

let revision = Number(form.elements.revision.value);
let beside = null; // the text beside the draft that this window writes in, once another was first
let known = field.value; // what the server has
let underWay = null;
let leaving = false;

// -- this browser's own copy ------------------------------------------------------

const remember = (extra = {}) => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ text: field.value, revision, beside, ...extra }));
  } catch {
    // Full or forbidden: the server still gets every word at the next pause.
  }
};
const forget = () => { try { localStorage.removeItem(KEY); } catch { /* nothing was kept */ } };
const remembered = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
};

const say = (words, waiting) => {
  state.textContent = words;
  state.classList.toggle("saved--waiting", waiting);
  if (copy) copy.textContent = words;
};

// -- keeping ------------------------------------------------------------------------

const token = () => form.elements.csrfmiddlewaretoken;

const values = (text) => {
  const sent = new FormData();
  for (const name of ["csrfmiddlewaretoken", "organisation", "sida", "word"]) sent.set(name, form.elements[name].value);
  sent.set("level", form.elements.level?.value ?? "");
  sent.set("text", text);
  sent.set("revision", revision);
  if (beside !== null) sent.set("beside", beside);
  return sent;
};

const post = (address, body) => fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });

// After logging in again elsewhere the page's own form token is old: a new one stands in a new page.
const renewToken = async () => {
  const page = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("#rapport [name=csrfmiddlewaretoken]");
  if (!fresh) return false;
  for (const old of document.getElementsByName("csrfmiddlewaretoken")) old.value = fresh.value;
  return true;
};

const sayLoggedOut = () => {
  say("Ni är utloggad. Texten finns kvar i den här webbläsaren och sparas när ni har loggat in. ", true);
  const link = document.createElement("a");
  link.href = `${form.dataset.login}?next=${encodeURIComponent(location.pathname + location.search)}`;
  link.textContent = "Logga in";
  state.append(link);
};

const takeAnswer = async (answer, text) => {
  if (answer.redirected && new URL(answer.url).pathname.startsWith(form.dataset.login)) return sayLoggedOut();
  if (answer.status === 403) return say("Sidan är för gammal för att spara. Texten finns kvar i den här webbläsaren. Ladda om sidan.", true);
  if (!(answer.headers.get("Content-Type") ?? "").includes("json")) throw new Error("no answer");
  const said = await answer.json();
  if (answer.status === 409) {
    beside = said.beside;
    revision = said.revision;
    besides.innerHTML = said.html;
  } else if (answer.ok) {
    revision = said.revision;
    form.elements.revision.value = revision;
  } else {
    return say(said.said, true); // locked or too long: the text stays here
  }
  known = text;
  if (field.value === text) forget();
  else remember();
  say(said.said, answer.status === 409 || said.said.includes("nte skicka"));
};

const keep = async (text) => {
  remember({ underWay: text });
  try {
    let answer = await post(form.dataset.save, values(text));
    if (answer.status === 403 && (await renewToken())) answer = await post(form.dataset.save, values(text));
    await takeAnswer(answer, text);
    return true;
  } catch {
    say("Servern svarar inte. Texten finns kvar i den här webbläsaren och sparas så snart det går.", true);
    return false;
  }
};

// One at a time; what was typed meanwhile follows. A lost answer: the same words again, then the newer.
let lost = null;
const keepAll = async () => {
  if (underWay || leaving) return underWay;
  underWay = (async () => {
    while (lost !== null || field.value !== known) {
      const text = lost ?? field.value;
      const before = known;
      if (!(await keep(text))) { lost = text; return; }
      lost = null;
      if (known === before && known !== text) return; // refused: it is said, and the text is here
    }
  })();
  await underWay;
  underWay = null;
};

let later = 0;
const soon = () => {
  remember();
  say("Sparas …", true);
  clearTimeout(later);
  later = setTimeout(() => { keepAll(); read(); }, PAUSE);
};
field.addEventListener("input", soon);
form.addEventListener("change", (event) => {
  if (["level", "word"].includes(event.target.name)) { known = null; soon(); }
});
addEventListener("online", keepAll);
setInterval(() => { if (lost !== null) keepAll(); }, 15_000);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && field.value !== known) keepAll(); });

// -- what the reader makes of it ------------------------------------------------------

let asked = 0;
const read = async () => {
  const mine = ++asked;
  if (!field.value.trim()) return;
  try {
    const answer = await post(form.dataset.read, values(field.value));
    if (answer.ok && !answer.redirected && mine === asked) reading.innerHTML = await answer.text();
  } catch {
    // The reading is a comfort; keeping the text says it when the server does not answer.
  }
};

// -- sending ----------------------------------------------------------------------------

// What is sent is kept by the server in the same act; this browser's copy goes when the next page shows it.
form.addEventListener("submit", () => { leaving = true; clearTimeout(later); remember({ sent: field.value }); });
addEventListener("pageshow", () => { leaving = false; });

// -- coming back --------------------------------------------------------------------------

const before = remembered();
if (before && before.text !== field.value && before.text !== before.sent) {
  // Written here and never confirmed by the server: it is put back and kept, beside where another wrote since.
  field.value = before.text;
  revision = before.revision;
  lost = before.underWay !== undefined && before.underWay !== before.text ? before.underWay : null;
  say("Texten fanns kvar i den här webbläsaren. Den sparas …", true);
  keepAll();
} else forget();
read();
