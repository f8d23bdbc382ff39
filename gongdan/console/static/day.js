// A visit is reported with or without a connection: what is typed is kept, sent in order, and shown until it was taken.
"use strict";
(() => {
  const kept = document.getElementById("kept"), away = document.getElementById("away");
  if (!kept) return;
  const { whose, late } = kept.dataset, list = kept.querySelector("ol"), one = document.getElementById("kept-one");
  const moment = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => each.toString(16).padStart(2, "0")).join("");
  const labelOf = (field) => field.closest("label, .field, fieldset")?.querySelector("label, legend, summary")?.firstChild?.textContent.trim() || field.name;
  const wordOf = (field) => field.tagName === "SELECT" ? field.selectedOptions[0]?.textContent : field.type === "checkbox" ? "✓" : field.value;

  const typedIn = (form) => [...form.elements].filter((field) => field.name && !["hidden", "file", "submit", "button"].includes(field.type)
    && field.value && (field.type !== "checkbox" || field.checked));
  const files = async (form) => {
    const found = [...form.querySelectorAll("input[type=file]")].flatMap((field) => [...field.files].map((file) => [field.name, file, file.name]));
    const pad = form.querySelector("canvas");
    if (!pad?.dataset.drawn) return found;
    const drawn = await new Promise((done) => pad.toBlob(done, "image/png"));
    return [...found, [pad.dataset.name, drawn, "signature.png"]];
  };
  const reportOf = async (form) => ({
    whose, to: form.getAttribute("action"), title: form.dataset.title, at: queue.now().toISOString(),
    number: form.getAttribute("action").split("/").at(-2), upload: form.enctype === "multipart/form-data",
    said: [...new FormData(form)].filter(([, value]) => typeof value === "string" && value),
    shown: typedIn(form).map((field) => [labelOf(field), wordOf(field)]), files: await files(form),
  });

  const asked = (form, report) => {
    const none = form.querySelector(".none");
    if (!none) return form.reportValidity();
    none.hidden = report.files.length > 0;
    none.textContent = kept.dataset.none;
    return report.files.length > 0;
  };
  const onward = (form) => {  // the next step opens, and this form is ready to be used once more
    form.elements.key.value = fresh();
    form.reset();
    form.querySelector(".wipe")?.click();
    const step = form.closest("li"), details = form.closest("details.card");
    if (!step || !details) return;
    details.open = false;
    step.classList.add("is-kept");
    const ahead = [...step.parentElement.children].slice([...step.parentElement.children].indexOf(step) + 1);
    const next = ahead.find((each) => !each.matches(".is-done, .is-kept, [data-optional]"))?.querySelector("details.card");
    if (next) { next.open = true; next.querySelector("summary").focus(); }
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.classList.contains("report") || event.submitter?.name === "row") return;  // a field may be called matches
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    try {
      const report = await reportOf(form);
      if (!asked(form, report)) return;
      await queue.keep(report);
      onward(form);
      await send(form.closest("[id]")?.id);
    } finally { delete form.dataset.busy; }
  });

  const show = async () => {
    const reports = await queue.all(whose), stuck = new Set();
    kept.hidden = reports.length === 0;
    kept.querySelector(".count").textContent = reports.length;
    list.replaceChildren(...reports.map((report) => {
      const item = one.content.cloneNode(true).firstElementChild, refused = report.refused !== undefined;
      const said = item.querySelector(".refused"), state = item.querySelector(".state");
      item.querySelector("b").textContent = report.title;
      item.querySelector("time").textContent = `${moment(report.at)} · ${report.number}`;
      state.textContent = refused ? kept.dataset.refused : stuck.has(report.number) ? kept.dataset.behind : kept.dataset.waits;
      said.hidden = !refused;
      said.textContent = report.refused || "";
      if (refused) stuck.add(report.number);
      item.querySelector("dl").append(...[...report.shown, ...report.files.map(([, file, name]) => [kept.dataset.file, `${name} · ${Math.ceil(file.size / 1024)} kB`])]
        .flatMap(([label, text]) => [["dt", label], ["dd", text]]).map(([kind, text]) => Object.assign(document.createElement(kind), { textContent: text })));
      item.querySelector(".again").hidden = item.querySelector(".look").hidden = !refused;
      item.querySelector(".look").href = `${kept.dataset.day}/${report.number}`;
      item.querySelector(".again").onclick = () => again(report);
      item.querySelector(".back").onclick = () => back(report);
      item.querySelector(".drop").onclick = async (event) => { if (confirm(event.target.dataset.sure)) { await queue.drop(report); await show(); await send(); } };
      return item;
    }));
    for (const form of document.querySelectorAll("form.report"))
      form.closest("li, section")?.classList.toggle("is-kept", reports.some((each) => each.to === form.getAttribute("action")));
  };
  const again = async (report) => {  // as the ticket stands now, and so for what was typed after it; under the same keys
    const page = await fetch(`${kept.dataset.day}/${report.number}`).then((answer) => answer.text(), () => "");
    const version = new DOMParser().parseFromString(page, "text/html").getElementById("kept")?.dataset.version;
    if (!version) { away.hidden = false; return; }
    for (const { refused, ...rest } of (await queue.all(whose)).filter((each) => each.number === report.number && each.place >= report.place))
      await queue.keep({ ...rest, said: rest.said.map(([name, value]) => [name, name === "version" ? version : value]) });
    await send();
  };
  const back = async (report) => {  // into its form, which keeps the time that it was typed at
    const form = [...document.querySelectorAll("form.report")].find((each) => each.getAttribute("action") === report.to);
    if (!form) { location.assign(`${kept.dataset.day}/${report.number}`); return; }
    for (const [name, value] of report.said) {
      const field = form.elements[name];
      if (!field || name === "key" || name === "version") continue;
      if (field.type === "checkbox") field.checked = true; else field.value = value;
    }
    for (let box = form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    form.scrollIntoView({ block: "center" });
    form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    await queue.drop(report);
    await show();
  };

  const send = async (place) => {
    await show();
    if (kept.hidden && !place) return;
    const found = await queue.sendAll(whose, late, show);
    away.hidden = !(found.away || found.signedOut);
    if (found.signedOut) away.textContent = kept.dataset.signedOut;
    if (found.sent || found.refused) {
      if (place) history.replaceState(null, "", `#${place}`);
      location.reload();
    } else await show();
  };

  // The pages of the day are kept for whoever is signed in, and for nobody else.
  let remembered = false;
  const remember = async () => {
    if (remembered || !("serviceWorker" in navigator)) return;
    remembered = true;
    await navigator.serviceWorker.register(kept.dataset.worker, { scope: kept.dataset.day });
    const { active } = await navigator.serviceWorker.ready;
    if (localStorage.getItem("day whose") !== whose) active.postMessage({ forget: true });
    localStorage.setItem("day whose", whose);
    const ahead = [...document.querySelectorAll("a[data-keep]")].map((link) => new URL(link.href).pathname);
    if (location.pathname === kept.dataset.day) active.postMessage({ keep: ahead });
    else active.postMessage("over" in kept.dataset ? { drop: location.pathname } : { also: location.pathname });
  };
  const begin = async () => {
    const answers = await queue.reached(kept.dataset.ping);
    away.hidden = answers;
    await show();
    if (!answers) return;
    remember().catch(() => {});  // a browser without workers, or one that keeps nothing: reports are kept all the same
    await send();
  };
  for (const form of document.querySelectorAll("form.report")) form.elements.key.value = fresh();  // a kept page is shown several times
  addEventListener("online", () => { begin(); setTimeout(begin, 1_500); });  // told a moment before it is so
  addEventListener("offline", () => { away.hidden = false; });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) begin(); });
  setInterval(async () => { if (!kept.hidden || !away.hidden) await begin(); }, 10_000);
  begin();
})();
