// Names, dates, entities and search: from the disk and below a path, with and without JavaScript, by mouse, keyboard and touch.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, onDisk, required, serveBelow, watchedPage } from "./support.mjs";

const LONG = "Llanfairpwllgwyngyll".repeat(15);

let browser;
let host;
let root;
let site;

before(async () => {
  root = mkdtempSync(join(tmpdir(), "glossator-lists-"));
  site = join(root, "public");
  for (const folder of ["readings/letters", "entities"]) mkdirSync(join(root, "content", folder), { recursive: true });
  write("glossator.toml", 'title = "T"\nbase_url = "https://example.org/"\n');
  write("content/readings/letters/1.md", `# One\n\n[José Marín]{person=jose} met [Bea]{person=bea} in [Zürich]{place=zurich} about [1850]{date="1850~"}. They spoke of nationalists.\n\n[Bea]{person=bea} wrote: [“We shall sail at dawn.”]{quote=bea}\n\n[${LONG}]{place=long} is far from [Zürich]{place=zurich}; perhaps in [1851]{date="1851?"}, or [until 1900]{date="../1900"}.\n`);
  write("content/readings/letters/2.md", `# Two\n\n[Bea]{person=bea} never saw [Zürich]{place=zurich} again after [44 BC]{date=-0043}, in [the forties]{date=184X}, nor [the spring of 1968]{date=1968-21}. The nationalist sailed, and dawn came.\n\n[Bea]{person=bea} and [José]{person=jose} met once more, [from 1901 on]{date="1901/.."}.\n`);
  write("content/readings/letters/3.md", "# Three\n\n[שלום]{term=shalom}, said [Bea]{person=bea}.\n");
  write("content/entities/jose.md", '+++\nkind = "person"\nname = "José Marín"\nsort = "Marín, José"\naliases = ["Pepe"]\nstart = "1820-03-01"\n+++\nA [friend](https://example.org) of *many*: [Bea]{person=bea} among them.\n\nHe kept a diary.\n');
  write("content/entities/bea.md", '+++\nkind = "person"\nname = "Bea"\n+++\nA sailor.\n');
  write("content/entities/zurich.md", '+++\nkind = "place"\nname = "Zürich"\ncoordinates = [47.37, 8.54]\n+++\nA city.\n');
  write("content/entities/long.md", `+++\nkind = "place"\nname = "${LONG}"\n+++\nA place with a name.\n`);
  write("content/entities/shalom.md", '+++\nkind = "term"\nname = "שלום עליכם"\n+++\nA greeting.\n');
  write("content/about.md", "# About\n\nThe letters of [Bea]{person=bea}.\n");
  execFileSync(required("GLOSSATOR_BINARY"), ["--root", root, "build"], { stdio: "ignore" });
  browser = await launch();
  host = await serveBelow("/some/where/", site);
});

after(async () => {
  await browser?.close();
  host?.close();
  rmSync(root, { recursive: true, force: true });
});

function write(name, text) {
  writeFileSync(join(root, name), text);
}

/** The row of a name among those that an entity occurs with. */
function companionOf(page, name) {
  return page.locator(".rank > li").filter({ has: page.locator("summary", { hasText: name }) });
}

const homes = {
  "file://": { origin: "file://", url: (page) => onDisk(page, site) },
  "a sub-path": { get origin() { return host.origin; }, url: (page) => host.url(page) },
};

for (const [name, home] of Object.entries(homes)) {
  test(`names are narrowed and sorted, ${name}`, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin);
    await page.goto(home.url("entities.html"));
    const shown = () => page.locator(".names li:visible a").allTextContents();
    assert.deepEqual(await shown(), ["Bea", "Marín, José", LONG, "Zürich", "שלום עליכם"]);
    await page.getByLabel("Show only").fill("zur");
    await page.waitForFunction(() => document.querySelectorAll(".names li:not([hidden])").length === 1);
    assert.deepEqual(await shown(), ["Zürich"], "without accents");
    await page.getByLabel("Show only").fill("pepe");
    await page.waitForFunction(() => document.querySelector(".names li:not([hidden])")?.textContent.includes("Marín"));
    await page.getByLabel("Show only").fill("");
    await page.getByRole("checkbox", { name: "Places" }).uncheck();
    await page.getByRole("radio", { name: "the readings" }).check();
    await page.waitForFunction(() => document.querySelector(".names a").textContent === "Marín, José");
    assert.deepEqual(await shown(), ["Marín, José", "Bea", "שלום עליכם"]);
    // The way back leads to what was asked, where the browser lets a page change its address.
    if (home.origin !== "file://") {
      await page.reload();
      assert.deepEqual(await shown(), ["Marín, José", "Bea", "שלום עליכם"]);
    }
    await page.getByRole("radio", { name: "mentions" }).check();
    await page.waitForFunction(() => document.querySelector(".names a").textContent === "Bea");
    assert.deepEqual(troubles, []);
    await close();
  });

  test(`an entity's page tells where, with whom and when, ${name}`, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin);
    await page.goto(home.url("entities/bea.html"));
    assert.equal(await page.locator(".mentions .mention-in-context").count(), 5);
    assert.match(await page.locator(".quotations").textContent(), /We shall sail at dawn/);
    assert.match(await page.locator(".linked-from").textContent(), /José Marín[^]*A friend of many: Bea among them\.[^]*About[^]*The letters of Bea\./);
    assert.match(await page.locator(".appearance figcaption").textContent(), /3 of 3/);
    // A group folds, and so does what two names share.
    const group = page.locator(".group-of-mentions").last();
    await group.locator("summary").click();
    assert.ok(await group.locator(".mention-in-context").first().isHidden());
    const companion = companionOf(page, "José Marín");
    await companion.locator("summary").focus();
    await page.keyboard.press("Enter");
    const shared = companion.locator(".shared li");
    assert.equal(await shared.count(), 2);
    assert.deepEqual(await shared.first().locator("mark").allTextContents(), ["José Marín", "Bea"]);
    assert.match(await page.locator(".aside").textContent(), /44 BC[^]*1840s[^]*about 1850[^]*spring 1968/);
    await shared.first().locator("a").click();
    await page.waitForURL(/readings\/letters\/1\.html#m-bea-1$/);
    await page.goto(home.url("entities/jose.html"));
    const data = JSON.parse(await page.locator("script[type='application/ld+json']").textContent());
    assert.deepEqual([data["@type"], data.birthDate, data["@reverse"].mentions.length], ["Person", "1820-03-01", 2]);
    assert.deepEqual(troubles, []);
    await close();
  });

  test(`the timeline shows how exact a date is, ${name}`, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin);
    await page.goto(home.url("timeline.html"));
    const rows = await page.locator(".dates-when").evaluateAll((rows) => rows.map((row) => [row.querySelector(".dates-label").textContent, row.querySelector(".label")?.textContent ?? ""]));
    assert.deepEqual(rows, [
      ["44 BC", ""],
      ["1840s", "a decade; some time within it"],
      ["about 1850", "a year; approximate"],
      ["perhaps 1851", "a year; uncertain"],
      ["until 1900", "a span; from before"],
      ["from 1901", "a span; goes on"],
      ["spring 1968", ""],
    ]);
    assert.ok(await page.locator(".chart .chart-mark").count() >= rows.length);
    assert.ok(await page.locator(".dates-sign .is-dashed").count() === 1 && await page.locator(".dates-sign .is-dotted").count() === 2);
    assert.equal(await page.locator(".dates-sign .date-arrow").count(), 2);
    assert.deepEqual(troubles, []);
    await close();
  });

  test(`search narrows, forgives and obeys the keyboard, ${name}`, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin);
    await page.goto(home.url("search.html"));
    const field = page.getByRole("searchbox");
    const passages = page.locator("#site-results .mention-in-context");
    const count = (number) => page.waitForFunction((wanted) => document.querySelectorAll("#site-results .mention-in-context").length === wanted, number);
    assert.ok(await field.evaluate((element) => element === document.activeElement), "one may type at once");
    await page.keyboard.type("nationalist");
    await count(2);
    assert.deepEqual(await passages.locator("mark").allTextContents(), ["nationalists", "nationalist"], "the last word may be unfinished");
    await field.fill("jose marin");
    await count(1);
    assert.deepEqual(await passages.locator("mark").allTextContents(), ["José", "Marín"], "accents and case do not matter");
    await page.waitForFunction(() => document.querySelector("#site-found-names a")?.textContent === "José Marín");
    await field.fill('"sail at dawn"');
    await count(1);
    await field.fill("dawn");
    await count(2);
    // What is chosen beside the results narrows them.
    await page.getByRole("checkbox", { name: "Two" }).check();
    await count(1);
    await page.getByRole("checkbox", { name: "Two" }).uncheck();
    await page.getByRole("checkbox", { name: "Zürich" }).check();
    await count(1);
    await page.getByRole("checkbox", { name: "Zürich" }).uncheck();
    await page.getByRole("checkbox", { name: "Places" }).check();
    await count(1);
    await page.getByRole("checkbox", { name: "Places" }).uncheck();
    await count(2);
    // Arrows, Enter, Esc
    await field.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.match(await page.evaluate(() => document.activeElement.closest("li, h2").textContent), /Two/);
    await page.keyboard.press("Escape");
    assert.ok(await field.evaluate((element) => element === document.activeElement));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/readings\/letters\/1\.html#/);
    await page.goto(home.url("search.html?q=dwan"));
    await page.getByRole("button", { name: "dawn" }).click();
    await count(2);
    await page.keyboard.press("Escape");
    await count(0);
    assert.equal(await field.inputValue(), "");
    // An address may ask for a name alone.
    await page.goto(home.url("search.html?entity=jose"));
    await count(2);
    assert.deepEqual(troubles, []);
    await close();
  });
}

test("by touch, names unfold and results are followed", async () => {
  const { page, troubles, close } = await watchedPage(browser, "file://", { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true });
  await page.goto(onDisk("entities/bea.html", site));
  const companion = companionOf(page, "Zürich");
  await companion.locator(".count").tap();
  assert.ok(await companion.locator(".shared li").first().isVisible());
  await page.goto(onDisk("search.html?q=dawn", site));
  await page.locator("#site-results .mention-in-context a").first().tap();
  await page.waitForURL(/readings\//);
  assert.deepEqual(troubles, []);
  await close();
});

test("nothing is wider than a phone, whatever the names", async () => {
  const { page, close } = await watchedPage(browser, "file://", { viewport: { width: 320, height: 640 } });
  for (const name of ["index", "entities", "timeline", "search", "entities/long", "entities/bea", "entities/shalom"]) {
    await page.goto(onDisk(`${name}.html`, site));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, name);
  }
  await close();
});

test("without JavaScript every list is whole, and the search page says what else there is", async () => {
  const { page, close } = await watchedPage(browser, "file://", { javaScriptEnabled: false });
  await page.goto(onDisk("entities.html", site));
  assert.equal(await page.locator(".names li:visible").count(), 5);
  assert.equal(await page.locator(".names-controls:visible").count(), 0);
  await page.goto(onDisk("search.html", site));
  assert.match(await page.locator(".without-script").innerText(), /your browser’s own search/);
  assert.ok((await page.locator(".without-script a").count()) >= 4);
  assert.equal(await page.locator("#site-query:visible").count(), 0);
  await page.goto(onDisk("entities/bea.html", site));
  await page.locator(".rank summary").first().click();
  assert.ok(await page.locator(".shared li").first().isVisible());
  await page.goto(onDisk("timeline.html", site));
  assert.equal(await page.locator(".dates > li").count(), 7);
  await close();
});
