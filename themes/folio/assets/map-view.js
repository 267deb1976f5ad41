// Moves a map: by mouse, fingers, wheel, keys and the buttons below it. The ground grows with it; the frame stays. Every map in a
// `.map-frame` gets a `view`, and tells of it by the events `folio:map-moved` and, when it rests, `folio:map-settled`.
(() => {
  "use strict";
  const REST = 140;         // milliseconds without movement after which a map rests
  const DURATION = 260;     // milliseconds that a movement takes that no hand leads
  const SLIP = 5;           // pixels by which a hand may slip in a click
  const FINEST = 0.08;      // kilometres to a pixel beyond which there is nothing to see
  const EARTH = 6371;
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  for (const frame of document.querySelectorAll(".map-frame")) {
    const svg = frame.querySelector("svg.map");
    if (svg) svg.view = take(frame, svg);
  }

  function take(frame, svg) {
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const ground = svg.querySelector(".map-ground");
    const buttons = frame.parentElement.querySelector(".map-buttons");
    const layer = part(frame, svg, ground);
    const words = svg.dataset.projection.split(" ");
    const perRadius = Number(words.at(-3));
    // What the map is drawn in, as built; `map-streets.js` has another. `kilometres` to a pixel of the drawing, by latitude.
    const atlas = {
      ...folioMap.projection(words), words, bounds: [0, 0, width, height], least: 1, most: Math.max(1, EARTH / perRadius / FINEST), kilometres: () => EARTH / perRadius,
    };
    const view = { svg, frame, width, height, atlas, scheme: atlas, zoom: 1, x: 0, y: 0, base: 1, wide: width, high: height, shift: [0, 0] };
    let rest = 0;
    let movement = 0;
    let announced = false;
    let drawn = null;       // the scale and place for which the ground is drawn

    Object.defineProperty(view, "scale", { get: () => view.base * view.zoom });
    Object.defineProperty(view, "kilometres", { get: () => view.scheme.kilometres(view.middle()[1]) / view.scale });
    Object.defineProperty(view, "most", { get: () => view.scheme.most });
    view.at = (x, y) => [view.x + x * view.scale, view.y + y * view.scale];
    view.middle = () => view.scheme.inverse((view.wide / 2 - view.x) / view.scale, (view.high / 2 - view.y) / view.scale);
    view.isHome = () => view.scheme === atlas && view.zoom === 1;
    view.fit = () => {
      view.change(atlas);
      glide(1, 0, 0);
    };
    // Draws in another scheme; what lies in the middle stays there, and as large as it was.
    view.change = (scheme) => {
      if (scheme === view.scheme) return;
      const [longitude, latitude] = view.middle();
      const zoom = view.zoom * scheme.kilometres(latitude) / view.scheme.kilometres(latitude);
      cancelAnimationFrame(movement);
      view.scheme = scheme;
      svg.dispatchEvent(new CustomEvent("folio:map-changed"));
      const [x, y] = scheme.forward(longitude, latitude);
      const scale = view.base * clampZoom(zoom);
      drawn = null;
      set(clampZoom(zoom), view.wide / 2 - x * scale, view.high / 2 - y * scale);
    };
    view.zoomBy = (factor, x = view.wide / 2, y = view.high / 2) => glide(...around(factor, x, y));
    // Puts a point of the drawing into the middle, at a zoom
    view.centre = (x, y, zoom = view.zoom) => {
      const scale = view.base * clampZoom(zoom);
      glide(clampZoom(zoom), view.wide / 2 - x * scale, view.high / 2 - y * scale);
    };
    // Shows a rectangle of the drawing whole
    view.show = (left, top, right, bottom) => {
      const zoom = 0.7 * Math.min(view.wide / Math.max(right - left, 1e-3), view.high / Math.max(bottom - top, 1e-3)) / view.base;
      view.centre((left + right) / 2, (top + bottom) / 2, Math.max(zoom, view.zoom * 1.6));
    };

    frame.tabIndex = 0;
    frame.classList.add("is-live");
    resize();
    new ResizeObserver(resize).observe(frame);
    frame.addEventListener("wheel", onWheel, { passive: false });
    for (const part of [frame, buttons]) part?.addEventListener("keydown", onKey);
    frame.addEventListener("dblclick", (event) => {
      if (event.target.closest("button")) return;
      event.preventDefault();
      view.zoomBy(event.shiftKey ? 0.5 : 2, ...place(event));
    });
    buttons?.addEventListener("click", (event) => {
      const button = event.target.closest("[data-zoom]");
      if (button?.dataset.zoom === "fit") view.fit();
      else if (button) view.zoomBy(Number(button.dataset.zoom));
    });
    handle();
    return view;

    function resize() {
      const wide = frame.clientWidth;
      if (!wide) return;
      const middle = [(view.wide / 2 - view.x) / view.scale, (view.high / 2 - view.y) / view.scale];
      view.base = wide / width;
      view.wide = wide;
      view.high = height * view.base;
      for (const picture of frame.querySelectorAll(".map, .map-layer")) picture.setAttribute("viewBox", `0 0 ${view.wide} ${view.high}`);
      drawn = null;
      set(view.zoom, view.wide / 2 - middle[0] * view.scale, view.high / 2 - middle[1] * view.scale);
    }

    // The next state, with a point of the frame staying where it is
    function around(factor, x, y) {
      const zoom = clampZoom(view.zoom * factor);
      if (zoom === view.zoom && factor !== 1) {
        queueMicrotask(() => svg.dispatchEvent(new CustomEvent("folio:map-beyond", { detail: factor })));
      }
      const by = zoom / view.zoom;
      return [zoom, x - (x - view.x) * by, y - (y - view.y) * by];
    }

    function clampZoom(zoom) {
      const { least, most } = view.scheme;
      const clamped = Math.min(most, Math.max(least, zoom));
      return clamped < least * 1.001 ? least : clamped;
    }

    // Keeps the frame within what there is to see, along one side.
    function clampSide(at, start, end, length) {
      const [first, last] = [length - end * view.scale, -start * view.scale];
      return first > last ? (first + last) / 2 : Math.min(last, Math.max(first, at));
    }

    function set(zoom, x, y) {
      view.zoom = zoom;
      const [left, top, right, bottom] = view.scheme.bounds;
      view.x = clampSide(x, left, right, view.wide);
      view.y = clampSide(y, top, bottom, view.high);
      frame.classList.toggle("is-zoomed", !view.isHome());
      if (!announced) {
        announced = true;
        requestAnimationFrame(() => {
          announced = false;
          if (drawn) lead();
          else draw();
          svg.dispatchEvent(new CustomEvent("folio:map-moved"));
        });
      }
      clearTimeout(rest);
      rest = setTimeout(() => {
        frame.classList.remove("is-moving");
        draw();
        svg.dispatchEvent(new CustomEvent("folio:map-settled"));
      }, REST);
    }

    // Draws the ground for where the map is.
    function draw() {
      layer.style.transform = "";
      ground.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale / 4})`);
      drawn = { scale: view.scale, x: view.x, y: view.y };
    }

    // Moves the ground as it is drawn: nothing is painted anew while a hand leads it.
    function lead() {
      const by = view.scale / drawn.scale;
      frame.classList.add("is-moving");
      layer.style.transform = `translate(${view.x - by * drawn.x}px, ${view.y - by * drawn.y}px) scale(${by})`;
    }

    function glide(zoom, x, y) {
      cancelAnimationFrame(movement);
      if (still.matches) return set(zoom, x, y);
      const from = { zoom: view.zoom, x: (view.wide / 2 - view.x) / view.scale, y: (view.high / 2 - view.y) / view.scale };
      const scale = view.base * zoom;
      const to = { x: (view.wide / 2 - x) / scale, y: (view.high / 2 - y) / scale };
      let start = null;
      const frameOf = (time) => {
        start ??= time;
        const share = Math.min(1, (time - start) / DURATION);
        const eased = share * share * (3 - 2 * share);
        const now = share === 1 ? zoom : from.zoom * (zoom / from.zoom) ** eased;
        const middle = [from.x + (to.x - from.x) * eased, from.y + (to.y - from.y) * eased];
        set(now, view.wide / 2 - middle[0] * view.base * now, view.high / 2 - middle[1] * view.base * now);
        if (share < 1) movement = requestAnimationFrame(frameOf);
      };
      movement = requestAnimationFrame(frameOf);
    }

    function place(event) {
      const box = frame.getBoundingClientRect();
      return [event.clientX - box.left - frame.clientLeft, event.clientY - box.top - frame.clientTop];
    }

    // Without a modifier the wheel scrolls the page, unless the reader works with the map.
    function onWheel(event) {
      const isMeant = event.ctrlKey || event.metaKey || [frame, buttons].some((part) => part?.contains(document.activeElement));
      const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
      const next = around(Math.exp(-pixels * (event.ctrlKey ? 0.01 : 0.002)), ...place(event));
      if (!isMeant || next[0] === view.zoom) {
        if (event.ctrlKey) event.preventDefault();
        return;
      }
      event.preventDefault();
      cancelAnimationFrame(movement);
      set(...next);
    }

    function onKey(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const steps = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] };
      const step = steps[event.key];
      if (step && !view.isHome()) glide(view.zoom, view.x + step[0], view.y + step[1]);
      else if (event.key === "+" || event.key === "=") view.zoomBy(1.6);
      else if (event.key === "-") view.zoomBy(1 / 1.6);
      else if (event.key === "0") view.fit();
      else return;
      event.preventDefault();
    }

    // One pointer drags, two pinch. What has moved is no click.
    function handle() {
      const pointers = new Map();
      let moved = 0;
      svg.addEventListener("pointerdown", (event) => {
        if (event.button !== 0) return;
        if (!pointers.size) moved = 0;
        pointers.set(event.pointerId, place(event));
        cancelAnimationFrame(movement);
      });
      svg.addEventListener("pointermove", (event) => {
        const before = pointers.get(event.pointerId);
        if (!before) return;
        const now = place(event);
        moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
        pointers.set(event.pointerId, now);
        if (moved < SLIP) return;
        if (!svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
        frame.classList.add("is-dragged");
        const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
        if (!other) return set(view.zoom, view.x + now[0] - before[0], view.y + now[1] - before[1]);
        const spread = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]);
        const middle = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
        const [zoom, x, y] = around(spread(now) / Math.max(1, spread(before)), ...middle);
        set(zoom, x + (now[0] - before[0]) / 2, y + (now[1] - before[1]) / 2);
      });
      for (const type of ["pointerup", "pointercancel"]) {
        svg.addEventListener(type, (event) => {
          pointers.delete(event.pointerId);
          if (!pointers.size) frame.classList.remove("is-dragged");
        });
      }
      svg.addEventListener("dragstart", (event) => event.preventDefault());
      svg.addEventListener("click", (event) => {
        if (moved < SLIP) return;
        event.preventDefault();
        event.stopPropagation();
      }, true);
    }
  }

  // Parts the ground and what keeps its corner from the places, so that each can be moved without painting the others.
  function part(frame, svg, ground) {
    const picture = (...children) => {
      const copy = svg.cloneNode(false);
      for (const name of ["aria-labelledby", "aria-describedby", "role", "data-projection"]) copy.removeAttribute(name);
      copy.setAttribute("aria-hidden", "true");
      copy.setAttribute("class", "map-layer");
      copy.append(...children.filter(Boolean));
      return copy;
    };
    const layer = picture(svg.querySelector(".map-base > clipPath"), ground);
    const furniture = picture(svg.querySelector(".map-furniture"));
    furniture.classList.add("is-above");
    svg.after(layer, furniture);
    return layer;
  }
})();
