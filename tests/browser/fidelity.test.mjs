// What you read is what was written: the seed's words, as the browser shows them.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, onDisk, pages, required, watchedPage } from "./support.mjs";

const words = (text) => text.replace(/\s+/gu, " ").trim();

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test("each seed stands word for word in one of the readings", async () => {
  const folder = join(required("GLOSSATOR_ROOT"), "seeds");
  const seeds = readdirSync(folder).filter((name) => name.endsWith(".txt"));
  assert.ok(seeds.length > 0);
  const { page, close } = await watchedPage(browser, "file://");
  const texts = [];
  for (const name of pages().filter((page) => page.startsWith("readings/"))) {
    await page.goto(onDisk(name));
    texts.push(await page.evaluate(() => {
      const article = document.querySelector("article.reading").cloneNode(true);
      for (const apparatus of article.querySelectorAll("[data-apparatus]")) apparatus.remove();
      return article.textContent;
    }));
  }
  await close();
  for (const seed of seeds) {
    const text = words(readFileSync(join(folder, seed), "utf8"));
    assert.ok(texts.some((shown) => words(shown) === text), `no reading shows ${seed} as it is`);
  }
});
