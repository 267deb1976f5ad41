// Search where words are frequent and many begin alike: postings break off, and beginnings are divided among files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildSite, files, launch, onDisk, watchedPage } from "./support.mjs";

const readings = 14;
const paragraphs = 1500;
let browser;
let site;

before(async () => {
  browser = await launch();
  const sources = { "glossator.toml": 'title = "Large"\n' };
  for (let at = 0; at < 15; at += 1) {
    const name = `Str${String.fromCharCode(97 + at)}bo`;
    sources[`content/entities/strabo-${at}.md`] = `+++\nkind = "person"\nname = "${name}"\n+++\nSomebody.\n`;
  }
  for (let number = 0; number < readings; number += 1) {
    const many = Array.from({ length: paragraphs }, (_, at) => `The strong stranger strolls a street ${at % 100}.`);
    if (number === 12) many[700] = "The strong zebra meets [Strobo]{person=strabo-14} and [Straightness]{person=strabo-0}.";
    sources[`content/readings/r${String(number).padStart(2, "0")}.md`] = `# Reading ${number}\n\n${many.join("\n\n")}\n`;
  }
  site = buildSite(sources);
});

after(async () => {
  await browser?.close();
  site?.remove();
});

test("the files of the index stay small, and a word is found wherever it stands", async () => {
  const head = readFileSync(join(site.folder, "data/search-index.js"), "utf8");
  const { shards, deep } = JSON.parse(head.slice(head.indexOf("{"), head.lastIndexOf("}") + 1));
  assert.ok(shards > 1 && deep.includes("str"), head);
  const terms = files(site.folder).filter((file) => file.startsWith("data/search/"));
  assert.equal(terms.length, shards);
  for (const file of terms) assert.ok(readFileSync(join(site.folder, file)).length < 100_000, file);

  const { page, troubles, close } = await watchedPage(browser, "file://");
  await page.goto(onDisk("search.html", site.folder));
  const field = page.getByRole("searchbox");
  const status = page.locator("#site-search-status");
  const said = (pattern) => page.waitForFunction((source) => new RegExp(source).test(document.querySelector("#site-search-status").textContent), pattern.source);

  // Of a word that is everywhere it is known how often it occurs.
  await field.fill("the ");
  await said(/^21,000 paragraphs/);
  // What stands where the postings of that word have broken off is found all the same.
  await field.fill("the zebra");
  await said(/^(1 paragraph|the first 1 )/);
  assert.match(await page.locator("#site-results").innerText(), /Reading 12[^]*¶ 701[^]*zebra/);
  // A word that is a beginning of too many, and one that is not there
  await field.fill("str");
  await page.locator("#site-results li").nth(8).waitFor();
  await field.fill("strolls the zebra ");
  await said(/^Nothing was found/);
  // Slips in the letters that make the file
  await field.fill("sttrong");
  await page.locator("#site-suggestion:visible").waitFor();
  assert.equal(await page.locator("#site-suggestion button").textContent(), "strong");

  // Of many names that begin alike those that are mentioned are told first.
  await field.fill("str");
  await page.locator("#site-found-names li").nth(11).waitFor();
  const names = await page.locator("#site-found-names a").allTextContents();
  assert.equal(names.length, 12);
  assert.deepEqual(names.slice(0, 2).sort(), ["Strabo", "Strobo"]);
  await field.fill("strnb");
  await page.waitForFunction(() => document.querySelectorAll("#site-found-names li").length === 1);
  assert.deepEqual(await page.locator("#site-found-names a").allTextContents(), ["Strnbo"]);
  await page.locator("#site-found-names a").click();
  await page.waitForURL(/entities\/strabo-13\.html$/);
  assert.deepEqual(troubles, []);
  await close();
});
