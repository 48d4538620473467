import type { Command } from "./protocol";

type Entry = { at: number; samples: Int16Array<ArrayBuffer> } | { at: number; command: Command };
export type Piece = Int16Array<ArrayBuffer> | Command;

/** What was sent, in its order, so that it can be sent again: the latest `most` samples. */
export class Journal {
  private entries: Entry[] = [];
  /** Samples since the session began: where the oldest kept one is, and the next one will be. */
  start = 0;
  end = 0;

  constructor(private readonly most: number) {}

  add(samples: Int16Array<ArrayBuffer>): void {
    this.entries.push({ at: this.end, samples });
    this.end += samples.length;
    let gone = 0;
    for (const entry of this.entries) {
      if (lastOf(entry) > this.end - this.most) break;
      gone++;
    }
    if (gone) this.entries.splice(0, gone);
    this.start = this.entries[0]?.at ?? this.end;
  }

  mark(command: Command): void {
    this.entries.push({ at: this.end, command });
  }

  /** Everything from a sample on; a command that stands exactly there is among it. */
  since(at: number): Piece[] {
    const pieces: Piece[] = [];
    for (const entry of this.entries) {
      if ("command" in entry) {
        if (entry.at >= at) pieces.push(entry.command);
      } else if (lastOf(entry) > at) {
        pieces.push(entry.samples.slice(Math.max(0, at - entry.at)));
      }
    }
    return pieces;
  }
}

const lastOf = (entry: Entry) => entry.at + ("samples" in entry ? entry.samples.length : 0);
