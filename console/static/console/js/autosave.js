// Saves a draft while it is written: on leaving a field and every 10 seconds. Without it the save button does the same.
// What could not be saved stays in sessionStorage under the form's address until it is.

const EVERY = 10_000;
const PREFIX = "autosave:";

class Autosave {
  constructor(form, key) {
    this.form = form;
    this.key = key;
    this.status = form.querySelector("[data-autosave-status]");
    this.fields = [...form.querySelectorAll("input,select,textarea")].filter((f) => f.name && f.type !== "hidden");
    this.saved = this.values();
    this.running = null;
    this.stopped = false;
    this.restore();
    form.addEventListener("focusout", () => this.save());
    form.addEventListener("submit", (event) => this.onSubmit(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.save());
    setInterval(() => this.save(), EVERY);
  }

  values() {
    return new Map(this.fields.map((field) => [field.name, field.value]));
  }

  changed() {
    return [...this.values()].filter(([name, value]) => this.saved.get(name) !== value);
  }

  hidden(name, value) {
    const field = this.form.elements.namedItem(name);
    if (value !== undefined) field.value = value;
    return field.value;
  }

  say(text, isProblem = false) {
    this.status.textContent = text;
    this.status.classList.toggle("field__errors", isProblem);
  }

  save() {
    if (this.running || this.stopped || this.changed().length === 0) return this.running;
    this.running = this.send(this.changed()).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async send(changed) {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "version", "base", "item"]) body.set(name, this.hidden(name));
    for (const [name, value] of changed) body.set(name, value);
    this.keep(changed);
    let response;
    try {
      response = await fetch(this.form.dataset.autosave, { method: "POST", body, headers: { Accept: "application/json" } });
    } catch {
      return this.say(this.form.dataset.offline, true);
    }
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    // A page in the place of JSON: the token or the session is no longer good.
    if (!isJson && response.status < 500) return this.refused({ message: this.form.dataset.signedOut });
    if (!isJson) return this.say(this.form.dataset.offline, true);
    const answer = await response.json();
    return response.ok ? this.accepted(answer, changed) : this.refused(answer);
  }

  accepted(answer, changed) {
    for (const [name, value] of changed) this.saved.set(name, value);
    this.hidden("version", answer.version);
    this.hidden("base", answer.base);
    sessionStorage.removeItem(this.key);
    const saved = this.form.dataset.saved.replace("{time}", answer.saved_at);
    const problems = Object.values(answer.errors).flat();
    this.say([saved, ...problems].join(" "), problems.length > 0);
    for (const field of this.fields) {
      if (answer.errors[field.name]) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  refused(answer) {
    this.stopped = true;
    this.say(answer.message, true);
  }

  keep(changed, isSubmitted = false) {
    const copy = { version: this.hidden("version"), base: this.hidden("base"), values: changed, isSubmitted };
    sessionStorage.setItem(this.key, JSON.stringify(copy));
  }

  // The copy keeps the version that it was written against: if the item changed since, saving shows both.
  restore() {
    const kept = sessionStorage.getItem(this.key);
    if (!kept) return;
    const copy = JSON.parse(kept);
    for (const [name, value] of copy.values) {
      const field = this.form.elements.namedItem(name);
      if (field) field.value = value;
    }
    if (this.changed().length === 0) return sessionStorage.removeItem(this.key);
    this.hidden("version", copy.version);
    this.hidden("base", copy.base);
    this.stopped = true;
    this.say(this.form.dataset.restored);
  }

  // Waits for what is on its way, so that a person never collides with their own autosave.
  async onSubmit(event) {
    this.stopped = true;
    if (this.running) {
      event.preventDefault();
      await this.running;
      return this.form.requestSubmit(event.submitter);
    }
    // Kept until another page proves that the server has answered.
    if (this.changed().length > 0) this.keep(this.changed(), true);
  }
}

function forgetAnswered(present) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && key !== present && JSON.parse(sessionStorage.getItem(key)).isSubmitted) sessionStorage.removeItem(key);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const key = PREFIX + form.action;
  forgetAnswered(key);
  // A page that shows both versions holds the text itself.
  if (form.hasAttribute("data-autosave-off")) sessionStorage.removeItem(key);
  else new Autosave(form, key);
}
