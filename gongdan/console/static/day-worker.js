// Keeps the pages of the day's visits, and what they look like, for a lost connection: no longer than the day.
"use strict";
const PAGES = "gongdan-day-pages", FILES = "gongdan-day-files", LONGEST = 14 * 3_600_000;
const day = new URL(self.registration.scope).pathname;
const nothing = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>没有网络 · No connection</title>
<p>没有网络，手机上没有保存这一页。<p>No connection, and this page is not kept on this phone. <p><a href="${day}">←</a>`;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const isKept = (path) => path === day || new RegExp(`^${day}/[^/]+$`).test(path);
const isPage = (answer) => answer.ok && !answer.redirected && answer.type === "basic";
const young = (answer) => answer && Date.now() - Number(answer.headers.get("Kept") || 0) < LONGEST;

// Whoever signs out begins another round: what was still on its way for them is not kept.
let round = 0;

async function put(path, answer, began) {
  const headers = new Headers(answer.headers), body = await answer.blob(), pages = await caches.open(PAGES);
  headers.set("Kept", String(Date.now()));
  if (began === round) await pages.put(path, new Response(body, { headers }));
  if (began !== round) await pages.delete(path);
}

async function page(request, path) {
  const began = round;
  try {
    const answer = await fetch(request);
    if (isPage(answer)) put(path, answer.clone(), began).catch(() => {});  // a full phone keeps nothing, and shows all
    return answer;
  } catch {
    const found = await (await caches.open(PAGES)).match(path);
    if (young(found)) return found;
    return new Response(nothing, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

async function file(request) {
  const kept = await caches.open(FILES), found = await kept.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (!answer.ok) return answer;
  for (const older of await kept.keys(request, { ignoreSearch: true })) await kept.delete(older);
  await kept.put(request, answer.clone());
  return answer;
}

// A page with all that it loads.
async function fetched(path, began) {
  const answer = await fetch(path, { credentials: "same-origin" });
  if (!isPage(answer)) return;
  await put(path, answer.clone(), began);
  const loaded = [...(await answer.text()).matchAll(/(?:src|href)="(\/[^"]+\?v=[^"]+)"/g)].map(([, address]) => address);
  await Promise.allSettled([...new Set(loaded)].map((address) => file(new Request(address))));
}

// The visits that are ahead are fetched before anybody opens them; those that are over are given up.
async function only(paths, began) {
  const pages = await caches.open(PAGES);
  for (const request of await pages.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname !== day && !paths.includes(pathname)) await pages.delete(request);
  }
  await Promise.allSettled([day, ...paths].map((path) => fetched(path, began)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && isKept(pathname)) event.respondWith(page(request, pathname));
  else if (["script", "style", "image"].includes(request.destination)) event.respondWith(file(request));
});

self.addEventListener("message", (event) => {
  const { keep, also, drop, forget } = event.data;
  if (forget) { round += 1; event.waitUntil(caches.delete(PAGES)); }
  if (keep) event.waitUntil(only(keep, round));
  if (drop) event.waitUntil(caches.open(PAGES).then((pages) => pages.delete(drop)));
  if (also) event.waitUntil(fetched(also, round));
});
