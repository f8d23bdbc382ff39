// What was typed into a form survives a lost page: kept in this tab alone, until the form was taken.
"use strict";
for (const form of document.querySelectorAll("form[data-draft]")) {
  const place = `draft ${form.dataset.draft}`;
  const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
  const kept = JSON.parse(sessionStorage.getItem(place) || "{}");
  if (!document.querySelector(".refused, .wrong, .done, .known") && performance.getEntriesByType("navigation")[0].type !== "navigate") {
    for (const field of fields()) {
      if (field.type === "checkbox" || field.type === "radio") field.checked = kept[`${field.name}=${field.value}`] ?? field.checked;
      else if (!field.value || field.tagName === "SELECT") field.value = kept[field.name] ?? field.value;
    }
  }
  form.addEventListener("input", () => {
    const said = {};
    for (const field of fields()) {
      if (field.type === "checkbox" || field.type === "radio") said[`${field.name}=${field.value}`] = field.checked;
      else said[field.name] = field.value;
    }
    sessionStorage.setItem(place, JSON.stringify(said));
  });
  form.addEventListener("submit", () => sessionStorage.removeItem(place));
}
