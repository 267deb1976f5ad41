// Maps as they look: of five texts, at every scale, by day, by night and in print. A picture is compared by the mean colour of each cell of
// a coarse grid with `pictures.txt`, without any lettering, so that it is the same with other fonts and another smoothing of edges.
//
// `GLOSSATOR_UPDATE_PICTURES=1 tools/test browser` writes the file anew. Look at the maps before: this test knows that they changed, and not
// whether they are better.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildSite, launch, onDisk } from "./support.mjs";

const KEPT = fileURLToPath(new URL("pictures.txt", import.meta.url));
const [COLUMNS, ROWS] = [24, 16];
const MOST = 4;         // levels of a channel, of 256, by which a cell may be off
const MEAN = 0.4;       // the same on the average of all cells
const isUpdate = Boolean(process.env.GLOSSATOR_UPDATE_PICTURES);

// Name, category, country, latitude, longitude, mentions; each text's main place comes first.
const TEXTS = {
  kazakhstan: [
    ["Baikonur", "spaceport", "KZ", 45.96, 63.31, 9], ["Kazakhstan", "country", "KZ", 48, 67, 6], ["Russia", "country", "RU", 60, 90, 4], ["Moscow", "capital", "RU", 55.75, 37.62, 4],
    ["Almaty", "city", "KZ", 43.25, 76.95, 3], ["Aral Sea", "sea", "KZ", 45, 60, 2], ["Vostochny", "spaceport", "RU", 51.88, 128.33, 1],
  ],
  napoleon: [
    ["Borodino", "battlefield", "RU", 55.52, 35.82, 9], ["Russia", "country", "RU", 60, 90, 6], ["Poland", "country", "PL", 52, 19, 3], ["Moscow", "capital", "RU", 55.75, 37.62, 4],
    ["Smolensk", "city", "RU", 54.78, 32.04, 3], ["Vilna", "city", "LT", 54.69, 25.28, 3], ["Berezina", "river", "BY", 54.3, 28.5, 2], ["Warsaw", "capital", "PL", 52.23, 21.01, 2],
    ["Königsberg", "city", "RU", 54.71, 20.5, 1],
  ],
  austen: [
    ["London", "capital", "GB", 51.5, -0.12, 9], ["Bath", "city", "GB", 51.38, -2.36, 3], ["Brighton", "town", "GB", 50.83, -0.14, 2], ["Pemberley", "estate", "GB", 53.23, -1.61, 5],
    ["Lyme Regis", "town", "GB", 50.73, -2.94, 2], ["Portsmouth", "town", "GB", 50.8, -1.09, 2], ["Derbyshire", "county", "GB", 53.1, -1.6, 2], ["England", "country", "GB", 52.5, -1.5, 2],
    ["China", "country", "CN", 32.5, 106.3, 1],
  ],
  pacific: [
    ["Tahiti", "island", "PF", -17.65, -149.45, 9], ["Fiji", "country", "FJ", -17.8, 178, 3], ["Tonga", "country", "TO", -21.2, -175.2, 2], ["New Zealand", "country", "NZ", -41, 174, 3],
    ["Hawaii", "island", "US", 19.6, -155.5, 3], ["Sydney", "city", "AU", -33.87, 151.2, 2], ["Pitcairn", "island", "PN", -25.07, -130.1, 1],
  ],
  homer: [
    ["Troy", "site", "TR", 39.96, 26.24, 9], ["Ithaca", "island", "GR", 38.37, 20.72, 6], ["Mycenae", "site", "GR", 37.73, 22.76, 4], ["Sparta", "city", "GR", 37.07, 22.43, 3],
    ["Crete", "island", "GR", 35.2, 24.9, 3], ["Mount Olympus", "mountain", "GR", 40.08, 22.36, 2], ["Aegean Sea", "sea", "", 39, 25, 2], ["Egypt", "country", "EG", 27, 30, 1],
  ],
};
const SCALES = { continent: 4, country: 1, city: 0.2 };   // kilometres to a pixel

let browser;
let canvas;
const kept = read();
const found = new Map();

before(async () => {
  browser = await launch();
  canvas = await browser.newPage();
});
after(async () => {
  await browser.close();
  if (isUpdate) writeFileSync(KEPT, [...found].map(([name, rows]) => `${name}\n${rows.join("\n")}\n`).join("\n"));
});

for (const [name, places] of Object.entries(TEXTS)) {
  test(`the maps of ${name}, from all of it to a town`, async () => {
    const site = siteOf({ [name]: places });
    const { page, close } = await open(site.folder, "map.html");
    await compare(`${name}-whole`, page.locator(".map-frame"));
    for (const [scale, kilometres] of Object.entries(SCALES)) {
      const isCloser = await page.evaluate(([id, kilometres]) => {
        const { view, places } = document.querySelector("svg.map");
        const place = places.find((other) => other.id === id);
        const zoom = (view.zoom * view.kilometres) / kilometres;
        if (zoom <= 1) return false;
        window.isSettled = false;
        view.centre(place.x, place.y, zoom);
        return true;
      }, [idOf(places[0][0]), kilometres]);
      if (!isCloser) continue;
      await settled(page);
      await compare(`${name}-${scale}`, page.locator(".map-frame"));
    }
    for (const [part, path, map] of [["reading", `readings/${name}.html`, ".margin-map svg.map"], ["locator", `entities/${idOf(places[0][0])}.html`, "main figure svg.map"]]) {
      await show(page, site.folder, path, map);
      await compare(`${name}-${part}`, page.locator(map));
    }
    await close();
    site.remove();
  });
}

test("the world by day, by night and in print", async () => {
  const site = siteOf(TEXTS);
  const { page, close } = await open(site.folder, "map.html");
  await compare("world-day", page.locator(".map-frame"));
  await page.emulateMedia({ colorScheme: "dark" });
  await compare("world-night", page.locator(".map-frame"));
  await page.emulateMedia({ colorScheme: "light", media: "print" });
  await compare("world-print", page.locator(".map-frame"));
  await close();
  site.remove();
});

test("what changes on a map is seen", async () => {
  const site = siteOf({ homer: TEXTS.homer });
  const { page, close } = await open(site.folder, "map.html");
  const map = page.locator(".map-frame");
  const before = await grid(map);
  assert.ok(isSame(before, await grid(map)), "the same map is the same picture");
  const changes = {
    "no places": ".map-markers { visibility: hidden }",
    "no glow along the coasts": ".map-glow { visibility: hidden }",
    "another tint of the land": ".map { --land: #efe9da } .map-layer { --land: #efe9da }",
    "no globe": ".map-furniture { visibility: hidden }",
    "land eight pixels off": ".map-layer:not(.is-above) { translate: 8px 0 }",
    "borders three times as wide": ".map-border { stroke-width: 2.4 }",
  };
  for (const [change, rules] of Object.entries(changes)) {
    await style(page, rules);
    assert.ok(!isSame(before, await grid(map)), change);
    await page.evaluate(() => document.adoptedStyleSheets.pop());
  }
  assert.ok(isSame(before, await grid(map)));
  await close();
  site.remove();
});

function siteOf(texts) {
  const files = { "glossator.toml": 'title = "Maps"\n' };
  for (const [name, places] of Object.entries(texts)) {
    for (const [place, category, country, latitude, longitude] of places) {
      const code = country ? `country = "${country}"\n` : "";
      files[`content/entities/${idOf(place)}.md`] = `+++\nkind = "place"\nname = "${place}"\ncategory = "${category}"\n${code}coordinates = [${latitude}, ${longitude}]\n+++\nA place.\n`;
    }
    const sentences = places.flatMap(([place, , , , , mentions]) => Array(mentions).fill(`They spoke of [it]{place=${idOf(place)}}.`));
    files[`content/readings/${name}.md`] = `# ${name}\n\n${sentences.join("\n\n")}\n`;
  }
  return buildSite(files);
}

function idOf(name) {
  return name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll(" ", "-");
}

async function open(folder, path) {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 }, reducedMotion: "reduce", colorScheme: "light" });
  const page = await context.newPage();
  await show(page, folder, path, ".map-frame");
  await settled(page);
  return { page, close: () => context.close() };
}

// Puts a map alone where no fraction of a pixel depends on fonts, and takes its lettering away, and the dots of towns that are there for the names.
async function show(page, folder, path, map) {
  await page.goto(onDisk(path, folder));
  await page.evaluate(() => document.querySelector(".map-frame svg.map")?.addEventListener("folio:map-settled", () => { window.isSettled = true; }));
  const size = map === ".map-frame" ? "inline-size: 960px" : "inline-size: 480px; block-size: auto";
  await style(page, `body { visibility: hidden } ${map} { visibility: visible; position: fixed !important; inset: 0 auto auto 0; z-index: 99; ${size} }
    text, .map-names, .map-town, .map-leader, .map-buttons, .map-frame > div, .map-marker .map-hit { visibility: hidden !important }`);
}

// The page's policy forbids style elements and not this.
function style(page, rules) {
  return page.evaluate((rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets.push(sheet);
  }, rules);
}

// Where the map rests it asks for detail, which is drawn as it comes: it is settled when it stays as it is.
async function settled(page) {
  await page.waitForFunction(() => window.isSettled && Object.keys(window.GLOSSATOR_CELLS ?? {}).length === document.querySelectorAll('script[src*="data/base/"]').length);
  const map = page.locator(".map-frame");
  for (let [before, now] = [null, await map.screenshot()]; !before?.equals(now);) {
    await page.waitForTimeout(400);
    [before, now] = [now, await map.screenshot()];
  }
}

async function compare(name, map) {
  const rows = await grid(map);
  found.set(name, rows);
  if (isUpdate) return;
  assert.ok(kept.has(name), `no picture of ${name} is kept: see above how to write it`);
  if (isSame(kept.get(name), rows)) return;
  const file = join(mkdtempSync(join(tmpdir(), "glossator-picture-")), `${name}.png`);
  await map.screenshot({ path: file });
  const { most, mean, cell } = difference(kept.get(name), rows);
  assert.fail(`${name} is another picture: cell ${cell % COLUMNS + 1} of row ${Math.floor(cell / COLUMNS) + 1} is off by ${most}, all by ${mean.toFixed(2)}; it looks like ${file}`);
}

// The mean colour of each cell, in base 64, a line for a row
async function grid(map) {
  const picture = await map.screenshot();
  return canvas.evaluate(async ([source, columns, rows]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${source}`;
    await image.decode();
    const surface = new OffscreenCanvas(image.width, image.height);
    const context = surface.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const edge = (at, count, length) => Math.round((at / count) * length);
    return Array.from({ length: rows }, (_, row) => {
      const line = [];
      for (let column = 0; column < columns; column += 1) {
        const sums = [0, 0, 0];
        const [left, right] = [edge(column, columns, image.width), edge(column + 1, columns, image.width)];
        const [top, foot] = [edge(row, rows, image.height), edge(row + 1, rows, image.height)];
        for (let y = top; y < foot; y += 1) {
          for (let x = left; x < right; x += 1) for (const channel of [0, 1, 2]) sums[channel] += data[(y * image.width + x) * 4 + channel];
        }
        line.push(...sums.map((sum) => Math.round(sum / ((right - left) * (foot - top)))));
      }
      return btoa(String.fromCharCode(...line));
    });
  }, [picture.toString("base64"), COLUMNS, ROWS]);
}

function isSame(a, b) {
  const { most, mean } = difference(a, b);
  return most <= MOST && mean <= MEAN;
}

function difference(a, b) {
  const [first, second] = [a, b].map((rows) => rows.flatMap((row) => [...Buffer.from(row, "base64")]));
  const off = first.map((value, at) => Math.abs(value - second[at]));
  const most = Math.max(...off);
  return { most, mean: off.reduce((sum, value) => sum + value, 0) / off.length, cell: Math.floor(off.indexOf(most) / 3) };
}

function read() {
  try {
    const pictures = readFileSync(KEPT, "utf8").trimEnd().split("\n\n");
    return new Map(pictures.map((picture) => picture.split("\n")).map(([name, ...rows]) => [name, rows]));
  } catch (error) {
    if (error.code === "ENOENT") return new Map();
    throw error;
  }
}
