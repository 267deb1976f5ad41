// Keeps names and symbols on a map at their size while the ground grows, sets them anew where the map rests, and opens what
// holds several places when it is pressed.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const APART = 60;         // pixels between towns for orientation

  for (const svg of document.querySelectorAll(".map-frame svg.map")) {
    if (svg.view) keep(svg, svg.view);
  }

  function keep(svg, view) {
    const markers = svg.querySelector(".map-markers");
    const names = split(svg);
    const drawn = new Map([...markers.querySelectorAll(".map-marker")].map((marker) => [marker.dataset.entity, marker]));
    const contexts = [...names.children].filter((child) => child.tagName !== "defs").map(folioMap.context);
    const features = [...drawn.values()].filter((marker) => !marker.querySelector(".map-hit")).map(folioMap.context);
    let places = folioMap.known() ? whole() : coarse();
    const face = getComputedStyle(svg).getPropertyValue("--sans");
    const towns = [];       // for orientation, where detail has come
    let here = null;        // the place in question
    let made = new Map();   // elements by the place and the number of places that they stand for
    let live = [];          // what stands on the map now: an element and its point
    let laid = null;        // the scale and place for which that holds

    svg.places = places;
    svg.addEventListener("folio:map-moved", follow);
    svg.addEventListener("folio:map-settled", lay);
    svg.addEventListener("folio:map-changed", project);
    svg.addEventListener("folio:map-towns", ({ detail }) => {
      towns.push(...detail);
      lay();
    });
    svg.addEventListener("folio:map-filtered", lay);
    matchMedia("(width < 40rem)").addEventListener("change", measure);
    document.addEventListener("folio:map-place", ({ detail }) => {
      here = detail.id;
    });
    markers.addEventListener("click", (event) => {
      const marker = event.target.closest(".map-marker-cluster");
      if (!marker) return;
      event.preventDefault();
      folioMap.want(() => open(marker.dataset.entity));
    });
    project();
    if (!folioMap.known()) {
      document.addEventListener("folio:map-known", learn);
      const want = () => folioMap.want(() => {});
      for (const type of ["pointerenter", "pointerdown", "focusin"]) view.frame.addEventListener(type, want, { once: true });
      svg.addEventListener("folio:map-moved", () => {
        if (!view.isHome()) want();
      });
    }

    // The places of the list beside the map, the most mentioned first
    function whole() {
      const located = folioMap.known().filter((place) => place.latitude !== undefined);
      for (const place of located) {
        const marker = drawn.get(place.id);
        const isPoint = marker?.querySelector(".map-hit");
        place.drawn = isPoint && !marker.matches(".map-marker-cluster, .map-marker-beyond") ? marker : null;
        place.isDrawnAsFeature = Boolean(marker && !isPoint);
      }
      return located.sort((a, b) => b.mentions - a.mentions);
    }

    // What the drawing alone says of them: each symbol stands for as many as it tells.
    function coarse() {
      // With spoilers hidden the drawing tells too much.
      if (window.folioSpoilers?.isOn()) return [];
      const points = [...drawn.values()].filter((marker) => marker.querySelector(".map-hit") && !marker.matches(".map-marker-beyond")).reverse();
      return points.map((marker, at) => {
        const hit = marker.querySelector(".map-hit");
        const count = Number(marker.dataset.count ?? 1);
        const [longitude, latitude] = view.atlas.inverse(Number(hit.getAttribute("cx")), Number(hit.getAttribute("cy")));
        return {
          id: marker.dataset.entity, latitude, longitude, count, mentions: -at, isOut: false, drawn: count > 1 ? null : marker, isDrawnAsFeature: false,
          title: marker.querySelector("title").textContent.replace(/ \+ \d+$/, ""), label: marker.querySelector(".map-label-place")?.textContent ?? "",
          symbol: "settlement", href: marker.getAttribute("href"),
        };
      });
    }

    // On a phone names have another size, or none: one that is turned shows them in the size that the style sheet now gives.
    function measure() {
      const items = [...contexts, ...features];
      const away = items.filter(({ element }) => element.matches(".is-away"));
      for (const { element } of away) element.classList.remove("is-away");
      for (const item of items) Object.assign(item, folioMap.context(item.element));
      for (const { element } of away) element.classList.add("is-away");
    }

    // Thousands of places are known once somebody looks closer. What stands on the map stays as it is until it moves.
    function learn() {
      places = whole();
      svg.places = places;
      if (view.isHome()) locate();
      else project();
    }

    // Finds where the places stand in what the map is drawn in now, and sets them there.
    function project() {
      locate();
      for (const element of markers.querySelectorAll(".is-made")) element.remove();
      made = new Map();
      lay();
    }

    function locate() {
      const { forward, bounds: [left, top, right, bottom] } = view.scheme;
      const isAtlas = view.scheme === view.atlas;
      for (const place of places) {
        [place.x, place.y] = forward(place.longitude, place.latitude);
        place.isBeyond = place.x < left || place.y < top || place.x > right || place.y > bottom;
        place.marker = isAtlas ? place.drawn : null;
        place.isFeature = isAtlas && place.isDrawnAsFeature;
      }
    }

    // At home, and with all places, the map is as it was drawn, for that was done with more care.
    function isAsDrawn() {
      return view.isHome() && view.base > 0.9 && view.base < 1.5 && !places.some((place) => place.isOut);
    }

    function lay() {
      const asDrawn = isAsDrawn();
      svg.classList.toggle("is-as-drawn", asDrawn);
      shift(0, 0);
      if (asDrawn) restore();
      else set();
      laid = { scale: view.scale, x: view.x, y: view.y };
      for (const item of live) move(item);
    }

    function follow() {
      if (laid && laid.scale === view.scale) {
        shift(view.x - laid.x, view.y - laid.y);
        return;
      }
      shift(0, 0);
      laid = null;
      for (const item of live) move(item);
    }

    function shift(right, down) {
      view.shift = [right, down];
      svg.style.transform = right || down ? `translate(${right}px, ${down}px)` : "";
    }

    function move({ element, x, y, turn = "" }) {
      const [left, top] = view.at(x, y);
      element.setAttribute("transform", `translate(${(left - x).toFixed(2)} ${(top - y).toFixed(2)})${turn}`);
    }

    function restore() {
      for (const element of svg.querySelectorAll(".is-made")) element.remove();
      made = new Map();
      for (const marker of drawn.values()) {
        marker.classList.remove("is-away");
        folioMap.unsetName(marker);
      }
      for (const item of contexts) item.element.classList.remove("is-away");
      for (const { element } of view.furniture()) element.classList.remove("is-aside");
      const points = [...drawn.values()].filter((marker) => marker.querySelector(".map-hit")).map((marker) => {
        const hit = marker.querySelector(".map-hit");
        return { element: marker, x: Number(hit.getAttribute("cx")), y: Number(hit.getAttribute("cy")) };
      });
      live = [...contexts, ...features, ...points];
    }

    function set() {
      const taken = folioMap.board(view);
      const heads = folioMap.gather(places, view);
      live = [];
      for (const head of heads) {
        [head.left, head.top] = view.at(head.x, head.y);
        taken.add([head.left - head.radius, head.top - head.radius, head.left + head.radius, head.top + head.radius]);
      }
      for (const { element, box } of view.furniture()) {
        // The globe makes room for places; the scale bar is needed.
        const isOver = element.matches(".map-globe") && heads.some(({ left, top }) => left > box[0] && left < box[2] && top > box[1] && top < box[3]);
        element.classList.toggle("is-aside", isOver);
        if (!isOver) taken.add(box);
      }
      const before = made;
      made = new Map();
      for (const marker of drawn.values()) marker.classList.add("is-away");
      for (const head of heads) {
        const element = elementOf(head, before);
        element.classList.remove("is-away");
        folioMap.setName(head, element, taken, face);
        live.push({ element, x: head.x, y: head.y });
      }
      for (const [key, element] of before) if (!made.has(key)) element.remove();
      name(taken);
    }

    // The names of the base map, where there is room; a street map has its own.
    function name(taken) {
      const isAtlas = view.scheme === view.atlas;
      const isOut = new Map(places.map((place) => [place.id, place.isOut]));
      for (const item of [...features, ...contexts]) {
        const [left, top] = view.at(item.x, item.y);
        const boxes = item.boxes.map((box) => [box[0] + left, box[1] + top, box[2] + left, box[3] + top]);
        const away = !isAtlas || isOut.get(item.element.dataset.entity) || !boxes.every((box) => taken.isFree(box));
        item.element.classList.toggle("is-away", Boolean(away));
        if (away) continue;
        boxes.forEach(taken.add);
        live.push(item);
      }
      for (const element of names.querySelectorAll(".is-made")) element.remove();
      if (isAtlas) orient(taken);
    }

    // Shows towns of the detailed base map where there is room, the greater first.
    function orient(taken) {
      const highest = view.kilometres > 1.2 ? 6 : view.kilometres > 0.6 ? 7 : 8;
      const apart = [];
      for (const town of towns) {
        const [left, top] = view.at(town.x, town.y);
        if (town.rank > highest || left < 0 || top < 0 || left > view.wide || top > view.high) continue;
        if (apart.some((other) => Math.hypot(other[0] - left, other[1] - top) < APART)) continue;
        const wide = folioMap.widthOf(town.name, 400, 10.5, face);
        const box = [left - 3, top - 8, left + 6 + wide, top + 6];
        if (!taken.isFree(box)) continue;
        taken.add(box);
        apart.push([left, top]);
        const group = node("g", { class: `map-town is-made${town.capital ? " is-capital" : ""}` }, names);
        node("circle", { class: "map-town-dot", cx: town.x, cy: town.y, r: 2 }, group);
        node("text", { class: "map-label map-label-town", x: town.x + 6, y: town.y + 3.6, "font-size": 10.5 }, group).textContent = town.name;
        live.push({ element: group, x: town.x, y: town.y });
      }
    }

    function elementOf(head, before) {
      const { place } = head;
      const { count } = head;
      if (count === 1 && place.marker) return place.marker;
      const key = `${place.id} ${count}`;
      const ready = before.get(key);
      if (ready) {
        ready.classList.toggle("is-here", here === place.id);
        made.set(key, ready);
        return ready;
      }
      const marker = node("a", { class: `map-marker is-made map-marker-${count > 1 ? "cluster" : place.symbol}`, href: place.href, "data-entity": place.id });
      node("title", {}, marker).textContent = count > 1 ? `${place.title ?? place.label} + ${count - 1}` : place.label;
      node("circle", { class: "map-hit", cx: place.x, cy: place.y, r: Math.max(12, head.radius) }, marker);
      if (count > 1) {
        marker.dataset.count = count;
        node("circle", { class: "map-dot", cx: place.x, cy: place.y, r: head.radius }, marker);
        node("text", { class: "map-label map-count", x: place.x, y: place.y + 3.9, "font-size": 11, "text-anchor": "middle" }, marker).textContent = count;
      } else if (place.symbol === "site") {
        node("path", { class: "map-diamond", d: `M${place.x} ${place.y - 5}l5 5-5 5-5-5z` }, marker);
      } else if (place.symbol === "landform") {
        node("path", { class: "map-peak", d: `M${place.x} ${place.y - 5}l5 9h-10z` }, marker);
      } else if (place.symbol === "area") {
        node("path", { class: "map-square", d: `M${place.x - 4} ${place.y - 4}h8v8h-8z` }, marker);
      } else if (place.symbol === "capital") {
        node("circle", { class: "map-ring", cx: place.x, cy: place.y, r: 5 }, marker);
        node("circle", { class: "map-dot is-inner", cx: place.x, cy: place.y, r: 2.5 }, marker);
      } else {
        node("circle", { class: place.symbol === "settlement" ? "map-dot" : "map-ring", cx: place.x, cy: place.y, r: 4 }, marker);
      }
      if (place.label) node("text", { class: "map-label map-label-place", x: place.x, y: place.y, "font-size": 12.5 }, marker).textContent = place.label;
      marker.classList.toggle("is-here", here === place.id);
      markers.append(marker);
      made.set(key, marker);
      return marker;
    }

    // Shows what a symbol holds; where all of it is at one point, the card lists it.
    function open(id) {
      const head = folioMap.gather(places, view).find((other) => [other.place, ...other.others].some((place) => place.id === id));
      const held = head ? [head.place, ...head.others] : [];
      if (!held.length) return;
      const [left, right] = [Math.min(...held.map((place) => place.x)), Math.max(...held.map((place) => place.x))];
      const [top, bottom] = [Math.min(...held.map((place) => place.y)), Math.max(...held.map((place) => place.y))];
      if (view.zoom < view.most && Math.hypot(right - left, bottom - top) * view.base * view.most > folioMap.SAME) view.show(left, top, right, bottom);
      else svg.dispatchEvent(new CustomEvent("folio:map-held", { detail: held }));
    }
  }

  // Parts the names of the base map from the ground that they stand on.
  function split(svg) {
    const base = svg.querySelector(".map-base");
    const names = node("g", { class: "map-names", "aria-hidden": "true" });
    for (const child of [...base.children]) if (!child.matches(".map-ground, clipPath")) names.append(child);
    base.after(names);
    return names;
  }

  function node(name, attributes, parent) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    parent?.append(made);
    return made;
  }
})();
