// Copies of what is not saved yet, kept on this device: one for each person, draft, item and window.
// Nobody sees another person's copies; signing out removes the person's own, and old ones go by themselves.

const PREFIX = "dejima-draft:";
const KEPT_DAYS = 14;
const DAY = 86_400_000;

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export class Copies {
  constructor(user, draft, item) {
    this.prefix = `${PREFIX}${user}:${draft}:${item}:`;
    this.own = this.prefix + crypto.randomUUID();
    for (const key of keys()) {
      if (Date.now() - (read(key)?.at ?? 0) > KEPT_DAYS * DAY) localStorage.removeItem(key);
    }
  }

  // fields: name → {value, base}; removed: rows. Full storage must not stop the person from writing.
  keep(fields, removed) {
    if (Object.keys(fields).length + removed.length === 0) return localStorage.removeItem(this.own);
    try {
      localStorage.setItem(this.own, JSON.stringify({ at: Date.now(), fields, removed }));
    } catch {
      return false;
    }
    return true;
  }

  // What earlier windows could not save, the newest last; it becomes this window's to save.
  adopt() {
    const found = keys().filter((key) => key.startsWith(this.prefix) && key !== this.own);
    const copies = found.map((key) => read(key)).filter(Boolean);
    for (const key of found) localStorage.removeItem(key);
    return copies.sort((one, other) => one.at - other.at);
  }
}

export function forget(user) {
  for (const key of keys()) {
    if (key.startsWith(`${PREFIX}${user}:`)) localStorage.removeItem(key);
  }
}

// Whoever signs out leaves nothing behind on a machine that others may use.
document.addEventListener("submit", (event) => {
  const user = document.querySelector("[data-forget-drafts]")?.dataset.forgetDrafts;
  if (user && new URL(event.target.action, location.href).pathname.endsWith("/logout/")) forget(user);
});
