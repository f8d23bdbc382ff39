// What changed while the page is open is fetched anew and put in its place; what somebody types is never taken away.
"use strict";
(() => {
  const body = document.body;
  let last = body.dataset.live, source, soon, fetching = false, again = false, pause = 150;
  const regions = () => [...document.querySelectorAll("main [data-live]")];
  const notes = () => [...document.querySelectorAll(".changed")];
  if (!last || !window.EventSource || !(regions().length || notes().length || document.querySelector("[data-count]"))) return;

  function touched(field) {
    if (field.type === "hidden" || field.type === "submit" || field.type === "button") return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") return field.selectedIndex !== Math.max(0, [...field.options].findIndex((option) => option.defaultSelected));
    return "defaultValue" in field && field.value !== field.defaultValue;
  }
  const typing = (region) => [...region.querySelectorAll("form")].some((form) => [...form.elements].some(
    (field) => touched(field) || field === document.activeElement && field.tagName !== "BUTTON"));
  const reading = (region) => { const chosen = getSelection(); return !chosen.isCollapsed && chosen.containsNode(region, true); };
  const concerns = (region, said) => region.dataset.live === "any" || region.dataset.live === said.number;

  async function renew() {
    if (fetching) { again = true; return; }
    fetching = true;
    const began = performance.now();
    document.dispatchEvent(new Event("gongdan:moved"));
    if (regions().length) try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (answer.redirected && !typing(document)) location.assign(answer.url);
      else if (answer.ok && !answer.redirected) place(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch { again = true; }
    // a service that is slow just now is asked less often
    pause = Math.max(regions().length ? 150 : 2000, 4 * (performance.now() - began));
    fetching = false;
    if (again) { again = false; wait(); }
  }
  const wait = (ms = pause) => { clearTimeout(soon); soon = setTimeout(renew, ms); };
  function place(fresh) {
    for (const region of regions()) {
      const found = fresh.getElementById(region.id);
      if (!found || found.isEqualNode(region)) continue;
      if (typing(region)) tell();
      else if (reading(region)) wait(2000);
      else put(region, document.adoptNode(found));
    }
  }
  function put(region, found) {
    const focused = region.contains(document.activeElement) ? key(document.activeElement) : null;
    const before = new Map([...region.querySelectorAll("[data-number]")].map((each) => [each.dataset.number, each.textContent]));
    for (const each of found.querySelectorAll("[data-number]")) if (before.get(each.dataset.number) !== each.textContent) each.classList.add("moved");
    const open = new Set([...region.querySelectorAll("details[open]")].map(key));
    for (const each of found.querySelectorAll("details")) if (open.has(key(each))) each.open = true;
    region.replaceWith(found);
    if (focused) [...found.querySelectorAll("a, button, summary, input, select, textarea")].find((each) => key(each) === focused)?.focus({ preventScroll: true });
  }
  const key = (each) => each.id || each.getAttribute("href") || each.name || (each.closest("details")?.id ?? "") + (each.querySelector("summary") ?? each).textContent.trim();
  const tell = () => notes().forEach((each) => { each.hidden = false; });

  function listen() {
    source?.close();
    source = new EventSource(`${body.dataset.stream}?after=${encodeURIComponent(last)}`);
    source.addEventListener("changed", (event) => {
      last = event.lastEventId;
      const said = JSON.parse(event.data);
      if (!regions().length && notes().some((each) => each.dataset.of === said.number && Number(each.dataset.version) < said.version)) tell();
      if (document.querySelector("[data-count]") || regions().some((region) => concerns(region, said))) wait();
    });
    source.addEventListener("much", (event) => { last = event.lastEventId; wait(); });
    source.addEventListener("error", () => { if (source.readyState === EventSource.CLOSED) { wait(); setTimeout(() => { if (!document.hidden) listen(); }, 20000); } });
  }
  // a hidden tab needs no stream: it goes on after what it was told last
  document.addEventListener("visibilitychange", () => { if (document.hidden) source?.close(); else listen(); });
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  if (!document.hidden) listen();
})();
