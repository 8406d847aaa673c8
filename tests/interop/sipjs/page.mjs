// SIP.js as an application in a browser has it: its own SessionDescriptionHandler, WebRTC, a microphone, a loudspeaker.
// run({"do": "call", ...}) is called by browser.mjs, which hears say(). A call has a name: "call" unless told otherwise.
import { Inviter, Registerer, SessionState, UserAgent, Web } from "sip.js";

const AUDIBLE = 800; // of 32767: comfort noise and codec remains are below
const settings = JSON.parse(await window.settings());
const say = (event, fields = {}) => window.say(JSON.stringify({ event, ...fields }));
const uriOf = (text) => UserAgent.makeURI(text);
// A tone has to come through as it is: what is meant to help speech would take it for noise.
const constraints = { audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false }, video: false };

const audio = new AudioContext({ sampleRate: 48000 });
await audio.audioWorklet.addModule("/listener.mjs");
const calls = new Map();

/** Records what a call's far end sends. The time of the first sound is what the user would hear first. */
class Ear {
  pieces = [];
  constructor(call, stream) {
    const element = document.createElement("audio"); // without it the browser does not decode
    element.muted = true;
    element.srcObject = stream;
    element.play();
    this.source = audio.createMediaStreamSource(stream);
    this.node = new AudioWorkletNode(audio, "listener",
      { numberOfInputs: 1, numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    this.source.connect(this.node);
    this.node.port.onmessage = ({ data }) => {
      this.pieces.push(data);
      if (this.first === undefined && data.some((sample) => Math.abs(sample) > AUDIBLE)) {
        this.first = performance.now();
        say("heard", { call: call.name, afterMs: this.first - (call.answeredAt ?? this.first) });
      }
    };
  }
  /** All samples as base64 of 16 bit, little-endian. */
  async text() {
    const blob = new Blob(this.pieces);
    const url = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
    return url.slice(url.indexOf(",") + 1);
  }
}

function take(name, session, delegate = {}) {
  const call = { name, session, muted: false };
  calls.set(name, call);
  session.delegate = {
    onBye: (bye) => { bye.accept(); say("bye", { call: name }); },
    onRefer: (referral) => onRefer(call, referral),
    onInfo: (info) => { info.accept(); say("info", { call: name, text: info.request.body }); },
    onInvite: (request) => say("reinvited", { call: name, sdp: request.body }),
    onSessionDescriptionHandler: (handler, provisional) => {
      if (provisional || call.ear) return;
      const pc = handler.peerConnection;
      call.pc = pc;
      pc.addEventListener("connectionstatechange", () => say("connection", { call: name, state: pc.connectionState }));
      handler.remoteMediaStream.addEventListener("addtrack", () => { call.ear ??= new Ear(call, handler.remoteMediaStream); });
    },
    ...delegate
  };
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) call.answeredAt ??= performance.now();
    say("session", { call: name, state });
  });
  return call;
}

function onRefer(call, referral) {
  say("referred", { call: call.name, to: referral.referTo.uri.toString() });
  if (settings.acceptsRefer === false) return referral.reject({ statusCode: 603 });
  const onward = referral.makeInviter({ sessionDescriptionHandlerOptions: { constraints } });
  take(`${call.name}-onward`, onward);
  return referral.accept().then(() => onward.invite());
}

/** A page that was never allowed a microphone: its host candidates are names ending in .local (mDNS). */
async function oscillator() {
  const source = new OscillatorNode(audio, { frequency: settings.hidden.hz });
  const level = new GainNode(audio, { gain: 0.3 });
  const output = audio.createMediaStreamDestination();
  source.connect(level).connect(output);
  source.start();
  return output.stream;
}

const agent = new UserAgent({
  uri: uriOf(`sip:${settings.user}@${settings.domain}`),
  transportOptions: { server: settings.server },
  authorizationUsername: settings.user,
  authorizationPassword: settings.password,
  logBuiltinEnabled: false,
  logConnector: (level, category, label, content) => {
    if (level === "warn" || level === "error" || settings.logsAll) console.log(`${level} ${category} ${content}`);
  },
  sessionDescriptionHandlerFactory: Web.defaultSessionDescriptionHandlerFactory(
    settings.hidden ? oscillator : Web.defaultMediaStreamFactory()),
  sessionDescriptionHandlerFactoryOptions: {
    iceGatheringTimeout: settings.gatheringMs ?? 5000,
    peerConnectionConfiguration: { iceServers: settings.iceServers ?? [], ...settings.peerConnection }
  },
  delegate: {
    onConnect: () => say("connected"),
    onDisconnect: () => say("disconnected"),
    onInvite: (invitation) => {
      const name = calls.get("call")?.session.state === SessionState.Established ? "second" : "call";
      take(name, invitation);
      say("invited", { call: name, from: invitation.remoteIdentity.uri.toString(), sdp: invitation.body ?? "" });
    }
  }
});
const registerer = new Registerer(agent);
registerer.stateChange.addListener((state) => say("registration", { state }));
const answer = (what) => ({
  onAccept: (response) => say("answered", { what, code: response.message.statusCode, sdp: response.message.body }),
  onReject: (response) => say("answered", { what, code: response.message.statusCode, sdp: "" })
});
const callOf = ({ call }) => calls.get(call ?? "call");

/** As SIP.js' own SessionManager does it: a re-INVITE, and the tracks off meanwhile. */
async function hold(call, isHeld) {
  const { session } = call;
  session.sessionDescriptionHandlerOptionsReInvite = { constraints, hold: isHeld };
  await session.invite({ requestDelegate: answer(isHeld ? "hold" : "resume") });
  session.sessionDescriptionHandler.enableReceiverTracks(!isHeld);
  session.sessionDescriptionHandler.enableSenderTracks(!isHeld && !call.muted);
}

async function stats({ pc }) {
  const all = [...(await pc.getStats()).values()];
  const of = (type, test = () => true) => all.find((entry) => entry.type === type && test(entry)) ?? {};
  const transport = of("transport");
  const pair = of("candidate-pair", ({ id }) => id === transport.selectedCandidatePairId);
  const byId = (wanted) => all.find(({ id }) => id === wanted) ?? {};
  const candidate = (id) => {
    const { candidateType, protocol, address, port, relayProtocol } = byId(id);
    return { type: candidateType, protocol, address, port, relayProtocol };
  };
  const received = of("inbound-rtp", ({ kind }) => kind === "audio");
  const sent = of("outbound-rtp", ({ kind }) => kind === "audio");
  const reported = of("remote-inbound-rtp", ({ kind }) => kind === "audio");
  return {
    ice: { local: candidate(pair.localCandidateId), remote: candidate(pair.remoteCandidateId), state: transport.iceState,
      ufrag: transport.iceLocalUsernameFragment, rttMs: 1000 * (pair.currentRoundTripTime ?? 0),
      changes: transport.selectedCandidatePairChanges },
    dtls: { state: transport.dtlsState, role: transport.dtlsRole, cipher: transport.dtlsCipher, version: transport.tlsVersion },
    srtp: transport.srtpCipher,
    received: { packets: received.packetsReceived ?? 0, lost: received.packetsLost, jitterMs: 1000 * (received.jitter ?? 0),
      concealed: received.concealedSamples, ssrc: received.ssrc, codec: byId(received.codecId).mimeType },
    sent: { packets: sent.packetsSent ?? 0, codec: byId(sent.codecId).mimeType },
    reported: { rttMs: 1000 * (reported.roundTripTime ?? 0), lost: reported.packetsLost, fractionLost: reported.fractionLost }
  };
}

const commands = {
  register: () => registerer.register(),
  unregister: () => registerer.unregister(),
  call: ({ to, call }) => {
    const { session } = take(call ?? "call", new Inviter(agent, uriOf(to), { sessionDescriptionHandlerOptions: { constraints } }));
    return session.invite({ requestDelegate: answer("call") });
  },
  cancel: (command) => callOf(command).session.cancel(),
  accept: (command) => {
    const call = callOf(command);
    call.answeredAt = performance.now();
    return call.session.accept({ sessionDescriptionHandlerOptions: { constraints } });
  },
  reject: (command) => callOf(command).session.reject({ statusCode: command.code ?? 486 }),
  hold: (command) => hold(callOf(command), true),
  resume: (command) => hold(callOf(command), false),
  mute: (command) => {
    const call = callOf(command);
    call.muted = command.on;
    call.session.sessionDescriptionHandler.enableSenderTracks(!command.on);
  },
  restart: (command) => callOf(command).session.invite({
    sessionDescriptionHandlerOptions: { constraints, offerOptions: { iceRestart: true } }, requestDelegate: answer("restart")
  }),
  refer: (command) => callOf(command).session.refer(command.other ? calls.get(command.other).session : uriOf(command.to), {
    requestDelegate: answer("refer"),
    onNotify: (notification) => { notification.accept(); say("progress", { text: notification.request.body.trim() }); }
  }),
  info: (command) => callOf(command).session.info({
    requestDelegate: answer("info"),
    requestOptions: { body: { contentDisposition: "render", contentType: "application/dtmf-relay",
      content: `Signal=${command.signal}\r\nDuration=160` } }
  }),
  tones: (command) => {
    const { session } = callOf(command);
    if (!session.sessionDescriptionHandler.sendDtmf(command.digits, { duration: 160, interToneGap: 80 })) throw new Error("no DTMF sender");
  },
  stats: async (command) => say("stats", { call: command.call ?? "call", stats: await stats(callOf(command)) }),
  forget: () => calls.clear(),
  bye: (command) => {
    const { session } = callOf(command);
    return session.state === SessionState.Established ? session.bye() : undefined;
  }
};

window.run = async ({ do: what, ...fields }) => commands[what](fields);
window.recorded = (name) => calls.get(name).ear?.text() ?? "";
window.goodbye = () => agent.stop();
await audio.resume();
await agent.start();
