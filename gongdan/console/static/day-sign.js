// The customer signs with a finger or a pen; what is drawn goes with the form as a picture.
"use strict";
for (const box of document.querySelectorAll(".pad")) {
  const pad = box.querySelector("canvas"), pen = pad.getContext("2d"), paper = box.parentElement.querySelector("[data-paper]");
  const wipe = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, pad.width, pad.height);
    delete pad.dataset.drawn;
  };
  const at = (event) => {
    const shown = pad.getBoundingClientRect();
    return [(event.clientX - shown.left) * pad.width / shown.width, (event.clientY - shown.top) * pad.height / shown.height];
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    pen.strokeStyle = "#10201d";
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  pad.addEventListener("pointermove", (event) => {
    if (!pad.hasPointerCapture(event.pointerId)) return;
    pen.lineTo(...at(event));
    pen.stroke();
    pad.dataset.drawn = "yes";
  });
  box.querySelector(".wipe").addEventListener("click", wipe);
  wipe();
  box.hidden = false;
  paper.open = false;
}
