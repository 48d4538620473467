import type { Schema } from "@/api/client";
import type { CompletedJob } from "@/api/job";
import type { Segment, Word } from "@/api/transcript";

type Entity = Schema<"Entity">;
type SoundEvent = Schema<"Event">;

/** Where everything is in a transcript. Words are numbered through; a segment is a row. */
export interface Outline {
  rows: readonly Segment[];
  /** Row → its first word; one more at the end. */
  first: Uint32Array;
  /** In order of time, which overlapping speech makes another one than that of the words. */
  starts: Float64Array;
  /** Place in `starts` → word. */
  order: Uint32Array;
  entities: ReadonlyMap<number, Entity>;
  /** Row → what is heard from its beginning to that of the next. */
  events: ReadonlyMap<number, SoundEvent[]>;
}

/** The words of a segment; one without any is one word. */
export const wordsOf = (segment: Segment): readonly Word[] =>
  segment.words?.length ? segment.words : [segment];

export function outline(job: CompletedJob): Outline {
  const rows = job.segments;
  const first = new Uint32Array(rows.length + 1);
  rows.forEach((row, at) => {
    first[at + 1] = (first[at] ?? 0) + wordsOf(row).length;
  });
  const words = rows.flatMap(wordsOf);
  const order = Uint32Array.from(words.keys());
  if (words.some((word, at) => word.start < (words[at - 1]?.start ?? 0))) {
    order.sort((one, other) => startOf(words, one) - startOf(words, other) || one - other);
  }
  const starts = Float64Array.from(order, (at) => startOf(words, at));
  const entities = new Map<number, Entity>();
  for (const entity of job.entities ?? []) mark(entity, words, starts, order, entities);
  const events = new Map<number, SoundEvent[]>();
  const begins = Float64Array.from(rows, ({ start }) => start);
  for (const event of job.events ?? []) {
    const row = Math.max(0, latest(begins, event.start));
    events.set(row, [...(events.get(row) ?? []), event]);
  }
  return { rows, first, starts, order, entities, events };
}

const startOf = (words: readonly Word[], at: number) => words[at]?.start ?? 0;
const NEAR = 0.005; // seconds: times are rounded to milliseconds

function mark(
  entity: Entity,
  words: readonly Word[],
  starts: Float64Array,
  order: Uint32Array,
  entities: Map<number, Entity>,
): void {
  for (let at = latest(starts, entity.start - NEAR) + 1; at < starts.length; at++) {
    const number = order[at] ?? 0;
    const word = words[number];
    if (!word || word.start >= entity.end - NEAR) return;
    if (!entity.speaker || !word.speaker || word.speaker === entity.speaker) {
      entities.set(number, entity);
    }
  }
}

/** The place of the last one that is not later than `time`; -1: all are later. */
export function latest(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The word that is spoken, or was the last; -1 before the first. */
export function wordAt({ starts, order }: Outline, time: number): number {
  const at = latest(starts, time);
  return at < 0 ? -1 : (order[at] ?? -1);
}

export function rowOf({ first }: Outline, word: number): number {
  let [low, high] = [0, first.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((first[middle + 1] ?? 0) <= word) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Piece {
  /** What stands in front of it: spaces, and text that belongs to no word. */
  before: string;
  text: string;
  /** Of the segment's text. */
  from: number;
}

const known = new WeakMap<Segment, { pieces: Piece[]; after: string }>();

/** A segment's text, cut into its words. */
export function pieces(segment: Segment): { pieces: Piece[]; after: string } {
  const before = known.get(segment);
  if (before) return before;
  let read = 0;
  const found = wordsOf(segment).map(({ text }): Piece => {
    const from = segment.text.indexOf(text, read);
    if (from < 0) return { before: read > 0 ? " " : "", text, from: read };
    const piece = { before: segment.text.slice(read, from), text, from };
    read = from + text.length;
    return piece;
  });
  const made = { pieces: found, after: segment.text.slice(read) };
  known.set(segment, made);
  return made;
}
