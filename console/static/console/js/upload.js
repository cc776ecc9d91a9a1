// Uploads file by file with progress, and takes files that are dropped. The form works without it.

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

function send(form, file, onProgress) {
  return new Promise((resolve, reject) => {
    const data = new FormData(form);
    data.delete("file");
    data.append("file", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(Math.floor((event.loaded / event.total) * 100));
    });
    request.addEventListener("load", () => (request.response ? resolve(request.response) : reject(new Error())));
    request.addEventListener("error", () => reject(new Error()));
    request.send(data);
  });
}

function refuse(line, message) {
  line.textContent = message;
  line.dataset.refused = "";
}

// What is stored appears in the list even when another file was refused.
async function showStored() {
  const answer = await fetch(location.pathname);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("[data-stored-files]").replaceWith(page.querySelector("[data-stored-files]"));
}

async function sendAll(form, files) {
  const status = form.querySelector("[data-upload-status]");
  const button = form.querySelector("button[type=submit]");
  let [stored, refused] = [0, 0];
  status.replaceChildren();
  button.disabled = true;
  for (const file of files) {
    const line = status.appendChild(document.createElement("p"));
    try {
      const answer = await send(form, file, (percent) => {
        line.textContent = fill(form.dataset.sending, { name: file.name, percent });
      });
      if (answer.errors.length) throw new Error(answer.errors.join(" "));
      line.textContent = fill(form.dataset.stored, { name: file.name });
      stored++;
    } catch (error) {
      refuse(line, error.message || fill(form.dataset.failed, { name: file.name }));
      refused++;
    }
  }
  button.disabled = false;
  if (!refused) location.assign(location.pathname);
  else if (stored) showStored();
}

for (const form of document.querySelectorAll("form[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  const zone = form.querySelector("[data-drop]");
  form.querySelector("[data-drop-hint]").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendAll(form, [...input.files]);
  });
  for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
    zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle("is-over", name === "dragenter" || name === "dragover");
    });
  }
  zone.addEventListener("drop", (event) => {
    input.files = event.dataTransfer.files;
  });
}
