// Questions that appear with an answer, and rows that are added and removed in place. Without it every question
// stands on the page with its condition in words, and the buttons ask the server for the row.

const holds = (test, answer) => {
  const [, operator, values = ""] = test.split(" ");
  if (!answer) return false;
  if (operator === "is") return answer === values;
  if (operator === "is_not") return answer !== values;
  if (operator === "in") return values.split("|").includes(answer);
  return true;
};

function answerTo(name) {
  const fields = [...document.getElementsByName(name)];
  const chosen = fields.find((field) => (field.type === "radio" ? field.checked : true));
  // What depends on a question that is not asked is not asked either.
  if (!chosen || chosen.closest("[data-asked]")?.hidden) return "";
  return chosen.value.trim();
}

export function showWhatIsAsked(root = document) {
  for (const asked of root.querySelectorAll("[data-shown-if]")) {
    const scope = asked.dataset.scope ? `${asked.dataset.scope}.` : "";
    const tests = asked.dataset.shownIf.split(";");
    asked.hidden = !tests.every((test) => holds(test, answerTo(scope + test.split(" ")[0])));
  }
}

function renumber(group) {
  group.querySelectorAll("[data-row-number]").forEach((number, index) => {
    number.textContent = index + 1;
  });
  const add = group.querySelector("[data-add-row]");
  if (add) add.hidden = group.querySelectorAll("[data-row]").length >= Number(group.dataset.mostRows);
}

// A row made here gets an id that no other window makes.
const newId = () => crypto.getRandomValues(new Uint32Array(2)).reduce((id, n) => id + n.toString(36), "").slice(0, 10);

export function addRow(group, id = newId()) {
  const key = group.dataset.group;
  const content = group.querySelector("[data-row-template]").content.cloneNode(true);
  for (const element of content.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes(`${key}.newrow`)) element.setAttribute(name, value.replaceAll(`${key}.newrow`, `${key}.${id}`));
    }
  }
  group.querySelector("[data-rows]").append(content);
  renumber(group);
  showWhatIsAsked(group);
  const row = group.querySelector(`[data-row="${key}.${id}"]`);
  row.dispatchEvent(new CustomEvent("row-added", { bubbles: true }));
  return row;
}

export function removeRow(row) {
  const group = row.closest("[data-group]");
  const next = row.nextElementSibling ?? row.previousElementSibling;
  row.dispatchEvent(new CustomEvent("row-removed", { bubbles: true, detail: row.dataset.row }));
  row.remove();
  renumber(group);
  (next?.querySelector("input,textarea,select") ?? group.querySelector("[data-add-row]"))?.focus();
}

const holdsText = (row) => [...row.querySelectorAll("input,textarea,select")].some((field) => (field.type === "radio" ? field.checked : field.type !== "hidden" && field.value.trim()));

function onClick(event) {
  const add = event.target.closest("[data-add-row]");
  const remove = event.target.closest("[data-remove-row]");
  if (!add && !remove) return;
  event.preventDefault();
  if (add) return addRow(add.closest("[data-group]")).querySelector("input,textarea,select").focus();
  const row = remove.closest("[data-row]");
  const sure = document.querySelector("[data-autosave-texts]")?.dataset.sure;
  if (!holdsText(row) || !sure || confirm(sure)) removeRow(row);
}

if (document.querySelector("[data-asked]")) {
  for (const words of document.querySelectorAll("[data-condition]")) words.hidden = true;
  for (const template of document.querySelectorAll("[data-row-template]")) {
    for (const words of template.content.querySelectorAll("[data-condition]")) words.hidden = true;
  }
  showWhatIsAsked();
  document.addEventListener("input", () => showWhatIsAsked());
  document.addEventListener("change", () => showWhatIsAsked());
  document.addEventListener("click", onClick);
}
