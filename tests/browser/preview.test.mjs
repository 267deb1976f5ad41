// The live preview: shows an edit where the reader is, shows what is wrong, and keeps others out.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, required, watchedPage } from "./support.mjs";

let browser;
let root;
let server;
let url;

before(async () => {
  root = mkdtempSync(join(tmpdir(), "glossator-preview-"));
  mkdirSync(join(root, "content/readings"), { recursive: true });
  mkdirSync(join(root, "content/entities"), { recursive: true });
  write("content/entities/ada.md", '+++\nkind = "person"\nname = "Ada Hall"\n+++\nA keeper of lighthouses.\n');
  write("content/readings/light.md", reading("The lamp was lit."));
  server = spawn(required("GLOSSATOR_BINARY"), ["--root", root, "serve", "--port", "4170"], { stdio: ["ignore", "pipe", "pipe"] });
  url = await new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk) => {
      said += chunk;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (found) resolve(found[0]);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.on("exit", (status) => reject(new Error(`ended with ${status}: ${said}`)));
  });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.kill();
  rmSync(root, { recursive: true, force: true });
});

function write(name, text) {
  writeFileSync(join(root, name), text);
}

function reading(last) {
  const filler = Array.from({ length: 40 }, (_, n) => `Paragraph ${n} of the log speaks of the sea and of the weather at some length.`);
  return `+++\ntitle = "The light"\n+++\n[Ada Hall]{person=ada} climbed the stairs.\n\n${filler.join("\n\n")}\n\n${last}\n`;
}

function ask(options) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: "/", ...options }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("upgrade", (response, socket) => { socket.destroy(); resolve(response.statusCode); });
    sent.on("error", reject);
    sent.end();
  });
}

test("an edit shows in the open page, where the reader was", async () => {
  const { page, troubles, close } = await watchedPage(browser, new URL(url).origin.replace("http", ""), {});
  troubles.length = 0;
  await page.goto(`${url}readings/light.html`);
  await page.getByText("Paragraph 30 of").scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  assert.ok(before > 200);
  write("content/readings/light.md", reading("The lamp went out."));
  await page.getByText("The lamp went out.").waitFor({ state: "attached", timeout: 10_000 });
  await page.waitForTimeout(300);
  const moved = Math.abs((await page.evaluate(() => scrollY)) - before);
  assert.ok(moved < 40, `the page moved by ${moved} px`);
  await close();
});

test("what is wrong shows over the last good page, and goes when it is mended", async () => {
  const { page, close } = await watchedPage(browser, "http", {});
  await page.goto(`${url}readings/light.html`);
  write("content/readings/light.md", reading("[Nobody]{person=nobody} came."));
  const panel = page.locator("#glossator-preview");
  await panel.waitFor({ timeout: 10_000 });
  assert.match(await panel.innerText(), /nobody/);
  assert.match(await panel.innerText(), /light\.md:\d+/);
  write("content/readings/light.md", reading("Somebody came."));
  await page.getByText("Somebody came.").waitFor({ state: "attached", timeout: 10_000 });
  await panel.waitFor({ state: "detached", timeout: 10_000 });
  await close();
});

test("broken files do not end it", async () => {
  write("glossator.toml", "title = [broken");
  mkdirSync(join(root, "templates"), { recursive: true });
  write("templates/reading.html", "{% if %}");
  writeFileSync(join(root, "content/readings/bad.md"), Buffer.from([0xff, 0xfe, 0x00]));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.equal(await ask({ path: "/readings/light.html" }), 200);
  rmSync(join(root, "templates"), { recursive: true });
  rmSync(join(root, "glossator.toml"));
  rmSync(join(root, "content/readings/bad.md"));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.equal(await ask({ path: "/readings/light.html" }), 200);
});

test("it answers to its own pages alone", async () => {
  const socket = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" };
  const origin = new URL(url).origin;
  assert.equal(await ask({}), 200);
  assert.equal(await ask({ headers: { host: "evil.example" } }), 403);
  assert.equal(await ask({ headers: { origin: "http://evil.example" } }), 403);
  assert.equal(await ask({ path: "/-/changes", headers: { ...socket, origin } }), 101);
  assert.equal(await ask({ path: "/-/changes", headers: { ...socket, origin: "http://evil.example" } }), 403);
  assert.equal(await ask({ path: "/-/changes", headers: socket }), 403);
  assert.equal(await ask({ method: "POST" }), 405);
  for (const path of ["/../glossator.toml", "/%2e%2e/content/entities/ada.md", "/content/entities/ada.md", "/..%2f..%2fetc/passwd"]) {
    assert.ok([400, 404].includes(await ask({ path })), path);
  }
});
