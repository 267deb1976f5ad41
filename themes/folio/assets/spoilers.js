// Spoiler-safe reading: with the switch on, pages tell no more of a collection in order than the reader has read. What each
// mark means is told in `docs/themes.md`. Runs in the head, so that nothing is shown before it is judged; the style sheet
// hides what is not marked as told.
(() => {
  "use strict";
  const root = document.documentElement;
  const storageKey = "folio-spoilers";
  const state = remembered();
  let collections = [];
  let here = null;

  /** What other scripts may ask. */
  window.folioSpoilers = { isOn: () => state.isOn && collections.length > 0, isTold, progressIn };

  if (state.isOn) root.dataset.spoilers = "hidden";
  document.addEventListener("DOMContentLoaded", begin);

  function begin() {
    const list = document.getElementById("site-collections");
    if (!list) return void delete root.dataset.spoilers;
    collections = JSON.parse(list.textContent);
    here = placeIn(document.body.dataset.here);
    connectSettings();
    if (here) followReading();
    judge();
    // What scripts add later is judged too.
    new MutationObserver(judge).observe(document.body, { childList: true, subtree: true });
  }

  // Where something is told: `COLLECTION.READING.OFFSET` or `COLLECTION.READING.pPARAGRAPH`, several with spaces between

  function isTold(told) {
    if (!told || !window.folioSpoilers.isOn()) return true;
    return told.split(" ").some((text) => {
      const place = placeIn(text);
      const progress = progressIn(place.collection);
      if (place.reading !== progress.reading) return place.reading < progress.reading;
      return place.paragraph === null ? place.offset <= progress.offset : place.paragraph <= progress.paragraph;
    });
  }

  function isToldWhole(numbers) {
    return !numbers || !window.folioSpoilers.isOn() || numbers.split(" ").every((number) => {
      const { reading, offset } = progressIn(Number(number));
      return reading >= collections[number].readings && offset >= 990;
    });
  }

  function placeIn(text) {
    if (!text) return null;
    const [collection, reading, within = "0"] = text.split(".");
    const isParagraph = within.startsWith("p");
    return {
      collection: Number(collection), reading: Number(reading),
      offset: isParagraph ? 0 : Number(within), paragraph: isParagraph ? Number(within.slice(1)) : null,
    };
  }

  /** How far the reader has come in a collection; reading 0 is before the first. */
  function progressIn(collection) {
    const [reading, offset, paragraph] = state.read[collections[collection]?.name] ?? [0, 0, 0];
    return { reading, offset, paragraph };
  }

  // The page

  function judge() {
    const isOn = window.folioSpoilers.isOn();
    let hidden = 0;
    for (const element of document.querySelectorAll("[data-told], [data-told-after]")) {
      const told = isTold(element.dataset.told) && isToldWhole(element.dataset.toldAfter ?? "");
      if (element.hasAttribute("data-is-told") !== told) element.toggleAttribute("data-is-told", told);
      if (!told) hidden += 1;
    }
    for (const strip of document.querySelectorAll("[data-told-strip]")) clip(strip);
    if (isOn) root.dataset.spoilers = "";
    else delete root.dataset.spoilers;
    const notice = document.getElementById("site-spoilers-notice");
    if (!notice) return;
    const isUntold = Boolean(document.querySelector("main > [data-told]:not([data-is-told])"));
    notice.hidden = !isOn || !hidden;
    notice.querySelector("[data-when=untold]").hidden = !isUntold;
    notice.querySelector("[data-when=told]").hidden = isUntold;
  }

  // A strip shows the marks that the reader has passed.
  function clip(strip) {
    const marks = strip.querySelector("path:not(.strip-line)");
    if (!marks) return;
    marks.dataset.whole ??= marks.getAttribute("d");
    const parts = marks.dataset.whole.match(/M[^M]+/g) ?? [];
    marks.setAttribute("d", parts.filter((part) => isTold(`${strip.dataset.toldStrip}.${parseInt(part.slice(1), 10)}`)).join(""));
  }

  // The reader

  // A reading counts as read as far as it has been scrolled, if it is the one after the last or the first at all: who looks
  // something up further on has not read what lies between.
  function followReading() {
    const blocks = [...document.querySelectorAll("article.reading .block > [id]")];
    const lengths = blocks.map((block) => block.textContent.length);
    const total = lengths.reduce((sum, length) => sum + length, 0) || 1;
    let isWaiting = false;
    const follow = () => {
      isWaiting = false;
      const reached = blocks.findLastIndex((block) => block.parentElement.getBoundingClientRect().top < innerHeight);
      const before = lengths.slice(0, reached + 1).reduce((sum, length) => sum + length, 0);
      const numbers = blocks.slice(0, reached + 1).map((block) => Number(block.querySelector(".paragraph-number")?.textContent) || 0);
      advance(Math.round((before / total) * 1000), Math.max(0, ...numbers));
    };
    addEventListener("scroll", () => {
      if (isWaiting) return;
      isWaiting = true;
      setTimeout(follow, 400);
    }, { passive: true });
    follow();
  }

  function advance(offset, paragraph) {
    const { name } = collections[here.collection];
    const known = state.read[name];
    const [reading, before] = known ?? [here.reading, -1];
    const isFurther = here.reading === reading ? offset > before : known && here.reading === reading + 1;
    if (!isFurther) return;
    state.read[name] = [here.reading, offset, paragraph];
    remember();
    showProgress();
  }

  function connectSettings() {
    const settings = document.getElementById("site-spoilers");
    if (!settings) return;
    showProgress();
    settings.addEventListener("change", ({ target }) => {
      if (target.type === "checkbox") state.isOn = target.checked;
      else {
        const { name, readings } = collections[target.dataset.collection];
        const reading = Math.min(Math.max(0, Math.round(target.valueAsNumber) || 0), readings);
        // Who says so has read it to its end.
        state.read[name] = [reading, 1000, 1e9];
        target.value = reading;
      }
      remember();
      judge();
      document.dispatchEvent(new CustomEvent("folio:spoilers"));
    });
    document.addEventListener("click", ({ target }) => {
      if (!target.closest("[data-shows-everything]")) return;
      const choice = settings.querySelector("[type=checkbox]");
      choice.checked = false;
      choice.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  function showProgress() {
    const settings = document.getElementById("site-spoilers");
    if (!settings) return;
    settings.querySelector("[type=checkbox]").checked = state.isOn;
    for (const field of settings.querySelectorAll("[data-collection]")) field.value = progressIn(Number(field.dataset.collection)).reading;
  }

  function remembered() {
    const nothing = { isOn: false, read: {} };
    try {
      const { isOn, read } = JSON.parse(localStorage.getItem(storageKey)) ?? nothing;
      const known = Object.entries(read).filter(([, place]) => Array.isArray(place) && place.length === 3 && place.every(Number.isFinite));
      return { isOn: isOn === true, read: Object.fromEntries(known) };
    } catch {
      return nothing;
    }
  }

  function remember() {
    try {
      localStorage.setItem(storageKey, JSON.stringify(state));
    } catch {
      // A browser that keeps nothing still hides on this page.
    }
  }
})();
