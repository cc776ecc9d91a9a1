// Saves a draft while it is written: on leaving a field and every 10 seconds. Without it the save button does the same.
// Every field goes with the digest of what the person saw there, so that nobody's words are overwritten unseen. What
// cannot be sent (no connection, signed out, server away) is kept on this device and sent as soon as it can be.

import { Copies } from "./drafts.js";
import { addRow, removeRow, showWhatIsAsked } from "./plan_form.js";
import { Conflicts } from "./conflicts.js";

const EVERY = 10_000;
const LONGEST_WAIT = 60_000;
const BASE = "base.";
const rowOf = (name) => name.split(".").slice(0, 2).join(".");

class Autosave {
  constructor(form) {
    this.form = form;
    this.texts = document.querySelector("[data-autosave-texts]").dataset;
    this.bar = form.querySelector("[data-autosave-bar]");
    this.status = form.querySelector("[data-autosave-status]");
    this.signIn = form.querySelector("[data-autosave-action]");
    const { user, draft, item } = form.dataset;
    this.copies = new Copies(user, draft, item);
    this.conflicts = new Conflicts(form, this.texts, (name, text, value) => this.resolve(name, text, value));
    this.seen = this.whatTheServerHolds();
    this.storedRows = new Set([...this.seen.keys()].filter((name) => name.includes(".") && this.seen.get(name).digest).map(rowOf));
    this.removed = new Set();
    this.failures = 0;
    this.state = "ready";
    this.windows = new BroadcastChannel(`dejima-draft:${user}:${draft}:${item}`);
    this.listen();
    this.restore();
  }

  listen() {
    const { form } = this;
    form.addEventListener("input", () => this.keep());
    form.addEventListener("change", () => this.keep());
    form.addEventListener("focusout", () => this.save());
    form.addEventListener("row-removed", (event) => this.onRowRemoved(event.detail));
    form.addEventListener("submit", (event) => this.onSubmit(event));
    document.addEventListener("visibilitychange", () => (document.hidden ? this.save() : this.resume()));
    addEventListener("focus", () => this.resume());
    addEventListener("online", () => this.again());
    addEventListener("offline", () => this.changed().length && this.say("offline", true));
    this.windows.onmessage = (event) => this.take(event.data);
    new BroadcastChannel("dejima-signed-in").onmessage = () => this.resume();
    setInterval(() => this.save(), EVERY);
  }

  // ---- what is on the page

  controls(name) {
    return [...this.form.querySelectorAll("input,select,textarea")].filter((field) => field.name && field.type !== "hidden" && (!name || field.name === name));
  }

  values() {
    const found = new Map();
    for (const field of this.controls()) {
      if (field.type !== "radio") found.set(field.name, field.value);
      else if (field.checked || !found.has(field.name)) found.set(field.name, field.checked ? field.value : "");
    }
    return found;
  }

  write(name, text) {
    for (const field of this.controls(name)) {
      if (field.type === "radio") field.checked = field.value === text;
      // A text that a date picker cannot hold is shown in a text box.
      else if (((field.value = text), field.value !== text && text)) Object.assign(field, { type: "text", value: text });
    }
    showWhatIsAsked(this.form);
  }

  base(name) {
    return this.form.elements.namedItem(BASE + name)?.value ?? "";
  }

  rebase(name, digest) {
    let field = this.form.elements.namedItem(BASE + name);
    if (!field) this.form.append((field = Object.assign(document.createElement("input"), { type: "hidden", name: BASE + name })));
    field.value = digest;
  }

  whatTheServerHolds() {
    return new Map([...this.values()].map(([name, text]) => [name, { text, digest: this.base(name) }]));
  }

  changed() {
    return [...this.values()].filter(([name, text]) => text !== (this.seen.get(name)?.text ?? "") && !this.conflicts.has(name));
  }

  // ---- saying

  say(code, isProblem = false, text = this.texts[code] ?? code) {
    if (this.status.textContent !== text) this.status.textContent = text;
    this.bar.hidden = false;
    this.bar.classList.toggle("autosave--problem", isProblem);
    this.signIn.hidden = code !== "signedOut";
  }

  saySaved() {
    this.say("saved", false, this.texts.saved.replace("{time}", this.savedAt));
  }

  // ---- keeping on this device

  keep() {
    const unsaved = [...this.values()].filter(([name, text]) => text !== (this.seen.get(name)?.text ?? ""));
    const fields = Object.fromEntries(unsaved.map(([name, value]) => [name, { value, base: this.seen.get(name)?.digest ?? "" }]));
    this.copies.keep(fields, [...this.removed]);
  }

  restore() {
    const copies = this.copies.adopt();
    for (const copy of copies) {
      for (const row of copy.removed) {
        const element = this.form.querySelector(`[data-row="${row}"]`);
        if (element) removeRow(element);
      }
      for (const [name, { value, base }] of Object.entries(copy.fields)) this.bringBack(name, value, base);
    }
    this.keep();
    if (this.changed().length + this.removed.size + this.conflicts.size === 0) return;
    this.say(this.conflicts.size ? "conflicts" : "restored", this.conflicts.size > 0);
    this.save();
  }

  bringBack(name, value, base) {
    this.ensureRow(name);
    const there = this.seen.get(name) ?? { text: "", digest: "" };
    if (this.controls(name).length === 0 || value === there.text) return;
    this.write(name, value);
    if (base !== there.digest) this.conflicts.show(name, there.text, there.digest, value);
  }

  ensureRow(name) {
    const [group, id, column] = name.split(".");
    if (!column || this.form.querySelector(`[data-row="${group}.${id}"]`)) return;
    const element = this.form.querySelector(`[data-group="${group}"]`);
    if (element?.querySelector("[data-row-template]")) addRow(element, id);
  }

  onRowRemoved(row) {
    for (const name of [...this.seen.keys()].filter((n) => rowOf(n) === row)) this.conflicts.drop(name);
    if (this.storedRows.has(row)) this.removed.add(row);
    this.keep();
    this.save();
  }

  // ---- sending

  save() {
    if (this.running) this.isAskedAgain = true;
    if (this.running || this.state !== "ready" || this.waiting) return this.running;
    const changed = this.changed();
    if (changed.length === 0 && this.removed.size === 0) return undefined;
    this.running = this.send(changed, [...this.removed]).finally(() => {
      this.running = null;
      if (this.isAskedAgain) setTimeout(() => this.save());
      this.isAskedAgain = false;
    });
    return this.running;
  }

  body(changed, removed) {
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "item"]) body.set(name, this.form.elements.namedItem(name).value);
    for (const [name, value] of changed) {
      body.set(name, value);
      if (this.seen.get(name)?.digest) body.set(BASE + name, this.seen.get(name).digest);
    }
    for (const row of removed) {
      body.append("remove", row);
      for (const [name, { digest }] of this.seen) if (rowOf(name) === row && digest) body.set(BASE + name, digest);
    }
    return body;
  }

  async send(changed, removed) {
    this.keep();
    const options = { method: "POST", body: this.body(changed, removed), headers: { Accept: "application/json" } };
    const answer = await this.ask(this.form.dataset.autosave, options);
    if (!answer) return undefined;
    if (answer.values) return this.accepted(answer, changed, removed);
    if (answer.isPage) return this.refreshToken();
    return this.refused(answer);
  }

  // The answer as an object; undefined when there is no connection or no server: then it is asked again later.
  async ask(url, options) {
    try {
      const response = await fetch(url, options);
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      if (response.status >= 500 || (response.ok && !isJson)) throw new TypeError(response.status);
      this.failures = 0;
      return isJson ? await response.json() : { isPage: true };
    } catch {
      this.later();
      return undefined;
    }
  }

  later() {
    this.failures += 1;
    this.say("offline", true);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.again(), Math.min(LONGEST_WAIT, 1000 * 2 ** this.failures));
  }

  again() {
    clearTimeout(this.waiting);
    this.waiting = null;
    return this.save();
  }

  accepted(answer, changed, removed) {
    for (const [name, text] of changed) {
      if (!(name in answer.conflicts)) this.know(name, text, answer.digests[name] ?? "");
    }
    for (const row of removed) {
      this.removed.delete(row);
      this.storedRows.delete(row);
      for (const name of [...this.seen.keys()]) if (rowOf(name) === row) this.seen.delete(name);
    }
    this.take(answer);
    const now = this.values();
    for (const [name, stored] of Object.entries(answer.conflicts)) {
      if (this.controls(name).length) this.conflicts.show(name, stored, answer.digests[name] ?? "", now.get(name));
    }
    this.showErrors(answer.errors);
    this.keep();
    this.windows.postMessage({ values: answer.values, digests: answer.digests });
    this.savedAt = answer.saved_at;
    if (this.conflicts.size) this.say("conflicts", true);
    else this.saySaved();
  }

  know(name, text, digest) {
    this.seen.set(name, { text, digest });
    this.rebase(name, digest);
    if (name.includes(".") && digest) this.storedRows.add(rowOf(name));
  }

  // What others have saved since is shown where this person has not written themselves.
  take({ values, digests }) {
    const dirty = new Set(this.changed().map(([name]) => name));
    for (const [name, text] of Object.entries(values)) {
      if (this.seen.get(name)?.digest === digests[name] || dirty.has(name) || this.conflicts.has(name)) continue;
      if (this.removed.has(rowOf(name))) continue;
      this.ensureRow(name);
      if (this.controls(name).some((field) => field === document.activeElement)) continue;
      this.write(name, text);
      this.know(name, text, digests[name]);
    }
    const rows = new Set(Object.keys(values).map(rowOf));
    for (const row of [...this.storedRows].filter((r) => !rows.has(r))) this.dropRow(row, dirty);
  }

  dropRow(row, dirty) {
    this.storedRows.delete(row);
    if ([...dirty].some((name) => rowOf(name) === row)) return;
    for (const name of [...this.seen.keys()]) if (rowOf(name) === row) this.seen.delete(name);
    this.form.querySelector(`[data-row="${row}"]`)?.remove();
  }

  resolve(name, stored, digest) {
    this.know(name, stored, digest);
    this.keep();
    if (!this.save() && this.conflicts.size === 0) this.saySaved();
  }

  showErrors(errors) {
    for (const asked of this.form.querySelectorAll("[data-asked]")) {
      const messages = errors[asked.dataset.asked] ?? [];
      for (const field of asked.querySelectorAll("input,select,textarea")) field.toggleAttribute("aria-invalid", false);
      if (messages.length) for (const field of asked.querySelectorAll("input,select,textarea")) field.setAttribute("aria-invalid", "true");
      asked.querySelectorAll("[data-autosave-error], .field__errors:not([data-autosave-error])").forEach((list) => list.remove());
      if (messages.length === 0) continue;
      const list = Object.assign(document.createElement("ul"), { className: "field__errors" });
      list.dataset.autosaveError = "";
      list.append(...messages.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
      asked.querySelector("[data-conflict]").before(list);
    }
  }

  // ---- sessions

  refused(answer) {
    if (answer.error === "signed_out") {
      this.state = "signed-out";
      return this.say("signedOut", true);
    }
    this.state = "stopped";
    return this.say(answer.error, true, answer.message);
  }

  // Signed in again (perhaps in another tab): with a new token, and only if it is the same person.
  async resume() {
    if (this.state !== "signed-out" || this.resuming) return;
    this.resuming = true;
    await this.refreshToken();
    this.resuming = false;
  }

  async refreshToken() {
    const item = this.form.elements.namedItem("item").value;
    const answer = await this.ask(`${this.form.dataset.autosave}?item=${item}`, { headers: { Accept: "application/json" } });
    if (!answer) return undefined;
    if (answer.error === "not_found" || (answer.user && String(answer.user) !== this.form.dataset.user)) {
      this.state = "stopped";
      return this.say("otherUser", true);
    }
    if (!answer.token) return this.refused(answer);
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = answer.token;
    this.state = "ready";
    this.take(answer);
    setTimeout(() => this.save());
    return undefined;
  }

  // Everything is saved before the page is left: what could not be saved keeps the person here.
  async onSubmit(event) {
    const isDone = !this.running && this.state === "ready" && this.changed().length + this.removed.size + this.conflicts.size === 0;
    if (this.passes || isDone) return;
    event.preventDefault();
    // A form cannot be sent again while its own submit event is under way.
    await new Promise((resolve) => setTimeout(resolve));
    await this.running;
    clearTimeout(this.waiting);
    this.waiting = null;
    await this.resume();
    await this.save();
    const isWaiting = this.state !== "ready" || this.failures > 0;
    if (isWaiting || this.conflicts.size) {
      if (this.state === "ready") this.say(this.conflicts.size ? "conflicts" : "waiting", true);
      return this.bar.scrollIntoView({ block: "nearest" });
    }
    this.passes = true;
    this.form.requestSubmit(event.submitter);
  }
}

for (const form of document.querySelectorAll("form[data-autosave]:not([data-autosave-off])")) new Autosave(form);
if (document.querySelector("[data-signed-in]")) new BroadcastChannel("dejima-signed-in").postMessage("");
