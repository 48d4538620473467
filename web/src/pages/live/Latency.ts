export interface Measured {
  /** Milliseconds; null: there was none yet. */
  last: number | null;
  /** The median of the latest few. */
  typical: number | null;
}

export const UNMEASURED: Measured = { last: null, typical: null };

const FEW = 25;
const KEPT = 6_000; // chunks: five minutes of 50 ms

/** When which audio was sent, and so how late the text for it is. Positions are samples. */
export class Latency {
  private sent: { end: number; at: number }[] = [];

  mark(end: number, now: number): void {
    this.sent.push({ end, at: now });
    if (this.sent.length > 2 * KEPT) this.sent = this.sent.slice(-KEPT);
  }

  /** Milliseconds since the audio up to this position was sent; null: nothing was sent. */
  since(position: number, now: number): number | null {
    let [low, high] = [0, this.sent.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const found = this.sent[middle];
      if (found && found.end >= position) high = middle;
      else low = middle + 1;
    }
    const chunk = this.sent[low];
    return chunk ? Math.max(0, now - chunk.at) : null;
  }
}

/** The last one and the median of the latest few; `history` is kept by the caller. */
export function measured(history: number[], value: number): Measured {
  history.push(value);
  if (history.length > FEW) history.shift();
  const sorted = [...history].sort((one, other) => one - other);
  return { last: value, typical: sorted[sorted.length >> 1] ?? null };
}
