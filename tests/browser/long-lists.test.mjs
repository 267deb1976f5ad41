// Lists that are long: names by letter, a timeline of several pages. And what a page asks for: one style sheet, one script.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { buildSite, launch, onDisk, watchedPage } from "./support.mjs";

let browser;
let site;

before(async () => {
  browser = await launch();
  const name = (at) => `${"ABCDEFGHIJ"[at % 10]}${"aeiou"[at % 5]}n${String.fromCharCode(97 + (at * 7) % 26)}o ${at}`;
  const files = { "glossator.toml": 'title = "Long"\n' };
  const mentions = [];
  for (let at = 0; at < 80; at += 1) {
    files[`content/entities/p${at}.md`] = `+++\nkind = "person"\nname = "${name(at)}"\n+++\nSomebody.\n`;
    mentions.push(`[Somebody]{person=p${at}} came. ${`[Somebody]{person=p${at}} went. `.repeat(at % 4)}`);
  }
  const dates = Array.from({ length: 620 }, (_, at) => `In [${1300 + at}]{date=${1300 + at}} it was.`);
  files["content/readings/one.md"] = `# One\n\n${mentions.join("\n\n")}\n\n${dates.join("\n\n")}\n`;
  site = buildSite(files);
});

after(async () => {
  await browser?.close();
  site?.remove();
});

test("a long list of names goes by letter, and is narrowed and sorted all the same", async () => {
  const { page, troubles, close } = await watchedPage(browser, "file://");
  await page.goto(onDisk("entities.html", site.folder));
  assert.deepEqual(await page.locator(".names-of-letter h3").allTextContents(), [..."ABCDEFGHIJ"]);
  const first = await page.locator(".names a").allTextContents();
  assert.equal(first.length, 80);
  await page.locator(".letters").getByRole("link", { name: "C" }).click();
  await page.waitForFunction(() => document.querySelector(".names-of-letter:target h3").getBoundingClientRect().top < innerHeight);
  const shown = () => page.locator(".names li:visible a").allTextContents();
  await page.getByLabel("Show only").fill("don");
  await page.waitForFunction(() => document.querySelectorAll(".names li:not([hidden])").length === 8);
  assert.ok((await shown()).every((name) => name.startsWith("Don")));
  assert.deepEqual(await page.locator(".names-of-letter h3:visible").allTextContents(), ["D"]);
  await page.getByLabel("Show only").fill("");
  await page.getByLabel("mentions", { exact: true }).check();
  await page.waitForFunction(() => !document.querySelector(".names-of-letter h3"));
  const counts = await page.locator(".names .count").allTextContents();
  assert.deepEqual(counts, [...counts].sort((a, b) => b - a));
  assert.equal(await page.locator(".letters:visible").count(), 0);
  await page.getByLabel("names", { exact: true }).check();
  await page.waitForFunction(() => document.querySelector(".names-of-letter h3"));
  assert.deepEqual(await page.locator(".names a").allTextContents(), first);
  assert.deepEqual(troubles, []);
  await close();
});

test("a long timeline has several pages that lead to one another without a script", async () => {
  const { page, troubles, close } = await watchedPage(browser, "file://", { javaScriptEnabled: false });
  await page.goto(onDisk("timeline.html", site.folder));
  const dates = [];
  for (let number = 1; number <= 3; number += 1) {
    assert.equal(await page.locator(".pages [aria-current]").count(), 1);
    assert.equal(await page.locator(".chart").count(), number === 1 ? 1 : 0);
    dates.push(...await page.locator(".dates-label").allTextContents());
    if (number < 3) await page.locator(".pages a").nth(number).click();
  }
  assert.deepEqual(dates.map(Number), Array.from({ length: 620 }, (_, at) => 1300 + at));
  await page.locator(".period-jump").getByRole("link", { name: "14th century" }).click();
  assert.match(page.url(), /timeline\.html#site-period-1$/);
  assert.ok(await page.locator(".period:target").isVisible());
  assert.deepEqual(troubles, []);
  await close();
});

test("a page asks for one style sheet and one script beside that in its head", async () => {
  const { page, troubles, close } = await watchedPage(browser, "file://");
  for (const name of ["index.html", "entities.html", "timeline.html", "readings/one.html", "entities/p1.html"]) {
    const asked = [];
    const note = (request) => asked.push(request.url().replace(/^.*\//, ""));
    page.on("request", note);
    await page.goto(onDisk(name, site.folder));
    page.off("request", note);
    assert.equal(asked.filter((file) => file.endsWith(".css")).length, 1, `${name}: ${asked}`);
    assert.equal(asked.filter((file) => file.endsWith(".js")).length, 2, `${name}: ${asked}`);
  }
  assert.deepEqual(troubles, []);
  await close();
});
