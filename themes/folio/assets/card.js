// The card at a mention: what the name means, where else it stands. Opens 500 ms after hover or focus, at once on click, tap
// or Enter; closes 300 ms after mention and card are left, at once on Esc. One at a time.
(() => {
  "use strict";
  const openAfter = 500;
  const closeAfter = 300;
  const stillAfter = 150;      // without a scroll event, the page has come to rest
  const longestGloss = 525;    // characters
  const wordsBefore = 5;       // of a neighbouring mention
  const wordsAfter = 4;

  const reading = document.querySelector(".reading");
  const template = document.getElementById("site-card-template");
  const data = document.getElementById("site-cards");
  // Where there are no popovers the mentions stay plain links.
  if (!reading || !template || !data || !("popover" in HTMLElement.prototype)) return;

  let entities = null;         // read when the first mention is pointed at
  const card = template.content.firstElementChild.cloneNode(true);
  const slots = Object.fromEntries([...card.querySelectorAll("[data-slot]")].map((element) => [element.dataset.slot, element]));
  const canHover = matchMedia("(hover: hover) and (pointer: fine)");
  let mention = null;          // the one whose card is open
  let opening = 0;
  let closing = 0;
  let resting = 0;
  let lastScroll = -Infinity;

  addEventListener("scroll", () => {
    lastScroll = performance.now();
    clearTimeout(opening);
    clearTimeout(resting);
    // A mention that was scrolled into sight since it has the focus opens once the page has come to rest.
    resting = setTimeout(() => {
      const target = mentionOf(document.activeElement);
      if (target && document.activeElement.matches(":focus-visible")) planToOpen(target);
    }, stillAfter);
  }, { passive: true });

  reading.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || !canHover.matches) return;
    const target = mentionOf(event.target);
    if (target) planToOpen(target);
    else if (card.contains(event.target)) clearTimeout(closing);
  });
  reading.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "mouse") return;
    if (event.relatedTarget && (card.contains(event.relatedTarget) || mention?.contains(event.relatedTarget))) return;
    clearTimeout(opening);
    planToClose();
  });
  reading.addEventListener("focusin", (event) => {
    const target = mentionOf(event.target);
    if (target && event.target.matches(":focus-visible")) planToOpen(target);
    else if (card.contains(event.target)) clearTimeout(closing);
  });
  reading.addEventListener("focusout", (event) => {
    if (event.relatedTarget && (card.contains(event.relatedTarget) || mention?.contains(event.relatedTarget))) return;
    clearTimeout(opening);
    planToClose();
  });
  reading.addEventListener("click", (event) => {
    const target = mentionOf(event.target);
    // A second click follows the link, and so does one that asks for a new tab.
    if (!target || target === mention || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    open(target);
  });
  document.addEventListener("click", (event) => {
    if (mention && !card.contains(event.target) && !mention.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && mention) {
      if (card.contains(document.activeElement)) focusable(mention)?.focus({ preventScroll: true });
      close();
      event.preventDefault();
    } else if ((event.key === "n" || event.key === "p") && mention && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const next = neighbour(event.key === "n" ? 1 : -1);
      if (next) goTo(next);
      event.preventDefault();
    }
  });
  addEventListener("resize", () => mention && place());
  // Text that comes into sight is laid out only then, and may be longer than it was thought to be.
  new ResizeObserver(() => mention && place()).observe(reading);
  // The live preview puts other text into the page.
  document.addEventListener("glossator:updated", () => {
    entities = null;
    if (!mention) return;
    entities = JSON.parse(data.textContent);
    if (!mention.isConnected || !entities[mention.dataset.entity]) {
      close();
      return;
    }
    fill();
    place();
  });
  slots.close.addEventListener("click", () => {
    focusable(mention)?.focus({ preventScroll: true });
    close();
  });
  for (const [name, step] of [["previous", -1], ["next", 1]]) {
    slots[name].addEventListener("click", (event) => {
      event.preventDefault();
      goTo(neighbour(step));
    });
  }

  function mentionOf(element) {
    const target = element?.closest?.(".reading .mention");
    if (!target || card.contains(target)) return null;
    entities ??= JSON.parse(data.textContent);
    return entities[target.dataset.entity] ? target : null;
  }

  function planToOpen(target) {
    clearTimeout(opening);
    if (target === mention) {
      clearTimeout(closing);
      return;
    }
    if (performance.now() - lastScroll < stillAfter) return;
    opening = setTimeout(() => open(target), openAfter);
  }

  function planToClose() {
    clearTimeout(closing);
    if (mention && !isSheet()) closing = setTimeout(close, closeAfter);
  }

  function open(target) {
    clearTimeout(opening);
    clearTimeout(closing);
    if (mention) close();
    mention = target;
    fill();
    // Behind the outermost link or span of the mention, so that Tab leads from the mention into its card.
    (mention.closest("a, .mention.is-split") ?? mention).after(card);
    card.classList.toggle("is-sheet", isSheet());
    card.showPopover();
    place();
    mention.setAttribute("aria-expanded", "true");
    if (slots.gloss.textContent) mention.setAttribute("aria-describedby", "site-card-gloss");
    rowOf(mention)?.classList.add("is-open");
    markHere(rowOf(mention)?.querySelector(".strip"));
  }

  function close() {
    clearTimeout(opening);
    clearTimeout(closing);
    if (!mention) return;
    mention.removeAttribute("aria-expanded");
    mention.removeAttribute("aria-describedby");
    rowOf(mention)?.classList.remove("is-open");
    document.querySelector(".rail .strip-here")?.remove();
    mention = null;
    card.hidePopover();
    card.remove();
  }

  function goTo(next) {
    next.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "instant" });
    open(next);
    focusable(next)?.focus({ preventScroll: true });
    clearTimeout(opening);
  }

  // What the card says

  function fill() {
    const entity = entities[mention.dataset.entity];
    const all = mentions();
    card.dataset.entity = mention.dataset.entity;
    card.dataset.kind = entity.kind;
    slots.kind.textContent = entity.label;
    slots.category.textContent = [entity.category, ...(entity.remarks ?? [])].filter(Boolean).map((words) => ` · ${words}`).join("");
    slots.coordinates.textContent = entity.coordinates ?? "";
    slots.life.textContent = lifeOf(entity);
    slots.name.textContent = entity.name;
    // What is printed of it at the end of the page is the gloss.
    const gloss = document.getElementById(`site-gloss-${mention.dataset.entity}`)?.textContent ?? "";
    slots.gloss.textContent = shortened(gloss);
    slots.gloss.hidden = !gloss;
    slots.page.textContent = slots.page.dataset.pattern.replace("{name}", entity.name);
    for (const link of [slots.name, slots.page]) link.href = entity.url;
    drawMap(entity);
    slots.here.textContent = counted(slots.here, all.length);
    // A great number is told with two digits: it was rounded down.
    slots.total.textContent = counted(slots.total, entity.total, entity.total < 100 ? "" : "+");
    slots.total.hidden = isSpoilerSafe() || entity.total <= all.length;
    fillDates(entity.dates ?? []);
    fillStrip();
    const at = all.indexOf(mention);
    fillNeighbour("previous", all[at - 1]);
    fillNeighbour("next", all[at + 1]);
    slots.previous.parentElement.hidden = slots.previous.hidden && slots.next.hidden;
  }

  // From when to when it was; the end is not told before its time.
  function lifeOf({ start, end }) {
    const ended = isSpoilerSafe() ? null : end;
    const isPerson = card.dataset.kind === "person";
    const words = slots.life.dataset;
    if (start && ended) return ` · ${start} – ${ended}`;
    if (start) return ` · ${(isPerson ? words.born : words.since).replace("{n}", start)}`;
    return ended ? ` · ${(isPerson ? words.died : words.until).replace("{n}", ended)}` : "";
  }

  // The dates that the text names in one sentence with it
  function fillDates(dates) {
    const rows = dates.flatMap(([label, id]) => {
      const place = document.getElementById(id);
      if (!place || (isSpoilerSafe() && isAfterHere(place))) return [];
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.href = `#${id}`;
      link.textContent = label;
      const number = numberOf(place);
      const where = document.createElement("span");
      where.className = "label";
      where.textContent = number ? slots.dates.dataset.pattern.replace("{n}", number) : slots.dates.dataset.none;
      row.append(link, " ", where);
      return [row];
    });
    slots.dates.replaceChildren(...rows);
    slots.dates.parentElement.hidden = !rows.length;
  }

  // A map is a script of its own, loaded when it is wanted: a page that was opened from a folder may load nothing else.
  function drawMap(entity) {
    const id = card.dataset.entity;
    slots.map.replaceChildren();
    slots.map.hidden = !entity.map;
    if (!entity.map) return;
    const known = window.GLOSSATOR_MAPS?.[id];
    if (known === undefined) return loadMap(id, entity);
    const drawing = known && new DOMParser().parseFromString(known, "image/svg+xml").documentElement;
    slots.map.hidden = drawing?.localName !== "svg";
    if (slots.map.hidden) return;
    const map = document.importNode(drawing, true);
    for (const link of map.querySelectorAll("a")) link.setAttribute("href", entity.url);
    slots.map.replaceChildren(map);
    // A map may be higher than the room that was kept for it.
    if (card.isConnected) place();
  }

  function loadMap(id, entity) {
    const script = document.createElement("script");
    script.addEventListener("load", () => {
      script.remove();
      if (card.dataset.entity === id && window.GLOSSATOR_MAPS?.[id] !== undefined) drawMap(entity);
    });
    script.addEventListener("error", () => {
      script.remove();
      if (card.dataset.entity === id) slots.map.hidden = true;
    });
    script.src = entity.map;
    setTimeout(() => document.head.append(script));   // the card stands first
  }

  function fillStrip() {
    const strip = rowOf(mention)?.querySelector(".strip")?.cloneNode(true);
    strip?.querySelector(".strip-here")?.remove();
    if (strip && isSpoilerSafe()) cutAfterHere(strip.querySelector(".strip-marks"));
    slots.strip.replaceChildren(...(strip ? [strip] : []));
    markHere(strip);
  }

  // The strip of the rail has a mark for each mention, in the order of their numbers.
  function markHere(strip) {
    const marks = strip?.querySelector(".strip-marks");
    const at = marks && parseInt(partsOf(marks)[numberHere() - 1]?.slice(1), 10);
    if (!Number.isFinite(at)) return;
    const here = marks.cloneNode();
    here.setAttribute("class", "strip-here");
    here.setAttribute("d", `M${at} 1v12`);
    strip.append(here);
  }

  function cutAfterHere(marks) {
    marks.setAttribute("d", partsOf(marks).slice(0, numberHere()).join(""));
  }

  // All marks of a strip, also of one that is cut to what the reader knows
  function partsOf(marks) {
    return (marks.dataset.whole ?? marks.getAttribute("d")).match(/M[^M]+/g) ?? [];
  }

  function numberHere() {
    return Number(/-(\d+)$/.exec(mention.id)?.[1]);
  }

  function fillNeighbour(name, neighbouring) {
    slots[name].hidden = !neighbouring;
    if (!neighbouring) return;
    const number = numberOf(neighbouring);
    const label = slots[`${name}-place`];
    label.textContent = number ? label.dataset.pattern.replace("{n}", number) : label.dataset.none;
    slots[name].href = `#${neighbouring.id}`;
    const { before, after } = wordsAround(neighbouring);
    const word = document.createElement("b");
    word.textContent = textOf(neighbouring);
    slots[`${name}-words`].replaceChildren(before, word, after);
  }

  function wordsAround(element) {
    const block = element.closest("p, li, h2, h3, h4, h5, h6, td, th") ?? element.parentElement;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEndBefore(element);
    const before = textOf(range.cloneContents());
    range.setStartAfter(element);
    range.setEndAfter(block.lastChild);
    const after = textOf(range.cloneContents());
    const head = before.split(/(?<=\s)/).slice(-wordsBefore).join("");
    const tail = after.split(/(?=\s)/).slice(0, wordsAfter).join("");
    return { before: (head.length < before.length ? "… " : "") + head, after: tail + (tail.length < after.length ? " …" : "") };
  }

  // The text without the apparatus that stands in it
  function textOf(node) {
    const copy = node.cloneNode(true);
    for (const apparatus of copy.querySelectorAll("[data-apparatus]")) apparatus.remove();
    return copy.textContent.replace(/\s+/g, " ");
  }

  function shortened(gloss) {
    if (gloss.length <= longestGloss) return gloss;
    const cut = gloss.lastIndexOf(" ", longestGloss);
    return `${gloss.slice(0, cut > 0 ? cut : longestGloss)} …`;
  }

  function counted(element, count, more = "") {
    return (count === 1 ? element.dataset.one : element.dataset.many).replace("{n}", `${count}${more}`);
  }

  // Where the card stands

  function place() {
    if (isSheet()) {
      card.style.left = card.style.top = "";
      keepInSight();
      return;
    }
    const distance = 8;
    const indent = 19;   // the gloss begins below the first letter of the mention
    const boxes = [...mention.getClientRects()];
    const [first, last] = [boxes[0], boxes.at(-1)];
    if (!first) return;
    const { clientWidth, clientHeight } = document.documentElement;
    const { offsetWidth: width, offsetHeight: height } = card;
    const within = (value, size, room) => Math.max(0, Math.min(Math.max(value, distance), room - size - distance));
    const isRightToLeft = getComputedStyle(mention).direction === "rtl";
    const besideText = within(isRightToLeft ? first.right + indent - width : first.left - indent, width, clientWidth);
    const level = within(first.top - distance, height, clientHeight);
    // Below, above, after, before: the first that fits; else below, cut to the room that there is.
    const places = [
      { left: besideText, top: last.bottom + distance, fits: last.bottom + distance + height <= clientHeight },
      { left: besideText, top: first.top - distance - height, fits: first.top - distance - height >= 0 },
      { left: last.right + distance, top: level, fits: boxes.length === 1 && last.right + distance + width <= clientWidth },
      { left: first.left - distance - width, top: level, fits: boxes.length === 1 && first.left - distance - width >= 0 },
    ];
    const { left, top } = places.find(({ fits }) => fits) ?? places[0];
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  }

  // The mention stays in sight above the sheet.
  function keepInSight() {
    const hiddenBy = mention.getBoundingClientRect().bottom + 16 - (document.documentElement.clientHeight - card.offsetHeight);
    if (hiddenBy > 0) scrollBy({ top: hiddenBy, behavior: "instant" });
  }

  function isSheet() {
    return !canHover.matches || matchMedia("(width < 40rem)").matches;
  }

  // Relations

  // While the reader asks for no spoilers, a card tells nothing of what stands after its mention.
  function isSpoilerSafe() {
    return window.folioSpoilers?.isOn() ?? false;
  }

  function isAfterHere(element) {
    return Boolean(mention.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  function mentions() {
    const all = [...reading.querySelectorAll(`.mention[data-entity="${CSS.escape(mention.dataset.entity)}"]`)].filter((element) => !card.contains(element));
    return isSpoilerSafe() ? all.filter((element) => !isAfterHere(element)) : all;
  }

  function numberOf(element) {
    return element.closest(".block")?.querySelector(".paragraph-number")?.textContent;
  }

  function neighbour(step) {
    const all = mentions();
    return all[all.indexOf(mention) + step] ?? null;
  }

  function rowOf(target) {
    return document.querySelector(`.rail [data-entity="${CSS.escape(target.dataset.entity)}"]`);
  }

  function focusable(target) {
    return target.matches("a") ? target : target.querySelector("a") ?? target.closest("a");
  }
})();
