// A step's own screen, opened as a panel beside the case: side sheet on a desk, full screen on a phone.
// The same address serves both, so that everything works as before without this script, in a new tab,
// or when anything unexpected comes back (sign-in, no such step): then the address itself is opened.

const root = document.querySelector("[data-step-panels]");
const OPENERS = "a[data-step], [data-blocked] a";
let panel = null;

function words(name) {
  return root.dataset[name];
}

async function fetched(address, options = {}) {
  const answer = await fetch(address, { credentials: "same-origin", ...options });
  if (answer.type === "opaqueredirect") return { done: true };
  const text = await answer.text();
  const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  return { main: answer.redirected ? null : main };
}

class Panel {
  constructor(opener) {
    this.opener = opener;
    this.address = opener.href;
    this.isTyped = false;
    this.isTaken = false;
    this.dialog = document.createElement("dialog");
    this.dialog.className = "panel";
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button button--text panel__close";
    close.textContent = words("close");
    close.addEventListener("click", () => this.leave());
    this.body = document.createElement("div");
    this.body.className = "panel__body";
    this.dialog.append(close, this.body);
    this.dialog.addEventListener("input", () => (this.isTyped = true));
    this.dialog.addEventListener("submit", (event) => this.send(event));
    this.dialog.addEventListener("click", (event) => this.follow(event));
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.leave();
    });
    // Chromium lets a second Escape through without "cancel"; the key itself can always be held.
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.leave();
    });
  }

  async open() {
    const { main } = await fetched(this.address);
    if (!main?.querySelector("form[method=post]") && !main?.querySelector(".notice")) {
      location.assign(this.address);
      return;
    }
    this.show(main);
    document.body.append(this.dialog);
    this.dialog.showModal();
    history.pushState({ stepPanel: true }, "");
    this.settle();
  }

  show(main) {
    const title = main.querySelector("h1");
    const heading = document.createElement("h2");
    heading.id = "step-panel-title";
    heading.tabIndex = -1;
    heading.className = "panel__title";
    heading.textContent = title?.textContent ?? "";
    title?.replaceWith(heading);
    this.dialog.setAttribute("aria-labelledby", heading.id);
    this.body.replaceChildren(...document.importNode(main, true).childNodes);
    this.dialog.scrollTop = 0;
  }

  // Where the reader goes on: what went wrong, what is still in the way, else the name of the step.
  settle(afterSending = false) {
    const wrong = this.body.querySelector("[data-error-summary]") ?? this.body.querySelector(".notice--error");
    const target = wrong ?? (afterSending ? this.body.querySelector(".notice, #notices") : null);
    const found = target ?? this.body.querySelector("#step-panel-title");
    found.tabIndex = -1;
    found.focus();
  }

  async send(event) {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    this.dialog.setAttribute("aria-busy", "true");
    const data = new FormData(event.target);
    if (event.submitter?.name) data.append(event.submitter.name, event.submitter.value);
    try {
      const { done, main } = await fetched(this.address, { method: "POST", body: data, redirect: "manual" });
      if (done) this.take();
      else if (main) {
        this.show(main);
        this.settle(true);
      } else this.fail();
    } catch {
      this.fail();
    }
    this.isSending = false;
    this.dialog.removeAttribute("aria-busy");
  }

  // The step was taken: the page below is read anew, with the message that says so.
  take() {
    this.isTaken = true;
    history.back();
  }

  fail() {
    let line = this.body.querySelector("[data-panel-failure]");
    if (!line) {
      line = document.createElement("p");
      line.className = "field__error";
      line.dataset.panelFailure = "";
      line.setAttribute("role", "alert");
      this.body.querySelector(".form-actions")?.before(line);
    }
    line.textContent = words("failure");
  }

  follow(event) {
    if (event.target === this.dialog) return;
    const link = event.target.closest("a[href]");
    if (!link) return;
    if (link.closest("[data-error-summary]")) {
      event.preventDefault();
      const target = this.body.querySelector(`[id="${CSS.escape(link.hash.slice(1))}"]`);
      const control = target?.matches("input,select,textarea") ? target : target?.querySelector("input,select,textarea");
      control?.focus();
    } else if (link.pathname === location.pathname && !link.target) {
      event.preventDefault();
      this.leave();
    }
  }

  mayClose() {
    return this.isTaken || !this.isTyped || window.confirm(words("warning"));
  }

  leave() {
    if (!this.mayClose()) return;
    this.isTyped = false;
    history.back();
  }

  close() {
    this.dialog.close();
    this.dialog.remove();
    panel = null;
    if (this.isTaken) location.reload();
    else this.opener.focus();
  }
}

function isPlain(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}

if (root && "showModal" in HTMLDialogElement.prototype) {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.(OPENERS);
    if (!opener || !isPlain(event) || panel) return;
    event.preventDefault();
    panel = new Panel(opener);
    panel.open().catch(() => location.assign(opener.href));
  });
  // The back button closes the panel; what was typed is asked about first.
  window.addEventListener("popstate", () => {
    if (!panel) return;
    if (panel.mayClose()) panel.close();
    else history.pushState({ stepPanel: true }, "");
  });
  window.addEventListener("beforeunload", (event) => {
    if (panel?.isTyped && !panel.isTaken && !panel.isSending) event.preventDefault();
  });
}
