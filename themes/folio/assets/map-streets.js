// The street map: tiles of the site's own, or of a server that a reader has allowed. It goes on where the drawn map ends, in
// Mercator's projection, which tiles are in; symbols, list and route stay what they are. Nothing is asked of another server before
// the reader says so, and that is remembered for this server alone.
(() => {
  "use strict";
  const SIDE = 256;         // pixels of a tile
  const WIDEST = 3;         // the zoom below which the drawn map says more
  const FAR = 120;          // pixels by which the map moves before tiles are fetched on the way
  const storageKey = "folio-streets";
  const controls = document.getElementById("site-streets");
  const frame = controls?.closest(".map-frame");
  const svg = frame?.querySelector("svg.map");
  if (!svg?.view) return;

  const { view } = svg;
  const { tile, host, list } = controls.dataset;
  const [first, last] = controls.dataset.zooms.split(" ").map(Number);
  const part = (name) => controls.querySelector(`[data-part=${name}]`);
  const perRadius = Number(view.atlas.words.at(-3));
  const meridian = Number(view.atlas.words[1]);
  const half = Math.PI * perRadius;
  const scheme = {
    ...folioMap.projection(["mercator", meridian, perRadius, half, half]), bounds: [0, 0, 2 * half, 2 * half],
    kilometres: (latitude) => (view.atlas.kilometres() * Math.cos((latitude * Math.PI) / 180)),
    get least() { return factor(Math.max(first, WIDEST)); },
    get most() { return factor(last + 1); },
  };
  const layer = document.createElement("div");
  layer.className = "map-tiles";
  layer.setAttribute("aria-hidden", "true");
  const shown = new Map();  // pictures by zoom, column and row
  let wanted = new Set();
  let drawn = null;         // where the map was when the tiles were laid
  let isLed = false;        // whether the reader came here by looking closer
  let known = null;         // the tiles that the site brings

  svg.before(layer);
  svg.addEventListener("folio:map-moved", follow);
  svg.addEventListener("folio:map-settled", () => {
    if (!isOn()) return;
    if (isLed && view.kilometres > view.atlas.kilometres() / view.atlas.most / view.base * 1.2) turnOff();
    else lay();
  });
  svg.addEventListener("folio:map-changed", show);
  svg.addEventListener("folio:map-beyond", ({ detail: by }) => {
    if (by > 1 && !isOn() && isAllowed()) turnOn(() => view.zoomBy(by), true);
    else if (by < 1 && isOn()) turnOff();
  });
  controls.addEventListener("click", ({ target }) => {
    const action = target.closest("button")?.dataset.streets;
    if (action === "toggle") toggle();
    else if (action === "load") {
      allow(true);
      turnOn();
    } else if (action === "stop") {
      allow(false);
      turnOff();
    }
    if (action === "load" || action === "not") ask(false);
  });
  show();

  function isOn() {
    return view.scheme === scheme;
  }

  function toggle() {
    if (isOn()) turnOff();
    else if (isAllowed()) turnOn();
    else ask(part("question").hidden);
  }

  function ask(isAsked) {
    part("question").hidden = !isAsked;
    controls.querySelector(`[data-streets=${isAsked ? "load" : "toggle"}]`).focus();
  }

  function turnOn(then = null, led = false) {
    const ready = () => {
      isLed = led;
      view.change(scheme);
      then?.();
    };
    if (!list || known) return ready();
    const script = document.createElement("script");
    script.src = list;
    script.addEventListener("load", () => {
      known = new Set();
      for (const [zoom, numbers] of Object.entries(window.GLOSSATOR_TILES ?? {})) {
        for (let at = 0; at < numbers.length; at += 2) known.add(`${zoom}/${numbers[at]}/${numbers[at + 1]}`);
      }
      ready();
    });
    document.head.append(script);
  }

  function turnOff() {
    view.change(view.atlas);
  }

  // What is to be seen of it all
  function show() {
    frame.classList.toggle("is-streets", isOn());
    controls.querySelector("[data-streets=toggle]").setAttribute("aria-pressed", isOn());
    part("credit").hidden = !isOn();
    part("failed").hidden = true;
    if (isOn()) return;
    for (const picture of shown.values()) picture.remove();
    shown.clear();
    wanted = new Set();
    drawn = null;
  }

  // The zoom of the map at which a tile of some zoom has its size
  function factor(zoom) {
    return (SIDE * 2 ** zoom) / (2 * half * view.base);
  }

  function has(zoom, column, row) {
    return zoom >= first && zoom <= last && (!known || known.has(`${zoom}/${column}/${row}`));
  }

  function follow() {
    if (!isOn()) return;
    if (!drawn) return lay();
    const by = view.scale / drawn.scale;
    const [right, down] = [view.x - by * drawn.x, view.y - by * drawn.y];
    if (by < 0.6 || by > 1.7 || (by === 1 && Math.hypot(right, down) > FAR)) return lay();
    layer.style.transform = `translate(${right}px, ${down}px) scale(${by})`;
  }

  // Lays the tiles of what is in sight, and of a little around it.
  function lay() {
    drawn = { scale: view.scale, x: view.x, y: view.y };
    layer.style.transform = "";
    const world = 2 * half * view.scale;
    const zoom = Math.min(last, Math.max(first, Math.round(Math.log2(world / SIDE))));
    const count = 2 ** zoom;
    const side = world / count;
    // The map may begin at another meridian than the tiles do.
    const turn = (meridian / 360) * count;
    const [from, to] = [Math.floor((-view.x - FAR) / side + turn), Math.floor((view.wide - view.x + FAR) / side + turn)];
    const [top, foot] = [Math.max(0, Math.floor((-view.y - FAR) / side)), Math.min(count - 1, Math.floor((view.high - view.y + FAR) / side))];
    wanted = new Set();
    for (let row = top; row <= foot; row += 1) {
      for (let column = from; column <= to; column += 1) want(zoom, column, row);
    }
    for (const [key, picture] of shown) put(picture, ...key.split("/").map(Number));
    prune();
  }

  // Wants a tile, or the next wider one that there is.
  function want(zoom, column, row) {
    for (let up = 0; zoom - up >= first; up += 1) {
      const [z, x, y] = [zoom - up, column >> up, row >> up];
      const round = ((x % 2 ** z) + 2 ** z) % 2 ** z;
      if (!has(z, round, y)) continue;
      const key = `${z}/${x}/${y}`;
      wanted.add(key);
      if (!shown.has(key)) shown.set(key, load(z, round, y));
      return;
    }
  }

  function load(zoom, column, row) {
    const picture = new Image();
    picture.alt = "";
    picture.draggable = false;
    picture.decoding = "async";
    // The server learns which site asks, as its terms may want, and not which page.
    picture.referrerPolicy = "strict-origin";
    picture.addEventListener("load", prune);
    picture.addEventListener("error", () => {
      picture.classList.add("is-away");
      part("failed").hidden = [...wanted].some((key) => !shown.get(key)?.matches(".is-away"));
      prune();
    });
    const values = { z: zoom, x: column, y: row, r: devicePixelRatio > 1 ? "@2x" : "" };
    picture.src = tile.replace(/\{([zxyr])\}/g, (_, name) => values[name]);
    layer.append(picture);
    return picture;
  }

  // Whole pixels, so that no seam shows.
  function put(picture, zoom, column, row) {
    const side = (2 * half * view.scale) / 2 ** zoom;
    const turn = (meridian / 360) * 2 ** zoom;
    const across = (at) => Math.round(view.x + (at - turn) * side);
    const down = (at) => Math.round(view.y + at * side);
    Object.assign(picture.style, {
      left: `${across(column)}px`, top: `${down(row)}px`, width: `${across(column + 1) - across(column)}px`, height: `${down(row + 1) - down(row)}px`, zIndex: zoom,
    });
  }

  // Takes away what is out of sight once all that is in sight has come.
  function prune() {
    if (![...wanted].every((key) => shown.get(key)?.complete)) return;
    for (const [key, picture] of shown) {
      if (wanted.has(key)) continue;
      picture.remove();
      shown.delete(key);
    }
  }

  function isAllowed() {
    if (!host) return true;
    try {
      return localStorage.getItem(storageKey) === host;
    } catch {
      return controls.dataset.allowed === host;
    }
  }

  function allow(isAllowed) {
    try {
      if (isAllowed) localStorage.setItem(storageKey, host);
      else localStorage.removeItem(storageKey);
    } catch {
      // A browser that keeps nothing is asked again on the next page.
      controls.dataset.allowed = isAllowed ? host : "";
    }
  }
})();
