import { CircleAlert } from "lucide-react";
import type { CompletedJob } from "@/api/job";
import { clock } from "@/format";
import { Panel } from "@/ui/Panel";
import type { Player } from "./player/player";

const REASONS: Record<string, string> = {
  speech_missing: "somebody speaks, but there is little text",
  looping: "the text goes round in circles",
  impossible_word_rate: "too many words for the time",
  not_transcribed: "it could not be transcribed",
};

interface Props {
  job: CompletedJob;
  player: Player | null;
}

/** What a reader should know before they trust the text: stages that failed, and stretches that look wrong. */
export function Notices({ job, player }: Props) {
  const { suspect } = job.quality;
  const warnings = job.warnings ?? [];
  if (!warnings.length && !suspect.length) return null;
  return (
    <Panel title="To be read with care">
      <ul className="grid gap-2 text-sm">
        {warnings.map(({ stage, code, message, fallback }) => (
          <li key={`${stage} ${code} ${message}`} className="flex gap-2">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            <span>
              <span className="font-medium">{stage}:</span> {message}
              {fallback && <span className="text-muted"> Instead: {fallback}.</span>}
            </span>
          </li>
        ))}
        {suspect.map(({ start, end, reasons }) => (
          <li key={start} className="flex gap-2">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            <span>
              <button
                type="button"
                disabled={!player}
                className="text-accent underline tabular disabled:text-inherit disabled:no-underline"
                onClick={() => player?.seek(start)}
              >
                {clock(start)} to {clock(end)}
              </button>
              : {reasons.map((reason) => REASONS[reason] ?? reason).join(", ")}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
