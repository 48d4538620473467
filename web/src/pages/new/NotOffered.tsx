import { CircleHelp } from "lucide-react";
import type { Schema } from "@/api/client";

const NAMES: Record<string, string> = {
  transcribe: "Transcription",
  translate: "Translation",
  detect_language: "Finding out the language",
  diarize: "Speakers by voice",
  detect_events: "Sounds",
  detect_emotions: "Feelings",
  llm_cleanup: "Mending the text",
  pii_detection: "Personal data",
  word_times: "Exact times",
};

/** What no live engine can do, and what would help. */
export function NotOffered({ offers }: { offers: Record<string, Schema<"Offer">> }) {
  const missing = Object.entries(offers).filter(([, { available }]) => !available);
  if (!missing.length) return null;
  const names = missing.map(([option]) => NAMES[option] ?? option);
  return (
    <details className="px-4 py-3 text-sm">
      <summary className="cursor-pointer text-muted">
        <CircleHelp aria-hidden className="mr-1.5 inline size-4 align-text-bottom" />
        Not here now: {names.join(", ").toLowerCase()}
      </summary>
      <dl className="grid gap-2 pt-3">
        {missing.map(([option, { reason }]) => (
          <div key={option}>
            <dt className="font-medium">{NAMES[option] ?? option}</dt>
            <dd className="break-words text-muted">{reason}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
