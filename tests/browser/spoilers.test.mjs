// A reader of a collection in order asks to be told no more than the text has told.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { buildSite, launch, onDisk, required, serveBelow, watchedPage } from "./support.mjs";

let browser;
let host;
let root;
let site;

before(async () => {
  root = mkdtempSync(join(tmpdir(), "glossator-spoilers-"));
  site = join(root, "public");
  for (const folder of ["readings/novel", "entities"]) mkdirSync(join(root, "content", folder), { recursive: true });
  write("glossator.toml", 'title = "T"\n[collections.novel]\ntitle = "The Novel"\nin_order = true\n');
  const filler = Array.from({ length: 40 }, (_, at) => `Paragraph ${at} of a long chapter in which nothing happens to anyone at all.\n`).join("\n");
  write("content/readings/novel/1.md", `# One\n\n[Ann]{person=ann} meets [Bob]{person=bob}.\n\n${filler}\n[Ann]{person=ann} leaves in [1850]{date=1850}.\n`);
  write("content/readings/novel/2.md", `# Two\n\n[Ann]{person=ann} finds [Cid]{person=cid} on [5 May 1851]{date=1851-05-05}.\n\n${filler}`);
  write("content/readings/novel/3.md", "# Three\n\n[Ann]{person=ann} marries [Cid]{person=cid}.\n");
  for (const name of ["Ann", "Bob", "Cid"]) {
    write(`content/entities/${name.toLowerCase()}.md`, `+++\nkind = "person"\nname = "${name}"\nend = "1899"\n+++\nA person.\n\nThe whole story of ${name}.\n`);
  }
  execFileSync(required("GLOSSATOR_BINARY"), ["--root", root, "build", "--strict"], { stdio: "ignore" });
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

const homes = {
  "file://": { origin: "file://", url: (page) => onDisk(page, site) },
  "a sub-path": { get origin() { return host.origin; }, url: (page) => host.url(page) },
};

for (const [name, home] of Object.entries(homes)) {
  test(`pages follow the reader's place, ${name}`, async () => {
    const { page, troubles, close } = await watchedPage(browser, home.origin);
    const sentences = () => page.locator(".mentions .mention-in-context:visible").allTextContents();
    await page.goto(home.url("entities/ann.html"));
    assert.equal((await sentences()).length, 4, "nothing is hidden before the reader asks");
    assert.ok(await page.getByText("The whole story of Ann").isVisible());

    // The beginning of the first reading is read, and the reader asks.
    await page.goto(home.url("readings/novel/1.html"));
    await page.getByRole("button", { name: "How the page is shown" }).first().click();
    await page.getByLabel("Hide what the text has not told me yet").check();
    await page.goto(home.url("entities/ann.html"));
    assert.match((await sentences()).join("|"), /meets Bob[^|]*$/);
    assert.ok(await page.getByText("The whole story of Ann").isHidden(), "prose tells of everything");
    assert.ok(await page.getByText("1899").isHidden(), "an end is told by the end");
    assert.ok(await page.locator("#site-spoilers-notice").isVisible());
    await page.goto(home.url("entities/cid.html"));
    assert.ok(await page.getByRole("heading", { name: "Cid" }).isHidden(), "a name that has not occurred is not told of");
    await page.goto(home.url("entities.html"));
    assert.deepEqual(await page.locator(".names li:visible a").allTextContents(), ["Ann", "Bob"]);

    // Reading on tells more.
    await page.goto(home.url("readings/novel/1.html"));
    await page.keyboard.press("End");
    await page.waitForFunction(() => window.folioSpoilers.progressIn(0).offset > 990);
    await page.goto(home.url("timeline.html"));
    assert.deepEqual(await page.locator(".dates-what:visible").allTextContents(), ["Ann leaves in 1850."]);
    // Looking something up further on does not.
    await page.goto(home.url("readings/novel/3.html"));
    await page.goto(home.url("entities/ann.html"));
    assert.equal((await sentences()).length, 2);
    // The next reading does.
    await page.goto(home.url("readings/novel/2.html"));
    await page.goto(home.url("entities/cid.html"));
    assert.equal((await sentences()).length, 1);

    await page.getByRole("button", { name: "Show everything" }).click();
    assert.equal((await sentences()).length, 2);
    assert.deepEqual(troubles, []);
    await close();
  });
}

test("nothing moves when it is judged what may be told", async () => {
  const { page, close } = await watchedPage(browser, "file://");
  await page.addInitScript(() => {
    localStorage.setItem("folio-spoilers", JSON.stringify({ isOn: true, read: { novel: [1, 20, 1] } }));
    window.moved = [];
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) window.moved.push(shift.value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  // As on a slow device, where the page is painted before it is whole.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  for (const name of ["entities.html", "entities/ann.html", "readings/novel/1.html", "timeline.html"]) {
    await page.goto(onDisk(name, site));
    await page.waitForFunction(() => document.documentElement.dataset.spoilers === "");
    assert.ok(await page.locator("main").isVisible());
    await page.waitForTimeout(200);
    const sum = await page.evaluate(() => window.moved.reduce((all, value) => all + value, 0));
    assert.ok(sum < .002, `${name}: ${sum}`);
  }
  await close();
});

test("without JavaScript nothing is hidden", async () => {
  const { page, close } = await watchedPage(browser, "file://", { javaScriptEnabled: false });
  await page.goto(onDisk("entities/cid.html", site));
  assert.ok(await page.getByText("The whole story of Cid").isVisible());
  assert.equal(await page.locator("#site-spoilers-notice:visible").count(), 0);
  await close();
});

test("the map, its list and its route show no place that has not been told", async () => {
  const place = (name, at) => `+++\nkind = "place"\nname = "${name}"\ncategory = "city"\ncoordinates = [${at}]\n+++\nA city.\n`;
  const { folder, remove } = buildSite({
    "glossator.toml": 'title = "T"\n[collections.novel]\nin_order = true\n',
    "content/readings/novel/1.md": "# One\n\nFrom [Rome]{place=rome} to [Bari]{place=bari}.\n",
    "content/readings/novel/2.md": "# Two\n\nIn [Rome]{place=rome}, then in [Oslo]{place=oslo}.\n",
    "content/entities/rome.md": place("Rome", "41.9, 12.5"),
    "content/entities/bari.md": place("Bari", "41.12, 16.87"),
    "content/entities/oslo.md": place("Oslo", "59.91, 10.75"),
  });
  const { page, troubles, close } = await watchedPage(browser, "file://");
  const listed = () => page.locator(".places > li:visible .place-name").allTextContents();
  const drawn = () => page.locator("svg.map .map-marker[data-entity]:visible").evaluateAll((all) => all.map((marker) => marker.dataset.entity).sort());
  await page.goto(onDisk("map.html", folder));
  assert.deepEqual(await listed(), ["Rome", "Bari", "Oslo"]);
  await page.evaluate(() => localStorage.setItem("folio-spoilers", JSON.stringify({ isOn: true, read: { novel: [1, 1000, 1e9] } })));
  await page.reload();
  await page.waitForFunction(() => document.querySelectorAll(".places > li[hidden]").length === 1);
  assert.deepEqual(await listed(), ["Rome", "Bari"]);
  assert.deepEqual(await drawn(), ["bari", "rome"]);
  await page.locator("#site-stepper").getByText("1 of 2: Rome").waitFor();
  assert.ok(await page.locator("#site-map-reading option", { hasText: "Two" }).evaluate((option) => option.disabled), "nor the way of what has not been read");
  await page.goto(onDisk("index.html", folder));
  assert.deepEqual(await drawn(), ["bari", "rome"], "nor does the small map");
  await page.getByRole("button", { name: "Show everything" }).click();
  assert.deepEqual(await drawn(), ["bari", "oslo", "rome"]);
  assert.deepEqual(troubles, []);
  await close();
  remove();
});
