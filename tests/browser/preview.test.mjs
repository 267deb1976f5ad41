// The live preview: shows an edit in the open page and leaves everything else there as it is, shows what is wrong, and keeps
// others out.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, required, watchedPage } from "./support.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const ADA = '+++\nkind = "person"\nname = "Ada Hall"\n+++\nA keeper of lighthouses.\n';

let browser;
let root;
let server;
let url;

before(async () => {
  root = mkdtempSync(join(tmpdir(), "glossator-preview-"));
  for (const folder of ["content/readings", "content/entities", "static/assets", "templates"]) mkdirSync(join(root, folder), { recursive: true });
  write("content/entities/ada.md", ADA);
  write("content/readings/light.md", reading("The lamp was lit."));
  write("content/readings/other.md", '+++\ntitle = "Another"\n+++\nNothing of her.\n');
  await start("--port", "4170", "--editor", "vscode");
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await stop();
  rmSync(root, { recursive: true, force: true });
});

async function start(...options) {
  server = spawn(required("GLOSSATOR_BINARY"), ["--root", root, "serve", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  server.said = "";
  url = await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      server.said += chunk;
      const found = server.said.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (found) resolve(found[0]);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.on("exit", (status) => reject(new Error(`ended with ${status}: ${server.said}`)));
  });
}

function stop(signal = "SIGINT") {
  if (!server || server.exitCode !== null) return server?.exitCode;
  return new Promise((resolve) => {
    server.on("exit", resolve);
    server.kill(signal);
  });
}

function write(name, text) {
  writeFileSync(join(root, name), text);
}

function reading(last, first = "") {
  const filler = Array.from({ length: 40 }, (_, n) => `Paragraph ${n} of the log speaks of the sea and of the weather at some length.`);
  return `+++\ntitle = "The light"\n+++\n${first}[Ada Hall]{person=ada} climbed the stairs.[^n]\n\n${filler.join("\n\n")}\n\n${last}\n\n[^n]: There were many.\n`;
}

/** An open page, which must never be loaded again unless that is said. */
async function opened(path, options = {}) {
  const { page, troubles, close } = await watchedPage(browser, new URL(url).origin, options);
  page.on("websocket", (socket) => assert.ok(socket.url().startsWith("ws://127.0.0.1:")));
  await page.goto(url + path);
  await page.waitForLoadState("load");
  await page.evaluate(() => { window.isSame = true; });
  return {
    page,
    close: async () => {
      assert.ok(await page.evaluate(() => window.isSame), "the page was loaded again");
      assert.deepEqual(troubles.filter((trouble) => !trouble.startsWith("foreign: ws://127.0.0.1:")), []);
      await close();
    },
  };
}

function ask(options, body) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: "/", ...options }, (response) => {
      let text = "";
      response.on("data", (chunk) => { text += chunk; });
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    sent.on("upgrade", (response, socket) => { socket.destroy(); resolve({ status: response.statusCode }); });
    sent.on("error", reject);
    sent.end(body);
  });
}

test("an edit shows in the open page and leaves the rest of it as it is", async () => {
  const { page, close } = await opened("readings/light.html");
  await page.evaluate(() => {
    const mention = document.querySelector(".mention");
    mention.scrollIntoView({ block: "center" });
    mention.click();
    const paragraph = [...document.querySelectorAll(".text p")].find((p) => p.textContent.includes("Paragraph 2 of"));
    window.kept = { mention, text: [...paragraph.childNodes].find((node) => node.data?.startsWith("Paragraph 2 of")) };
    getSelection().setBaseAndExtent(window.kept.text, 0, window.kept.text, 9);
  });
  await page.locator("#site-card:popover-open").waitFor();
  const heading = page.locator("h1");
  await page.evaluate(() => document.querySelector("a.skip").focus());
  // In sight: the page stays where it is.
  write("content/readings/light.md", reading("The lamp was lit.").replace("Paragraph 1 of", "Paragraph one of"));
  await page.getByText("Paragraph one of").waitFor({ timeout: 10_000 });
  assert.equal(await page.evaluate(() => getSelection().toString()), "Paragraph");
  assert.ok(await page.evaluate(() => window.kept.mention.isConnected && window.kept.text.isConnected));
  assert.ok(await page.locator("#site-card").evaluate((card) => card.matches(":popover-open")));
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  assert.equal(await heading.count(), 1);
  // The card says what the entity's file says now.
  write("content/entities/ada.md", ADA.replace("A keeper", "The last keeper"));
  await page.locator("#site-card").getByText("The last keeper").waitFor({ timeout: 10_000 });
  write("content/entities/ada.md", ADA);
  await close();
});

test("text that comes in above leaves in its place what is read, and what is edited out of sight is gone to", async () => {
  write("content/readings/light.md", reading("The lamp was lit."));
  const { page, close } = await opened("readings/light.html");
  const paragraph = (words) => page.locator(".text p").filter({ hasText: words }).first();
  const top = (words) => paragraph(words).evaluate((element) => element.getBoundingClientRect().top);
  await paragraph("Paragraph 30 of").evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  const was = await top("Paragraph 30 of");
  write("content/readings/light.md", reading("The lamp was lit.", "A new beginning.\n\n".repeat(9)).replace("Paragraph 30 of the log", "Paragraph 30 of it"));
  await paragraph("Paragraph 30 of it").waitFor({ timeout: 10_000 });
  await page.waitForTimeout(400);
  assert.ok(Math.abs((await top("Paragraph 30 of it")) - was) < 8, `moved by ${(await top("Paragraph 30 of it")) - was} px`);

  write("content/readings/light.md", reading("The lamp was lit."));
  await paragraph("A new beginning").waitFor({ state: "detached", timeout: 10_000 });
  for (const reducedMotion of ["no-preference", "reduce"]) {
    await page.emulateMedia({ reducedMotion });
    const last = `The lamp went out (${reducedMotion}).`;
    for (const [words, text] of [[last, reading(last)], ["A beginning", reading(last, "A beginning\n\n")]]) {
      write("content/readings/light.md", text);
      await page.waitForFunction((wanted) => {
        const edited = [...document.querySelectorAll(".text p")].find((element) => element.textContent.includes(wanted));
        const box = edited?.getBoundingClientRect();
        return box && box.top > 0 && box.bottom < innerHeight && edited.getAnimations().length > 0;
      }, words, { timeout: 10_000 });
      await page.waitForTimeout(300);
    }
  }
  await close();
});

test("a page of another file follows without being led away, and one that did not change is left alone", async () => {
  write("content/readings/light.md", reading("The lamp was lit."));
  const entity = await opened("entities/ada.html", { viewport: { width: 1280, height: 300 } });
  const other = await opened("readings/other.html");
  const told = [];
  await other.page.evaluate(() => document.addEventListener("glossator:updated", () => { window.isUpdated = true; }));
  other.page.on("console", (message) => told.push(message.text()));
  write("content/readings/light.md", reading("[Ada Hall]{person=ada} put the lamp out."));
  await entity.page.getByText("put the lamp out").first().waitFor({ state: "attached", timeout: 10_000 });
  assert.equal(await entity.page.evaluate(() => scrollY), 0);
  assert.equal(await other.page.evaluate(() => window.isUpdated), undefined);
  await entity.close();
  await other.close();
});

test("a list of names that is sorted otherwise and narrowed takes in what is new", async () => {
  const { page, close } = await opened("entities.html");
  await page.getByLabel("mentions", { exact: true }).check();
  await page.getByLabel("Show only").fill("a");
  const shown = () => page.locator(".names li:visible a").allTextContents();
  assert.deepEqual(await shown(), ["Ada Hall"]);
  write("content/entities/anna.md", '+++\nkind = "person"\nname = "Anna"\n+++\nA keeper.\n');
  write("content/readings/light.md", reading("[Anna]{person=anna} lit it, and [Anna]{person=anna} again, and [Anna]{person=anna}."));
  await page.waitForFunction(() => document.querySelectorAll(".names li").length === 2);
  await page.waitForFunction(() => document.querySelector(".names a").textContent === "Anna");
  assert.deepEqual(await shown(), ["Anna", "Ada Hall"]);
  rmSync(join(root, "content/entities/anna.md"));
  write("content/readings/light.md", reading("The lamp was lit."));
  await page.waitForFunction(() => document.querySelectorAll(".names li").length === 1);
  assert.deepEqual(await shown(), ["Ada Hall"]);
  await close();
});

test("a style sheet is replaced without loading the page, a script is not", async () => {
  const { page, close } = await opened("readings/light.html");
  const color = () => page.evaluate(() => getComputedStyle(document.querySelector("h1")).color);
  const sheets = await page.locator("link[rel=stylesheet]").count();
  for (const [value, expected] of [["rgb(1, 2, 3)", "rgb(1, 2, 3)"], ["rgb(3, 2, 1)", "rgb(3, 2, 1)"]]) {
    write("static/assets/prose.css", `h1 { color: ${value} !important }`);
    await page.waitForFunction((wanted) => getComputedStyle(document.querySelector("h1")).color === wanted, expected, { timeout: 10_000 });
  }
  assert.equal(await page.locator("link[rel=stylesheet]").count(), sheets);
  // And the text still follows.
  write("content/readings/light.md", reading("The lamp is lit again."));
  await page.getByText("The lamp is lit again.").waitFor({ state: "attached", timeout: 10_000 });
  assert.equal(await color(), "rgb(3, 2, 1)");
  await close();

  const next = await watchedPage(browser, "http", {});
  await next.page.goto(`${url}readings/light.html`);
  write("static/assets/keys.js", "window.isMine = true;");
  await next.page.waitForFunction(() => window.isMine, null, { timeout: 10_000 });
  await next.close();
  rmSync(join(root, "static/assets/keys.js"));
  rmSync(join(root, "static/assets/prose.css"));
});

test("the search finds what was just written", async () => {
  const { page, close } = await watchedPage(browser, "http", {});
  await page.goto(`${url}search.html?q=halyard`);
  await page.waitForTimeout(500);
  write("content/readings/light.md", reading("The halyard was cut."));
  await page.locator("#site-results").getByText("halyard").first().waitFor({ timeout: 10_000 });
  assert.equal(await page.locator("#site-query").inputValue(), "halyard");
  await close();
});

test("what is wrong shows over the last good page, with a way to the place, and goes when it is mended", async () => {
  const { page, close } = await opened("readings/light.html");
  write("content/readings/light.md", reading("[Nobody]{person=nobody} came."));
  const panel = page.locator("glossator-preview #panel");
  const button = page.locator("glossator-preview #button");
  await panel.waitFor({ timeout: 10_000 });
  assert.match(await panel.innerText(), /there is no entity nobody/);
  assert.match(await button.innerText(), /1 error/);
  const link = panel.getByRole("link", { name: /content\/readings\/light\.md:\d+:\d+/ });
  assert.match(await link.getAttribute("href"), /^vscode:\/\/file\/.*\/content\/readings\/light\.md:\d+:\d+$/);
  assert.match(await panel.locator("mark").innerText(), /person=nobody/);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(100);
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run({ include: [["glossator-preview"]] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
  }
  // It can be put away, and stays so until there is something new.
  await button.click();
  assert.ok(await panel.isHidden());
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "x", bubbles: true })));
  write("content/readings/light.md", reading("[Nobody]{person=nobody} came again."));
  await page.getByText("came again.").first().waitFor({ state: "attached", timeout: 10_000 });
  await page.waitForTimeout(300);
  assert.ok(await panel.isHidden());
  write("content/readings/light.md", Buffer.from([0x61, 0xff, 0x62]));
  await panel.getByText("as it last was").waitFor({ timeout: 10_000 });
  assert.ok(await page.getByText("came again.").first().isVisible() || await page.getByText("came again.").count());
  write("content/readings/light.md", reading("Somebody came."));
  await page.getByText("Somebody came.").waitFor({ state: "attached", timeout: 10_000 });
  await button.waitFor({ state: "hidden", timeout: 10_000 });
  assert.ok(await panel.isHidden());
  await close();
});

test("broken files do not end it", async () => {
  const { page, close } = await opened("readings/light.html");
  for (const [path, text] of [
    ["glossator.toml", "title = [broken"],
    ["templates/reading.html", "{% if %}"],
    ["content/readings/bad.md", Buffer.from([0xff, 0xfe, 0x00])],
  ]) {
    write(path, text);
    await page.locator("glossator-preview #panel").getByText(path).first().waitFor({ timeout: 10_000 });
  }
  assert.equal((await ask({ path: "/readings/light.html" })).status, 200);
  rmSync(join(root, "templates/reading.html"));
  rmSync(join(root, "glossator.toml"));
  rmSync(join(root, "content/readings/bad.md"));
  await page.locator("glossator-preview #button").waitFor({ state: "hidden", timeout: 10_000 });
  assert.equal((await ask({ path: "/readings/light.html" })).status, 200);
  await close();
});

test("a folder that goes and comes back is followed", async () => {
  // What is shown meanwhile, that there is no such page, has other scripts: the page is loaded again.
  const { page, close } = await watchedPage(browser, "http", {});
  await page.goto(`${url}readings/light.html`);
  renameSync(join(root, "content"), join(root, "elsewhere"));
  await page.getByText("Somebody came.").waitFor({ state: "detached", timeout: 10_000 });
  renameSync(join(root, "elsewhere"), join(root, "content"));
  await page.getByText("Somebody came.").waitFor({ state: "attached", timeout: 10_000 });
  write("content/readings/light.md", reading("Somebody left."));
  await page.getByText("Somebody left.").waitFor({ state: "attached", timeout: 10_000 });
  await close();
});

test("any number of tabs follow, and find the preview again when it is started again", async () => {
  const context = await browser.newContext();
  const pages = await Promise.all(Array.from({ length: 10 }, () => context.newPage()));
  await Promise.all(pages.map((page) => page.goto(`${url}readings/light.html`)));
  write("content/readings/light.md", reading("Ten of them."));
  await Promise.all(pages.map((page) => page.getByText("Ten of them.").waitFor({ state: "attached", timeout: 10_000 })));
  assert.equal(await stop(), 0);
  assert.match(server.said, /the preview has ended/);
  await pages[0].locator("glossator-preview #button").getByText("preview has ended").waitFor({ timeout: 10_000 });
  write("content/readings/light.md", reading("Ten of them again."));
  await start("--port", new URL(url).port);
  await Promise.all(pages.map((page) => page.getByText("Ten of them again.").waitFor({ state: "attached", timeout: 10_000 })));
  await pages[0].locator("glossator-preview #button").waitFor({ state: "hidden", timeout: 10_000 });
  await context.close();
});

test("it follows by looking at the files where nothing tells of changes", async () => {
  const before = { server, url };
  await start("--port", new URL(url).port, "--poll", "50");
  assert.match(server.said, /port \d+ is in use, trying the next/);
  assert.match(server.said, /looking at the files every 50 ms/);
  const { page, close } = await opened("readings/light.html");
  write("content/readings/light.md", reading("Seen by looking."));
  await page.getByText("Seen by looking.").waitFor({ state: "attached", timeout: 10_000 });
  await close();
  await stop("SIGTERM");
  ({ server, url } = before);
});

test("it answers to its own pages alone", async () => {
  const socket = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" };
  const { origin, port } = new URL(url);
  const statusOf = async (options, body) => (await ask(options, body)).status;
  assert.equal(await statusOf({}), 200);
  assert.equal(await statusOf({ headers: { host: "evil.example" } }), 403);
  assert.equal(await statusOf({ headers: { host: `127.0.0.1.evil.example:${port}` } }), 403);
  assert.equal(await statusOf({ headers: { origin: "http://evil.example" } }), 403);
  assert.equal(await statusOf({ path: "/-/changes", headers: { ...socket, origin } }), 101);
  assert.equal(await statusOf({ path: "/-/changes", headers: { ...socket, origin: "http://evil.example" } }), 403);
  assert.equal(await statusOf({ path: "/-/changes", headers: socket }), 403);
  // Nobody reads what is sent, so the connection may end before the answer is there.
  for (const body of ["x", "x".repeat(1 << 24)]) {
    const status = await statusOf({ method: "POST" }, body).catch(() => 405);
    assert.equal(status, 405);
  }
  for (const path of ["/../glossator.toml", "/%2e%2e/content/entities/ada.md", "/content/entities/ada.md", "/..%2f..%2fetc/passwd", "/%00", "//etc/passwd", "/\\etc\\passwd"]) {
    assert.ok([400, 404].includes(await statusOf({ path })), path);
  }
  const tooLong = await statusOf({ path: `/${"a".repeat(100_000)}` }).catch(() => 414);
  assert.ok(tooLong >= 400, String(tooLong));
  const tooMany = await statusOf({ headers: { "x-much": "a".repeat(1 << 20) } }).catch(() => 431);
  assert.ok(tooMany >= 400, String(tooMany));
  assert.equal(await statusOf({}), 200);
});

test("it says how its answers are to be taken", async () => {
  const page = await ask({ path: "/readings/light.html" });
  assert.equal(page.headers["cache-control"], "no-store");
  assert.equal(page.headers["x-content-type-options"], "nosniff");
  assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
  const policy = page.text.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];
  assert.ok(policy.startsWith(`connect-src &#39;self&#39; ws://${new URL(url).host}/-/changes; default-src &#39;none&#39;`), policy);
  const head = await ask({ method: "HEAD", path: "/readings/light.html" });
  assert.deepEqual([head.status, head.text, head.headers["content-type"]], [200, "", page.headers["content-type"]]);
  for (const [path, type] of [["/assets/page.css", "text/css"], ["/assets/keys.js", "text/javascript"], ["/data/entities.json", "application/json"], ["/feed.xml", "application/xml"]]) {
    const { status, headers } = await ask({ path });
    if (status === 200) assert.ok(headers["content-type"].startsWith(type), `${path}: ${headers["content-type"]}`);
    else assert.equal(status, 404);
  }
  assert.equal((await ask({ path: "/readings/none.html" })).status, 404);
});
