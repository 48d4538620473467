import type { Stage } from "@/api/rerun";

interface Wish {
  label: string;
  about: string;
}

/** Stages from which a job can be done again. */
export const STAGES: Record<Stage, Wish> = {
  transcribe: { label: "The words", about: "Hear everything anew, e.g. in another language." },
  align: { label: "Times of words", about: "Put the words in time anew." },
  diarize: { label: "Speakers", about: "Who spoke when; the voices that were heard are reused." },
  detect: { label: "Events and emotions", about: "Laughter, applause, music and the like." },
  merge: { label: "The transcript", about: "Put together what the stages found." },
  refine: { label: "Clean-up", about: "Let a language model mend what was heard." },
  redact: { label: "Redaction", about: "Find and hide personal data." },
};

export interface Fields {
  language: string;
  model: string;
  speakers: string;
  events: boolean;
  emotions: boolean;
}

/** What is to be different, as the API calls it; what is empty stays as it was. */
export function changed(from: Stage, fields: Fields): Record<string, unknown> {
  const wish: Record<string, unknown> = {};
  if (from === "transcribe" && fields.language.trim()) wish.language = fields.language.trim();
  if (from === "transcribe" && fields.model.trim()) wish.model = fields.model.trim();
  if (from === "diarize" || from === "transcribe") {
    if (fields.speakers.trim()) {
      wish.speaker_detection = "diarize";
      wish.num_speakers = Number(fields.speakers);
    }
  }
  if (from === "detect") {
    wish.detect_events = fields.events;
    wish.detect_emotions = fields.emotions;
  }
  if (from === "redact") wish.redact_pii = true;
  return wish;
}
