// Who signs out leaves nothing behind, and is told before reports are lost that were not sent yet.
"use strict";
for (const form of document.querySelectorAll("form[data-unsent]")) {
  form.addEventListener("submit", (event) => {
    if (localStorage.getItem("day unsent") && !confirm(form.dataset.unsent)) { event.preventDefault(); return; }
    indexedDB.deleteDatabase("gongdan-day");
    navigator.serviceWorker?.controller?.postMessage({ forget: true });
    if ("caches" in window) for (const name of ["gongdan-day-pages", "gongdan-day-files"]) caches.delete(name);
    for (const name of ["day unsent", "day whose", "day clock"]) localStorage.removeItem(name);
  });
}
