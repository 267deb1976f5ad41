// What every browser test needs: the built site, a browser, a plain file server, and a page that
// remembers what a reader must never meet.

import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

/** The folder of the built demonstration site. */
export const SITE = required("GLOSSATOR_SITE");

/** The browser of the system: tests download none. */
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

export function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}; tools/test does it`);
  return value;
}

/** Every HTML file of a built site, relative to it, sorted. */
export function pages(site = SITE) {
  return files(site).filter((file) => file.endsWith(".html"));
}

/** Every file of a built site, relative to it, sorted. */
export function files(site = SITE) {
  return readdirSync(site, { recursive: true })
    .filter((name) => statSync(join(site, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .sort();
}

/** Builds a site of these files, by their paths; `remove` takes it away again. */
export function buildSite(files) {
  const root = mkdtempSync(join(tmpdir(), "glossator-site-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  execFileSync(required("GLOSSATOR_BINARY"), ["--root", root, "build"], { stdio: "ignore" });
  return { folder: join(root, "public"), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** The address of a page of the built site on the disk. */
export function onDisk(page, site = SITE) {
  return new URL(page, `${pathToFileURL(site).href}/`).href;
}

/** Builds the demonstration site anew in another theme. */
export function inTheme(theme) {
  const root = mkdtempSync(join(tmpdir(), `glossator-${theme}-`));
  const from = required("GLOSSATOR_ROOT");
  for (const name of ["content", "static"]) if (existsSync(join(from, name))) cpSync(join(from, name), join(root, name), { recursive: true });
  writeFileSync(join(root, "glossator.toml"), `theme = "${theme}"\n${readFileSync(join(from, "glossator.toml"), "utf8")}`);
  execFileSync(required("GLOSSATOR_BINARY"), ["--root", root, "build", "--strict"], { stdio: "ignore" });
  return { site: join(root, "public"), remove: () => rmSync(root, { recursive: true, force: true }) };
}

export async function launch() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/**
 * Waits until the map moves no more, however slow the machine is: a glide changes the view at every frame, so a view that stays for several
 * frames, and not only for some time, is at rest.
 */
export async function mapAtRest(page) {
  for (let [before, now] = [null, ""]; before !== now;) {
    before = now;
    await page.waitForTimeout(450);
    now = await page.evaluate(async () => {
      for (let frame = 0; frame < 8; frame += 1) await new Promise(requestAnimationFrame);
      const { zoom, x, y } = document.querySelector("svg.map").view;
      return `${zoom} ${x} ${y}`;
    });
  }
}

/** Waits until `isTrue`, which another process or a request makes so. */
export async function until(isTrue) {
  for (let tries = 0; tries < 200 && !isTrue(); tries += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  if (!isTrue()) throw new Error(`waited in vain for ${isTrue}`);
}

/** A page that collects console errors, failed requests and requests that leave `origin`. */
export async function watchedPage(browser, origin, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => troubles.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => {
    // Leaving a page ends what it was still loading: nothing is wrong with that.
    const reason = request.failure()?.errorText;
    if (reason !== "net::ERR_ABORTED") troubles.push(`failed: ${request.url()}: ${reason}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith("data:") && !url.startsWith("blob:")) {
      troubles.push(`foreign: ${url}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
  });
  return { page, troubles, close: () => context.close() };
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".xml": "application/xml",
};

/** A plain file server that shows the site below a path, as a project page on a host does. */
export async function serveBelow(prefix, site = SITE) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = normalize(join(site, path.slice(prefix.length)));
    const inside = path.startsWith(prefix) && !relative(site, file).startsWith("..");
    try {
      const name = inside && path.endsWith("/") ? join(file, "index.html") : file;
      const bytes = inside ? await readFile(name) : null;
      if (bytes === null) throw new Error("outside");
      response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "application/octet-stream" });
      response.end(bytes);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("not found");
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, url: (page) => `${origin}${prefix}${page}`, close: () => server.close() };
}
