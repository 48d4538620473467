const LOBES = 12; // zero crossings of the filter on each side

/** From any rate to another, without what the other cannot hold; block by block. */
export class Resampler {
  private readonly up: number;
  private readonly down: number;
  private readonly half: number;
  private readonly phases: Float32Array[];
  private held: Float32Array;
  private first: number; // input sample that `held` begins with
  private made = 0; // output samples so far

  constructor(from: number, to: number) {
    const common = divisor(from, to);
    [this.up, this.down] = [to / common, from / common];
    const cutoff = Math.min(1, to / from) * 0.94;
    this.half = from === to ? 0 : Math.ceil(LOBES / cutoff);
    this.phases = Array.from({ length: this.half ? this.up : 0 }, (_, phase) =>
      kernel(phase / this.up, this.half, cutoff),
    );
    this.held = new Float32Array(this.half);
    this.first = -this.half;
  }

  push(block: Float32Array): Float32Array {
    if (!this.half) return block;
    const all = new Float32Array(this.held.length + block.length);
    all.set(this.held);
    all.set(block, this.held.length);
    const end = this.first + all.length; // the input sample after the last
    const out: number[] = [];
    let middle = Math.floor((this.made * this.down) / this.up);
    while (middle + this.half + 1 <= end) {
      out.push(this.at(all, middle));
      middle = Math.floor((++this.made * this.down) / this.up);
    }
    const keep = Math.max(0, middle - this.half + 1 - this.first);
    this.held = all.slice(keep);
    this.first += keep;
    return Float32Array.from(out);
  }

  private at(all: Float32Array, middle: number): number {
    const weights = this.phases[(this.made * this.down) % this.up];
    if (!weights) return 0;
    const start = middle - this.half + 1 - this.first;
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (all[start + i] ?? 0);
    return sum;
  }
}

/** Of a windowed sinc, for an output that lies `fraction` after an input; its sum is 1. */
function kernel(fraction: number, half: number, cutoff: number): Float32Array {
  const weights = Float32Array.from({ length: 2 * half }, (_, i) => {
    const x = i - half + 1 - fraction;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (half + 1));
    const angle = Math.PI * x * cutoff;
    return window * (Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle);
  });
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

function divisor(one: number, other: number): number {
  return other ? divisor(other, one % other) : one;
}

export function toPcm(block: Float32Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(block.length);
  for (let i = 0; i < block.length; i++) {
    const sample = Math.max(-1, Math.min(1, block[i] ?? 0));
    pcm[i] = Math.round(sample * 32_767);
  }
  return pcm;
}
