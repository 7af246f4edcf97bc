// SPDX-License-Identifier: EUPL-1.2
// The slide follows the meeting: asked for again and again, put in only when it is another one.
// Without this script the page shows what it showed when it was opened.

const slide = document.getElementById("bild");
const address = new URL(location.href);
address.searchParams.set("bild", "1");
let shown = null;

async function look() {
  try {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "error", cache: "no-store" });
    if (!answer.ok) return;
    const words = await answer.text();
    if (words === shown) return;
    shown = words;
    slide.replaceChildren(...new DOMParser().parseFromString(words, "text/html").body.childNodes);
    const title = slide.querySelector("h1")?.textContent;
    if (title) document.title = title;
  } catch {
    // The net is gone: the room keeps the picture that it has.
  }
}

setInterval(look, Number(slide.dataset.every));
look();
