/** The messages of docs/realtime.md, as far as this page reads them. Times in seconds. */

export interface Word {
  text: string;
  start: number;
  end: number;
  confidence?: number | null;
}

export interface Final {
  id: string;
  text: string;
  start: number;
  end: number;
  language?: string | null;
  words?: Word[];
}

export interface Interim {
  text: string;
  /** The beginning of the text that will not change. */
  stable?: string;
  start: number;
  end: number;
}

export interface Warning {
  code: string;
  message: string;
}

export interface Outcome {
  session_id: string;
  duration: number;
  speech_duration: number;
  enhancement_job_id: string | null;
}

export type Event =
  | {
      type: "session.begin";
      session_id: string;
      config: { model?: string | null };
      warnings: Warning[];
      resumed?: boolean;
      audio_seconds?: number;
    }
  | { type: "vad.speech_start" | "vad.speech_end"; time: number }
  | ({ type: "transcript.partial" } & Interim)
  | ({ type: "transcript.final" } & Final)
  | ({ type: "warning" } & Warning)
  | { type: "error"; code: string; message: string; recoverable: boolean; retry_after?: number }
  | ({ type: "session.end" } & Outcome);

export type Command = { type: "flush" | "clear" | "end" };

/** Null for what is no message of the server's. */
export function read(data: unknown): Event | null {
  if (typeof data !== "string") return null;
  try {
    const found: unknown = JSON.parse(data);
    return isEvent(found) ? found : null;
  } catch {
    return null;
  }
}

const isEvent = (found: unknown): found is Event =>
  typeof (found as { type?: unknown } | null)?.type === "string";
