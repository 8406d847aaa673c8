// Chromium as a receiver of sound, many calls at once, driven by lines of JSON: "offer", "answer", "fetch", "close".
// node receiver.mjs '{"chromium": "/usr/bin/chromium"}'
import { createServer } from "node:http";
import { readFile, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const settings = JSON.parse(process.argv[2]);
const say = (event, fields = {}) => process.stdout.write(JSON.stringify({ event, ...fields }) + "\n");

const server = createServer(async (request, response) => {
  response.writeHead(200, { "Content-Type": "text/html" }).end(await readFile(join(here, "receiver.html")));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const browser = await chromium.launch({
  executablePath: settings.chromium,
  headless: true,
  handleSIGTERM: false, // the harness closes our input and waits
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required",
    "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebRTC,AudioServiceOutOfProcess,WebRtcHideLocalIpsWithMdns",
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows"]
});
const page = await (await browser.newContext()).newPage();
page.on("console", (message) => process.stderr.write(`${message.text()}\n`));
page.on("pageerror", (error) => say("failed", { what: "page", text: String(error) }));
await page.goto(`http://localhost:${server.address().port}/`);
say("connected", { version: browser.version() });

createInterface({ input: process.stdin }).on("line", async (line) => {
  const { do: what, file, ...fields } = JSON.parse(line);
  try {
    const { sound, ...result } = await page.evaluate(([name, words]) => window[name](words), [what, fields]);
    if (file) await writeFile(file, Buffer.from(sound, "base64"));
    say("done", { what, call: fields.call, ...result });
  } catch (error) {
    say("failed", { what, call: fields.call, text: String(error) });
  }
}).on("close", async () => {
  await Promise.race([browser.close().catch(() => {}), new Promise((resolve) => { setTimeout(resolve, 3000); })]);
  process.exit(0);
});
