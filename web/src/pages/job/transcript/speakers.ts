import type { Speaker } from "@/api/transcript";

/** Whole class names: Tailwind looks for them in the source. */
const TEXTS = [
  "text-speaker-1",
  "text-speaker-2",
  "text-speaker-3",
  "text-speaker-4",
  "text-speaker-5",
  "text-speaker-6",
  "text-speaker-7",
  "text-speaker-8",
] as const;

export interface Voice {
  id: string;
  name: string;
  /** A class that sets the colour of text. */
  colour: string;
  /** The same colour as a custom property, for canvases. */
  token: string;
  seconds: number;
}

/** Names and colours by id, in the order of the job. */
export function voices(speakers: readonly Speaker[]): Map<string, Voice> {
  return new Map(
    speakers.map(({ id, label, duration }, at) => {
      const colour = TEXTS[at % TEXTS.length] ?? TEXTS[0];
      const token = `--speaker-${(at % TEXTS.length) + 1}`;
      return [id, { id, name: label || plain(id), colour, token, seconds: duration }];
    }),
  );
}

/** SPEAKER_00 as "Speaker 1". */
export function plain(id: string): string {
  const number = /^SPEAKER_(\d+)$/.exec(id)?.[1];
  return number === undefined ? id : `Speaker ${Number(number) + 1}`;
}
