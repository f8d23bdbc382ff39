// The bar of all pages: a menu closes by Escape and by a click elsewhere; how much there is to do is counted after the page.
"use strict";
{
  const menus = [...document.querySelectorAll(".places-of")];
  const close = (menu, back) => { if (menu.open) { menu.open = false; if (back) menu.querySelector("summary").focus(); } };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const menu of menus) close(menu, menu.contains(document.activeElement));
  });
  document.addEventListener("click", (event) => {
    for (const menu of menus) if (!menu.contains(event.target)) close(menu, false);
  });
  for (const menu of menus) {
    menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu, false); });
  }

  const counted = document.querySelectorAll("[data-count]"), asked = document.currentScript.dataset.counts;
  const count = async () => {
    if (!counted.length) return;
    const answer = await fetch(asked, { credentials: "same-origin", redirect: "error" }).catch(() => null);
    if (!answer?.ok) return;
    const counts = await answer.json();
    for (const badge of counted) {
      const found = counts[badge.dataset.count];
      badge.hidden = !found?.count;
      badge.textContent = found?.count > 99 ? "99+" : found?.count ?? "";
      badge.classList.toggle("late", Boolean(found?.late));
    }
  };
  count();
  document.addEventListener("gongdan:moved", count);
}
