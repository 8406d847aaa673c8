// SIP.js in node, driven by lines of JSON: {"do": "call", "to": "sip:..."} in, {"event": "established"} out.
// node driver.mjs SERVER USER PASSWORD
import { createInterface } from "node:readline";
import { createSocket } from "node:dgram";
import WebSocket from "ws";
import { Inviter, Messager, Registerer, SessionState, UserAgent } from "sip.js";

globalThis.WebSocket = WebSocket;
const [server, user, password] = process.argv.slice(2);
const domain = "carillon.test";
const say = (event, fields = {}) => process.stdout.write(JSON.stringify({ event, ...fields }) + "\n");
const uriOf = (text) => UserAgent.makeURI(text);

/** PCMU on a UDP socket of our own: 20 ms of silence each 20 ms, and a count of what comes. Not WebRTC. */
class PlainAudio {
  constructor() {
    this.packets = 0;
    this.hold = false;
    this.version = 1;
    this.socket = createSocket("udp4");
    this.socket.on("message", () => { this.packets += 1; });
    this.bound = new Promise((resolve) => this.socket.bind(0, "127.0.0.1", resolve));
    this.sequence = 0;
    this.timer = setInterval(() => this.send(), 20);
  }
  send() {
    if (!this.remote || this.hold) return;
    const packet = Buffer.alloc(172, 0xff);
    packet.writeUInt16BE(0x8000, 0);
    packet.writeUInt16BE(this.sequence & 0xffff, 2);
    packet.writeUInt32BE((this.sequence * 160) >>> 0, 4);
    packet.writeUInt32BE(0x5150, 8);
    this.sequence += 1;
    this.socket.send(packet, this.remote.port, this.remote.host);
  }
  close() {
    clearInterval(this.timer);
    if (this.socket) this.socket.close();
    this.socket = undefined;
  }
  hasDescription(contentType) { return contentType === "application/sdp"; }
  async getDescription(options) {
    await this.bound;
    this.hold = Boolean(options?.hold);
    const direction = this.hold ? "sendonly" : this.isHeld ? "recvonly" : "sendrecv";
    const body = ["v=0", `o=- 20 ${this.version++} IN IP4 127.0.0.1`, "s=-", "c=IN IP4 127.0.0.1", "t=0 0",
      `m=audio ${this.socket.address().port} RTP/AVP 0 101`, "a=rtpmap:0 PCMU/8000", "a=rtpmap:101 telephone-event/8000",
      `a=${direction}`, ""].join("\r\n");
    return { body, contentType: "application/sdp" };
  }
  async setDescription(sdp) {
    const [, port] = /^m=audio (\d+) /m.exec(sdp) ?? [];
    const [, host] = /^c=IN IP4 (\S+)/m.exec(sdp) ?? [];
    if (!port || !host) throw new Error("no audio");
    this.remote = { host, port: Number(port) };
    this.isHeld = /^a=(sendonly|inactive)/m.test(sdp);
    say("described", { held: this.isHeld });
  }
  async rollbackDescription() {}
  sendDtmf() { return false; }
}

let session;
function take(next, delegate = {}) {
  session = next;
  session.delegate = {
    onBye: (bye) => { bye.accept(); say("bye"); },
    onRefer: (referral) => { say("referred", { to: referral.referTo.uri.toString() }); referral.reject({ statusCode: 603 }); },
    onInfo: (info) => { info.accept(); say("info", { text: info.request.body }); },
    ...delegate
  };
  session.stateChange.addListener((state) => say("session", { state }));
}

const agent = new UserAgent({
  uri: uriOf(`sip:${user}@${domain}`),
  transportOptions: { server },
  authorizationUsername: user,
  authorizationPassword: password,
  logBuiltinEnabled: false,
  logLevel: "warn",
  logConnector: (level, category, label, content) => process.stderr.write(`${level} ${category} ${content}\n`),
  sessionDescriptionHandlerFactory: () => new PlainAudio(),
  delegate: {
    onConnect: () => say("connected"),
    onDisconnect: () => say("disconnected"),
    onMessage: (message) => { message.accept(); say("message", { text: message.request.body }); },
    onInvite: (invitation) => { take(invitation); say("invited", { from: invitation.remoteIdentity.uri.toString() }); }
  }
});
const registerer = new Registerer(agent);
registerer.stateChange.addListener((state) => say("registration", { state }));
const answer = (what) => ({
  onAccept: (response) => say("answered", { what, code: response.message.statusCode }),
  onReject: (response) => say("answered", { what, code: response.message.statusCode })
});

const commands = {
  register: () => registerer.register(),
  unregister: () => registerer.unregister(),
  message: ({ to, text }) => new Messager(agent, uriOf(to), text).message({ requestDelegate: answer("message") }),
  call: ({ to, ...options }) => {
    take(new Inviter(agent, uriOf(to), options));
    return session.invite({ requestDelegate: answer("call") });
  },
  cancel: () => session.cancel(),
  accept: () => session.accept(),
  reject: ({ code }) => session.reject({ statusCode: code ?? 486 }),
  hold: () => session.invite({ sessionDescriptionHandlerOptions: { hold: true }, requestDelegate: answer("hold") }),
  resume: () => session.invite({ sessionDescriptionHandlerOptions: { hold: false }, requestDelegate: answer("resume") }),
  refer: ({ to }) => session.refer(uriOf(to), {
    requestDelegate: answer("refer"),
    onNotify: (notification) => { notification.accept(); say("progress", { text: notification.request.body.trim() }); }
  }),
  info: ({ signal }) => session.info({
    requestDelegate: answer("info"),
    requestOptions: { body: { contentDisposition: "render", contentType: "application/dtmf-relay", content: `Signal=${signal}\r\nDuration=160` } }
  }),
  heard: () => say("heard", { packets: session.sessionDescriptionHandler?.packets ?? 0 }),
  bye: () => (session.state === SessionState.Established ? session.bye() : undefined)
};

process.on("unhandledRejection", (error) => say("failed", { what: "rejection", text: String(error) }));
await agent.start();
const lines = createInterface({ input: process.stdin });
lines.on("line", async (line) => {
  const { do: what, ...fields } = JSON.parse(line);
  try {
    await commands[what](fields);
    say("done", { what });
  } catch (error) {
    say("failed", { what, text: String(error) });
  }
});
lines.on("close", async () => {
  await agent.stop().catch(() => {});
  process.exit(0);
});
