// The street map: tiles that the site brings, and tiles of a server that a reader has to allow.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildSite, launch, mapAtRest, onDisk, pages, serveBelow, until, watchedPage } from "./support.mjs";

// One grey pixel
const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==", "base64");

/** An archive in which every tile from zoom 0 to `last` is the same picture. */
function archive(last) {
  const varint = (number) => {
    const bytes = [];
    for (; number >= 128; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
    return [...bytes, number];
  };
  const all = (4 ** (last + 1) - 1) / 3;
  const directory = Buffer.from([1, 0, ...varint(all), ...varint(PIXEL.length), 1]);
  const header = Buffer.alloc(127);
  header.write("PMTiles");
  header[7] = 3;
  const end = 127 + directory.length;
  [127, directory.length, end, 0, end, 0, end, PIXEL.length].forEach((number, at) => header.writeBigUInt64LE(BigInt(number), 8 + at * 8));
  header.set([1, 1, 1, 2, 0, last], 96);
  return Buffer.concat([header, directory, PIXEL]);
}

const place = (name, at) => `+++\nkind = "place"\nname = "${name}"\ncategory = "city"\ncoordinates = [${at}]\n+++\nA city.\n`;
const files = (map) => ({
  "glossator.toml": `title = "Streets"\n\n[map]\nattribution = "© Somebody"\nattribution_url = "https://example.org/"\n${map}\n`,
  "content/readings/one.md": "+++\ntitle = \"One\"\n+++\n\nFrom [Suva]{place=suva} to [Apia]{place=apia} across the line.\n",
  "content/entities/suva.md": place("Suva", "-18.1416, 178.4419"),
  "content/entities/apia.md": place("Apia", "-13.8333, -171.7667"),
  "map.pmtiles": archive(12),
});

let browser;
let server;
let foreign;
const asked = [];
before(async () => {
  browser = await launch();
  server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(200, { "content-type": "image/png" });
    response.end(PIXEL);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  foreign = `http://127.0.0.1:${server.address().port}`;
});
after(async () => {
  await browser.close();
  server.close();
});

const tiles = (page) => page.locator(".map-tiles img:not(.is-away)");
const look = (page, id, kilometres) => page.evaluate(([name, wanted]) => {
  const { view, places } = document.querySelector("svg.map");
  const { x, y } = places.find((other) => other.id === name);
  view.centre(x, y, (view.zoom * view.kilometres) / wanted);
}, [id, kilometres]);
const whereabouts = (page, id) => page.evaluate((name) => {
  const hit = document.querySelector(`svg.map .map-marker:not(.is-away)[data-entity=${name}] .map-hit`).getBoundingClientRect();
  const frame = document.querySelector(".map-frame").getBoundingClientRect();
  return [hit.x + hit.width / 2 - frame.x - frame.width / 2, hit.y + hit.height / 2 - frame.y - frame.height / 2].map(Math.round);
}, id);
const zooms = (page) => tiles(page).evaluateAll((all) => [...new Set(all.map((tile) => Number(tile.style.zIndex)))]);

test("tiles of the site go on where the drawn map ends, from the disk", async () => {
  const { folder, remove } = buildSite(files('pmtiles = "map.pmtiles"'));
  const { page, troubles, close } = await watchedPage(browser, "file://");
  await page.goto(onDisk("map.html", folder));
  assert.equal(await tiles(page).count(), 0, "nothing is loaded before it is wanted");
  const button = page.getByRole("button", { name: "Street map" });
  await look(page, "suva", 0.08);
  await mapAtRest(page);
  await page.evaluate(() => document.querySelector("svg.map").view.zoomBy(2));
  await tiles(page).first().waitFor();
  assert.equal(await button.getAttribute("aria-pressed"), "true", "who looks closer than the drawn map bears sees streets");
  await mapAtRest(page);
  assert.ok(Math.hypot(...(await whereabouts(page, "suva"))) < 4, `the place stays in the middle: ${await whereabouts(page, "suva")}`);
  assert.equal(Math.max(...(await zooms(page))), 12);
  await page.evaluate(() => document.querySelector("svg.map").view.zoomBy(0.25));
  await page.waitForFunction(() => !document.querySelector(".map-frame.is-streets"));
  assert.equal(await tiles(page).count(), 0, "and who looks from farther off the drawn map");
  await button.click();
  await mapAtRest(page);
  await look(page, "apia", 4);
  await mapAtRest(page);
  assert.ok(Math.hypot(...(await whereabouts(page, "apia"))) < 4, "across the antimeridian");
  assert.ok((await tiles(page).count()) >= 9);
  assert.ok(await page.getByText("© Somebody").isVisible());
  await page.getByRole("button", { name: "The whole map" }).click();
  await page.waitForFunction(() => document.querySelector("svg.map").view.zoom === 1);
  assert.equal(await page.locator(".map-frame.is-streets").count(), 0);
  assert.deepEqual(troubles, []);
  await close();
  remove();
});

test("a server of tiles is asked once a reader has allowed it, and is then remembered", async () => {
  const { folder, remove } = buildSite(files(`tiles = "${foreign}/{z}/{x}/{y}{r}.png"`));
  const host = await serveBelow("/", folder);
  const { page, close } = await watchedPage(browser, host.origin);
  const button = page.getByRole("button", { name: "Street map" });
  await page.goto(host.url("map.html"));
  await look(page, "suva", 0.08);
  await mapAtRest(page);
  await page.evaluate(() => document.querySelector("svg.map").view.zoomBy(2));
  await mapAtRest(page);
  await button.click();
  assert.ok(await page.getByText("The street map comes from 127.0.0.1").isVisible(), "the page says who is asked");
  await page.getByRole("button", { name: "Do not load it" }).click();
  assert.equal(await page.locator(".streets-question").isVisible(), false);
  assert.deepEqual(asked, [], "nothing is asked before that");
  await button.click();
  await page.getByRole("button", { name: "Load it", exact: true }).click();
  await tiles(page).first().waitFor();
  await until(() => asked.length > 0);
  assert.match(asked[0], /^\/\d+\/\d+\/\d+\.png$/);
  await page.reload();
  asked.length = 0;
  await button.click();
  await tiles(page).first().waitFor();
  await until(() => asked.length > 0);
  await page.getByRole("button", { name: "Load no more" }).click();
  await button.click();
  assert.ok(await page.locator(".streets-question").isVisible(), "and can be taken back");
  await close();
  host.close();
  remove();
});

test("only the page of the map may ask the server, and only for pictures", () => {
  const { folder, remove } = buildSite(files(`tiles = "${foreign}/{z}/{x}/{y}.png"`));
  for (const name of pages(folder)) {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(readFileSync(join(folder, name), "utf8"))[1].replaceAll("&#39;", "'").replaceAll("&#x27;", "'").replaceAll("&#x2F;", "/");
    const widened = policy.split("; ").filter((part) => part.includes("127.0.0.1"));
    assert.deepEqual(widened, name === "map.html" ? [`img-src 'self' ${foreign} data:`] : [], name);
  }
  remove();
});

test("without JavaScript nothing is asked and nothing changes", async () => {
  const { folder, remove } = buildSite(files(`tiles = "${foreign}/{z}/{x}/{y}.png"`));
  asked.length = 0;
  const { page, troubles, close } = await watchedPage(browser, "file://", { javaScriptEnabled: false });
  await page.goto(onDisk("map.html", folder));
  assert.equal(await page.locator("#site-streets").isVisible(), false);
  assert.equal(await page.locator("svg .map-marker").count(), 2);
  assert.deepEqual([asked, troubles], [[], []]);
  await close();
  remove();
});
