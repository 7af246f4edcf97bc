// SPDX-License-Identifier: EUPL-1.2
// Files one at a time, with a count. Without this script the same forms send everything at once.

const json = { Accept: "application/json" };

/** Show how far it has come, in words and as a bar. */
function tell(form, words, value, max) {
  const place = form.querySelector("[data-progress]");
  place.hidden = false;
  place.querySelector("span").textContent = words;
  place.querySelector("progress").value = value;
  place.querySelector("progress").max = max;
}

/** Post a form's fields and give back the answer's JSON; throws where the server says no. */
async function post(url, body) {
  const answer = await fetch(url, { method: "POST", body, headers: json, credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** Send files one by one. What has been sent is safe, so a broken net only costs the rest. */
async function sendFiles(form, files) {
  const token = form.elements.csrfmiddlewaretoken.value;
  const button = form.querySelector("button");
  button.disabled = true;
  let sent = 0;
  try {
    for (const file of files) {
      tell(form, `Läser minnesanteckningar: ${sent + 1} av ${files.length}`, sent, files.length);
      const body = new FormData();
      body.append("csrfmiddlewaretoken", token);
      body.append("filer", file, file.name);
      await post(form.action, body);
      sent += 1;
    }
  } catch {
    const safe = sent ? `${sent} av ${files.length} är mottagna. ` : "";
    tell(form, `Nätet eller servern svarar inte. ${safe}Lägg till de andra igen om en stund.`, sent, files.length);
    button.disabled = false;
    return;
  }
  tell(form, `${sent} av ${files.length} lästa`, sent, files.length);
  location.assign(form.dataset.next);
}

for (const form of document.querySelectorAll("form[data-drop]")) {
  form.classList.add("has-script");
  const input = form.querySelector("input[type=file]");
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    sendFiles(form, [...input.files]);
  });
  // A file that misses the frame would be opened in place of the page: the whole page takes it.
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    form.classList.remove("is-over");
    sendFiles(form, files);
  });
}

/** Save the corrections, then read the files in one at a time. */
async function readIn(form, submitter) {
  const body = new FormData(form, submitter);
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  try {
    let { left } = await post(form.action, body);
    const total = left;
    while (left > 0) {
      tell(form, `Läser in: ${total - left + 1} av ${total}`, total - left, total);
      const token = new FormData();
      token.append("csrfmiddlewaretoken", body.get("csrfmiddlewaretoken"));
      const before = left;
      ({ left } = await post(form.dataset.loadUrl, token));
      if (left >= before) break;
    }
    tell(form, "Klart", 1, 1);
  } catch {
    // The page that comes shows what is wrong, or what is left: nothing is half read in.
  }
  location.assign(form.dataset.next);
}

for (const form of document.querySelectorAll("form[data-load]")) {
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.value !== "las-in") return;
    // A single file needs no count, and a form with something to mend is best answered whole.
    if (form.querySelectorAll("input[type=date]").length < 2) return;
    if ([...form.querySelectorAll("input")].some((field) => !field.value && field.type !== "hidden")) return;
    event.preventDefault();
    await readIn(form, event.submitter);
  });
}
