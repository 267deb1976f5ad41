// Readings that nobody would set by hand: each is readable, stays within its page and keeps its notes apart.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { buildSite, launch, onDisk, watchedPage } from "./support.mjs";

const words = (count) => Array.from({ length: count }, (_, number) => ["river", "mill", "road", "and", "the", "winter"][number % 6]).join(" ");
const name = "Llanfair".repeat(38).slice(0, 300);
const gloss = `**Bold** and *soft*, \`code\`, a [link](https://example.org/), [another](paris.md) and [Ann]{person=ann}: <b>not bold</b>.`;
const paragraphs = (count, make) => Array.from({ length: count }, (_, number) => make(number + 1)).join("\n\n");

const readings = {
  "empty": "",
  "heading": "# Only a heading\n",
  "rule": "---\n\n- a list\n- of [Ann]{person=ann}\n",
  "long": paragraphs(400, (number) => `${words(240)} [Paris]{place=paris} ${number}. ${words(8)}`),
  "notes": paragraphs(100, (number) => Array.from({ length: 10 }, (_, index) => `word[^n${number}-${index}]`).join(" "))
    + `\n\n${Array.from({ length: 1000 }, (_, index) => `[^n${Math.floor(index / 10) + 1}-${index % 10}]: ${words(20)}`).join("\n")}`,
  "name": `[${name}]{place=long} and [${name}]{person=ann}, then ${name}.\n\n[${name}]{date=1850}.`,
  "nested": "[The [Battle of [Paris]{place=paris}]{event=battle} in [1850]{date=1850}]{note=n} and [Paris]{place=paris}[Ann]{person=ann}[Paris]{place=paris}[1851]{date=1851}: [“[Ann]{person=ann} [“said”]{quote=ann}”]{quote=ann}.\n\n[^n]: See [Paris]{place=paris}.",
  "right-to-left": "The word [שלום]{lang=he} is Hebrew.\n\nقال الراوي: كان في [باريس]{place=paris} سنة [١٨٥٠]{date=1850} رجل[^n]، وكان [اسمه]{person=ann} طويلا.\n\nAnd on in English to [باريس]{place=paris}.\n\n[^n]: حاشية.",
  "arabic": `+++\ntitle = "حكاية"\nlanguage = "ar"\n+++\n\nقال الراوي: كان في [باريس]{place=paris} رجل[^n] [طويل]{note=m}.\n\nAn English paragraph stands here.\n\n[^n]: حاشية أولى.\n[^m]: حاشية ثانية.`,
  "code": `\`\`\`\n${"x".repeat(400)}\n\`\`\`\n\n| ${"wide | ".repeat(30)}\n|${"---|".repeat(30)}\n| ${"[Ann]{person=ann} | ".repeat(30)}\n\n> > > > ${words(60)}\n\n1. a\n   1. b\n      1. c [Paris]{place=paris}\n\n${"https://example.org/".repeat(20)}`,
};

let browser;
let site;
before(async () => {
  site = buildSite({
    "glossator.toml": 'title = "Extremes"\n',
    "content/entities/paris.md": `+++\nkind = "place"\nname = "Paris"\ncoordinates = [48.86, 2.35]\n+++\n${gloss}\n`,
    "content/entities/ann.md": `+++\nkind = "person"\nname = "Ann"\n+++\n${gloss}\n`,
    "content/entities/battle.md": `+++\nkind = "event"\nname = "Battle"\n+++\nA battle.\n`,
    "content/entities/long.md": `+++\nkind = "place"\nname = "${name}"\ncoordinates = [53.2, -4.2]\n+++\n${words(500)}\n`,
    ...Object.fromEntries(Object.entries(readings).map(([file, text]) => [`content/readings/${file}.md`, text])),
  });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  site?.remove();
});

const address = (reading) => onDisk(`readings/${reading}.html`, site.folder);

for (const [width, options] of [[1440, {}], [320, { hasTouch: true, isMobile: true }]]) {
  test(`no reading is wider than its window, and its cards are within it, at ${width} px`, { timeout: 120_000 }, async () => {
    const { page, troubles, close } = await watchedPage(browser, "file://", { viewport: { width, height: 800 }, ...options });
    for (const reading of Object.keys(readings)) {
      await page.goto(address(reading));
      const seen = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        title: document.querySelectorAll("h1").length,
        beyond: [...document.querySelectorAll(".text p, .text a, .rail li > a, .note, h1")].filter((element) => {
          const box = element.getBoundingClientRect();
          return !element.closest(".table, pre, .visually-hidden") && box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
        }).map((element) => element.outerHTML.slice(0, 120)),
      }));
      assert.ok(seen.width <= width, `${reading}: ${seen.width} px`);
      assert.equal(seen.title, 1, reading);
      assert.deepEqual(seen.beyond, [], reading);
      const mention = page.locator(".text a.mention, .text .mention-link").first();
      if (!(await mention.count())) continue;
      await mention.scrollIntoViewIfNeeded();
      await mention.click();
      const card = page.locator("#site-card");
      await card.waitFor({ state: "visible", timeout: 3000 });
      const box = await card.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width && box.height <= 800, `${reading}: ${JSON.stringify(box)}`);
    }
    assert.deepEqual(troubles, []);
    await close();
  });
}

test("a thousand notes stand apart in the margin, in their order", async () => {
  const { page, close } = await watchedPage(browser, "file://", { viewport: { width: 1440, height: 900 } });
  await page.goto(address("notes"));
  const found = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll(".note")].map((note) => note.getBoundingClientRect());
    return {
      count: boxes.length,
      overlapping: boxes.filter((box, index) => index > 0 && box.top < boxes[index - 1].bottom).length,
      below: document.querySelector(".reading-foot").getBoundingClientRect().top >= boxes.at(-1).bottom,
    };
  });
  assert.deepEqual(found, { count: 1000, overlapping: 0, below: true });
  await close();
});

test("a mention within a mention opens its own card", async () => {
  const { page, close } = await watchedPage(browser, "file://");
  await page.goto(address("nested"));
  const card = page.locator("#site-card");
  await page.locator("#m-paris-1").click();
  assert.equal(await card.getAttribute("data-entity"), "paris");
  await page.locator("#m-battle-1 .mention-link").first().click();
  assert.equal(await card.getAttribute("data-entity"), "battle");
  assert.equal(await page.locator(".card").count(), 1);
  await close();
});

test("a gloss with Markdown is told as words", async () => {
  const { page, close } = await watchedPage(browser, "file://");
  await page.goto(address("nested"));
  await page.locator("#m-paris-2").click();
  assert.equal(await page.locator("#site-card-gloss").textContent(), "Bold and soft, code, a link, another and Ann: not bold.");
  await close();
});

test("what runs from right to left does so, and its notes stand on the side of the margin", async () => {
  const { page, close } = await watchedPage(browser, "file://", { viewport: { width: 1440, height: 900 } });
  await page.goto(address("right-to-left"));
  const directions = await page.locator(".text > .block > p[id]").evaluateAll((all) => all.map((element) => getComputedStyle(element).direction));
  assert.deepEqual(directions, ["ltr", "rtl", "ltr"]);
  assert.equal(await page.locator("[lang=he]").evaluate((element) => getComputedStyle(element).direction), "rtl");
  const places = () => page.evaluate(() => {
    const box = (selector) => document.querySelector(selector).getBoundingClientRect();
    return { text: box(".text").x, note: box(".note").x, rail: box(".rail").x, number: box(".text > .block:nth-child(2) .paragraph-number").x };
  });
  const left = await places();
  assert.ok(left.rail < left.number && left.number < left.text && left.text < left.note, JSON.stringify(left));
  await page.goto(address("arabic"));
  const right = await places();
  assert.ok(right.note < right.text && right.text < right.number && right.number < right.rail, JSON.stringify(right));
  assert.equal(await page.locator("article").getAttribute("lang"), "ar");
  assert.equal(await page.locator(".rail").evaluate((element) => getComputedStyle(element).direction), "ltr");
  await close();
});

test("in a text of which only a part is laid out, addresses, strips and cards lead to their places", { timeout: 120_000 }, async () => {
  for (const width of [1440, 390]) {
    const { page, troubles, close } = await watchedPage(browser, "file://", { viewport: { width, height: 800 } });
    await page.goto(address("long"));
    const ids = await page.locator(".text > .block > [id]").evaluateAll((blocks) => blocks.map((block) => block.id));
    assert.equal(ids.length, 400);
    const topOf = (selector) => page.locator(selector).evaluate(async (element) => {
      // At rest: what comes into sight is laid out frame by frame.
      for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
      return element.getBoundingClientRect().top;
    });
    await page.goto(`${address("long")}#${ids[300]}`);
    assert.ok(Math.abs(await topOf(`[id="${ids[300]}"]`)) < 120, "an address that was followed");
    await page.evaluate((id) => { location.hash = id; }, ids[150]);
    assert.ok(Math.abs(await topOf(`[id="${ids[150]}"]`)) < 120, "one on the page");
    // The card stays at its mention, also where text above it grows when it is laid out.
    await page.locator(".text a.mention").nth(250).evaluate((mention) => mention.scrollIntoView({ block: "center" }));
    await page.waitForTimeout(300);
    await page.locator(".text a.mention").nth(250).click();
    await page.keyboard.press("n");
    const mention = ".text .mention[aria-expanded=true]";
    assert.equal(await page.locator(mention).getAttribute("id"), "m-paris-252");
    const top = await topOf(mention);
    assert.ok(top > 0 && top < 800, `${top}`);
    const gap = await page.evaluate((mention) => {
      const [a, b] = [document.querySelector(mention), document.getElementById("site-card")].map((element) => element.getBoundingClientRect());
      return Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom);
    }, mention);
    assert.ok(width < 640 || gap < 16, `${gap} pixels between mention and card`);
    // All of the text is there for who copies, prints or searches it.
    const copied = await page.evaluate(() => {
      getSelection().selectAllChildren(document.querySelector(".text"));
      return getSelection().toString().split(/\s+/).length;
    });
    assert.ok(copied > 98_000, `${copied}`);
    assert.deepEqual(troubles, []);
    await close();
  }
});
