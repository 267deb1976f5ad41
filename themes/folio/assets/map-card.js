// Shows beside a place on the map what the list says of it, and what a symbol holds that no zoom can part.
(() => {
  "use strict";
  const card = document.getElementById("site-map-card");
  const frame = card?.closest(".map-frame");
  const svg = frame?.querySelector("svg.map");
  if (!svg?.view) return;
  let leaving = 0;

  document.addEventListener("folio:map-place", ({ detail }) => {
    if (detail.on) show([detail.row], detail.on);
  });
  document.addEventListener("folio:map-left", () => {
    leaving = setTimeout(hide, 250);
  });
  svg.addEventListener("folio:map-held", ({ detail }) => {
    const marker = svg.querySelector(`.map-marker:not(.is-away)[data-entity="${CSS.escape(detail[0].id)}"]`);
    if (marker) show(detail.map((place) => place.row), marker);
    card.querySelector("a")?.focus();
  });
  svg.addEventListener("folio:map-moved", hide);
  svg.addEventListener("focusout", (event) => {
    if (!card.contains(event.relatedTarget)) hide();
  });
  card.addEventListener("pointerenter", () => clearTimeout(leaving));
  card.addEventListener("pointerleave", hide);
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !card.hidden) hide();
  });

  function show(rows, marker) {
    clearTimeout(leaving);
    const count = Number(marker.dataset.count ?? 1);
    card.replaceChildren(...rows.map(entry));
    if (count > rows.length) {
      const more = document.createElement("p");
      more.className = "label";
      more.textContent = card.dataset.more.replace("{n}", count - rows.length);
      card.append(more);
    }
    card.hidden = false;
    const [around, at] = [frame.getBoundingClientRect(), (marker.querySelector(".map-hit") ?? marker).getBoundingClientRect()];
    const [wide, high] = [card.offsetWidth, card.offsetHeight];
    const left = Math.min(Math.max(at.left - around.left, 4), around.width - wide - 4);
    const below = at.bottom - around.top + 6;
    const top = below + high > around.height && at.top - around.top > high + 6 ? at.top - around.top - high - 6 : below;
    // Set by script, since the policy of the page forbids style attributes and not this.
    card.style.insetInlineStart = `${left}px`;
    card.style.insetBlockStart = `${top}px`;
  }

  function entry(row) {
    const part = document.createElement("div");
    const head = document.createElement("p");
    const link = row.querySelector(".place-name").cloneNode(true);
    const label = row.querySelector(".label")?.cloneNode(true);
    const count = document.createElement("span");
    count.className = "label";
    const mentions = Number(row.querySelector(".count").textContent);
    count.textContent = (mentions === 1 ? card.dataset.one : card.dataset.many).replace("{n}", mentions);
    head.append(link, " ", ...(label ? [label, " · "] : []), count);
    part.append(head);
    const sentence = row.querySelector(".place-sentence");
    if (sentence) part.append(sentence.cloneNode(true));
    return part;
  }

  function hide() {
    clearTimeout(leaving);
    card.hidden = true;
  }
})();
