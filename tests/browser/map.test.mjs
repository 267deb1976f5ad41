// The map of all places: moved by mouse, fingers and keys, from the disk and below a path of a plain file server.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildSite, launch, mapAtRest, onDisk, required, serveBelow, watchedPage } from "./support.mjs";

let browser;
let host;
let root;
let site;
before(async () => {
  browser = await launch();
  root = mkdtempSync(join(tmpdir(), "glossator-map-"));
  writeSite(root);
  const built = spawnSync(required("GLOSSATOR_BINARY"), ["--root", root, "build"], { encoding: "utf8" });
  assert.equal(built.status, 0, built.stderr);
  site = join(root, "public");
  host = await serveBelow("/some/where/", site);
});
after(async () => {
  await browser.close();
  host.close();
  rmSync(root, { recursive: true });
});

// 200 places in forty handfuls over Europe, a few at one point, one that nobody can locate, and two readings
function writeSite(folder) {
  mkdirSync(join(folder, "content/entities"), { recursive: true });
  mkdirSync(join(folder, "content/readings"), { recursive: true });
  writeFileSync(join(folder, "glossator.toml"), 'title = "Maps"\nlanguage = "en"\n');
  const place = (id, name, rest) => writeFileSync(join(folder, `content/entities/${id}.md`), `+++\nkind = "place"\nname = "${name}"\n${rest}\n+++\nA place.\n`);
  const names = [];
  for (let at = 0; at < 200; at += 1) {
    const handful = Math.floor(at / 5);
    const [latitude, longitude] = [42 + (handful % 8) * 1.6 + (at % 5) * 0.08, -4 + Math.floor(handful / 8) * 5];
    place(`p${at}`, `Place ${at}`, `category = "${at % 5 ? "city" : "castle"}"\ncoordinates = [${latitude.toFixed(3)}, ${longitude.toFixed(3)}]`);
    names.push(`p${at}`);
  }
  for (const at of [1, 2, 3]) place(`same-${at}`, `Same ${at}`, 'category = "city"\ncoordinates = [60.0, 10.0]');
  place("nowhere", "Nowhere", 'category = "city"');
  const sentence = (id) => `Then they came to [it]{place=${id}} and rested.`;
  const all = [...names, "same-1", "same-2", "same-3", "nowhere"];
  writeFileSync(join(folder, "content/readings/all.md"), `+++\ntitle = "All"\n+++\n\n${all.map(sentence).join("\n\n")}\n`);
  writeFileSync(join(folder, "content/readings/way.md"), `+++\ntitle = "The way"\n+++\n\n${["p7", "p120", "p7", "p44"].map(sentence).join("\n\n")}\n`);
}

const homes = {
  "file://": { origin: "file://", url: (page) => onDisk(page, site) },
  "a sub-path": { get origin() { return host.origin; }, url: (page) => host.url(page) },
};

const zoom = (page) => page.evaluate(() => document.querySelector("svg.map").view.zoom);
const corner = (page) => page.evaluate(() => { const { x, y } = document.querySelector("svg.map").view; return [x, y]; });

for (const [name, home] of Object.entries(homes)) {
  test(`wheel, drag, double click and buttons move the map, ${name}`, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin);
    await page.goto(home.url("map.html"));
    const box = await page.locator("svg.map[role=group]").boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, 500) / 2];
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -300);
    await mapAtRest(page);
    assert.equal(await zoom(page), 1, "the wheel alone scrolls the page");
    await page.evaluate(() => scrollTo(0, 0));
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -300);
    await page.keyboard.up("Control");
    await mapAtRest(page);
    const closer = await zoom(page);
    assert.ok(closer > 1, "with a modifier it looks closer");
    const before = await corner(page);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 40, { steps: 6 });
    await page.mouse.up();
    await mapAtRest(page);
    assert.notDeepEqual(await corner(page), before, "a drag moves it");
    assert.match(page.url(), /map\.html$/, "a drag is no click");
    await page.mouse.dblclick(x, y - 5);
    await mapAtRest(page);
    assert.ok((await zoom(page)) > closer * 1.5, "a double click looks closer");
    await page.getByRole("button", { name: "The whole map" }).click();
    await mapAtRest(page);
    assert.equal(await zoom(page), 1);
    await page.getByRole("button", { name: "Closer" }).click();
    await mapAtRest(page);
    assert.ok((await zoom(page)) > 1.5);
    assert.deepEqual(troubles, []);
    await close();
  });

  test(`detail comes with the scale, as a script, ${name}`, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin);
    await page.goto(home.url("map.html"));
    assert.equal(await page.locator(".map-detail path").count(), 0);
    await page.evaluate(() => {
      const { view, places } = document.querySelector("svg.map");
      const place = places.find(({ id }) => id === "p7");
      view.centre(place.x, place.y, 12);
    });
    await page.locator(".map-detail [data-cell] path").first().waitFor({ state: "attached", timeout: 5000 });
    assert.deepEqual(troubles, []);
    await close();
  });

  test(`the way of a reading is walked with its passages, ${name}`, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin);
    await page.goto(home.url("map.html?reading=way"));
    const stepper = page.locator("#site-stepper");
    await stepper.getByText("1 of 4: Place 7").waitFor();
    await stepper.getByRole("button", { name: /next/i }).click();
    await stepper.getByText("2 of 4: Place 120").waitFor();
    assert.match(await stepper.locator("[data-slot=sentence]").textContent(), /Then they came to it/);
    assert.equal(await page.locator("svg .map-marker.is-here:not(.is-away)[data-entity=p120]").count(), 1);
    assert.equal(await page.locator("svg .map-route").count(), 1, "a line leads there");
    await stepper.locator("[data-slot=where]").click();
    await page.waitForURL(/readings\/way\.html#m-p120/);
    assert.deepEqual(troubles, []);
    await close();
  });
}

test("the keyboard moves the map and reaches every place", async () => {
  const { page, troubles, close } = await watchedPage(browser, "file://");
  await page.goto(onDisk("map.html", site));
  await page.locator(".map-frame").focus();
  await page.keyboard.press("+");
  await mapAtRest(page);
  const closer = await zoom(page);
  assert.ok(closer > 1.3);
  const before = await corner(page);
  await page.keyboard.press("ArrowRight");
  await mapAtRest(page);
  assert.ok((await corner(page))[0] < before[0], "an arrow moves it");
  await page.keyboard.press("-");
  await mapAtRest(page);
  assert.ok((await zoom(page)) < closer);
  await page.keyboard.press("0");
  await mapAtRest(page);
  assert.equal(await zoom(page), 1);
  const marker = page.locator("svg a.map-marker:not(.is-away)").first();
  await marker.focus();
  await page.locator("#site-map-card").waitFor({ state: "visible" });
  await page.keyboard.press("Escape");
  await page.locator("#site-map-card").waitFor({ state: "hidden" });
  assert.deepEqual(troubles, []);
  await close();
});

test("symbols hold what lies together, and open", async () => {
  const { page, troubles, close } = await watchedPage(browser, "file://");
  await page.goto(onDisk("map.html", site));
  const clusters = page.locator("svg .map-marker-cluster:not(.is-away)");
  assert.ok((await clusters.count()) > 3);
  const counted = await page.evaluate(() => {
    const shown = [...document.querySelectorAll("svg .map-marker:not(.is-away)")];
    return shown.reduce((sum, marker) => sum + Number(marker.dataset.count ?? 1), 0);
  });
  assert.equal(counted, 203, "no place is lost");
  await clusters.nth(2).dispatchEvent("click");
  await mapAtRest(page);
  assert.ok((await zoom(page)) > 1.3, "a symbol opens");
  assert.match(page.url(), /map\.html$/);
  await page.evaluate(() => {
    const { view, places } = document.querySelector("svg.map");
    const place = places.find(({ id }) => id === "same-1");
    view.centre(place.x, place.y, view.most);
  });
  await mapAtRest(page);
  await page.locator('svg .map-marker-cluster:not(.is-away)[data-entity="same-1"]').dispatchEvent("click");
  await page.locator("#site-map-card").getByText("Same 3").waitFor();
  assert.deepEqual(troubles, []);
  await close();
});

test("names on the map overlap neither each other nor the edge, at any scale", async () => {
  const { page, close } = await watchedPage(browser, "file://", { viewport: { width: 390, height: 780 } });
  await page.goto(onDisk("map.html", site));
  for (const factor of [1, 3, 3]) {
    await page.evaluate((by) => document.querySelector("svg.map").view.zoomBy(by), factor);
    await mapAtRest(page);
    const overlaps = await page.evaluate(() => {
      const labels = [...document.querySelectorAll("svg .map-marker:not(.is-away) .map-label-place:not(.is-away)")];
      const boxes = labels.map((label) => [label.textContent, label.getBoundingClientRect()]);
      return boxes.flatMap(([a, one], at) => boxes.slice(at + 1)
        .filter(([, two]) => one.left + 1.5 < two.right && two.left + 1.5 < one.right && one.top + 6 < two.bottom && two.top + 6 < one.bottom)
        .map(([b]) => `${a} ${b}`));
    });
    assert.deepEqual(overlaps, []);
  }
  await close();
});

test("names that a phone shows smaller, or not at all, find room when it is turned", async () => {
  const place = (name, category, at) => `+++\nkind = "place"\nname = "${name}"\ncategory = "${category}"\ncoordinates = [${at}]\n+++\nA place.\n`;
  const { folder, remove } = buildSite({
    "glossator.toml": 'title = "T"\n',
    "content/readings/one.md": "# One\n\n[Bonn]{place=bonn}, [Berlin]{place=berlin}, [Warsaw]{place=warsaw}, [Munich]{place=munich}, [Prague]{place=prague}.\n",
    "content/entities/bonn.md": place("Bonn", "city", "50.73, 7.1"),
    "content/entities/berlin.md": place("Berlin", "city", "52.52, 13.4"),
    "content/entities/warsaw.md": place("Warsaw", "city", "52.23, 21.01"),
    "content/entities/munich.md": place("Munich", "city", "48.14, 11.58"),
    "content/entities/prague.md": place("Prague", "city", "50.09, 14.42"),
  });
  const { page, close } = await watchedPage(browser, "file://", { viewport: { width: 390, height: 844 } });
  await page.goto(onDisk("map.html", folder));
  await mapAtRest(page);
  await page.setViewportSize({ width: 844, height: 390 });
  await mapAtRest(page);
  const [shown, overlaps] = await page.evaluate(() => {
    const frame = document.querySelector(".map-frame").getBoundingClientRect();
    const names = [...document.querySelectorAll("svg.map[role=group] text")].map((text) => [text.textContent, text.getBoundingClientRect(), parseFloat(getComputedStyle(text).fontSize)])
      .filter(([, box]) => box.width && box.right > frame.left && box.left < frame.right && box.bottom > frame.top && box.top < frame.bottom);
    return [names.length, names.flatMap(([a, one, size], at) => names.slice(at + 1)
      .filter(([, two]) => one.left + 2 < two.right && two.left + 2 < one.right && one.top + size * 0.6 < two.bottom && two.top + size * 0.6 < one.bottom)
      .map(([b]) => `${a} ${b}`))];
  });
  assert.ok(shown > 15, `${shown} names`);
  assert.deepEqual(overlaps, []);
  await close();
  remove();
});

test("names and titles of another script stand before the numbers that follow them, and its sentences run their own way", async () => {
  const place = (name, at) => `+++\nkind = "place"\nname = "${name}"\ncategory = "city"\ncoordinates = [${at}]\n+++\nA place.\n`;
  const { folder, remove } = buildSite({
    "glossator.toml": 'title = "T"\nlanguage = "en"\n',
    "content/readings/one.md": '+++\ntitle = "רחלה"\nlanguage = "he"\n+++\n\nיצא מן [ירושלים]{place=one} ובא אל [מכה]{place=two}.\n',
    "content/readings/two.md": '+++\ntitle = "רחלה שנייה"\nlanguage = "he"\n+++\n\nיצא מן [מכה]{place=two}.\n',
    "content/entities/one.md": place("ירושלים", "31.8, 35.2"),
    "content/entities/two.md": place("מכה", "21.4, 39.8"),
  });
  const { page, troubles, close } = await watchedPage(browser, "file://");
  const fromLeft = () => page.evaluate(() => {
    const left = (node) => { const range = document.createRange(); range.selectNodeContents(node); return range.getBoundingClientRect().left; };
    const stepper = document.querySelector("#site-stepper .label");
    const walker = document.createTreeWalker(stepper, NodeFilter.SHOW_TEXT);
    const lefts = [];
    while (walker.nextNode()) if (walker.currentNode.data.trim()) lefts.push(left(walker.currentNode));
    return lefts.length > 2 && lefts.every((at, index) => !index || at > lefts[index - 1]);
  });
  await page.goto(onDisk("map.html", folder));
  assert.ok(await fromLeft(), "as the page comes");
  await page.locator("#site-stepper").getByRole("button", { name: /next/i }).click();
  await page.locator("#site-stepper").getByText("2 of 2").waitFor();
  assert.ok(await fromLeft(), "one step on");
  await page.getByLabel("Reading").selectOption({ index: 1 });
  await page.locator("#site-stepper").getByText("¶ 1").waitFor();
  assert.ok(await fromLeft(), "in one reading");
  const ends = await page.locator(".stepper-sentence").evaluate((sentence) => {
    const range = document.createRange();
    const [first, last] = [sentence.firstChild, sentence.lastChild];
    range.selectNodeContents(first);
    const start = range.getBoundingClientRect().right;
    range.selectNodeContents(last);
    return start - range.getBoundingClientRect().right;
  });
  assert.ok(ends > 0, "the full stop is at the left end");
  assert.deepEqual(troubles, []);
  await close();
  remove();
});

test("on a page that runs from right to left names stand beside their symbols, as they were drawn", async () => {
  const { folder, remove } = buildSite({
    "glossator.toml": 'title = "T"\nlanguage = "ar"\n',
    "content/readings/one.md": "# One\n\n[Mecca]{place=mecca}, [Cairo]{place=cairo}.\n",
    "content/entities/mecca.md": '+++\nkind = "place"\nname = "Mecca"\ncategory = "city"\ncoordinates = [21.4, 39.8]\n+++\nA place.\n',
    "content/entities/cairo.md": '+++\nkind = "place"\nname = "Cairo"\ncategory = "city"\ncoordinates = [30.0, 31.2]\n+++\nA place.\n',
  });
  const { page, troubles, close } = await watchedPage(browser, "file://");
  for (const name of ["map.html", "index.html"]) {
    await page.goto(onDisk(name, folder));
    const over = await page.locator("svg.map .map-marker").evaluateAll((markers) => markers.filter((marker) => {
      const [dot, text] = [marker.querySelector(".map-dot, .map-ring"), marker.querySelector(".map-label-place")].map((part) => part.getBoundingClientRect());
      return dot.left + 2 < text.right && text.left + 2 < dot.right && dot.top + 6 < text.bottom && text.top + 6 < dot.bottom;
    }).map((marker) => marker.dataset.entity));
    assert.deepEqual(over, [], name);
  }
  assert.deepEqual(troubles, []);
  await close();
  remove();
});

test("a filter by words, reading or sort holds for list and map", async () => {
  const { page, troubles, close } = await watchedPage(browser, "file://");
  await page.goto(onDisk("map.html", site));
  await page.getByLabel("Reading").selectOption({ label: "The way" });
  assert.equal(await page.locator(".places li:not([hidden])").count(), 3);
  await mapAtRest(page);
  assert.equal(await page.locator("svg .map-marker:not(.is-away)").count(), 3);
  await page.getByLabel("Reading").selectOption("");
  await page.getByLabel("Type").selectOption("castle");
  assert.equal(await page.locator(".places li:not([hidden])").count(), 40);
  await page.getByLabel("Type").selectOption("");
  await page.locator("#site-filter").fill("Place 19");
  assert.equal(await page.locator(".places li:not([hidden])").count(), 11);
  assert.deepEqual(troubles, []);
  await close();
});

test("two fingers pinch, one scrolls the page until the map is closer", async () => {
  const { page, troubles, close } = await watchedPage(browser, "file://", { hasTouch: true, isMobile: true, viewport: { width: 390, height: 780 } });
  await page.goto(onDisk("map.html", site));
  await page.locator("svg.map[role=group]").scrollIntoViewIfNeeded();
  const box = await page.locator("svg.map[role=group]").boundingBox();
  const client = await page.context().newCDPSession(page);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const touch = (type, points) => client.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([px, py], id) => ({ x: px, y: py, id })) });
  assert.equal(await page.locator(".map-frame").evaluate((frame) => getComputedStyle(frame).touchAction), "pan-y");
  await touch("touchStart", [[x - 20, y], [x + 20, y]]);
  for (let step = 1; step <= 8; step += 1) await touch("touchMove", [[x - 20 - step * 8, y], [x + 20 + step * 8, y]]);
  await touch("touchEnd", []);
  await mapAtRest(page);
  assert.ok((await zoom(page)) > 2, "a pinch looks closer");
  assert.equal(await page.locator(".map-frame").evaluate((frame) => getComputedStyle(frame).touchAction), "none");
  const before = await corner(page);
  await touch("touchStart", [[x, y]]);
  for (let step = 1; step <= 6; step += 1) await touch("touchMove", [[x - step * 8, y]]);
  await touch("touchEnd", []);
  await mapAtRest(page);
  assert.ok((await corner(page))[0] < before[0] - 20, "a finger moves it");
  assert.deepEqual(troubles, []);
  await close();
});

test("text and map of a reading follow each other", async () => {
  const { page, troubles, close } = await watchedPage(browser, "file://");
  await page.goto(onDisk("readings/way.html", site));
  await page.locator("#m-p44-1").scrollIntoViewIfNeeded();
  await page.locator("#m-p44-1").focus();
  await page.locator(".margin-map .map-marker.is-here[data-entity=p44]").waitFor();
  const marker = page.locator(".margin-map .map-marker[data-entity=p7]");
  const focused = () => page.evaluate(() => document.activeElement.id);
  await marker.dispatchEvent("click");
  assert.equal(await focused(), "m-p7-1");
  await marker.dispatchEvent("click");
  assert.equal(await focused(), "m-p7-2", "a second press leads to the next mention");
  assert.deepEqual(troubles, []);
  await close();
});

test("without JavaScript list and drawing say the same, with what has no point", async () => {
  const { page, close } = await watchedPage(browser, "file://", { javaScriptEnabled: false });
  await page.goto(onDisk("map.html", site));
  assert.equal(await page.locator(".places li").count(), 204);
  assert.ok(await page.locator(".places").last().getByText("Nowhere").isVisible());
  const counted = await page.locator("svg .map-marker").evaluateAll((markers) => markers.reduce((sum, marker) => sum + Number(marker.getAttribute("data-count") ?? 1), 0));
  assert.equal(counted, 203);
  assert.equal(await page.locator("#site-stepper").isVisible(), false);
  await close();
});

test("in print the map is no higher than a sheet, whose end would part it, and the list says what it says without a script", async () => {
  const { page, close } = await watchedPage(browser, "file://", { viewport: { width: 1000, height: 500 } });
  await page.goto(onDisk("map.html", site));
  await page.emulateMedia({ media: "print" });
  await page.waitForFunction(() => document.querySelector(".map-frame").clientHeight < 400);
  const [map, ground] = [await page.locator("svg.map[role=group]").boundingBox(), await page.locator(".map-layer").first().boundingBox()];
  assert.deepEqual(map, ground);
  assert.ok(await page.locator(".place-sentence").first().isVisible());
  await close();
});

test("the globe and the scale bar go with the map, and so does the name of a region", async () => {
  const place = (name, category, at) => `+++\nkind = "place"\nname = "${name}"\ncategory = "${category}"\ncountry = "GB"\ncoordinates = [${at}]\n+++\nA place.\n`;
  const { folder, remove } = buildSite({
    "glossator.toml": 'title = "T"\n',
    "content/readings/one.md": "# One\n\n[London]{place=london}, [Bath]{place=bath}, [York]{place=york}, [Kent]{place=kent}.\n",
    "content/entities/london.md": place("London", "capital", "51.5, -0.12"),
    "content/entities/bath.md": place("Bath", "city", "51.38, -2.36"),
    "content/entities/york.md": place("York", "city", "53.96, -1.08"),
    "content/entities/kent.md": place("Kent", "county", "51.2, 0.7"),
  });
  const { page, troubles, close } = await watchedPage(browser, "file://");
  await page.goto(onDisk("map.html", folder));
  const frame = () => page.locator(".map-globe-frame").getAttribute("d");
  const drawn = await frame();
  await page.evaluate(() => {
    const { view, places } = document.querySelector("svg.map");
    const kent = places.find(({ id }) => id === "kent");
    view.centre(kent.x, kent.y, 5);
  });
  await mapAtRest(page);
  assert.notEqual(await frame(), drawn, "the globe shows where the map is");
  const off = await page.evaluate(() => {
    const { view, places } = document.querySelector("svg.map");
    const kent = places.find(({ id }) => id === "kent");
    const [left, top] = view.at(kent.x, kent.y);
    const around = view.frame.getBoundingClientRect();
    const box = document.querySelector(".map-marker[data-entity=kent]").getBoundingClientRect();
    return Math.hypot((box.left + box.right) / 2 - around.left - left, (box.top + box.bottom) / 2 - around.top - top);
  });
  assert.ok(off < 40, `the name stays where its region is: ${off}`);
  const bar = await page.locator(".map-scale-bar").boundingBox();
  const box = await page.locator(".map-frame").boundingBox();
  assert.ok(bar.x >= box.x && bar.x + bar.width <= box.x + box.width, "the scale bar is all on the map");
  await page.getByRole("button", { name: "The whole map" }).click();
  await mapAtRest(page);
  assert.equal(await frame(), drawn);
  assert.deepEqual(troubles, []);
  await close();
  remove();
});

test("very many places weigh little: where they lie comes once a reader turns to the map", async () => {
  const place = (at) => `+++\nkind = "place"\nname = "Place ${at}"\ncategory = "${at % 3 ? "city" : "castle"}"\ncoordinates = [${(40 + (at % 19)).toFixed(1)}, ${(-5 + Math.floor(at / 19) * 2.25).toFixed(2)}]\n+++\nA place.\n`;
  const numbers = [...Array(330).keys()];
  const files = { "glossator.toml": 'title = "Many"\n', "content/entities/nowhere.md": '+++\nkind = "place"\nname = "Nowhere"\n+++\nA place.\n' };
  for (const at of numbers) files[`content/entities/p${at}.md`] = place(at);
  files["content/readings/all.md"] = `# All\n\n${numbers.map((at) => `They came to [it]{place=p${at}}.`).join("\n\n")}\n`;
  files["content/readings/way.md"] = "# Way\n\nFrom [it]{place=p12} to [it]{place=p300} and [nowhere]{place=nowhere}.\n";
  const { folder, remove } = buildSite(files);
  for (const options of [{}, { hasTouch: true, isMobile: true, viewport: { width: 390, height: 780 } }]) {
    const { page, troubles, close } = await watchedPage(browser, "file://", options);
    const scripts = () => page.evaluate(() => [...document.scripts].map((script) => script.src.split("/").slice(-2).join("/")).filter((name) => name.startsWith("data/") || name.startsWith("routes/")));
    const told = () => page.locator("svg .map-marker:not(.is-away)").evaluateAll((markers) => markers.reduce((sum, marker) => sum + Number(marker.dataset.count ?? 1), 0));
    await page.goto(onDisk("map.html", folder));
    await mapAtRest(page);
    assert.deepEqual(await scripts(), [], "nothing is loaded before");
    assert.equal(await told(), 330, "the drawing counts them all");
    await page.locator("#site-stepper").getByText("1 of 331: Place 0").waitFor();
    assert.match(await page.locator("[data-slot=sentence]").textContent(), /They came to it/);
    assert.deepEqual(await page.locator(".places").evaluateAll((lists) => lists.map((list) => [list.start, list.childElementCount])), [[1, 100], [101, 100], [201, 100], [301, 30], [331, 1]]);

    await page.locator(".map-frame").focus();
    await page.waitForFunction(() => document.querySelector("svg.map").places.length === 330);
    assert.deepEqual(await scripts(), ["data/map-places.js"]);
    const off = await page.evaluate(() => Math.max(...document.querySelector("svg.map").places.map((place) => {
      const at = Number(place.id.slice(1));
      return Math.max(Math.abs(place.latitude - (40 + (at % 19))), Math.abs(place.longitude - (-5 + Math.floor(at / 19) * 2.25)));
    })));
    assert.ok(off <= 0.0005, `points are true: ${off}`);
    assert.deepEqual(await page.evaluate(() => document.querySelector("svg.map").places.filter((place) => place.symbol === "site").length), 110);
    await page.evaluate(() => { const { view } = document.querySelector("svg.map"); view.zoomBy(1.2); });
    await mapAtRest(page);
    assert.ok((await told()) > 100);

    await page.locator("#site-stepper").getByRole("button", { name: /next/i }).click();
    await page.locator("#site-stepper").getByText("2 of 331: Place 1").waitFor();
    await page.getByLabel("Reading").selectOption({ label: "Way" });
    await page.waitForFunction(() => document.querySelectorAll(".places li:not([hidden])").length === 3);
    assert.equal(await page.locator(".places:not([hidden])").count(), 3, "what has nothing to show takes no room");
    await page.locator("#site-stepper").getByText("1 of 3: Place 12").waitFor();
    await page.getByLabel("Reading").selectOption("");
    await page.locator("#site-filter").fill("place 32");
    await page.waitForFunction(() => document.querySelectorAll(".places li:not([hidden])").length === 11);
    assert.deepEqual(troubles, []);
    await close();
  }
  const { page, close } = await watchedPage(browser, "file://");
  await page.goto(onDisk("map.html?place=p300", folder));
  await page.locator("svg .map-marker.is-here:not(.is-away)[data-entity=p300]").waitFor();
  await mapAtRest(page);
  assert.ok((await zoom(page)) > 1);
  await close();
  remove();
});

test("on a phone globe and scale bar leave the map to its places; below it stands what its signs mean", async () => {
  const { page, close } = await watchedPage(browser, "file://", { viewport: { width: 390, height: 780 } });
  await page.goto(onDisk("map.html", site));
  assert.equal(await page.locator(".map-globe").isVisible(), false);
  await page.locator(".map-legend summary").click();
  const signs = page.locator(".map-legend li");
  assert.ok(await signs.filter({ hasText: "town or village" }).isVisible());
  const map = await page.locator(".map-frame").boundingBox();
  for (const button of await page.locator(".map-buttons button").all()) {
    const box = await button.boundingBox();
    assert.ok(box.y >= map.y + map.height, "no button lies over a place");
    assert.ok(box.width >= 36 && box.height >= 36);
  }
  assert.equal(await signs.filter({ hasText: "disputed border" }).count(), (await page.locator(".map-border.is-disputed").count()) ? 1 : 0, "only what is there");
  await close();
});
