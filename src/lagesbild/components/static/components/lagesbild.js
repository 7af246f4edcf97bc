// SPDX-License-Identifier: EUPL-1.2
// Two small comforts; every page works without them.
(() => {
  "use strict";

  // Escape closes the source that has focus and gives the focus back to its mark.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const source = document.activeElement?.closest("details.source[open]");
    if (!source) return;
    source.open = false;
    source.querySelector("summary").focus();
  });

  // The line between two cards spans their sentence rows. A strict policy forbids style attributes but not the object model.
  const placeClashLines = (root) => {
    for (const line of root.querySelectorAll(".clash-line[data-from][data-to]")) {
      line.style.setProperty("--from", line.dataset.from);
      line.style.setProperty("--to", line.dataset.to);
      line.classList.add("is-placed");
    }
  };
  const start = () => {
    placeClashLines(document);
    document.body.addEventListener("htmx:load", (event) => placeClashLines(event.target));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
