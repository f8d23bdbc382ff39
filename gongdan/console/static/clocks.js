// What is left of a time goes on while the page is open, by the service's own clock.
"use strict";
(() => {
  const { now, units, left, late } = document.body.dataset;
  if (!now) return;
  const ahead = Date.now() - Number(now), [day, hour, minute] = units.split("|");

  function rest(seconds) {
    const parts = [[Math.floor(seconds / 86400), day], [Math.floor(seconds % 86400 / 3600), hour], [Math.floor(seconds % 3600 / 60), minute]];
    const first = parts.findIndex(([number]) => number), from = first < 0 ? 2 : first;
    return parts.slice(from, from + 2).filter(([number]) => number || from === 2).map((part) => part.join(" ")).join(" ");
  }
  setInterval(() => {
    for (const time of document.querySelectorAll(".due time[datetime]")) {
      const seconds = (new Date(time.dateTime) - Date.now() + ahead) / 1000;
      const said = (seconds < 0 ? late : left).replace("#", rest(Math.floor(Math.abs(seconds))));
      if (time.textContent !== said) time.textContent = said;
      const due = time.closest(".due"), how = seconds < 0 ? "late" : seconds < 7200 ? "soon" : "calm";
      if (due.classList.contains(how)) continue;
      due.classList.remove("late", "soon", "calm");
      due.classList.add(how);
      due.querySelector(".icon path")?.setAttribute("d", { late: "M8 1 15 14H1Z", soon: "M8 1 15 8 8 15 1 8Z", calm: "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2Z" }[how]);
    }
  }, 1000);
})();
