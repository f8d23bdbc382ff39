// Reads a serial number off a bar code or QR code by the camera, where the browser can; else it is typed.
"use strict";
(() => {
  const box = document.getElementById("scanning");
  if (!box || !("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  const film = box.querySelector("video"), reader = new BarcodeDetector();
  const scan = async (field) => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    film.srcObject = camera;
    box.showModal();
    await film.play();
    try {
      while (box.open) {
        const [found] = await reader.detect(film);
        if (found?.rawValue) {
          field.value = found.rawValue.trim();
          box.close();
          field.focus();
        } else await new Promise((done) => setTimeout(done, 150));
      }
    } finally {
      for (const track of camera.getTracks()) track.stop();
      film.srcObject = null;
    }
  };
  for (const button of document.querySelectorAll("button[data-scan]")) {
    button.hidden = false;
    button.addEventListener("click", () => scan(document.getElementById(button.dataset.scan)).catch(() => box.close()));
  }
})();
