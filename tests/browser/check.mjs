// Looks at pages with a browser: accessibility rules (axe), width of 320 pixels, text spacing, console, pictures.
//
//   node check.mjs --out FOLDER [--print] [--locale en-GB] [--sign-in NAME:PASSWORD [--at PATH] [--try-script]] URL...
//   node check.mjs --out FOLDER [--print] --pages FOLDER
//
// With --pages every .html file of a folder is looked at, served under the policy that the programs send. With
// --sign-in somebody signs in at /inloggen, or at the path given, without script, before the pages are opened; with
// --try-script what the script of a region adds is tried at /kandidaten. A star in an address stands for the first id
// that the list before it links to: /kandidaten/*/matches.
//
// playwright-core and axe-core are found from the folder in SCHAKELNET_BROWSER_MODULES (its `node_modules`), or from
// this folder. A Chromium is found at CHROMIUM or /usr/bin/chromium. Exits 1 when anything is wrong.
import { createRequire } from "node:module";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const modules = process.env.SCHAKELNET_BROWSER_MODULES ?? import.meta.dirname;
const require = createRequire(path.join(modules, "package.json"));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const options = { out: "", locale: "nl-NL", cookie: "", signIn: "", at: "/inloggen", tryScript: false, pages: "", print: false, urls: [] };
for (let rest = process.argv.slice(2); rest.length > 0; ) {
  const argument = rest.shift();
  if (argument === "--out") options.out = rest.shift();
  else if (argument === "--locale") options.locale = rest.shift();
  else if (argument === "--sign-in") options.signIn = rest.shift();
  else if (argument === "--at") options.at = rest.shift();
  else if (argument === "--try-script") options.tryScript = true;
  else if (argument === "--pages") options.pages = rest.shift();
  else if (argument === "--print") options.print = true;
  else options.urls.push(argument);
}
if (!options.out || (options.urls.length === 0 && !options.pages)) {
  console.error("usage: node check.mjs --out FOLDER [--print] [--locale L] [--sign-in NAME:PASSWORD [--at PATH] [--try-script]] URL... | --pages FOLDER");
  process.exit(2);
}
fs.mkdirSync(options.out, { recursive: true });

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(url, settings) {
  const context = await browser.newContext({ locale: options.locale, timezoneId: "Europe/Amsterdam", ...settings });
  if (options.cookie) {
    const split = options.cookie.indexOf("=");
    const [name, value] = [options.cookie.slice(0, split), options.cookie.slice(split + 1)];
    await context.addCookies([{ name, value, url: new URL(url).origin }]);
  }
  const page = await context.newPage();
  const said = [];
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  const response = await page.goto(url, { waitUntil: "load" });
  return { context, page, said, status: response?.status() ?? 0 };
}

function fileName(url) {
  const { pathname, search } = new URL(url);
  return (pathname + search).replace(/^\//, "").replace(/\.html$/, "").replace("/*", "/one").replace(/[^a-zA-Z0-9.-]+/g, "_") || "index";
}

// What a visitor with a real content security policy sees, on a wide and on a narrow screen.
async function asServed(url, name, problems) {
  const { context, page, said, status } = await open(url, { viewport: { width: 1440, height: 900 } });
  if (status >= 400 && !said.length) said.push(`status ${status}`);
  for (const text of said) problems.push(`console: ${text}`);
  if ((await page.locator("h1").count()) !== 1) problems.push("not exactly one h1");
  await page.screenshot({ path: path.join(options.out, `${name}.png`), fullPage: true });
  await page.setViewportSize({ width: 320, height: 800 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > 320) {
    const widest = await page.evaluate(() => {
      const all = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > 321 && !e.closest(".table-wrap"));
      return all.slice(0, 3).map((e) => `${e.tagName}.${e.className}`).join(", ");
    });
    problems.push(`${width} pixels wide on a screen of 320: ${widest}`);
  }
  await page.screenshot({ path: path.join(options.out, `${name}.320.png`), fullPage: true });
  // Targets of at least 24 by 24 pixels (WCAG 2.5.8), links inside a sentence left out.
  const small = await page.evaluate(() =>
    [...document.querySelectorAll("button, select, input:not([type=hidden]), summary, .site-header a")]
      .filter((e) => e.offsetParent !== null && !e.classList.contains("sr"))
      .filter((e) => { const box = e.getBoundingClientRect(); return box.width < 24 || box.height < 22; })
      .map((e) => `${e.tagName} ${e.textContent.trim().slice(0, 30)}`));
  for (const target of small) problems.push(`target under 24 pixels: ${target}`);
  await context.close();
}

// axe injects itself, which the policy forbids: a context of its own.
async function byRules(url, name, problems) {
  const { context, page } = await open(url, { viewport: { width: 1440, height: 900 }, bypassCSP: true });
  await page.evaluate(axe);
  const result = await page.evaluate((rules) => axe.run(document, { runOnly: rules }), RULES);
  for (const violation of result.violations) {
    const [first] = violation.nodes;
    problems.push(`axe ${violation.id} (${violation.impact}) at ${violation.nodes.length}: ${first.html.slice(0, 160)}`);
  }
  if (options.print) await page.pdf({ path: path.join(options.out, `${name}.pdf`), preferCSSPageSize: true });
  // Text spacing that a reader may set (WCAG 1.4.12) must not make the page wider.
  await page.setViewportSize({ width: 320, height: 800 });
  await page.addStyleTag({ content: "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }" });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > 320) problems.push(`${width} pixels wide with wider text spacing`);
  await context.close();
  return result.passes.length;
}

// The page without script must hold the same heading and forms.
async function withoutScript(url, problems) {
  const { context, page } = await open(url, { javaScriptEnabled: false });
  if ((await page.locator("h1").count()) !== 1) problems.push("no h1 without script");
  await context.close();
}

const POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript" };

// Serves a folder of pages as the programs would.
async function serve(folder) {
  const server = http.createServer((request, response) => {
    const file = path.join(folder, path.normalize(new URL(request.url, "http://x").pathname));
    if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[path.extname(file)], "content-security-policy": POLICY });
    response.end(fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}`;
  const names = fs.readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
  options.urls.push(...names.map((name) => `${address}/${name}`));
  return server;
}

// Signs in as a person without script does, and keeps the session's cookie.
async function signIn(origin) {
  const [name, password] = options.signIn.split(":");
  const { context, page } = await open(`${origin}${options.at}`, { javaScriptEnabled: false });
  await page.fill("#name", name);
  await page.fill("#password", password);
  // The answer brings the cookie; making a hash takes a while on a busy machine.
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await page.click("button.button--primary");
  await answered;
  await page.waitForLoadState("load");
  const cookie = (await context.cookies()).find((cookie) => /(session|zitting)$/.test(cookie.name));
  if (!cookie) throw new Error(`signing in failed: ${await page.locator("main").innerText()}`);
  options.cookie = `${cookie.name}=${cookie.value}`;
  await context.close();
}

// The address with the first id that the list before the star links to.
async function withFirst(address) {
  const [list, rest] = address.split("/*");
  const { context, page } = await open(list, {});
  const links = await page.locator("main a[href]").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  await context.close();
  const wanted = new RegExp(`^${new URL(list).pathname}/[0-9a-f-]{32,36}(?=/|$)`);
  const [found] = links.map((link) => wanted.exec(link)?.[0]).filter(Boolean);
  if (!found) throw new Error(`${list} links to nothing like ${wanted}`);
  return `${new URL(list).origin}${found}${rest}`;
}

// What the script adds: the search key, filters that answer in place, a menu that folds.
async function enhancements(origin, problems) {
  const { context, page, said } = await open(`${origin}/kandidaten`, { viewport: { width: 1440, height: 900 } });
  await page.keyboard.press("/");
  const focused = await page.evaluate(() => document.activeElement?.id);
  if (focused !== "site-search") problems.push(`"/" went to ${focused}, not to the search field`);
  await page.evaluate(() => { window.stayed = true; });
  await page.selectOption("#stap", "3");
  await page.waitForFunction(() => new URL(location.href).searchParams.get("stap") === "3", null, { timeout: 10_000 });
  if (!(await page.evaluate(() => window.stayed))) problems.push("a filter loaded the whole page");
  if (!(await page.locator("#said").innerText())) problems.push("a filter's result was not said");
  // A name answers while it is typed, and stands in no address.
  const answered = page.waitForResponse((response) => response.url().endsWith("/kandidaten/zoeken"), { timeout: 10_000 });
  await page.fill("#q", "zandoe");
  const response = await answered;
  if (response.status() !== 200) problems.push(`a search was answered with ${response.status()}`);
  await page.waitForFunction(() => !document.querySelector("[aria-busy]"), null, { timeout: 10_000 });
  if (!(await page.evaluate(() => window.stayed))) problems.push("a search loaded the whole page");
  if (page.url().includes("zandoe")) problems.push(`a name that was typed stands in the address ${page.url()}`);
  if ((await page.inputValue("#q")) !== "zandoe") problems.push("what was typed did not stay");
  await page.setViewportSize({ width: 320, height: 800 });
  const menu = page.locator(".menu-button");
  if (await page.locator("#site-menu").isVisible()) problems.push("the menu is unfolded on a narrow screen");
  await menu.click();
  if ((await menu.getAttribute("aria-expanded")) !== "true") problems.push("the menu does not unfold");
  if (!(await page.locator("#site-menu").isVisible())) problems.push("the unfolded menu is not visible");
  for (const text of said) problems.push(`console: ${text}`);
  await context.close();
}

let passed = 0;
let failed = 0;
const server = options.pages ? await serve(options.pages) : undefined;
if (options.signIn) {
  const { origin } = new URL(options.urls[0]);
  const problems = [];
  await signIn(origin);
  if (options.tryScript) {
    await enhancements(origin, problems).catch((error) => problems.push(String(error)));
    if (problems.length > 0) failed += 1;
    else passed += 1;
    console.log(`${problems.length > 0 ? "FAIL" : "ok  "} what the script adds`);
    for (const problem of problems) console.log(`     ${problem}`);
  }
}
for (const address of options.urls) {
  const problems = [];
  const name = fileName(address);
  let rules = 0;
  try {
    const url = address.includes("/*") ? await withFirst(address) : address;
    await asServed(url, name, problems);
    rules = await byRules(url, name, problems);
    await withoutScript(url, problems);
  } catch (error) {
    problems.push(String(error));
  }
  if (problems.length > 0) failed += 1;
  else passed += 1;
  console.log(`${problems.length > 0 ? "FAIL" : "ok  "} ${name} (${rules} rules passed)`);
  for (const problem of problems) console.log(`     ${problem}`);
}
await browser.close();
server?.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
