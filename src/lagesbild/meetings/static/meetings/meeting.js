// SPDX-License-Identifier: EUPL-1.2
// Meeting mode: a line is kept in this browser until the server says that it has it, then it is there once.
// Without this script every button is a form of its own.

import { Queue } from "./queue.js";
import { bringUpToDate, put } from "./parts.js";

const RETRY_EVERY = 4000;
const LONGEST_WAIT = 20000;
const page = document.getElementById("motet");
const queue = new Queue(`lagesbild.mote:${location.pathname}:${page.dataset.person}`);
const composer = document.getElementById("skriv");
const text = document.getElementById("rad");
const unsent = page.querySelector("[data-unsent]");
const offline = { since: null, why: "" };

const clock = (moment) => `${moment.getHours()}.${String(moment.getMinutes()).padStart(2, "0")}`;
const token = () => page.querySelector("[name=csrfmiddlewaretoken]").value;

/** A key that no other line has; also where the page is not served over https. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

/** The fields of a form with the button that was pressed, without what belongs to this page alone. */
function fieldsOf(form, button) {
  const fields = Object.fromEntries(new FormData(form, button));
  delete fields.csrfmiddlewaretoken;
  return fields;
}

// What is kept here -------------------------------------------------------------------------------

function rowOf(job) {
  const row = unsent.querySelector("template").content.firstElementChild.cloneNode(true);
  row.querySelector(".time").textContent = clock(new Date(job.fields.written_at));
  row.querySelector(".card-kind").textContent = job.label;
  row.querySelector(".card").classList.add(`card--${job.fields.kind || "note"}`);
  row.querySelector(".said").textContent = job.fields.text;
  const because = row.querySelector(".error");
  because.hidden = !job.because;
  because.textContent = job.because ?? "";
  if (job.because) {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button button--small";
    again.textContent = "Skriv om raden";
    again.addEventListener("click", () => rewrite(job));
    because.after(again);
  }
  return row;
}

/** A line that the server would not take goes back to the field; nothing is thrown away. */
function rewrite(job) {
  if (text.value.trim()) return text.focus();
  queue.remove(job.id);
  text.value = job.fields.text;
  text.focus();
  tellUnsent();
}

function tellUnsent() {
  const lines = queue.jobs.filter((job) => job.what === "note");
  const shows = lines.length > 0 && (offline.since !== null || lines.some((job) => job.because));
  unsent.hidden = !shows;
  unsent.querySelector("[data-unsent-count]").textContent =
    lines.length === 1 ? "1 rad sparad bara här." : `${lines.length} rader sparade bara här.`;
  unsent.querySelector("[data-unsent-why]").textContent = offline.why;
  unsent.querySelector("[data-unsent-lines]").replaceChildren(...lines.map(rowOf));
}

function lose(why) {
  composer.querySelector("[data-saved]").hidden = true;
  offline.since ??= new Date();
  offline.why = why ?? `Nätet försvann kl. ${clock(offline.since)}. Skriv vidare: raderna finns kvar även om fönstret stängs och skickas en gång när nätet är tillbaka.`;
}

// Sending -----------------------------------------------------------------------------------------

/** Send what is kept, in the order in which it was done. */
async function flush() {
  if (navigator.locks) await navigator.locks.request(queue.name, sendAll); // one window at a time
  else await sendAll();
}

async function sendAll() {
  let sent = 0;
  for (const job of queue.jobs.filter((job) => !job.because)) {
    const outcome = await send(job);
    if (outcome === "lost") break;
    if (outcome === "saved") queue.remove(job.id), (sent += 1);
    else queue.change(job.id, { because: outcome });
  }
  if (sent > 0) await refresh();
  tellUnsent();
}

/** "saved", "lost" (tried again later), or why the server will not have it. */
async function send(job) {
  let answer;
  try {
    answer = await fetch(job.url, {
      method: "POST",
      body: new URLSearchParams(job.fields),
      headers: { Accept: "application/json", "X-CSRFToken": token() },
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
  } catch {
    lose();
    return "lost";
  }
  if (answer.type === "opaqueredirect" || answer.status === 403) {
    lose("Du är utloggad. Raderna finns kvar här: logga in i ett annat fönster, så skickas de.");
    return "lost";
  }
  if (answer.ok) {
    offline.since = null;
    const said = (await answer.json()).said;
    if (job.what === "note") tellSaved(said || `Sparad ${clock(new Date())}`);
    return "saved";
  }
  if (answer.status >= 500) {
    lose("Servern svarar inte som den ska. Raderna finns kvar här och skickas igen.");
    return "lost";
  }
  if (job.what !== "note") return "saved"; // the floor or a place at the table that is gone: the page tells how it is
  return answer.status === 422 ? (await answer.json()).because : "Servern tog inte emot raden. Skriv om den.";
}

function tellSaved(words) {
  const place = composer.querySelector("[data-saved]");
  place.hidden = false;
  place.textContent = words;
}

async function refresh() {
  const answer = await bringUpToDate(page, location.href);
  if (answer === "lost" && queue.jobs.length === 0) return;
  followFloor();
}

/** The field follows the one who has the floor, unless somebody is in the midst of a line. */
function followFloor() {
  const heading = document.querySelector("[data-floor]");
  if (!heading || text.value.trim() || queue.jobs.some((job) => job.what === "floor")) return;
  aimAt(heading.dataset.floor, heading.dataset.floorName);
}

function aimAt(speaker, name) {
  composer.elements.organisation.value = speaker;
  composer.querySelector("[data-speaker-name]").textContent = name;
}

// Acts that are kept as well: the floor, and who is there -----------------------------------------

function keep(form, button) {
  const what = form.dataset.queue;
  const fields = fieldsOf(form, button);
  const job = { id: newKey(), what, url: form.action, fields };
  if (what === "note") {
    fields.client_key = job.id;
    fields.written_at = new Date().toISOString();
    job.label = chosenKind().closest("label").firstChild.nextSibling.textContent.trim();
  }
  if (!queue.add(job)) return false; // no room in this browser: the form is sent as it is
  if (what === "note") clear();
  if (what === "floor") showFloor(button);
  if (what === "attend") showAttendance(form, button);
  if (offline.since) tellUnsent();
  flush();
  return true;
}

function showFloor(button) {
  const isMember = /^\d+$/.test(button.value);
  if (text.value.trim() === "") aimAt(isMember ? button.value : "", button.dataset.name);
  for (const row of page.querySelectorAll("[data-speaker]")) {
    const has = row.dataset.speaker === button.value;
    row.classList.toggle("is-current", has);
    has ? row.setAttribute("aria-current", "true") : row.removeAttribute("aria-current");
  }
  if (page.dataset.state === "under_way") {
    document.querySelector("#rubrik h1").textContent = isMember ? `${button.dataset.name} har ordet` : button.dataset.name;
  }
  text.focus();
}

function showAttendance(form, pressed) {
  const on = pressed.getAttribute("aria-pressed") !== "true";
  const who = pressed.value.split(":")[0];
  for (const chip of form.querySelectorAll(".chip")) {
    const is = on && chip === pressed;
    chip.setAttribute("aria-pressed", String(is));
    chip.value = is ? `${who}:` : `${who}:${chip.dataset.kind}`;
  }
}

function clear() {
  text.value = "";
  for (const name of ["answer", "due_words", "to_organisation", "owner"]) composer.elements[name].value = "";
  composer.elements.is_private.checked = false;
  composer.querySelector('[value="note"]').checked = true;
  tellDay("");
  const speaker = page.querySelector("[data-speaker].is-current");
  if (speaker) aimAt(speaker.dataset.speaker, speaker.querySelector("[data-name]").dataset.name);
  else aimAt("", "Mötet");
  text.focus();
}

const chosenKind = () => composer.querySelector("[name=kind]:checked");

// Everything else is done at once, and says so where it cannot be ----------------------------------

async function act(form, button) {
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form, button),
      headers: { Accept: "text/html" },
      credentials: "same-origin",
    });
    if (!answer.ok || new URL(answer.url).pathname !== location.pathname) return form.submit();
    put(page, await answer.text(), { force: form });
    followFloor();
  } catch {
    const place = form.querySelector("[data-act-failed]") ?? form.appendChild(document.createElement("p"));
    place.dataset.actFailed = "";
    place.className = "error";
    place.setAttribute("role", "alert");
    place.textContent = "Nätet är borta. Det här är inte gjort. Försök igen när nätet är tillbaka.";
  }
}

async function end(form) {
  await flush();
  const left = queue.jobs.filter((job) => job.what === "note").length;
  if (left === 0) return form.submit();
  const place = document.querySelector("[data-end-waits]");
  place.hidden = false;
  place.setAttribute("role", "alert");
  place.textContent = `Mötet är inte avslutat än: ${left === 1 ? "en rad väntar" : `${left} rader väntar`} på nätet. Tryck igen när de har kommit fram.`;
}

page.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.matches("[data-queue]")) {
    if (keep(form, submitter)) event.preventDefault();
  } else if (form.matches("[data-send]")) {
    event.preventDefault();
    act(form, submitter);
  } else if (form.matches("[data-end]")) {
    event.preventDefault();
    end(form);
  }
});

// Signs, days and keys ------------------------------------------------------------------------------

const SIGNS = { "?": "question", "!": "promise", "=": "decision" };

text.addEventListener("input", () => {
  const kind = SIGNS[text.value[0]];
  if (!kind) return;
  composer.querySelector(`[value="${kind}"]`).checked = true;
  text.value = text.value.slice(1).trimStart();
});

const tellDay = (words) => {
  composer.querySelector("[data-day-hint]").textContent = words || "Står dagen i raden behöver du inte fylla i den.";
};
let asking;
composer.addEventListener("input", () => {
  clearTimeout(asking);
  if (chosenKind().value !== "promise") return;
  asking = setTimeout(async () => {
    const words = composer.elements.due_words.value.trim() || text.value.trim();
    try {
      const answer = await fetch(`${page.dataset.day}?${new URLSearchParams({ ord: words })}`, { credentials: "same-origin", redirect: "error" });
      if (answer.ok) tellDay((await answer.json()).day);
    } catch {
      // The day is read when the line arrives.
    }
  }, 400);
});

function nextSpeaker(step) {
  const rows = [...page.querySelectorAll("[data-speaker]")];
  const here = rows.findIndex((row) => row.classList.contains("is-current"));
  const there = here + step;
  const name = there < 0 ? "oppna" : there >= rows.length ? "alla" : rows[there].dataset.speaker;
  page.querySelector(`[data-queue="floor"] button[value="${name}"]:not([data-next])`)?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "F8") {
    event.preventDefault();
    page.querySelector("[data-freeze]")?.click();
  }
  if (event.target !== text) return;
  if (event.key === "PageDown" || event.key === "PageUp") {
    event.preventDefault();
    nextSpeaker(event.key === "PageDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    clear();
  } else if (event.key === "ArrowUp" && text.value === "") {
    const last = page.querySelector("#nu .notes > li:last-child .edit-line");
    if (!last) return;
    event.preventDefault();
    last.open = true;
    last.querySelector(".said-line").focus();
  }
});

// Dragging is an extra: the arrows do the same.
let dragged = null;
page.addEventListener("pointerdown", (event) => {
  const row = event.target.closest?.("[data-speaker]");
  if (row && event.pointerType === "mouse") row.draggable = !event.target.closest("button, input");
});
page.addEventListener("dragstart", (event) => (dragged = event.target.closest?.("[data-speaker]") ?? null));
page.addEventListener("dragover", (event) => {
  const row = event.target.closest?.("[data-speaker]");
  if (!dragged || !row || row === dragged) return;
  event.preventDefault();
  const below = event.clientY > row.getBoundingClientRect().top + row.offsetHeight / 2;
  below ? row.after(dragged) : row.before(dragged);
});
page.addEventListener("drop", (event) => event.preventDefault());
page.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged = null;
  const order = [...page.querySelectorAll("[data-speaker]")].map((row) => row.dataset.speaker).join(",");
  const form = page.querySelector("#rundan .move");
  const button = Object.assign(document.createElement("button"), { name: "ordning", value: order, hidden: true });
  form.append(button);
  form.requestSubmit(button);
  button.remove();
});

// Following -----------------------------------------------------------------------------------------

async function tick() {
  if (queue.jobs.some((job) => !job.because)) await flush();
  else if (!document.hidden) await refresh();
}

// The meeting was ended from another window: what is being written here comes along to the page after it.
const HALF = `${queue.name}:half`;
page.addEventListener("leave", () => text.value.trim() && sessionStorage.setItem(HALF, text.value));
const half = sessionStorage.getItem(HALF);
if (half) {
  sessionStorage.removeItem(HALF);
  text.value = half;
  composer.closest("details")?.setAttribute("open", "");
}

addEventListener("online", tick);
setInterval(tick, RETRY_EVERY);
if (queue.jobs.length > 0) {
  lose("De skrevs när nätet var borta och skickas nu.");
  tellUnsent();
  flush();
}
if (page.dataset.state !== "over") text.focus({ preventScroll: true });
