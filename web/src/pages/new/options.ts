import type { UploadFields } from "@/api/upload";

/** What a submission asks for, as the form holds it: numbers are what was typed. */
export interface Options {
  translate: boolean;
  /** `auto` or BCP 47. */
  language: string;
  everyPause: boolean;
  model: string;
  speakers: "none" | "diarize" | "per_channel";
  known: "no" | "exactly" | "between";
  exactly: string;
  least: string;
  most: string;
  timing: "none" | "segment" | "word";
  align: "auto" | "none";
  keyterms: string;
  prompt: string;
  temperature: number;
  seed: string;
  events: boolean;
  emotions: boolean;
  cleanup: boolean;
  personal: "keep" | "find" | "redact";
  /** None: all kinds. */
  entities: string[];
  redactAudio: boolean;
  sound: "silence" | "beep";
  margin: number;
  retention: string;
  priority: string;
  /** `none`, `url`, or the id of one of the caller's webhooks. */
  tell: string;
  webhookUrl: string;
  metadata: string;
}

export const DEFAULTS: Options = {
  translate: false,
  language: "auto",
  everyPause: false,
  model: "auto",
  speakers: "none",
  known: "no",
  exactly: "2",
  least: "",
  most: "",
  timing: "word",
  align: "auto",
  keyterms: "",
  prompt: "",
  temperature: 0,
  seed: "",
  events: false,
  emotions: false,
  cleanup: false,
  personal: "keep",
  entities: [],
  redactAudio: false,
  sound: "silence",
  margin: 50,
  retention: "",
  priority: "3",
  tell: "none",
  webhookUrl: "",
  metadata: "",
};

/** What may not be asked for now, by the names of `GET /v1/engines`. */
export type Offered = (option: string) => boolean;

export const terms = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[\n,;]/)
      .map((term) => term.trim())
      .filter(Boolean),
  ),
];

/** Only what differs from the server's defaults, and nothing that is not offered. */
export function fieldsOf(options: Options, offered: Offered): UploadFields {
  const translates = options.translate && offered("translate");
  const everyPause =
    options.everyPause && options.language === "auto" && offered("detect_language");
  return kept({
    task: translates && "translate",
    language: options.language !== "auto" && options.language.trim(),
    detect_language: everyPause && "segment",
    model: options.model !== "auto" && options.model,
    ...speakersOf(options, offered),
    timestamps_granularity: options.timing !== "word" && options.timing,
    model_align: options.align === "none" && "none",
    keyterms: terms(options.keyterms),
    prompt: options.prompt.trim(),
    temperature: options.temperature > 0 && String(options.temperature),
    seed: options.temperature > 0 && options.seed.trim(),
    detect_events: options.events && offered("detect_events") && "true",
    detect_emotions: options.emotions && offered("detect_emotions") && "true",
    llm_cleanup: options.cleanup && offered("llm_cleanup") && "true",
    ...personalOf(options, offered, translates),
    retention: options.retention,
    priority: options.priority !== "3" && options.priority,
    webhook_url: options.tell === "url" && options.webhookUrl.trim(),
    webhook_id: options.tell !== "url" && options.tell !== "none" && options.tell,
    webhook_metadata: options.tell !== "none" && options.metadata.trim(),
  });
}

type Wanted = Record<string, string | string[] | false>;

function speakersOf({ speakers, known, exactly, least, most }: Options, offered: Offered): Wanted {
  if (speakers === "none" || (speakers === "diarize" && !offered("diarize"))) return {};
  const counts = speakers === "diarize" ? known : "no";
  return {
    speaker_detection: speakers,
    num_speakers: counts === "exactly" && exactly,
    min_speakers: counts === "between" && least,
    max_speakers: counts === "between" && most,
  };
}

function personalOf(options: Options, offered: Offered, translates: boolean): Wanted {
  if (options.personal === "keep" || !offered("pii_detection")) return {};
  const redact = options.personal === "redact";
  const audio = redact && options.redactAudio && !translates;
  return {
    pii_detection: "true",
    pii_entity_types: options.entities,
    redact_pii: redact && "true",
    redact_pii_audio: audio && "true",
    pii_redaction_mode: audio && options.sound !== "silence" && options.sound,
    pii_buffer_ms: audio && options.margin !== 50 && String(options.margin),
  };
}

function kept(wanted: Wanted): UploadFields {
  const fields: UploadFields = {};
  for (const [name, value] of Object.entries(wanted))
    if (value && value.length > 0) fields[name] = value;
  return fields;
}

export type Problems = Partial<Record<keyof Options, string>>;

/** Sentences by field, for what the server would refuse. */
export function problemsOf(options: Options): Problems {
  const found: Problems = {};
  if (
    options.language !== "auto" &&
    !/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(options.language)
  ) {
    found.language = "Give a code as in en or de-AT.";
  }
  if (options.speakers === "diarize") Object.assign(found, countProblems(options));
  const words = terms(options.keyterms);
  const long = words.find((word) => word.length > 50);
  if (words.length > 100) found.keyterms = `These are ${words.length}; at most 100 are taken.`;
  else if (long) found.keyterms = `“${long.slice(0, 20)}…” is longer than 50 characters.`;
  if (options.seed && options.temperature > 0 && !whole(options.seed, 0, 2 ** 32 - 1)) {
    found.seed = "Give a whole number from 0 to 4294967295.";
  }
  if (options.tell === "url" && !options.webhookUrl.trim().startsWith("https://")) {
    found.webhookUrl = "Give an address that begins with https://.";
  }
  if (options.tell !== "none" && options.metadata.trim() && !isObject(options.metadata)) {
    found.metadata = 'Give a JSON object, as in {"episode": 17}.';
  }
  return found;
}

function countProblems({ known, exactly, least, most }: Options): Problems {
  const wrong = "Give a whole number from 1 to 32.";
  if (known === "exactly") return whole(exactly, 1, 32) ? {} : { exactly: wrong };
  if (known === "no") return {};
  if (least && !whole(least, 1, 32)) return { least: wrong };
  if (most && !whole(most, 1, 32)) return { most: wrong };
  if (least && most && Number(least) > Number(most))
    return { most: "This is less than the least." };
  return {};
}

const whole = (typed: string, least: number, most: number) =>
  /^\d+$/.test(typed.trim()) && Number(typed) >= least && Number(typed) <= most;

function isObject(typed: string): boolean {
  try {
    const found: unknown = JSON.parse(typed);
    return typeof found === "object" && found !== null && !Array.isArray(found);
  } catch {
    return false;
  }
}
