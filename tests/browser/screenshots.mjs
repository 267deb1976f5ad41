// Pictures of every kind of page in every light and size, and of what opens on a reading. `tools/screenshots` runs it.

import { join } from "node:path";
import { SITE, launch, onDisk, pages } from "./support.mjs";

const folder = process.argv[2];
const only = process.env.ONLY ?? "";
const desk = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** How a page is looked at: the options of its context, and the light that the reader has chosen. */
const manners = {
  light: { ...desk },
  dark: { ...desk, colorScheme: "dark" },
  sepia: { ...desk, theme: "sepia" },
  tablet: { viewport: { width: 1024, height: 768 } },
  phone,
  "phone-dark": { ...phone, colorScheme: "dark" },
  narrow: { ...phone, viewport: { width: 320, height: 640 } },
  "no-script": { ...desk, javaScriptEnabled: false },
  contrast: { ...desk, forcedColors: "active" },
};

/** What a reader opens: on which kind of page, in which manners. */
const states = {
  card: { on: "reading", in: ["light", "dark", "sepia", "phone", "phone-dark", "narrow", "contrast"], do: openCard },
  person: { on: "reading", in: ["light", "phone"], do: (page) => openCard(page, "person") },
  settings: { on: "reading", in: ["light", "dark", "phone", "narrow"], do: openSettings },
  help: { on: "reading", in: ["light", "phone"], do: (page) => page.keyboard.press("?") },
  note: { on: "reading", in: ["phone", "tablet"], do: openNote },
  cite: { on: "reading", in: ["light", "phone"], do: openCitation },
  results: { on: "search", in: ["light", "dark", "phone", "narrow"], do: search },
};

const browser = await launch();
const samples = sampleOfEachKind();
for (const [manner, { theme, ...options }] of Object.entries(manners)) {
  const context = await browser.newContext(options);
  if (theme) await context.addInitScript((theme) => localStorage.setItem("folio-theme", theme), theme);
  const page = await context.newPage();
  for (const [kind, name] of Object.entries(samples)) {
    if (!`${kind}-${manner}`.includes(only)) continue;
    await page.goto(onDisk(name));
    await page.screenshot({ path: join(folder, `${kind}-${manner}.png`), fullPage: true });
  }
  for (const [state, { on, in: among, do: act }] of Object.entries(states)) {
    if (!among.includes(manner) || !samples[on] || !`${on}-${state}-${manner}`.includes(only)) continue;
    await page.goto(onDisk(samples[on]));
    await act(page);
    await page.waitForTimeout(150);
    await page.screenshot({ path: join(folder, `${on}-${state}-${manner}.png`) });
  }
  await context.close();
}
const context = await browser.newContext(desk);
const page = await context.newPage();
for (const [kind, name] of Object.entries(samples)) {
  if (!`${kind}-print`.includes(only)) continue;
  await page.goto(onDisk(name));
  await page.pdf({ path: join(folder, `${kind}-print.pdf`), preferCSSPageSize: true, format: "A5" });
}
await browser.close();

/** One page of each kind: the first. `READING` and `ENTITY` choose others. */
function sampleOfEachKind() {
  const all = pages();
  const samples = {};
  for (const name of ["index", "entities", "map", "timeline", "search", "404"]) {
    if (all.includes(`${name}.html`)) samples[name] = `${name}.html`;
  }
  samples.reading = process.env.READING ?? all.find((name) => name.startsWith("readings/"));
  samples.entity = process.env.ENTITY ?? all.find((name) => name.startsWith("entities/"));
  return samples;
}

async function openCard(page, kind = "place") {
  const mentions = page.locator(`.text a.mention[data-kind=${kind}]`);
  const mention = mentions.nth(Math.min(4, (await mentions.count()) - 1));
  if (!(await mentions.count())) return;
  await mention.scrollIntoViewIfNeeded();
  await mention.click();
  await page.waitForTimeout(300);
}

/** Looks for the name that the site has most often. */
async function search(page) {
  const field = page.getByRole("searchbox");
  await page.goto(onDisk("index.html"));
  const name = await page.locator(".frequent a").first().textContent();
  await page.goto(onDisk("search.html"));
  await field.fill(name);
  await page.waitForTimeout(800);
}

async function openSettings(page) {
  await page.locator("[popovertarget=site-settings]:visible").first().click();
}

async function openNote(page) {
  const marker = page.locator(".note-marker").first();
  if (await marker.count()) await marker.click();
}

async function openCitation(page) {
  const number = page.locator(".paragraph-number.is-fifth").first();
  if (await number.count()) await number.click();
}
