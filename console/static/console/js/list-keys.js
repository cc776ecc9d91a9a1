// Keys of a list: j/k move, x selects, / goes to the filter, ? shows the keys. Never while typing,
// never with Ctrl, Alt or Meta, and off where the person has turned them off (WCAG 2.1.4).

const table = document.querySelector("[data-list-keys]");
const dialog = document.querySelector("[data-keys-dialog]");
const toggle = document.querySelector("[data-keys-on]");
const STORED = "dejima-list-keys";

function isOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
}

function move(by) {
  const links = [...table.querySelectorAll("[data-list-link]")];
  const row = document.activeElement.closest("tr");
  const at = links.findIndex((link) => link.closest("tr") === row);
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[Math.max(0, Math.min(links.length - 1, next))]?.focus();
}

function select() {
  const box = document.activeElement.closest("tr")?.querySelector("input[type=checkbox]");
  if (box) box.checked = !box.checked;
}

const actions = {
  j: () => table && move(1),
  k: () => table && move(-1),
  x: () => table && select(),
  "/": () => document.querySelector("[data-list-search]")?.focus(),
  "?": () => dialog?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox]),textarea,select,[contenteditable]");
  if (typing || event.ctrlKey || event.altKey || event.metaKey || dialog?.open) return;
  if (event.isComposing || !Object.hasOwn(actions, event.key)) return;
  if (!isOn()) return;
  event.preventDefault();
  actions[event.key]();
});

for (const opener of document.querySelectorAll("[data-keys-opener]")) opener.hidden = false;
if (toggle) {
  toggle.checked = isOn();
  toggle.addEventListener("change", () => {
    try {
      localStorage.setItem(STORED, toggle.checked ? "on" : "off");
    } catch {
      // Private windows keep nothing; the keys stay as they are.
    }
  });
}
