// A button copies the text that it is for; without script, or the right to, the text is selected by hand.
"use strict";
(() => {
  for (const button of document.querySelectorAll(".copy")) button.hidden = false;
  // a plain http address gives no right to the clipboard
  function byHand(text) {
    const box = document.createElement("textarea");
    box.value = text;
    box.className = "unseen";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".copy");
    if (!button || button.dataset.word) return;
    const text = button.dataset.of ? document.getElementById(button.dataset.of).value : button.dataset.copy;
    const done = await (navigator.clipboard?.writeText(text).then(() => true, () => byHand(text)) ?? byHand(text));
    button.focus();
    if (!done) return;
    button.dataset.word = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = button.dataset.word; delete button.dataset.word; }, 2000);
  });
})();
