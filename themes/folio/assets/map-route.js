// Steps through the places in the order of the text, with the passage below the map. Of all readings together each place
// comes once, where it is first named; of one reading each mention comes.
(() => {
  "use strict";
  const stepper = document.getElementById("site-stepper");
  const svg = document.querySelector(".map-frame svg.map");
  if (!stepper || !document.querySelector(".places > li")) return;
  const reading = document.getElementById("site-map-reading");
  const slots = Object.fromEntries([...stepper.querySelectorAll("[data-slot]")].map((element) => [element.dataset.slot, element]));
  let steps = [];           // ids, or mentions of the reading that is chosen
  let at = 0;
  let isLed = false;        // whether the step leads the map now, and not the map the step

  stepper.addEventListener("click", (event) => {
    const button = event.target.closest("[data-step]");
    if (button) go(at + Number(button.dataset.step));
  });
  document.addEventListener("folio:map-place", ({ detail }) => {
    if (isLed || steps[at]?.id === detail.id) return;
    const next = nearest(detail.id);
    if (next >= 0) show(next);
  });
  // `map.html?reading=NAME`, as the page of a reading links to it
  const asked = new URLSearchParams(location.search).get("reading");
  const option = asked && [...(reading?.options ?? [])].find(({ dataset }) => dataset.name === asked);
  if (option) {
    reading.value = option.value;
    reading.dispatchEvent(new Event("input"));
  }
  reading?.addEventListener("input", choose);
  document.addEventListener("folio:filtered", () => {
    if (!reading?.value) all();
  });
  // Where little is known of thousands, the page itself says where the steps begin.
  document.addEventListener("folio:map-known", () => {
    if (!reading?.value) steps = every();
  });
  if (reading?.value) choose();
  else if (folioMap.known()) all();

  function all() {
    steps = every();
    show(Math.max(0, Math.min(at, steps.length - 1)));
  }

  function every() {
    return folioMap.known().filter((place) => !place.isOut);
  }

  // Of very many places the page holds no sentences: that of the step is in the way of a reading.
  function tell(step) {
    const [number] = step.readings ?? [];
    const option = number && [...(reading?.options ?? [])].find(({ value }) => value === number);
    if (option) load(option, (way) => {
      const mention = way.find(([id]) => id === step.id);
      if (!mention || steps[at] !== step) return;
      Object.assign(step, { url: `${option.dataset.url}#${mention[1]}`, paragraph: mention[2], inNote: mention[3], html: mention[4] });
      show(at);
    });
  }

  function choose() {
    const option = reading.selectedOptions[0];
    if (!option.value) return folioMap.want(all);
    load(option, (way) => {
      if (reading.selectedOptions[0] !== option) return;
      const { toldFrom } = option.dataset;
      const isTold = ([, , paragraph]) => !toldFrom || window.folioSpoilers.isTold(`${toldFrom}.p${paragraph}`);
      steps = way.filter((mention) => folioMap.rowOf(mention[0]) && isTold(mention)).map(([id, mention, paragraph, inNote, html]) => ({
        id, row: folioMap.rowOf(id), url: `${option.dataset.url}#${mention}`, paragraph, inNote, html,
      }));
      show(0);
    });
  }

  // The ways of a few readings are a script of their own: few are walked.
  function load({ dataset: { name, route } }, use) {
    const ready = () => window.GLOSSATOR_ROUTES?.[name];
    if (ready()) return use(ready());
    const script = document.createElement("script");
    script.src = route;
    script.addEventListener("load", () => use(ready() ?? []));
    document.head.append(script);
  }

  function nearest(id) {
    const found = steps.map((step, index) => [step, index]).filter(([step]) => step.id === id);
    return found.sort((a, b) => Math.abs(a[1] - at) - Math.abs(b[1] - at))[0]?.[1] ?? -1;
  }

  function go(next) {
    if (!folioMap.known()) return folioMap.want(() => go(next));
    if (!steps.length) return;
    isLed = true;
    show((next + steps.length) % steps.length);
    document.dispatchEvent(new CustomEvent("folio:map-go", { detail: { id: steps[at].id } }));
    isLed = false;
  }

  function show(index) {
    const from = steps[at];
    at = index;
    const step = steps[at];
    for (const button of stepper.querySelectorAll("button")) button.disabled = steps.length < 2;
    if (!step) {
      for (const slot of Object.values(slots)) slot.textContent = "";
      leg(null, null);
      return;
    }
    const name = step.row.querySelector(".place-name").textContent;
    const isolated = document.createElement("bdi");
    isolated.textContent = name;
    slots.position.replaceChildren(`${slots.position.dataset.pattern.replace("{n}", at + 1).replace("{total}", steps.length)}: `, isolated);
    const sentence = step.row.querySelector(".place-sentence");
    const where = sentence?.querySelector(".ref");
    if (step.html) {
      slots.sentence.innerHTML = step.html;
      slots.where.href = step.url;
      slots.where.textContent = step.inNote ? slots.where.dataset.note : step.paragraph ? `¶ ${step.paragraph}` : slots.where.dataset.text;
    } else {
      if (!sentence) tell(step);
      slots.sentence.replaceChildren(...[...(sentence?.childNodes ?? [])].filter((child) => child !== where).map((child) => child.cloneNode(true)));
      slots.where.href = where?.href ?? step.row.querySelector(".place-name").href;
      slots.where.replaceChildren(...(where?.cloneNode(true).childNodes ?? [slots.where.dataset.page]));
    }
    leg(from?.id, step.id);
  }

  // A dotted line from the place before: one leg at a time, for many cross each other.
  function leg(from, to) {
    const markers = svg?.querySelector(".map-markers");
    if (!markers) return;
    markers.querySelector(".map-route")?.remove();
    const [start, end] = [from, to].map((id) => svg.places?.find((place) => place.id === id));
    if (!start || !end || start === end || start.isOut || end.isOut) return;
    const route = document.createElementNS(svg.namespaceURI, "path");
    route.setAttribute("class", "map-route");
    markers.prepend(route);
    const { view } = svg;
    const draw = () => {
      if (!route.isConnected) {
        svg.removeEventListener("folio:map-moved", draw);
        svg.removeEventListener("folio:map-settled", draw);
        return;
      }
      const [right, down] = view.shift;
      const [[ax, ay], [bx, by]] = [view.at(start.x, start.y), view.at(end.x, end.y)];
      const bend = [(ax + bx) / 2 + (by - ay) * 0.12, (ay + by) / 2 - (bx - ax) * 0.12];
      route.setAttribute("d", `M${ax - right} ${ay - down}Q${bend[0] - right} ${bend[1] - down} ${bx - right} ${by - down}`);
    };
    draw();
    svg.addEventListener("folio:map-moved", draw);
    svg.addEventListener("folio:map-settled", draw);
  }
})();
