// Puts notes and voices into the margin, each beside the line that it belongs to and none over another. Where there is no
// margin, a note opens under its paragraph when its sign is pressed.
(() => {
  "use strict";
  const reading = document.querySelector(".reading");
  const text = reading?.querySelector(".text");
  if (!text) return;
  const gap = 12;   // pixels between two notes
  const notes = [...text.querySelectorAll(".note")];
  const voices = [...text.querySelectorAll(".voice")];
  const allNotes = document.querySelector("[data-toggles-notes]");

  if (allNotes && notes.length) allNotes.hidden = false;
  arrange();
  new ResizeObserver(arrange).observe(text);
  document.addEventListener("folio:layout", arrange);
  document.fonts?.ready.then(arrange);

  text.addEventListener("click", (event) => {
    const marker = event.target.closest(".note-marker");
    if (!marker || hasMargin()) return;
    event.preventDefault();
    open(noteOf(marker), noteOf(marker).hidden !== false);
  });
  allNotes?.addEventListener("click", () => {
    const isPressed = allNotes.getAttribute("aria-pressed") !== "true";
    allNotes.setAttribute("aria-pressed", isPressed);
    for (const note of notes) open(note, isPressed);
  });

  function arrange() {
    if (hasMargin()) stand();
    else fold();
  }

  function stand() {
    const origin = text.getBoundingClientRect().top;
    const map = reading.querySelector(".margin-map");
    let free = map ? map.getBoundingClientRect().bottom + gap * 2 - origin : -Infinity;
    const placed = [
      ...notes.map((element) => ({ element, line: lineOf(element, "n") })),
      ...voices.map((element) => ({ element, line: lineOf(element, "v"), isVoice: true })),
    ].sort((a, b) => a.line.top - b.line.top);
    for (const { element } of placed) element.hidden = false;
    for (const { element, line, isVoice } of placed) {
      const wanted = line.top - origin;
      const top = Math.max(wanted, free);
      if (isVoice) {
        // The rule stays beside the words; only the name gives way.
        element.style.insetBlockStart = `${wanted}px`;
        element.style.setProperty("--voice-length", `${line.bottom - line.top}px`);
        element.style.setProperty("--voice-shift", `${top - wanted + 5}px`);
        free = wanted + element.offsetHeight + gap / 2;
      } else {
        element.style.insetBlockStart = `${top + 5}px`;
        free = top + 5 + element.offsetHeight + gap;
      }
    }
  }

  function fold() {
    for (const element of [...notes, ...voices]) element.style.insetBlockStart = "";
    for (const note of notes) open(note, note === document.querySelector(":target") || isOpen(note));
  }

  function open(note, isOpened) {
    if (!note) return;
    note.classList.toggle("is-open", isOpened);
    // Find-in-page reaches what is hidden until found.
    if (isOpened) note.hidden = false;
    else note.setAttribute("hidden", "until-found");
    for (const marker of text.querySelectorAll(`.note-marker[href="#${CSS.escape(note.id)}"]`)) marker.setAttribute("aria-expanded", isOpened);
  }

  function isOpen(note) {
    return note.classList.contains("is-open");
  }

  // The box of the sign or the quotation that `at-n2` or `at-v1` names, within the same block.
  function lineOf(element, letter) {
    const name = [...element.classList].find((word) => word.startsWith(`at-${letter}`))?.slice(3);
    const target = name && element.parentElement.querySelector(`.${CSS.escape(name)}`);
    return (target ?? element.parentElement).getBoundingClientRect();
  }

  function noteOf(marker) {
    return document.getElementById(decodeURIComponent(marker.hash.slice(1)));
  }

  function hasMargin() {
    return getComputedStyle(reading).getPropertyValue("--has-margin").trim() === "1";
  }
})();
