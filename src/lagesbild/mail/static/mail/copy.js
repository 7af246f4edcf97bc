// SPDX-License-Identifier: EUPL-1.2
// Adds a button beside each field that copies its words; without script they are marked and copied by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = "Kopierat";
  });
}
