// The list of places and the map are each other's equal: what is pointed at in one stands out in the other, and a filter by
// words, reading or category holds for both. Tells of the place in question by `folio:map-place`.
(() => {
  "use strict";
  const list = document.querySelector(".atlas-list");
  const svg = document.querySelector(".map-frame svg.map");
  if (!list || !svg?.view) return;
  const words = document.getElementById("site-filter");
  const reading = document.getElementById("site-map-reading");
  const category = document.getElementById("site-map-category");
  const count = document.getElementById("site-filter-count");
  let here = null;

  for (const type of ["pointerover", "focusin"]) {
    for (const part of [list, svg]) {
      part.addEventListener(type, (event) => {
        const owner = event.target.closest(part === list ? ".places > li" : "[data-entity]");
        const id = owner && (part === list ? folioMap.idOf(owner) : owner.dataset.entity);
        if (folioMap.rowOf(id)) point(id, part, owner);
      });
    }
  }
  svg.addEventListener("pointerleave", () => document.dispatchEvent(new CustomEvent("folio:map-left")));
  document.addEventListener("folio:map-go", ({ detail }) => {
    point(detail.id, null, null);
    reach(detail.id);
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-shows]");
    if (!button) return;
    const id = folioMap.idOf(button.closest("li"));
    point(id, null, null);
    reach(id, true);
  });
  for (const control of [words, reading, category]) control?.addEventListener("input", filter);
  document.addEventListener("folio:spoilers", filter);
  // With spoilers hidden, the marks of the page are judged when it is ready.
  document.addEventListener("DOMContentLoaded", () => {
    if (words?.value || reading?.value || category?.value || isSafe()) filter();
  });
  // `map.html?place=ID`, as the page of a place links to it; once the other scripts are there to hear of it
  const asked = new URLSearchParams(location.search).get("place");
  if (folioMap.rowOf(asked)) {
    document.addEventListener("DOMContentLoaded", () => {
      point(asked, null, null);
      reach(asked, true);
    });
  }

  function point(id, part, owner) {
    if (here === id && !owner) return;
    const isNew = here !== id;
    here = id;
    if (isNew) {
      for (const element of document.querySelectorAll(".atlas .is-here")) element.classList.remove("is-here");
      const row = folioMap.rowOf(id);
      for (const element of [row, ...document.querySelectorAll(`.atlas-map [data-entity="${CSS.escape(id)}"]`)]) element.classList.add("is-here");
      // Only where list and map stand side by side: elsewhere the page would jump.
      if (part !== list && matchMedia("(width >= 62rem)").matches) row.scrollIntoView({ block: "nearest" });
    }
    document.dispatchEvent(new CustomEvent("folio:map-place", { detail: { id, row: folioMap.rowOf(id), on: part === svg ? owner : null } }));
  }

  // Brings a place into sight.
  function reach(id, closer = false) {
    folioMap.want(() => show(id, closer));
  }

  function show(id, closer) {
    const place = svg.places?.find((other) => other.id === id);
    if (!place) return;
    const { view } = svg;
    const [left, top] = view.at(place.x, place.y);
    const isInSight = left > 30 && top > 30 && left < view.wide - 30 && top < view.high - 30;
    if (closer) view.centre(place.x, place.y, Math.max(view.zoom, Math.min(view.most, 4)));
    else if (!isInSight && !view.isHome()) view.centre(place.x, place.y);
  }

  function isSafe() {
    return window.folioSpoilers?.isOn() ?? false;
  }

  // With spoilers hidden, what has not been told is nowhere: neither in list and route nor on the map and in what it counts.
  function filter() {
    folioMap.want(choose);
  }

  function choose() {
    const places = folioMap.known();
    const isTold = (told) => !isSafe() || window.folioSpoilers.isTold(told);
    for (const option of reading?.options ?? []) {
      option.hidden = option.disabled = Boolean(option.dataset.toldFrom) && !isTold(`${option.dataset.toldFrom}.0`);
    }
    svg.parentElement.classList.toggle("is-partly-told", places.some(({ row }) => row.dataset.told && !isTold(row.dataset.told)));
    const sought = fold(words?.value.trim() ?? "");
    let shown = 0;
    for (const place of places) {
      const fits = isTold(place.row.dataset.told)
        && (!sought || (place.folded ??= fold(place.label)).includes(sought))
        && (!reading?.value || place.readings.includes(reading.value))
        && (!category?.value || place.category === category.value);
      place.isOut = !fits;
      if (place.row.hidden === fits) place.row.hidden = !fits;
      if (fits) shown += 1;
    }
    for (const part of list.querySelectorAll(".places.is-long")) measure(part);
    svg.dispatchEvent(new CustomEvent("folio:map-filtered"));
    document.dispatchEvent(new CustomEvent("folio:filtered"));
    const isFiltered = sought || reading?.value || category?.value;
    count.textContent = isFiltered ? (shown === 1 ? count.dataset.one : count.dataset.many).replace("{n}", shown) : "";
  }

  // A part of a long list that is out of sight has the height of what it would show.
  function measure(part) {
    const left = [...part.children].filter((row) => !row.hidden).length;
    part.hidden = !left;
    part.style.containIntrinsicBlockSize = left === part.childElementCount ? "" : `${left * 2.1}rem`;
  }

  function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }
})();
