// An AudioWorklet: hands what the page hears to it, in pieces of about 11 ms.
const PIECE = 512;

class Listener extends AudioWorkletProcessor {
  piece = new Int16Array(PIECE);
  filled = 0;
  process([[samples]]) {
    for (let i = 0; i < 128; i += 1) {
      this.piece[this.filled++] = samples ? Math.max(-1, Math.min(1, samples[i])) * 32767 : 0;
    }
    if (this.filled === PIECE) {
      this.port.postMessage(this.piece);
      this.piece = new Int16Array(PIECE);
      this.filled = 0;
    }
    return true;
  }
}
registerProcessor("listener", Listener);
