// What a reader does: from the disk and below a path of a plain file server.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, onDisk, pages, serveBelow, watchedPage } from "./support.mjs";

let browser;
let host;
before(async () => {
  browser = await launch();
  host = await serveBelow("/some/where/");
});
after(async () => {
  await browser.close();
  host.close();
});

const reading = pages().find((page) => page.startsWith("readings/"));

const homes = {
  "file://": { origin: "file://", url: onDisk },
  "a sub-path": { get origin() { return host.origin; }, url: (page) => host.url(page) },
};

for (const [name, home] of Object.entries(homes)) {
  test(`every link leads to a page and every fragment to an element, ${name}`, { timeout: 300_000 }, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin, { javaScriptEnabled: true });
    const ids = new Map();
    const links = [];
    const queue = ["index.html"];
    const seen = new Set(queue);
    const base = home.url("");
    while (queue.length > 0) {
      const current = queue.pop();
      await page.goto(home.url(current));
      const found = await page.evaluate(() => ({
        ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
        links: [...document.querySelectorAll("a[href]")].map((link) => link.href.baseVal === undefined ? link.href : new URL(link.href.baseVal, document.baseURI).href),
      }));
      ids.set(current, new Set(found.ids));
      for (const href of found.links) {
        if (!href.startsWith(base)) {
          assert.match(href, /^(https?|mailto):/, `${current} links to ${href}`);
          continue;
        }
        const [path, fragment] = href.slice(base.length).split("#");
        links.push({ from: current, path: decodeURI(path), fragment: fragment && decodeURIComponent(fragment) });
        if (path.endsWith(".html") && !seen.has(path)) {
          seen.add(path);
          queue.push(path);
        }
      }
    }
    const broken = links.filter(({ path, fragment }) => path.endsWith(".html") && fragment && !ids.get(path)?.has(fragment));
    assert.deepEqual(broken, []);
    assert.deepEqual(troubles, []);
    const unreached = pages().filter((page) => !seen.has(page) && page !== "404.html");
    assert.deepEqual(unreached, [], "pages that no link leads to");
    await close();
  });

  test(`a name is looked up without leaving the text, ${name}`, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin);
    await page.goto(home.url(reading));
    const mention = page.locator("a.mention[data-kind=place]").first();
    await mention.hover();
    const card = page.locator("#site-card");
    await card.waitFor({ state: "visible", timeout: 3000 });
    const id = await mention.getAttribute("data-entity");
    assert.ok((await card.locator("a[href]").last().getAttribute("href")).endsWith(`entities/${id}.html`), "the card leads to the page");
    // WCAG 1.4.13: the pointer can go into the card, and Escape closes it.
    await card.hover();
    await page.waitForTimeout(500);
    assert.ok(await card.isVisible(), "the card stays while the pointer is in it");
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "hidden", timeout: 2000 });
    assert.deepEqual(troubles, []);
    await close();
  });

  test(`search finds readings and entities, ${name}`, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin);
    await page.goto(home.url(reading));
    const place = await page.locator("a.mention[data-kind=place]").first().textContent();
    await page.goto(home.url("search.html"));
    await page.getByRole("searchbox").fill(place);
    const passages = page.locator("#site-results .mention-in-context");
    await passages.first().waitFor({ timeout: 5000 });
    assert.ok((await passages.first().textContent()).includes(place), "a result shows the words in their sentence");
    assert.ok((await page.locator("#site-found-names a").count()) > 0, "names that match are offered");
    await passages.first().locator("a").first().click();
    await page.waitForURL(/\/readings\/.*#/);
    const target = await page.evaluate(() => document.querySelector(":target")?.textContent ?? "");
    assert.ok(target.includes(place), "a result leads to the place");
    await page.goto(home.url("search.html"));
    await page.getByRole("searchbox").fill("zzzzqqqq");
    await page.getByRole("status").filter({ hasText: /no/i }).waitFor({ timeout: 3000 });
    assert.equal(await passages.count(), 0);
    assert.deepEqual(troubles, []);
    await close();
  });

  test(`the map's places lead to their pages, ${name}`, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin);
    await page.goto(home.url("map.html"));
    const markers = page.locator("svg a[data-entity]");
    assert.ok((await markers.count()) > 0, "the map shows places");
    const marker = markers.first();
    const id = await marker.getAttribute("data-entity");
    await marker.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/entities/${id}.html`);
    assert.deepEqual(troubles, []);
    await close();
  });
}

test("without JavaScript the text, its notes and every way in are there", async () => {
  const { page, close } = await watchedPage(browser, "file://", { javaScriptEnabled: false });
  await page.goto(onDisk(reading));
  const text = await page.locator("article.reading").innerText();
  assert.ok(text.length > 500);
  assert.ok(await page.locator("a.mention").first().isVisible());
  for (const link of ["entities.html", "map.html", "timeline.html", "search.html"]) {
    assert.ok((await page.locator(`nav a[href$="${link}"]`).count()) > 0, link);
  }
  await page.goto(onDisk("map.html"));
  assert.ok((await page.locator("svg a[data-entity]").count()) > 0);
  await close();
});

test("the keyboard opens search and help", async () => {
  const { page, troubles, close } = await watchedPage(browser, "file://");
  await page.goto(onDisk(reading));
  await page.keyboard.press("?");
  await page.getByRole("dialog").waitFor({ state: "visible", timeout: 2000 });
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden", timeout: 2000 });
  await page.keyboard.press("/");
  await page.waitForURL(/search\.html/);
  assert.deepEqual(troubles, []);
  await close();
});

test("the first focus is a way past the navigation", async () => {
  const { page, close } = await watchedPage(browser, "file://");
  await page.goto(onDisk(reading));
  await page.keyboard.press("Tab");
  const target = await page.evaluate(() => document.activeElement.getAttribute("href"));
  assert.match(target, /^#/);
  assert.equal(await page.locator(target).count(), 1);
  await close();
});
