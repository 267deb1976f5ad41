// The index of a reading: a band shows which part of the text is in sight, a click on a strip leads to the mention that is
// nearest, and names can stand by kind or in the order of the text.
(() => {
  "use strict";
  const text = document.querySelector(".reading .text");
  const rail = document.querySelector(".rail");
  if (!text || !rail) return;
  let blocks = textBlocks();
  const bar = document.querySelector(".thumb-bar");
  const index = rail.querySelector(".rail-index");
  const band = index && addBand();
  let lines = null;       // where each block stands in the page, and how many characters stand before it
  let isWaiting = false;

  follow();
  addEventListener("scroll", follow, { passive: true });
  new ResizeObserver(() => {
    lines = null;
    follow();
  }).observe(text);

  rail.addEventListener("click", (event) => {
    const place = placeAt(event);
    if (place) location.hash = place.id;
  });
  rail.addEventListener("pointermove", (event) => {
    const place = placeAt(event);
    if (!place) return;
    const number = document.getElementById(place.id)?.closest(".block")?.querySelector(".paragraph-number");
    place.row.title = number?.getAttribute("aria-label") ?? "";
  });
  // The live preview puts other text into the page.
  document.addEventListener("glossator:updated", () => {
    blocks = textBlocks();
    lines = null;
    follow();
  });
  arrangeByChoice();

  function textBlocks() {
    const found = [...text.querySelectorAll(".block")].filter((block) => !block.closest(".note"));
    return found.map((block) => ({ block, length: block.firstElementChild?.textContent.length ?? 0 }));
  }

  // Progress

  function follow() {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      lines ??= measured();
      const from = share(scrollY);
      const to = share(scrollY + innerHeight);
      if (band) {
        band.style.setProperty("--from", from.toFixed(3));
        band.style.setProperty("--share", (to - from).toFixed(3));
        band.hidden = to - from > .995;   // all of the text is in sight
      }
      bar?.style.setProperty("--read", to.toFixed(3));
    });
  }

  function measured() {
    let before = 0;
    const found = blocks.map(({ block, length }) => {
      const { top, bottom } = block.getBoundingClientRect();
      before += length;
      return { top: top + scrollY, bottom: bottom + scrollY, before: before - length, length };
    });
    return Object.assign(found, { total: before || 1 });
  }

  // How much of the text, from 0 to 1, stands above a height in the page
  function share(height) {
    let [low, high] = [0, lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lines[middle].bottom < height) low = middle + 1;
      else high = middle;
    }
    const line = lines[low];
    if (!line) return 1;
    const within = Math.min(1, Math.max(0, (height - line.top) / (line.bottom - line.top || 1)));
    return (line.before + within * line.length) / lines.total;
  }

  function addBand() {
    const element = document.createElement("div");
    element.className = "rail-band";
    index.prepend(element);
    return element;
  }

  // Strips

  function placeAt(event) {
    const strip = event.target.closest?.(".strip");
    const row = strip?.closest("li");
    if (!row) return null;
    const box = strip.getBoundingClientRect();
    let at = ((event.clientX - box.left) / box.width) * 1000;
    if (getComputedStyle(strip).direction === "rtl") at = 1000 - at;
    const marks = strip.querySelector(".strip-marks, .strip-spans");
    const parts = (marks.dataset.whole ?? marks.getAttribute("d")).match(/M[^M]+/g) ?? [];
    const distances = parts.map((part) => {
      const start = parseInt(part.slice(1), 10);
      const length = Number(/h(\d+)/.exec(part)?.[1] ?? 0);
      return Math.max(start - at, at - start - length, 0);
    });
    const nearest = distances.indexOf(Math.min(...distances));
    const ids = row.dataset.marks?.split(" ") ?? distances.map((_, number) => `m-${row.dataset.entity}-${number + 1}`);
    return nearest < 0 ? null : { id: ids[nearest], row };
  }

  // By kind, or in the order of the text

  function arrangeByChoice() {
    const choice = rail.querySelector(".rail-order");
    let sections = [];
    let rows = [];
    collect();
    if (!choice) return;
    const list = document.createElement("ul");
    list.className = "in-order";
    list.hidden = true;
    sections[0].before(list);
    choice.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-order]");
      if (button) choose(button.dataset.order);
    });
    // What the live preview changes is at home.
    document.addEventListener("glossator:updating", () => show("kind"));
    document.addEventListener("glossator:updated", () => {
      collect();
      if (remembered() === "text") show("text");
    });
    if (remembered() === "text") show("text");

    function collect() {
      sections = [...rail.querySelectorAll("section[data-kind]")];
      rows = sections.flatMap((section) => [...section.querySelectorAll("li")].map((row) => ({ row, home: row.parentElement, section })));
    }

    function show(order) {
      const isByText = order === "text";
      for (const button of choice.querySelectorAll("[data-order]")) button.setAttribute("aria-pressed", button.dataset.order === order);
      if (isByText) {
        const numbers = new Map([...text.querySelectorAll("[id]")].map((element, number) => [element.id, number]));
        const numberOf = ({ row }) => numbers.get(decodeURIComponent(row.querySelector("a").hash.slice(1))) ?? Infinity;
        list.append(...[...rows].sort((a, b) => numberOf(a) - numberOf(b)).map(({ row }) => row));
      } else {
        for (const { row, home } of rows) home.append(row);
      }
      // By kind, the heading is the key to the marks; in the order of the text, each name is.
      for (const { row } of rows) row.querySelector("a").classList.toggle("sample", isByText);
      list.hidden = !isByText;
      for (const section of sections) section.hidden = isByText;
    }

    function choose(order) {
      show(order);
      try {
        localStorage.setItem("folio-order", order);
      } catch {
        // The choice holds for this page.
      }
    }

    function remembered() {
      try {
        return localStorage.getItem("folio-order");
      } catch {
        return null;
      }
    }
  }
})();
