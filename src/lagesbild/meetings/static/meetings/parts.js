// SPDX-License-Identifier: EUPL-1.2
// Parts of a page brought up to date in place: those that differ, and that nobody is at work in.

/** A part's markup without what is new each time. */
function likeness(part) {
  return part.outerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1").replace(/\s+/g, " ");
}

/** How it came from the server, before this browser opened or marked anything in it. */
const came = new WeakMap();

function isBusy(part) {
  const at = document.activeElement;
  const writes = (at instanceof HTMLInputElement && at.type !== "checkbox") || at instanceof HTMLSelectElement;
  return (writes && part.contains(at)) || part.querySelector("details.edit-line[open]") !== null;
}

/** Which button has the focus, so that it can be given back. */
function focusIn(part) {
  const at = document.activeElement;
  if (!part.contains(at) || !at.matches("button, input[type=checkbox]")) return null;
  return at.id ? `#${CSS.escape(at.id)}` : `button[name="${CSS.escape(at.name)}"][value^="${CSS.escape(at.value.split(":")[0])}"]`;
}

/** Put in what differs. `force` is a form whose part is done with. */
export function put(page, html, { force = null } = {}) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const other = fresh.getElementById("motet");
  if (!other) return false;
  const over = (state) => state === "over" || state === "cancelled";
  if (over(other.dataset.state) !== over(page.dataset.state)) {
    page.dispatchEvent(new Event("leave"));
    location.reload();
    return true;
  }
  page.dataset.state = other.dataset.state;
  for (const part of page.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (!next) continue;
    const forced = force !== null && part.contains(force);
    if (!forced && isBusy(part)) continue;
    const now = likeness(next);
    if (!forced && (came.get(part) ?? likeness(part)) === now) continue;
    const focus = focusIn(part);
    came.set(next, now);
    for (const open of part.querySelectorAll("details[id][open]")) {
      const again = next.querySelector(`#${CSS.escape(open.id)}`);
      if (again) again.open = true;
    }
    for (const ticked of part.querySelectorAll("input[type=checkbox][id]:not([name])")) {
      const again = next.querySelector(`#${CSS.escape(ticked.id)}`);
      if (again) again.checked = ticked.checked;
    }
    part.replaceWith(next);
    if (focus) next.querySelector(focus)?.focus({ preventScroll: true });
  }
  const messages = fresh.querySelector("main > .messages");
  if (messages) {
    document.querySelector("main > .messages")?.remove();
    document.querySelector("main").prepend(messages);
  }
  return true;
}

/** Ask for the page again; "lost" where the net or the login is gone. */
export async function bringUpToDate(page, address) {
  try {
    const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" }, redirect: "error" });
    if (!answer.ok) return "lost";
    return put(page, await answer.text()) ? "fresh" : "lost";
  } catch {
    return "lost";
  }
}
