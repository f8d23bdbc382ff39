// Reports of a visit wait here until they are sent: in the order in which they were typed, each once by its key.
"use strict";
const queue = (() => {
  const UNSENT = "day unsent", CLOCK = "day clock", LATE = 14 * 60_000, DATED = 2_000;
  const opened = () => new Promise((done, failed) => {
    const asked = indexedDB.open("gongdan-day", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("reports", { keyPath: "place", autoIncrement: true });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const ask = async (mode, work) => {
    const base = await opened();
    try {
      return await new Promise((done, failed) => {
        const turn = base.transaction("reports", mode), asked = work(turn.objectStore("reports"));
        turn.oncomplete = () => done(asked.result);
        turn.onabort = () => failed(turn.error);
      });
    } finally { base.close(); }
  };
  const count = async () => {
    const left = await ask("readonly", (reports) => reports.count());
    if (left) localStorage.setItem(UNSENT, left); else localStorage.removeItem(UNSENT);
  };
  const changed = async (work) => { await ask("readwrite", work); await count(); };

  // The phone's clock may be wrong: times are told by the service's, as it was when it last answered. That was between asking and
  // hearing, to a whole second that may be one old: so much may be no fault of the phone's, however slow the line.
  const now = () => new Date(Date.now() + Number(localStorage.getItem(CLOCK) || 0));
  const asking = async (address, how) => {
    const asked = Date.now(), answer = await fetch(address, how), heard = Date.now();
    const told = Date.parse(answer.headers.get("Date") || ""), behind = told - heard, ahead = asked - told - DATED;
    if (told) localStorage.setItem(CLOCK, behind > 0 ? behind : ahead > 0 ? -ahead : 0);
    return answer;
  };

  const bodyOf = (report, late) => {
    const said = [...report.said];
    if (!said.some(([name, value]) => name === "occurred" && value)) {
      said.push(["occurred", report.at]);
      if (now() - new Date(report.at) > LATE) said.push(["late", late]);
    }
    if (!report.files.length && !report.upload) return new URLSearchParams(said);
    const form = new FormData();
    for (const [name, value] of said) form.append(name, value);
    for (const [name, file, called] of report.files) form.append(name, file, called);
    return form;
  };
  const reasons = (page) => {
    const shown = new DOMParser().parseFromString(page, "text/html");
    const told = [...shown.querySelectorAll("main .refused:not([hidden])")].map((each) => each.textContent.trim()).filter(Boolean);
    const wrong = [...shown.querySelectorAll("main .field.wrong")].map((field) =>
      [field.querySelector("label, legend"), field.querySelector(".error")].map((each) => each?.textContent.trim()).join(" "));
    const problem = shown.querySelector("main .problem");
    return [...told, ...wrong, ...(problem ? [problem.textContent.trim().replace(/\s+/g, " ")] : [])].join(" ");
  };
  // What became of it: sent, refused (and why), signed-out, or away where nobody could be asked.
  const sent = async (report, late) => {
    let answer;
    try {
      answer = await asking(report.to, { method: "POST", body: bodyOf(report, late), headers: { Accept: "text/html" } });
      if (answer.redirected && new URL(answer.url).pathname.endsWith("/sign-in")) return ["signed-out"];
      if (answer.ok) return ["sent"];
      if (answer.status >= 500 || answer.status === 429) return ["away"];
      return ["refused", reasons(await answer.text())];
    } catch { return ["away"]; }
  };

  return {
    now,
    all: async (whose) => (await ask("readonly", (reports) => reports.getAll())).filter((each) => each.whose === whose),
    keep: (report) => changed((reports) => reports.put(report)),
    drop: (report) => changed((reports) => reports.delete(report.place)),
    // Whether the service answers; its time is noted.
    reached: async (ping) => { try { await asking(ping, { cache: "no-store" }); return true; } catch { return false; } },
    // One at a time, whatever tabs are open, each told of; of a ticket nothing is sent past what was refused.
    async sendAll(whose, late, told) {
      const turn = async () => {
        const stuck = new Set(), found = { sent: 0, refused: 0, away: false, signedOut: false };
        for (const report of await this.all(whose)) {
          if (report.refused !== undefined) stuck.add(report.number);
          if (stuck.has(report.number)) continue;
          const [ended, why] = await sent(report, late);
          if (ended === "away" || ended === "signed-out") {
            found.away = ended === "away"; found.signedOut = !found.away;
            return found;
          }
          if (ended === "sent") { await this.drop(report); found.sent += 1; }
          else { await this.keep({ ...report, refused: why }); stuck.add(report.number); found.refused += 1; }
          await told();
        }
        return found;
      };
      return navigator.locks ? navigator.locks.request("gongdan-day", turn) : turn();
    },
  };
})();
