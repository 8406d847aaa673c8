// SIP.js in Chromium, driven by lines of JSON as driver.mjs is: what the page's run() understands, and "record", which writes
// what the page heard into a WAV file.
// node browser.mjs '{"chromium": "/usr/bin/chromium", "server": "wss://...", "user": "1001", "microphone": "tone.wav", ...}'
import { createServer } from "node:http";
import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const settings = JSON.parse(process.argv[2]);
const say = (event, fields = {}) => process.stdout.write(JSON.stringify({ event, ...fields }) + "\n");

/** 16 bit, mono, 48 kHz. */
function wav(samples) {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write("WAVEfmt ", 8);
  for (const [value, at, write] of [[16, 16, "writeUInt32LE"], [1, 20, "writeUInt16LE"], [1, 22, "writeUInt16LE"],
    [48000, 24, "writeUInt32LE"], [96000, 28, "writeUInt32LE"], [2, 32, "writeUInt16LE"], [16, 34, "writeUInt16LE"]]) head[write](value, at);
  head.write("data", 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

// A page from localhost may use a microphone; one from a file may not.
const TYPES = { ".html": "text/html", ".mjs": "text/javascript", ".js": "text/javascript" };
const library = join(here, "node_modules", "sip.js", "lib");
const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, "http://localhost").pathname);
  const file = path.startsWith("/sip.js/") ? join(library, path.slice(8)) : join(here, path);
  try {
    const content = await readFile(file);
    response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" }).end(content);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const browser = await chromium.launch({
  executablePath: settings.chromium,
  headless: true,
  handleSIGTERM: false, // the harness closes our input and waits
  args: ["--no-sandbox", // it runs as root, or as root of a user namespace, where it has none
    "--disable-gpu", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required", "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream", `--use-file-for-fake-audio-capture=${settings.microphone}`,
    `--disable-features=${["LocalNetworkAccessChecks", "LocalNetworkAccessChecksWebRTC", "AudioServiceOutOfProcess",
      ...(settings.hidden ? [] : ["WebRtcHideLocalIpsWithMdns"])].join()}`,
    ...(settings.flags ?? [])]
});
let isEnding = false;
browser.on("disconnected", () => { if (!isEnding) { say("failed", { what: "browser", text: "it is gone" }); process.exit(1); } });
const context = await browser.newContext({ ignoreHTTPSErrors: true, permissions: settings.hidden ? [] : ["microphone"] });
const page = await context.newPage();
page.on("console", (message) => process.stderr.write(`${message.text()}\n`));
page.on("pageerror", (error) => { process.stderr.write(`${error.stack}\n`); say("failed", { what: "page", text: String(error) }); });
await page.exposeFunction("settings", () => JSON.stringify(settings));
await page.exposeFunction("say", (line) => { process.stdout.write(line + "\n"); });
// A browser that has just started may still find out what its network is, and drops what it was loading.
for (let attempt = 1, isReady = false; !isReady; attempt += 1) {
  await page.goto(`http://localhost:${server.address().port}/page.html`);
  isReady = await page.waitForFunction(() => window.run !== undefined, undefined, { timeout: 10000 }).then(() => true, () => false);
  if (!isReady && attempt === 3) { say("failed", { what: "page", text: "it does not load" }); await browser.close(); process.exit(1); }
}

createInterface({ input: process.stdin }).on("line", async (line) => {
  const command = JSON.parse(line);
  try {
    if (command.do === "record") {
      await writeFile(command.file, wav(Buffer.from(await page.evaluate((name) => window.recorded(name), command.call ?? "call"), "base64")));
    } else {
      await page.evaluate((fields) => window.run(fields), command);
    }
    say("done", { what: command.do, token: command.token });
  } catch (error) {
    say("failed", { what: command.do, text: String(error) });
  }
}).on("close", async () => {
  isEnding = true;
  const patience = new Promise((resolve) => { setTimeout(resolve, 3000); });
  await Promise.race([page.evaluate(() => window.goodbye()).catch(() => {}), patience]);
  await Promise.race([browser.close().catch(() => {}), patience]);
  process.exit(0);
});
