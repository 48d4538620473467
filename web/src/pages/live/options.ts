import { terms } from "../new/options";

/** What a session asks for, as the form holds it. */
export interface LiveOptions {
  source: "microphone" | "file";
  /** Of the microphone; empty: the browser's own choice. */
  device: string;
  /** Whether a file is heard while it is played. */
  audible: boolean;
  /** `auto` or BCP 47. */
  language: string;
  model: string;
  interim: boolean;
  words: boolean;
  keyterms: string;
  vad: boolean;
  threshold: number;
  /** Milliseconds. */
  silence: number;
  speech: number;
  /** Seconds. */
  longest: number;
  /** Days, as the API takes them. */
  retention: string;
  enhance: boolean;
}

export const DEFAULTS: LiveOptions = {
  source: "microphone",
  device: "",
  audible: false,
  language: "auto",
  model: "auto",
  interim: true,
  words: false,
  keyterms: "",
  vad: true,
  threshold: 0.5,
  silence: 500,
  speech: 250,
  longest: 60,
  retention: "none",
  enhance: false,
};

const RATE = "16000";

/** The query of the WebSocket: only what differs from the server's defaults. */
export function queryOf(options: LiveOptions): Record<string, string> {
  const words = terms(options.keyterms);
  const wanted: Record<string, string | false> = {
    encoding: "pcm_s16le",
    sample_rate: RATE,
    language: options.language !== "auto" && options.language,
    model: options.model !== "auto" && options.model,
    interim_results: !options.interim && "false",
    word_timestamps: options.words && "true",
    keyterms: words.length > 0 && JSON.stringify(words),
    ...(options.vad ? pausesOf(options) : { enable_vad: "false" }),
    max_utterance_seconds: differs("longest", options),
    retention: options.retention !== "none" && options.retention,
    enhance_on_end: options.enhance && "true",
  };
  return Object.fromEntries(
    Object.entries(wanted).filter((pair): pair is [string, string] => pair[1] !== false),
  );
}

const pausesOf = (options: LiveOptions) => ({
  vad_threshold: differs("threshold", options),
  min_silence_ms: differs("silence", options),
  min_speech_ms: differs("speech", options),
});

type Measure = "threshold" | "silence" | "speech" | "longest";

const differs = (name: Measure, options: LiveOptions): string | false =>
  options[name] !== DEFAULTS[name] && String(options[name]);

/** A sentence for what the server would refuse; null: nothing. */
export function keytermsProblem(typed: string): string | null {
  const words = terms(typed);
  if (words.length > 100) return `These are ${words.length}; at most 100 are taken.`;
  const long = words.find((word) => word.length > 50);
  return long ? `“${long.slice(0, 20)}…” is longer than 50 characters.` : null;
}
