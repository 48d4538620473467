const FRAMES = 1024;

/** Hands on what it hears, mixed to one channel, in blocks of FRAMES samples. */
class Tap extends AudioWorkletProcessor {
  block = new Float32Array(FRAMES);
  held = 0;

  process([channels]) {
    if (!channels?.length) return true;
    for (let i = 0; i < channels[0].length; i++) {
      let sum = 0;
      for (const channel of channels) sum += channel[i];
      this.block[this.held++] = sum / channels.length;
      if (this.held === FRAMES) this.hand();
    }
    return true;
  }

  hand() {
    this.port.postMessage(this.block, [this.block.buffer]);
    this.block = new Float32Array(FRAMES);
    this.held = 0;
  }
}

registerProcessor("tap", Tap);
