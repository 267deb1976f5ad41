// Puts notes and voices into the margin, each beside the line that it belongs to and none over another. Where there is no
// margin, a note opens under its paragraph: at its sign, or with the button that stands there.
(() => {
  "use strict";
  const reading = document.querySelector(".reading");
  const text = reading?.querySelector(".text");
  if (!text) return;
  const gap = 12;     // pixels between two notes
  const drop = 5;     // pixels from the top of a line to that of the smaller line beside it
  const allNotes = document.querySelector("[data-toggles-notes]");
  const opened = new Set();
  let notes = [];
  let voices = [];
  let buttons = [];
  let isInMargin = null;
  let arranged = "";      // the size of the text when it was last arranged

  collect();
  // The observer calls at once, and whenever the lines may have moved.
  new ResizeObserver(() => {
    if (arranged !== sizeOfText()) arrange();
  }).observe(text);
  document.addEventListener("folio:layout", arrange);
  // The live preview puts other text into the page.
  document.addEventListener("glossator:updated", () => {
    collect();
    arrange();
  });
  addEventListener("hashchange", openTarget);

  text.addEventListener("click", (event) => {
    if (isInMargin) return;
    const marker = event.target.closest(".note-marker");
    const button = event.target.closest(".notes-button");
    if (marker) {
      event.preventDefault();
      const note = noteOf(marker);
      open([note], !opened.has(note));
    } else if (button) {
      open(notesOf(button), button.getAttribute("aria-expanded") !== "true");
    }
  });
  // Find-in-page opens what it finds.
  text.addEventListener("beforematch", (event) => open([event.target.closest(".note")], true));
  allNotes?.addEventListener("click", () => open(notes, allNotes.getAttribute("aria-pressed") !== "true"));

  function collect() {
    notes = [...text.querySelectorAll(".note")];
    voices = [...text.querySelectorAll(".voice")];
    buttons = [...text.querySelectorAll(".notes-button")];
    isInMargin = null;
  }

  function arrange() {
    const hadMargin = isInMargin;
    isInMargin = getComputedStyle(reading).getPropertyValue("--has-margin").trim() === "1";
    if (isInMargin) stand();
    else if (hadMargin !== false) fold();
    text.classList.add("is-arranged");
    arranged = sizeOfText();
  }

  function sizeOfText() {
    return `${text.offsetWidth} ${text.offsetHeight}`;
  }

  // In the margin. First everything is measured and then everything is moved, so that the page is laid out once.
  function stand() {
    for (const note of notes) note.hidden = false;
    for (const voice of voices) voice.style.removeProperty("--voice-shift");
    const origin = text.getBoundingClientRect().top;
    const map = reading.querySelector(".margin-map");
    let free = map ? map.getBoundingClientRect().bottom + gap * 2 - origin : -Infinity;
    const all = [
      ...notes.map((element) => measured(element, "n", origin)),
      ...voices.map((element) => ({ ...measured(element, "v", origin), isVoice: true })),
    ].sort((a, b) => a.top - b.top);
    for (const { element, top: wanted, bottom, height, isVoice } of all) {
      const top = Math.max(wanted, free);
      if (isVoice) {
        // The rule stays beside the words; only the name gives way.
        element.style.insetBlockStart = `${wanted}px`;
        element.style.setProperty("--voice-length", `${bottom - wanted}px`);
        element.style.setProperty("--voice-shift", `${top - wanted + drop}px`);
        free = top + drop + height + gap / 2;
      } else {
        element.style.insetBlockStart = `${top + drop}px`;
        free = top + drop + height + gap;
      }
    }
    // Notes that are longer than their text make room for themselves.
    text.style.minBlockSize = free > 0 && all.length ? `${Math.ceil(free)}px` : "";
  }

  // The box of the sign or the quotation that `at-n2` or `at-v1` names, within the same block; of a note that nothing refers to
  // that of the last block.
  function measured(element, letter, origin) {
    const name = [...element.classList].find((word) => word.startsWith(`at-${letter}`))?.slice(3);
    const sign = name && element.parentElement.querySelector(`.${CSS.escape(name)}`);
    const block = element.matches(".is-loose") ? text.querySelector(":scope > .block:last-of-type") : element.parentElement;
    const target = sign ?? block ?? text;
    const { top, bottom } = target.getBoundingClientRect();
    return { element, top: top - origin, bottom: bottom - origin, height: element.offsetHeight };
  }

  // Under the paragraph

  function fold() {
    for (const element of [...notes, ...voices]) element.style.insetBlockStart = "";
    text.style.minBlockSize = "";
    for (const note of notes) show(note, opened.has(note));
    openTarget();
    showStates();
  }

  function openTarget() {
    const note = document.querySelector(":target")?.closest(".note");
    if (note && !isInMargin) open([note], true);
  }

  function open(some, isOpened) {
    for (const note of some) {
      if (isOpened) opened.add(note);
      else opened.delete(note);
      show(note, isOpened);
    }
    showStates();
  }

  // Find-in-page reaches what is hidden until found.
  function show(note, isOpened) {
    if (isOpened) note.hidden = false;
    else note.setAttribute("hidden", "until-found");
  }

  function showStates() {
    for (const marker of text.querySelectorAll(".note-marker")) marker.setAttribute("aria-expanded", opened.has(noteOf(marker)));
    for (const button of buttons) button.setAttribute("aria-expanded", notesOf(button).every((note) => opened.has(note)));
    allNotes?.setAttribute("aria-pressed", notes.every((note) => opened.has(note)));
  }

  function notesOf(button) {
    return button.getAttribute("aria-controls").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  }

  function noteOf(marker) {
    return document.getElementById(decodeURIComponent(marker.hash.slice(1)));
  }
})();
