import type { Schema } from "./client";
import type { CompletedJob } from "./job";

export type Segment = Schema<"Segment">;
export type Word = Schema<"Word">;
export type Speaker = Schema<"Speaker">;
export type Changes = Partial<Schema<"Changes">>;

/** What a change will make of a job, until the server has said it: words get even times. */
export function applied(job: CompletedJob, change: Changes): CompletedJob {
  const merged = (id: string | null | undefined) => (id && change.merge?.[id]) || id;
  const moved = new Map(change.reassign?.map((wish) => [wish.segment, wish.speaker]));
  const segments = job.segments
    .filter(({ id }) => change.segments?.[id ?? ""] !== "")
    .map((segment) => {
      const speaker = moved.get(segment.id ?? "") ?? merged(segment.speaker);
      const text = change.segments?.[segment.id ?? ""];
      if (text !== undefined) return { ...segment, speaker, text, words: spread(segment, text) };
      return speaker === segment.speaker ? segment : { ...segment, speaker };
    });
  return {
    ...job,
    name: change.name ?? job.name,
    segments,
    speakers: talking(job, segments, change),
  };
}

/** Whoever still says something, and who begins to. */
function talking(job: CompletedJob, segments: Segment[], change: Changes): Speaker[] {
  const seconds = new Map<string, number>();
  for (const { speaker, start, end } of segments) {
    if (speaker) seconds.set(speaker, (seconds.get(speaker) ?? 0) + end - start);
  }
  const known = new Map((job.speakers ?? []).map((speaker) => [speaker.id, speaker]));
  const ids = [...known.keys(), ...[...seconds.keys()].filter((id) => !known.has(id))];
  return ids
    .filter((id) => seconds.has(id))
    .map((id) => {
      const label = change.speakers?.[id];
      const before: Partial<Speaker> = known.get(id) ?? {};
      return {
        ...before,
        id,
        duration: seconds.get(id) ?? 0,
        label: label === undefined ? before.label : label,
      };
    });
}

/** Words of a new text over the time of the old one; those that stay keep their times. */
function spread(segment: Segment, text: string): Word[] {
  const left = [...(segment.words ?? [])];
  const texts = text.split(/\s+/).filter(Boolean);
  const length = (segment.end - segment.start) / Math.max(1, texts.length);
  return texts.map((text, at) => {
    const known = left.findIndex((word) => bare(word.text) === bare(text));
    const word = known >= 0 && known < 4 ? left.splice(0, known + 1).at(-1) : undefined;
    const start = segment.start + at * length;
    return word ? { ...word, text } : { text, start, end: start + length };
  });
}

const bare = (word: string) => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** An id for somebody who is not in the job yet. */
export function newSpeaker(speakers: readonly Speaker[]): string {
  const numbers = speakers.map(({ id }) => Number(/^SPEAKER_(\d+)$/.exec(id)?.[1] ?? -1));
  return `SPEAKER_${String(Math.max(-1, ...numbers) + 1).padStart(2, "0")}`;
}
