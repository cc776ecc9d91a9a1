// Two versions of an answer side by side, under its field: the person chooses which one holds.

const element = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text });

export class Conflicts {
  constructor(form, texts, resolve) {
    Object.assign(this, { form, texts, resolve, open: new Map() });
  }

  get size() {
    return this.open.size;
  }

  has(name) {
    return this.open.has(name);
  }

  drop(name) {
    this.open.delete(name);
  }

  // stored: what the server holds, with its digest; entered: what this person wrote.
  show(name, stored, digest, entered) {
    const asked = [...this.form.querySelectorAll("[data-asked]")].find((e) => e.dataset.asked === name);
    const place = asked?.querySelector("[data-conflict]");
    if (!place) return;
    this.open.set(name, true);
    asked.hidden = false;
    const box = element("div", "notice notice--warning", "");
    const body = element("div", "notice__body", "");
    const list = element("dl", "description-list", "");
    for (const [label, text] of [[this.texts.stored, stored], [this.texts.entered, entered]]) {
      const pair = document.createElement("div");
      pair.append(element("dt", "", label), element("dd", "", this.words(asked, text)));
      list.append(pair);
    }
    const buttons = element("p", "button-group", "");
    buttons.append(this.button("keepStored", () => this.close(asked, name, stored, digest, stored)));
    buttons.append(this.button("keepEntered", () => this.close(asked, name, stored, digest)));
    body.append(element("p", "notice__title", this.texts.conflict), list, buttons);
    box.append(body);
    place.replaceChildren(box);
  }

  // A choice is shown by its label, not by its code.
  words(asked, text) {
    const option = [...asked.querySelectorAll("input[type=radio]")].find((field) => field.value === text);
    return option?.closest("label")?.textContent.trim() || text || this.texts.empty;
  }

  button(code, act) {
    const button = element("button", "button button--secondary button--small", this.texts[code]);
    button.type = "button";
    button.dataset[code] = "";
    button.addEventListener("click", act);
    return button;
  }

  close(asked, name, stored, digest, text) {
    this.open.delete(name);
    const fields = [...asked.querySelectorAll("input,select,textarea")];
    for (const field of text === undefined ? [] : fields) {
      if (field.type === "radio") field.checked = field.value === text;
      else field.value = text;
    }
    // The choice has to be known first: whatever moves the focus saves.
    this.resolve(name, stored, digest);
    asked.querySelector("[data-conflict]").replaceChildren();
    (fields.find((field) => field.checked) ?? fields[0])?.focus();
  }
}
