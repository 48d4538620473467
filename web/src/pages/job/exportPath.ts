export const FORMATS = {
  srt: { label: "SRT subtitles", about: "For nearly every player and editor.", text: true },
  vtt: { label: "WebVTT subtitles", about: "For browsers.", text: true },
  txt: { label: "Text", about: "A block for each speaker or paragraph.", text: true },
  docx: { label: "Word document", about: "With speakers and times.", text: false },
  json: { label: "JSON", about: "Everything, for programs.", text: true },
  rttm: { label: "RTTM", about: "Who spoke when, for scoring.", text: true },
  ctm: { label: "CTM", about: "Words in time, for scoring.", text: true },
} as const;

export type Format = keyof typeof FORMATS;

export interface Layout {
  speakers: boolean;
  /** Letters of a line. */
  length: number;
  /** Of a cue. */
  lines: number;
}

const PEOPLE: readonly Format[] = ["txt", "srt", "vtt", "docx"];
const CUES: readonly Format[] = ["srt", "vtt"];

/** The options that change something of a format, as the API calls them. */
export function layoutOf(format: Format): string[] {
  return [
    ...(PEOPLE.includes(format) ? ["include_speakers"] : []),
    ...(CUES.includes(format) ? ["max_line_length", "max_lines"] : []),
  ];
}

export function exportPath(id: string, format: Format, layout: Layout): string {
  const all: Record<string, string> = {
    include_speakers: String(layout.speakers),
    max_line_length: String(layout.length),
    max_lines: String(layout.lines),
  };
  const known = layoutOf(format).map((name): [string, string] => [name, all[name] ?? ""]);
  const query = new URLSearchParams(known).toString();
  return `/v1/audio/transcriptions/${encodeURIComponent(id)}/export/${format}${query && `?${query}`}`;
}
