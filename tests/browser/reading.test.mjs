// A reading's page, behaviour by behaviour: cards, marks, notes, the reading's index, citing, keys, choices, paper.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildSite, launch, onDisk, serveBelow, watchedPage } from "./support.mjs";

const OPENS_AFTER = 500;
const CLOSES_AFTER = 300;

const filler = "The road goes on along the river and past the mill, and nobody who walked it in those years could say where it would end.";
const longGloss = "A town of which much can be said. ".repeat(30).trim();
const files = {
  "glossator.toml": 'title = "A Shelf"\nlanguage = "en"\n',
  "content/entities/paris.md": '+++\nkind = "place"\nname = "Paris"\ncategory = "city"\ncoordinates = [48.86, 2.35]\n+++\nThe capital of France.\n',
  "content/entities/lyon.md": `+++\nkind = "place"\nname = "Lyon"\ncoordinates = [45.76, 4.84]\n+++\n${longGloss}\n`,
  "content/entities/ann.md": '+++\nkind = "person"\nname = "Ann Hall"\nstart = 1820\nend = 1899\n+++\nA **baker** of [Paris](paris.md).\n',
  "content/readings/walk.md": `+++
title = "A Walk"
author = "Ada Hall"
date = 1851
+++

[Ann]{person=ann} left [Paris]{place=paris} in [1851]{date=1851}, and [Lyon]{place=lyon} was near[^mine]. [${filler}]{note=yours}

## On the Road

${`${filler} `.repeat(6)}

[Ann]{person=ann} saw [Paris]{place=paris} again. [“I know this road,”]{quote=ann} she said.

${`${filler} `.repeat(30)}

[Paris]{place=paris} at last, and [Paris]{place=paris} once more.

[^mine]: The author says so.
[^yours]: The editor knows better than [Ann]{person=ann}.
`,
  "content/readings/other.md": '+++\ntitle = "Another"\n+++\n\nOnly [Paris]{place=paris} here.\n',
};

let browser;
let site;
let host;
before(async () => {
  site = buildSite(files);
  host = await serveBelow("/a/shelf/", site.folder);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  host?.close();
  site?.remove();
});

const homes = {
  "file://": { origin: "file://", url: (page) => onDisk(page, site.folder) },
  "http": { get origin() { return host.origin; }, url: (page) => host.url(page) },
};
const touch = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/**
 * The reading, opened, and what is on it. With `isClockHeld` the page's time passes only by `page.clock.runFor`, so that what the reader waits
 * for is judged by the page's own clock and not by how busy the machine is.
 */
async function opened({ isClockHeld = false, ...options } = {}, home = homes["file://"]) {
  const watched = await watchedPage(browser, home.origin, options);
  const { page } = watched;
  if (isClockHeld) await page.clock.install({ time: 0 });
  await page.goto(home.url("readings/walk.html"));
  if (isClockHeld) await page.clock.pauseAt(60_000);
  return {
    ...watched,
    card: page.locator("#site-card"),
    mention: (entity, number) => page.locator(`#m-${entity}-${number}`),
    done: async () => {
      assert.deepEqual(watched.troubles, []);
      await watched.close();
    },
  };
}

const isShown = (locator) => locator.isVisible();

// Cards

for (const [name, home] of Object.entries(homes)) {
  test(`a card opens half a second after hover and closes after mention and card are left, ${name}`, async () => {
    const { page, card, mention, done } = await opened({ isClockHeld: true }, home);
    const kinds = new Set();
    page.on("request", (request) => kinds.add(request.resourceType()));
    await mention("paris", 1).hover();
    await page.clock.runFor(OPENS_AFTER - 1);
    assert.ok(!(await isShown(card)), "not before its time");
    await page.clock.runFor(1);
    assert.ok(await isShown(card), "at its time");
    assert.equal(await mention("paris", 1).getAttribute("aria-expanded"), "true");
    // The pointer goes the way into the card, and what it is over stays.
    const box = await card.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + 20, { steps: 8 });
    await page.clock.runFor(CLOSES_AFTER * 2);
    assert.ok(await isShown(card), "it stays while the pointer is in it");
    await page.mouse.move(5, 5);
    await page.clock.runFor(CLOSES_AFTER - 1);
    assert.ok(await isShown(card), "it gives the pointer time to come back");
    await page.clock.runFor(1);
    assert.ok(!(await isShown(card)), "and no more");
    assert.equal(await mention("paris", 1).getAttribute("aria-expanded"), null);
    assert.ok(!kinds.has("fetch") && !kinds.has("xhr"), "nothing is fetched");
    await done();
  });

  test(`a card tells what its name means, ${name}`, async () => {
    const { page, card, mention, done } = await opened({}, home);
    await mention("paris", 2).click();
    await card.locator(".card-map svg").waitFor();
    const { width } = await card.boundingBox();
    assert.ok(width >= 320 && width <= 450, `${width} px`);
    const told = await card.innerText();
    const order = ["Place", "city", "48.86° N", "Paris", "The capital of France.", "4 here", "5 in all", "¶ 1", "¶ 5", "Open the page of Paris"];
    let last = -1;
    for (const words of order) {
      const at = told.indexOf(words, last + 1);
      assert.ok(at > last, `${words} in ${told}`);
      last = at;
    }
    assert.match(await card.locator("[data-slot=page]").getAttribute("href"), /entities\/paris\.html$/);
    const description = await mention("paris", 2).getAttribute("aria-describedby");
    assert.equal(await page.locator(`[id="${description}"]`).textContent(), "The capital of France.");
    assert.equal(await page.locator("[aria-hidden=true] .mention, #site-card[aria-hidden]").count(), 0);

    await mention("ann", 1).click();
    assert.equal(await page.locator(".card").count(), 1, "one at a time");
    assert.match(await card.innerText(), /Person · 1820 – 1899/);
    assert.match(await card.innerText(), /Dates\s+1851 ¶ 1/);
    assert.equal(await card.locator("[data-slot=gloss]").textContent(), "A baker of Paris.");
    await mention("lyon", 1).click();
    assert.ok((await card.locator("[data-slot=gloss]").textContent()).length <= 527, "a long gloss is cut");
    assert.ok(!(await card.locator(".card-near").isVisible()), "no neighbours, nothing said of them");
    await done();
  });
}

test("a click opens at once, and the next one follows the link", async () => {
  const { page, card, mention, done } = await opened();
  await mention("paris", 1).click();
  assert.ok(await isShown(card));
  await page.locator(".title").click();
  assert.ok(!(await isShown(card)), "a click elsewhere closes");
  await mention("paris", 1).click();
  await mention("paris", 1).click();
  await page.waitForURL(/entities\/paris\.html$/);
  await done();
});

test("nothing opens while the page scrolls", async () => {
  const { page, card, mention, done } = await opened({ isClockHeld: true });
  const box = await mention("paris", 1).boundingBox();
  for (let step = 0; step < 10; step += 1) {
    await page.mouse.wheel(0, step % 2 ? -4 : 4);
    await page.mouse.move(box.x + 5, box.y + 8 + (step % 2));
    await page.clock.runFor(80);
    assert.ok(!(await isShown(card)));
  }
  await done();
});

test("the keyboard opens, walks and closes cards", async () => {
  const { page, card, mention, done } = await opened({ isClockHeld: true });
  await mention("ann", 1).focus();
  await page.keyboard.press("Tab");
  assert.ok(!(await isShown(card)));
  await page.clock.runFor(OPENS_AFTER);
  assert.ok(await isShown(card));
  assert.equal(await card.getAttribute("data-entity"), "paris");
  // Tab leads into the card; Escape leads back.
  await page.keyboard.press("Tab");
  assert.ok(await card.evaluate((element) => element.contains(document.activeElement)));
  await page.keyboard.press("Escape");
  assert.ok(!(await isShown(card)), "at once");
  assert.equal(await page.evaluate(() => document.activeElement.id), "m-paris-1");
  // Escape on the mention leaves the focus there.
  await page.keyboard.press("Enter");
  assert.ok(await isShown(card), "Enter opens at once");
  await page.keyboard.press("n");
  assert.equal(await page.evaluate(() => document.activeElement.id), "m-paris-2");
  await page.keyboard.press("n");
  await page.keyboard.press("p");
  assert.equal(await page.evaluate(() => document.activeElement.id), "m-paris-2");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "m-paris-2");
  assert.ok(!(await isShown(card)));
  await done();
});

test("a card covers neither its mention nor leaves the window", async () => {
  for (const height of [900, 520]) {
    const { page, card, mention, done } = await opened({ viewport: { width: 1280, height } });
    for (const [entity, number] of [["paris", 1], ["paris", 2], ["paris", 4], ["lyon", 1]]) {
      await mention(entity, number).scrollIntoViewIfNeeded();
      await mention(entity, number).click();
      await page.waitForTimeout(50);
      const box = await card.boundingBox();
      const own = await mention(entity, number).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 1280, `${entity}-${number} at ${height}`);
      const apart = box.y >= own.y + own.height || box.y + box.height <= own.y || box.x >= own.x + own.width || box.x + box.width <= own.x;
      assert.ok(apart, `${entity}-${number} is covered at ${height}`);
      await page.keyboard.press("Escape");
    }
    await done();
  }
});

test("on a touch screen a tap opens a sheet that leads to the page", async () => {
  const { page, card, mention, done } = await opened(touch);
  await mention("paris", 2).scrollIntoViewIfNeeded();
  await mention("paris", 2).tap();
  await card.waitFor({ state: "visible" });
  const [box, own] = [await card.boundingBox(), await mention("paris", 2).boundingBox()];
  assert.equal(Math.round(box.y + box.height), 844, "it stands at the bottom");
  assert.ok(own.y + own.height <= box.y, "the mention stays in sight");
  const link = card.getByRole("link", { name: "Open the page of Paris" });
  assert.ok((await link.boundingBox()).height >= 44);
  const close = card.getByRole("button", { name: "Close" });
  assert.ok((await close.boundingBox()).width >= 44);
  await close.tap();
  await card.waitFor({ state: "hidden" });
  await mention("paris", 2).tap();
  await link.tap();
  await page.waitForURL(/entities\/paris\.html$/);
  await done();
});

// Marks

test("the reader chooses which mentions are marked, and it is remembered", async () => {
  const { page, mention, done } = await opened();
  const isMarked = (entity, number) => mention(entity, number).evaluate((element) => !element.classList.contains("is-unmarked"));
  await page.getByRole("button", { name: "How the page is shown" }).click();
  assert.ok(await isMarked("paris", 4));
  await page.getByLabel("the first in a section").check();
  assert.deepEqual([await isMarked("paris", 1), await isMarked("paris", 2), await isMarked("paris", 3), await isMarked("ann", 1)], [true, true, false, true]);
  await page.getByLabel("People").uncheck();
  assert.ok(!(await isMarked("ann", 1)));
  await page.reload();
  assert.deepEqual([await isMarked("paris", 1), await isMarked("paris", 3), await isMarked("ann", 1)], [true, false, false]);
  await page.getByRole("button", { name: "How the page is shown" }).click();
  await page.getByRole("radio", { name: "none", exact: true }).check();
  assert.ok(!(await isMarked("paris", 1)));
  await done();
});

test("kinds are told by the line as well as by the colour", async () => {
  const { mention, done } = await opened();
  const line = (entity) => mention(entity, 1).evaluate((element) => {
    const { textDecorationStyle, textDecorationLine, textDecorationColor } = getComputedStyle(element);
    return { textDecorationStyle, textDecorationLine, textDecorationColor };
  });
  const [place, person] = [await line("paris"), await line("ann")];
  assert.equal(place.textDecorationLine, "underline");
  assert.notEqual(place.textDecorationStyle, person.textDecorationStyle);
  assert.notEqual(place.textDecorationColor, person.textDecorationColor);
  await done();
});

// Notes

test("notes stand in the margin where there is room, each at its line, and say whose they are", async () => {
  const { page, done } = await opened({ viewport: { width: 1440, height: 900 } });
  const boxes = await page.locator(".note").evaluateAll((notes) => notes.map((note) => {
    const [box, text] = [note.getBoundingClientRect(), document.querySelector(".text").getBoundingClientRect()];
    return { left: box.left, top: box.top, bottom: box.bottom, right: text.right, words: note.innerText };
  }));
  assert.equal(boxes.length, 2);
  assert.ok(boxes.every(({ left, right }) => left > right), "beside the text");
  assert.ok(boxes[0].bottom <= boxes[1].top, "one does not stand on the other");
  assert.match(boxes[0].words, /^1\s+The author says so\.\s+Author$/);
  assert.match(boxes[1].words, /^a\s+The editor knows better than Ann\.\s+Editor$/);
  assert.equal(await page.locator(".notes-button:visible").count(), 0);
  await done();
});

test("elsewhere notes open under their paragraph, with a button that has a name", async () => {
  const { page, done } = await opened(touch);
  const note = page.locator("#note-1");
  const button = page.getByRole("button", { name: "Note 1, Note a" });
  assert.ok(!(await note.isVisible()));
  assert.equal(await note.getAttribute("hidden"), "until-found", "find-in-page reaches it");
  assert.equal(await button.getAttribute("aria-expanded"), "false");
  await button.tap();
  assert.ok((await note.isVisible()) && (await page.locator("#note-2").isVisible()));
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  await button.tap();
  assert.ok(!(await note.isVisible()));
  await page.getByRole("link", { name: "Note 1", exact: true }).or(page.locator("#note-ref-1")).first().tap();
  assert.ok((await note.isVisible()) && !(await page.locator("#note-2").isVisible()));
  await page.getByRole("button", { name: "Notes", exact: true }).tap();
  assert.ok(await page.locator("#note-2").isVisible());
  await done();
});

test("without JavaScript notes are open, mentions are links and the index is there", async () => {
  for (const options of [{ viewport: { width: 1440, height: 900 } }, touch]) {
    const { page, mention, done } = await opened({ ...options, javaScriptEnabled: false });
    assert.ok(await page.locator("#note-1").isVisible());
    assert.ok((await page.locator(".rail li a:visible").count()) >= 4);
    assert.equal(await page.locator("button:visible").count(), 0, "no button that does nothing");
    await mention("paris", 2).click();
    await page.waitForURL(/entities\/paris\.html$/);
    await done();
  }
});

// The reading's index

test("a strip leads to the mention that is nearest, and a band shows what is in sight", async () => {
  const { page, done } = await opened({ viewport: { width: 1440, height: 900 } });
  const strip = page.locator(".rail [data-entity=paris] .strip");
  const { width, height } = await strip.boundingBox();
  await strip.click({ position: { x: width - 2, y: height / 2 } });
  assert.equal(new URL(page.url()).hash, "#m-paris-3", "the last but one is nearer than the end of the text");
  await page.waitForFunction(() => Number(document.querySelector(".rail-band").style.getPropertyValue("--from")) > 0.5);
  const [from, share] = await page.locator(".rail-band").evaluate((band) => ["--from", "--share"].map((name) => Number(band.style.getPropertyValue(name))));
  assert.ok(from > 0.5 && share > 0 && from + share <= 1, `${from}, ${share}`);
  await page.locator(".rail [data-marks] .strip").first().click({ position: { x: 2, y: height / 2 } });
  assert.equal(new URL(page.url()).hash, "#d-1");
  await done();
});

test("names stand by kind or in the order of the text", async () => {
  const { page, done } = await opened({ viewport: { width: 1440, height: 900 } });
  const names = () => page.locator(".rail-index li[data-kind]:visible > a").allInnerTexts();
  const byKind = await names();
  await page.getByRole("button", { name: "in order" }).click();
  assert.deepEqual((await names()).slice(0, 4), ["Ann Hall", "Paris", "1851", "Lyon"]);
  await page.reload();
  assert.deepEqual((await names()).slice(0, 2), ["Ann Hall", "Paris"], "remembered");
  await page.getByRole("button", { name: "by kind" }).click();
  assert.deepEqual(await names(), byKind);
  await page.getByText("What they say").click();
  assert.match(await page.locator(".said dd").innerText(), /I know this road/);
  await done();
});

// Citing

test("a paragraph has a number, a link and citations to copy", async () => {
  const { page, done } = await opened({ viewport: { width: 1440, height: 900 } });
  await page.evaluate(() => {
    Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text; } } });
  });
  const number = page.locator(".paragraph-number").nth(2);
  const opacity = () => number.evaluate((element) => Number(getComputedStyle(element).opacity));
  assert.equal(await opacity(), 0);
  await number.locator("xpath=..").hover();
  assert.equal(await opacity(), 1);
  await page.mouse.move(0, 0);
  await number.focus();
  assert.equal(await opacity(), 1);
  await number.press("Enter");
  const copy = async (name) => {
    await page.locator("#site-cite").getByRole("button", { name }).click();
    await page.getByRole("status").filter({ hasText: "Copied" }).waitFor();
    return page.evaluate(() => window.copied);
  };
  const hash = await number.evaluate((element) => element.hash);
  const address = await copy("Copy link");
  assert.ok(address.endsWith(`readings/walk.html${hash}`), address);
  const plain = await copy("Citation");
  assert.ok(plain.startsWith("Ada Hall, “A Walk” (1851), A Shelf, ¶ 3. ") && plain.endsWith(hash), plain);
  assert.match(await copy("BibTeX"), /^@online\{walk,\n {2}title = \{A Walk\},\n {2}author = \{Ada Hall\},\n {2}date = \{1851\}[\s\S]+pages = \{¶ 3\}[\s\S]+\}$/);
  const [item] = JSON.parse(await copy("CSL-JSON"));
  assert.deepEqual([item.title, item.author, item.issued, item.locator], ["A Walk", [{ literal: "Ada Hall" }], { "date-parts": [[1851]] }, "3"]);
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#site-cite").isVisible()));
  await done();
});

// Keys and choices

test("keys: / searches, ? helps, m leads to the map, t changes the light, Esc closes", async () => {
  const { page, done } = await opened();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keys" });
  await help.waitFor();
  assert.match(await help.innerText(), /next and previous mention/);
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  await page.keyboard.press("m");
  assert.equal(new URL(page.url()).hash, "#site-map");
  const light = () => page.evaluate(() => document.documentElement.dataset.theme);
  const lights = [];
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press("t");
    lights.push(await light());
  }
  assert.deepEqual(lights, ["light", "sepia", "dark", undefined]);
  await page.keyboard.press("/");
  await page.waitForURL(/search\.html$/);
  await done();
});

test("light, size and measure are remembered, on every page and before it is shown", async () => {
  const { page, done } = await opened({ viewport: { width: 1440, height: 900 } });
  const width = () => page.locator(".text").evaluate((element) => element.getBoundingClientRect().width);
  const normal = await width();
  await page.getByRole("button", { name: "How the page is shown" }).click();
  await page.getByLabel("sepia").check();
  await page.getByRole("radio", { name: "narrow" }).check();
  assert.ok((await width()) < normal);
  await page.getByRole("radio", { name: "wide" }).check();
  assert.ok((await width()) > normal);
  await page.getByRole("radio", { name: "larger" }).check();
  await page.goto(onDisk("entities.html", site.folder));
  assert.deepEqual({ ...await page.evaluate(() => ({ ...document.documentElement.dataset })) }, { site: "A Shelf", title: "Names", theme: "sepia", size: "larger", measure: "wide" });
  // The script that sets them stands before every style sheet and waits for nothing.
  const first = await page.locator("head > script, head > link[rel=stylesheet]").first().evaluate((element) => [element.localName, element.defer, element.async, element.getAttribute("src")]);
  assert.deepEqual(first, ["script", false, false, "assets/theme.js"]);
  await done();
});

test("where storage is refused everything works for the page", async () => {
  const watched = await watchedPage(browser, "file://");
  const { page } = watched;
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", { get() { throw new DOMException("refused", "SecurityError"); } });
  });
  await page.goto(onDisk("readings/walk.html", site.folder));
  await page.keyboard.press("t");
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "light");
  await page.getByRole("button", { name: "How the page is shown" }).click();
  await page.getByRole("radio", { name: "none", exact: true }).check();
  assert.ok(await page.locator("#m-paris-1").evaluate((element) => element.classList.contains("is-unmarked")));
  assert.deepEqual(watched.troubles, []);
  await watched.close();
});

test("skip links lead past the head, to the text and to the names", async () => {
  const { page, done } = await opened();
  const targets = [];
  for (let step = 0; step < 2; step += 1) {
    await page.keyboard.press("Tab");
    targets.push(await page.evaluate(() => document.activeElement.getAttribute("href")));
    assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().width > 40), "in sight");
  }
  assert.deepEqual(targets, ["#site-text", "#site-rail"]);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "site-rail");
  await done();
});

// Spoiler-safe

test("what the keyboard comes to is not under the bar at the thumb", async () => {
  const { page, done } = await opened({ viewport: { width: 390, height: 500 } });
  const covered = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      const bar = document.querySelector(".thumb-bar");
      if (element === document.body || bar.contains(element)) return null;
      return element.getBoundingClientRect().top > bar.getBoundingClientRect().top - 8 ? element.outerHTML.slice(0, 80) : null;
    });
    if (found) covered.push(found);
  }
  assert.deepEqual(covered, []);
  await done();
});

test("with the switch on, cards and the index tell nothing of what has not been read", async () => {
  const folder = "content/readings/novel";
  const novel = buildSite({
    ...files,
    "glossator.toml": `${files["glossator.toml"]}[collections.novel]\nin_order = true\n`,
    [`${folder}/1.md`]: `+++\ntitle = "One"\n+++\n\n[Ann]{person=ann} was in [Paris]{place=paris}.\n\n${`${filler}\n\n`.repeat(40)}[Ann]{person=ann} saw [Lyon]{place=lyon} in [1851]{date=1851}.\n`,
    [`${folder}/2.md`]: '+++\ntitle = "Two"\n+++\n\n[Ann]{person=ann} died.\n',
  });
  const { page, troubles, close } = await watchedPage(browser, "file://", { viewport: { width: 1440, height: 900 } });
  await page.goto(onDisk("readings/novel/1.html", novel.folder));
  const card = page.locator("#site-card");
  const names = () => page.locator(".rail-index li:visible > a").allInnerTexts();
  assert.deepEqual(await names(), ["Ann Hall", "Paris", "Lyon", "1851"]);
  await page.locator("#m-ann-1").click();
  assert.match(await card.innerText(), /1820 – 1899[\s\S]+2 here[\s\S]+6 in all[\s\S]+¶ 42/);
  await page.evaluate(() => localStorage.setItem("folio-spoilers", JSON.stringify({ isOn: true, read: {} })));
  await page.reload();
  await page.locator("#m-ann-1").click();
  const told = await card.innerText();
  assert.match(told, /born 1820[\s\S]+1 here/);
  assert.doesNotMatch(told, /1899|in all|¶ 42|1851/);
  assert.deepEqual(await names(), ["Ann Hall", "Paris"]);
  await page.locator("#m-ann-2").click();
  assert.match(await card.innerText(), /2 here[\s\S]+¶ 1/);
  assert.deepEqual(troubles, []);
  await close();
  novel.remove();
});

// Paper

test("on paper notes are open, what opens is gone, and names stand at the end with their paragraphs", async () => {
  const { page, done } = await opened(touch);
  await page.emulateMedia({ media: "print" });
  await page.locator("#note-1").waitFor();
  for (const gone of [".rail", ".site-head", ".thumb-bar", ".notes-button", "#site-settings"]) {
    assert.equal(await page.locator(`${gone}:visible`).count(), 0, gone);
  }
  const names = await page.locator(".glosses").innerText();
  assert.match(names, /Paris The capital of France\. 48\.86° N, 2\.35° E\. ¶\s1, 3, 5/i);
  assert.match(names, /1851 ¶\s1/);
  await done();
});

// Weight

test("a reading of 5,000 words with 300 mentions weighs at most 100 KB with all it needs, and nothing in it moves", async () => {
  const hundred = (make) => Array.from({ length: 100 }, (_, number) => make(number)).join("\n\n");
  const paragraph = (number) => `[Paris]{place=paris}, [Ann]{person=ann} and [Lyon]{place=lyon} again: ${filler} [“${filler}”]{quote=ann} In year ${number}.[^n${number}]`;
  const text = `${hundred(paragraph)}\n\n${hundred((number) => `[^n${number}]: So it was.`)}\n`;
  const long = buildSite({ ...files, "content/readings/long.md": `+++\ntitle = "Long"\n+++\n\n${text}` });
  for (const options of [{ viewport: { width: 1440, height: 900 } }, touch]) {
    const { page, troubles, close } = await watchedPage(browser, "file://", options);
    const loaded = new Set();
    page.on("request", (request) => loaded.add(request.url()));
    await page.goto(onDisk("readings/long.html", long.folder));
    assert.equal(await page.locator(".mention").count(), 300);
    const shifts = await page.evaluate(() => new Promise((resolve) => {
      let sum = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
      setTimeout(() => resolve(sum), 300);
    }));
    assert.equal(shifts, 0, "nothing moves while the page loads");
    await page.locator("#m-paris-1").click();
    await page.locator(".card-map svg").waitFor();
    let bytes = 0;
    for (const url of loaded) bytes += gzipSync(await readFile(new URL(url))).length;
    assert.ok(bytes <= 100_000, `${bytes} bytes in ${loaded.size} files`);
    assert.deepEqual(troubles, []);
    await close();
  }
  long.remove();
});
