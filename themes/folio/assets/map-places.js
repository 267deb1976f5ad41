// Keeps names and symbols on a map at their size while the ground grows, sets them anew where the map rests, and gathers
// places that would lie on each other; what is gathered opens when it is pressed.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const CROWD = 150;        // with more places than this, those near each other are one symbol
  const NEAR = 16;          // pixels within which they are
  const SAME = 6;           // the same where there are fewer
  const ASIDE = 5;          // pixels from a symbol to its name
  const GAP = 2;            // pixels that names keep apart
  const MARGIN = 0.15;      // the share of the frame around it in which places stand ready to come into sight
  const canvas = document.createElement("canvas").getContext("2d");

  for (const svg of document.querySelectorAll(".map-frame svg.map")) {
    if (svg.view) keep(svg, svg.view);
  }

  function keep(svg, view) {
    const markers = svg.querySelector(".map-markers");
    const names = split(svg);
    const drawn = new Map([...markers.querySelectorAll(".map-marker")].map((marker) => [marker.dataset.entity, marker]));
    const contexts = [...names.children].filter((child) => child.tagName !== "defs").map(context);
    const features = [...drawn.values()].filter((marker) => !marker.querySelector(".map-hit")).map(context);
    const places = read();
    const furniture = [...view.frame.querySelectorAll(".map-furniture > *")].map(corner);
    const bar = view.frame.querySelector(".map-scale");
    const face = getComputedStyle(svg).getPropertyValue("--sans");
    const towns = [];       // for orientation, where detail has come
    let here = null;        // the place in question
    let made = new Map();   // elements by the place and the number of places that they stand for
    let live = [];          // what stands on the map now: an element and its point
    let laid = null;        // the scale and place for which that holds

    if (bar) bar.unit = { left: 0, path: bar.querySelector("path"), text: bar.querySelector("text") };
    svg.places = places;
    svg.addEventListener("folio:map-moved", follow);
    svg.addEventListener("folio:map-settled", lay);
    svg.addEventListener("folio:map-towns", ({ detail }) => {
      towns.push(...detail);
      lay();
    });
    svg.addEventListener("folio:map-filtered", lay);
    document.addEventListener("folio:map-place", ({ detail }) => {
      here = detail.id;
    });
    markers.addEventListener("click", (event) => {
      const marker = event.target.closest(".map-marker-cluster");
      if (!marker) return;
      event.preventDefault();
      open(marker.dataset.entity);
    });
    lay();

    // The places of the list beside the map; without one, those that are drawn
    function read() {
      const rows = [...document.querySelectorAll(".places > [data-at]")];
      return rows.map((row) => {
        const [x, y] = row.dataset.at.split(" ").map(Number);
        const link = row.querySelector(".place-name");
        const marker = drawn.get(row.dataset.entity);
        const isPoint = marker?.querySelector(".map-hit") && !marker.matches(".map-marker-cluster, .map-marker-beyond");
        return {
          id: row.dataset.entity, x, y, row, symbol: row.dataset.symbol ?? "settlement", label: link.textContent, href: link.getAttribute("href"),
          mentions: Number(row.querySelector(".count").textContent), isOut: false,
          marker: isPoint ? marker : null,
          isFeature: Boolean(marker && !marker.querySelector(".map-hit")),
          isBeyond: x < 0 || y < 0 || x > view.width || y > view.height,
        };
      }).sort((a, b) => b.mentions - a.mentions);
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
      for (const item of furniture) item.place();
      if (bar) measure();
    }

    function follow() {
      if (laid && laid.scale === view.scale) {
        shift(view.x - laid.x, view.y - laid.y);
        return;
      }
      shift(0, 0);
      laid = null;
      for (const item of live) move(item);
      if (bar) measure();
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
        unset(marker);
      }
      for (const item of contexts) item.element.classList.remove("is-away");
      const points = [...drawn.values()].filter((marker) => marker.querySelector(".map-hit")).map((marker) => {
        const hit = marker.querySelector(".map-hit");
        return { element: marker, x: Number(hit.getAttribute("cx")), y: Number(hit.getAttribute("cy")) };
      });
      live = [...contexts, ...features, ...points];
    }

    function set() {
      const taken = board();
      const shown = new Set();
      const heads = symbols();
      live = [];
      for (const head of heads) {
        [head.left, head.top] = view.at(head.x, head.y);
        shown.add(head);
        taken.add([head.left - head.radius, head.top - head.radius, head.left + head.radius, head.top + head.radius]);
      }
      const before = made;
      made = new Map();
      for (const marker of drawn.values()) marker.classList.add("is-away");
      for (const head of shown) {
        const element = elementOf(head, before);
        element.classList.remove("is-away");
        name(head, element, taken);
        live.push({ element, x: head.x, y: head.y });
      }
      for (const [key, element] of before) if (!made.has(key)) element.remove();
      const buttons = svg.parentElement.querySelector(".map-buttons");
      if (buttons) taken.add([view.wide - buttons.offsetWidth - 14, 0, view.wide, buttons.offsetHeight + 14]);
      const isOut = new Map(places.map((place) => [place.id, place.isOut]));
      for (const item of [...features, ...contexts]) {
        const [left, top] = view.at(item.x, item.y);
        const boxes = item.boxes.map((box) => [box[0] + left, box[1] + top, box[2] + left, box[3] + top]);
        const away = isOut.get(item.element.dataset.entity) || !boxes.every((box) => isFree(box, taken));
        item.element.classList.toggle("is-away", Boolean(away));
        if (away) continue;
        boxes.forEach(taken.add);
        live.push(item);
      }
      orient(taken);
    }

    // Shows towns of the detailed base map where there is room, the greater first.
    function orient(taken) {
      for (const element of names.querySelectorAll(".is-made")) element.remove();
      const highest = view.kilometres > 1.2 ? 6 : view.kilometres > 0.6 ? 7 : 8;
      const apart = [];
      for (const town of towns) {
        const [left, top] = view.at(town.x, town.y);
        if (town.rank > highest || left < 0 || top < 0 || left > view.wide || top > view.high) continue;
        if (apart.some((other) => Math.hypot(other[0] - left, other[1] - top) < 60)) continue;
        const wide = (canvas.font = `10.5px ${face}`, canvas.measureText(town.name).width) + 2;
        const box = [left - 3, top - 8, left + 6 + wide, top + 6];
        if (!isFree(box, taken)) continue;
        taken.add(box);
        apart.push([left, top]);
        const group = node("g", { class: `map-town is-made${town.capital ? " is-capital" : ""}` }, names);
        node("circle", { class: "map-town-dot", cx: town.x, cy: town.y, r: 2 }, group);
        node("text", { class: "map-label map-label-town", x: town.x + 6, y: town.y + 3.6, "font-size": 10.5 }, group).textContent = town.name;
        live.push({ element: group, x: town.x, y: town.y });
      }
    }

    // Places by symbol, the most mentioned first
    function symbols() {
      const [beyond, above] = [view.wide * MARGIN, view.high * MARGIN];
      const open = places.filter((place) => {
        if (place.isOut || place.isFeature || place.isBeyond) return false;
        const [left, top] = view.at(place.x, place.y);
        return left > -beyond && top > -above && left < view.wide + beyond && top < view.high + above;
      });
      const near = places.length > CROWD ? NEAR : SAME;
      const cells = new Map();
      const heads = [];
      for (const place of open) {
        const [x, y] = [place.x * view.scale, place.y * view.scale];
        const [column, row] = [Math.floor(x / near), Math.floor(y / near)];
        let head = null;
        for (let across = column - 1; across <= column + 1 && !head; across += 1) {
          for (let down = row - 1; down <= row + 1 && !head; down += 1) {
            head = cells.get(`${across} ${down}`)?.find((other) => Math.hypot(other.px - x, other.py - y) < near) ?? null;
          }
        }
        if (head) {
          head.others.push(place);
          continue;
        }
        head = { place, x: place.x, y: place.y, px: x, py: y, others: [], radius: 5 };
        heads.push(head);
        const key = `${column} ${row}`;
        if (cells.has(key)) cells.get(key).push(head);
        else cells.set(key, [head]);
      }
      return join(heads);
    }

    // A symbol that grows with what it holds reaches others, which it then holds too.
    function join(heads) {
      const grow = (head) => { head.radius = head.others.length ? Math.min(21, 7 + 1.05 * Math.sqrt(head.others.length + 1)) : 5; };
      heads.forEach(grow);
      let rest = [...heads].sort((a, b) => b.others.length - a.others.length);
      const kept = [];
      while (rest.length) {
        const [head, ...others] = rest;
        rest = [];
        for (const other of others) {
          const reach = head.radius + other.radius - 1.5;
          const [across, down] = [head.px - other.px, head.py - other.py];
          const isHeld = across < reach && across > -reach && down < reach && down > -reach
            && (head.others.length || other.others.length) && across * across + down * down < reach * reach;
          if (isHeld) {
            head.others.push(other.place, ...other.others);
            grow(head);
          } else {
            rest.push(other);
          }
        }
        kept.push(head);
      }
      return kept.sort((a, b) => b.place.mentions - a.place.mentions);
    }

    function elementOf(head, before) {
      const { place } = head;
      if (!head.others.length && place.marker) return place.marker;
      const count = head.others.length + 1;
      const key = `${place.id} ${count}`;
      const ready = before.get(key);
      if (ready) {
        ready.classList.toggle("is-here", here === place.id);
        made.set(key, ready);
        return ready;
      }
      const marker = node("a", { class: `map-marker is-made map-marker-${count > 1 ? "cluster" : place.symbol}`, href: place.href, "data-entity": place.id });
      node("title", {}, marker).textContent = count > 1 ? `${place.label} + ${count - 1}` : place.label;
      node("circle", { class: "map-hit", cx: place.x, cy: place.y, r: Math.max(12, head.radius) }, marker);
      if (count > 1) {
        marker.dataset.count = count;
        node("circle", { class: "map-dot", cx: place.x, cy: place.y, r: head.radius }, marker);
        node("text", { class: "map-label map-count", x: place.x, y: place.y + 3.9, "font-size": 11, "text-anchor": "middle" }, marker).textContent = count;
      } else if (place.symbol === "site") {
        node("path", { class: "map-diamond", d: `M${place.x} ${place.y - 5}l5 5-5 5-5-5z` }, marker);
      } else if (place.symbol === "landform") {
        node("path", { class: "map-peak", d: `M${place.x} ${place.y - 5}l5 9h-10z` }, marker);
      } else {
        node("circle", { class: place.symbol === "settlement" ? "map-dot" : "map-ring", cx: place.x, cy: place.y, r: 4 }, marker);
      }
      node("text", { class: "map-label map-label-place", x: place.x, y: place.y, "font-size": 12.5 }, marker).textContent = place.label;
      marker.classList.toggle("is-here", here === place.id);
      markers.append(marker);
      made.set(key, marker);
      return marker;
    }

    // Sets the name beside the symbol, where there is room.
    function name(head, marker, taken) {
      const label = marker.querySelector(".map-label-place");
      if (!label) return;
      label.was ??= { x: label.getAttribute("x"), y: label.getAttribute("y"), anchor: label.getAttribute("text-anchor") };
      const size = Number(label.getAttribute("font-size"));
      canvas.font = `${label.matches(".is-first") ? 400 : 600} ${size}px ${face}`;
      const wide = head.place.wide ??= canvas.measureText(head.place.label).width + 2;
      const aside = head.radius + ASIDE;
      const spots = [
        ["start", aside, size * 0.34], ["end", -aside, size * 0.34], ["middle", 0, -head.radius - 4], ["middle", 0, head.radius + size],
        ["start", head.radius * 0.7, -head.radius * 0.7 - 2], ["start", head.radius * 0.7, head.radius * 0.7 + size * 0.8],
        ["end", -head.radius * 0.7, -head.radius * 0.7 - 2], ["end", -head.radius * 0.7, head.radius * 0.7 + size * 0.8],
      ];
      for (const [anchor, right, down] of spots) {
        const start = head.left + right - (anchor === "end" ? wide : anchor === "middle" ? wide / 2 : 0);
        const box = [start, head.top + down - size * 0.74, start + wide, head.top + down + size * 0.22];
        if (!isFree(box, taken)) continue;
        taken.add(box);
        label.setAttribute("x", head.x + right);
        label.setAttribute("y", head.y + down);
        label.setAttribute("text-anchor", anchor);
        label.classList.remove("is-away");
        return;
      }
      label.classList.add("is-away");
    }

    function unset(marker) {
      const label = marker.querySelector(".map-label-place");
      if (!label?.was) return;
      label.classList.remove("is-away");
      label.setAttribute("x", label.was.x);
      label.setAttribute("y", label.was.y);
      if (label.was.anchor) label.setAttribute("text-anchor", label.was.anchor);
      else label.removeAttribute("text-anchor");
    }

    function isFree(box, taken) {
      const isCut = (box[0] < 0 && box[2] > 0) || (box[1] < 0 && box[3] > 0) || (box[0] < view.wide && box[2] > view.wide) || (box[1] < view.high && box[3] > view.high);
      return !isCut && taken.isFree(box);
    }

    // Shows what a symbol holds; where all of it is at one point, the card lists it.
    function open(id) {
      const head = symbols().find((other) => other.place.id === id);
      const held = head ? [head.place, ...head.others] : [];
      if (!held.length) return;
      const [left, right] = [Math.min(...held.map((place) => place.x)), Math.max(...held.map((place) => place.x))];
      const [top, bottom] = [Math.min(...held.map((place) => place.y)), Math.max(...held.map((place) => place.y))];
      if (view.zoom < view.most && Math.hypot(right - left, bottom - top) * view.base * view.most > SAME) view.show(left, top, right, bottom);
      else svg.dispatchEvent(new CustomEvent("folio:map-held", { detail: held }));
    }

    // A round length, for the scale at which the map rests
    function measure() {
      const length = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1].find((kilometres) => kilometres / view.kilometres <= 130) ?? 1;
      const pixels = length / view.kilometres;
      const { path, text } = bar.unit;
      const [right, foot] = bar.unit.end ??= (() => {
        const box = path.getBBox();
        return [box.x + box.width, box.y + box.height];
      })();
      path.setAttribute("d", `M${right - pixels} ${foot - 5}v5h${pixels}v-5`);
      text.setAttribute("x", right - pixels / 2);
      text.textContent = `${length.toLocaleString(document.documentElement.lang)} km`;
    }

    // Furniture keeps its distance to its corner.
    function corner(element) {
      const box = element.getBBox();
      const inner = element.getAttribute("transform") ?? "";
      const factor = Number(/scale\(([\d.]+)\)/.exec(inner)?.[1] ?? 1);
      const isRight = (box.x + box.width / 2) * factor > view.width / 2;
      const isLow = (box.y + box.height / 2) * factor > view.height / 2;
      return {
        place() {
          element.classList.toggle("is-away", view.wide < 520);
          const by = [isRight ? view.wide - view.width : 0, isLow ? view.high - view.height : 0];
          element.setAttribute("transform", `translate(${by[0]} ${by[1]}) ${inner}`);
        },
      };
    }
  }

  // What is taken of a map, by cells, since on a crowded one a thousand names look for room
  function board() {
    const SIDE = 64;
    const cells = new Map();
    const over = (box, gap, visit) => {
      for (let column = Math.floor((box[0] - gap) / SIDE); column <= Math.floor((box[2] + gap) / SIDE); column += 1) {
        for (let row = Math.floor((box[1] - gap) / SIDE); row <= Math.floor((box[3] + gap) / SIDE); row += 1) {
          if (visit(column * 4096 + row)) return true;
        }
      }
      return false;
    };
    return {
      add(box) {
        over(box, 0, (key) => {
          if (cells.has(key)) cells.get(key).push(box);
          else cells.set(key, [box]);
        });
      },
      isFree(box) {
        return !over(box, GAP, (key) => cells.get(key)?.some((other) => other[0] - GAP < box[2] && box[0] < other[2] + GAP && other[1] - GAP < box[3] && box[1] < other[3] + GAP));
      },
    };
  }

  // Parts the names of the base map from the ground that they stand on.
  function split(svg) {
    const base = svg.querySelector(".map-base");
    const names = node("g", { class: "map-names", "aria-hidden": "true" });
    for (const child of [...base.children]) if (!child.matches(".map-ground, clipPath")) names.append(child);
    base.after(names);
    return names;
  }

  // A name with its point, and the boxes around that which it takes
  function context(element) {
    const text = element.matches("text") ? element : element.querySelector("text");
    const dot = element.querySelector(".map-town-dot");
    const box = element.getBBox();
    const feature = text?.dataset.at?.split(" ");
    const point = feature ?? (dot ? [dot.getAttribute("cx"), dot.getAttribute("cy")] : [text?.getAttribute("x"), text?.getAttribute("y")]);
    const [x, y] = point[0] === null || point[0] === undefined ? [box.x + box.width / 2, box.y + box.height / 2] : point.map(Number);
    const turn = text === element ? element.getAttribute("transform") ?? "" : "";
    let { x: left, y: top, width, height } = box;
    if (turn) {
      const angle = Math.abs(Number(/rotate\((-?[\d.]+)/.exec(turn)[1])) * Math.PI / 180;
      const [wide, high] = [width * Math.cos(angle) + height * Math.sin(angle), width * Math.sin(angle) + height * Math.cos(angle)];
      [left, top, width, height] = [x - wide / 2, y - high / 2, wide, high];
    }
    return { element, x, y, turn: turn && ` ${turn}`, boxes: [[left - x, top - y, left + width - x, top + height - y]] };
  }

  function node(name, attributes, parent) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    parent?.append(made);
    return made;
  }
})();
