// Draws a signature with finger, pen or mouse; without script the name is typed instead.
"use strict";
for (const pad of document.querySelectorAll("[data-pad]")) {
  const canvas = pad.querySelector("canvas"), ink = canvas.getContext("2d"), drawn = pad.querySelector("[name=drawn]");
  let at = null, signed = false;
  const blank = () => {
    ink.fillStyle = "#fff";
    ink.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(ink, { strokeStyle: "#111", lineWidth: 3, lineCap: "round", lineJoin: "round" });
    signed = false;
  };
  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
  };
  const line = (to) => {
    ink.beginPath();
    ink.moveTo(...at);
    ink.lineTo(...to);
    ink.stroke();
    at = to;
    signed = true;
  };
  canvas.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    at = place(event);
    line([at[0] + 0.1, at[1]]);
  });
  canvas.addEventListener("pointermove", (event) => { if (at) line(place(event)); });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { at = null; });
  pad.querySelector("[data-clear]").addEventListener("click", blank);
  pad.closest("form").addEventListener("submit", () => { drawn.value = signed ? canvas.toDataURL("image/png") : ""; });
  blank();
  pad.hidden = false;
}
