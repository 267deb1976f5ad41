// What scripts know of the places in the list beside the map. A list of thousands holds no more than names and links: where the places lie and which
// readings name them comes as a script of its own, `data/map-places.js`, once somebody looks closer. Then `folio:map-known` is told.
(() => {
  "use strict";
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const source = document.querySelector(".map-frame")?.dataset.places;
  const waiting = [];
  let known = null;
  let byId = null;
  Object.assign(folioMap, { idOf, rowOf, known: () => known ?? (source ? null : learn()), want });

  /** Returns the id of the place of a row. */
  function idOf(row) {
    return row.dataset.entity ?? /([^/]+)\.html$/.exec(row.firstElementChild.getAttribute("href"))[1];
  }

  /** Returns the row of a place. */
  function rowOf(id) {
    if (byId) return byId.get(id) ?? null;
    if (!id) return null;
    const name = CSS.escape(id);
    return document.querySelector(source ? `.places > li > a[href$="/${name}.html"]` : `.places > [data-entity="${name}"]`)?.closest("li") ?? null;
  }

  /** Does something once all is known of the places: at once, where it is. */
  function want(use) {
    if (folioMap.known()) return use();
    waiting.push(use);
    if (waiting.length > 1) return;
    const script = document.createElement("script");
    script.src = source;
    script.addEventListener("load", () => {
      learn();
      document.dispatchEvent(new CustomEvent("folio:map-known"));
      for (const next of waiting.splice(0)) next();
    });
    script.addEventListener("error", () => waiting.splice(0));
    document.head.append(script);
  }

  /** A place of the list. What the row says is looked up when it is asked for: of thousands most are not. */
  class Place {
    #category;
    #label;
    isOut = false;
    constructor(row, facts) {
      this.id = idOf(row);
      this.row = row;
      Object.assign(this, facts);
    }
    get label() { return this.#label ??= this.row.firstElementChild.textContent; }
    get href() { return this.row.firstElementChild.getAttribute("href"); }
    get category() { return this.#category ??= [...this.row.children].find((element) => element.className === "label")?.textContent ?? ""; }
  }

  function learn() {
    const facts = source ? unpacked(window.GLOSSATOR_PLACES) : written;
    known = [...document.querySelectorAll(".places > li")].map((row, at) => new Place(row, facts(row, at)));
    byId = new Map(known.map((place) => [place.id, place.row]));
    return known;
  }

  function written(row) {
    const { point, symbol = "settlement", readings } = row.dataset;
    const [latitude, longitude] = point?.split(" ").map(Number) ?? [];
    return { latitude, longitude, symbol, readings: readings?.split(" ") ?? [], mentions: Number(row.querySelector(".count").textContent) };
  }

  // Points stand as numbers of so many digits each, steps of longitude within those of latitude, in the order of the list.
  function unpacked({ steps, digits, points, symbols, symbol, ...lists }) {
    const values = Object.fromEntries([...DIGITS].map((digit, value) => [digit, value]));
    const around = 360 * steps + 1;
    const readings = lists.readings.split(";");
    const mentions = lists.mentions.split(" ").map(Number);
    return (row, at) => {
      const facts = { readings: readings[at].split(" ").filter(Boolean), mentions: mentions[at] };
      if (at >= symbol.length) return facts;
      let number = 0;
      for (let place = at * digits; place < (at + 1) * digits; place += 1) number = number * 64 + values[points[place]];
      return Object.assign(facts, { latitude: Math.floor(number / around) / steps - 90, longitude: (number % around) / steps - 180, symbol: symbols[values[symbol[at]]] });
    };
  }
})();
