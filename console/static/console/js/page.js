// Menu disclosure, error summary focus, row links, copy buttons. Every page works without it.

function setMenu(button, nav, open) {
  nav.classList.toggle("is-open", open);
  button.setAttribute("aria-expanded", String(open));
}

for (const button of document.querySelectorAll("[data-menu-button]")) {
  const nav = document.getElementById(button.hash.slice(1));
  if (!nav) continue;
  button.setAttribute("role", "button");
  button.setAttribute("aria-controls", nav.id);
  setMenu(button, nav, false);
  const toggle = (event) => {
    event.preventDefault();
    setMenu(button, nav, !nav.classList.contains("is-open"));
  };
  button.addEventListener("click", toggle);
  button.addEventListener("keydown", (event) => {
    if (event.key === " ") toggle(event);
  });
  nav.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    setMenu(button, nav, false);
    button.focus();
  });
}

document.querySelector("[data-error-summary]")?.focus();

// A radio group or a group of boxes has no element that takes focus: go to its first option.
for (const link of document.querySelectorAll("[data-error-summary] a")) {
  link.addEventListener("click", (event) => {
    const target = document.getElementById(link.hash.slice(1));
    const control = target?.matches("input,select,textarea") ? target : target?.querySelector("input,select,textarea");
    if (!control) return;
    event.preventDefault();
    control.focus();
    control.scrollIntoView({ block: "center" });
  });
}

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-row-link]");
  if (!row || event.target.closest("a,button,input,label,select") || getSelection().toString()) return;
  row.querySelector("a")?.click();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  event.preventDefault();
  await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
  const status = button.parentElement.querySelector("[data-copy-status]");
  if (status) status.textContent = button.dataset.copied;
});
