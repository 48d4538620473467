import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Schema } from "@/api/client";
import { useEvents } from "@/api/events";
import type { AnyJob } from "@/api/job";
import { queryKeys } from "@/api/queries";
import { clock, duration, percent } from "@/format";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { Progress as Bar } from "@/ui/Progress";

type Segment = Schema<"Segment">;
type Told = Pick<
  Schema<"UnfinishedJob">,
  "progress" | "audio_seconds_done" | "audio_seconds_total" | "eta_seconds"
>;

const SHOWN = 200; // segments: the whole is on the page when the job is done

/** How far a job is, and what of it is written already. Nothing once it has ended. */
export function JobProgress({ job }: { job: AnyJob }) {
  return "progress" in job ? <Running job={job} key={job.id} /> : null;
}

function Running({ job }: { job: Schema<"UnfinishedJob"> }) {
  const cache = useQueryClient();
  const [told, setTold] = useState<Told>(job);
  const [stage, setStage] = useState(job.stage);
  const [segments, setSegments] = useState<readonly Segment[]>([]);
  const [error, setError] = useState<unknown>(null);
  useEvents(
    `/v1/audio/transcriptions/${job.id}/events`,
    ({ event, data }) => {
      if (event === "stage") setStage((JSON.parse(data) as { stage: string }).stage);
      if (event === "progress") setTold(JSON.parse(data) as Told);
      if (event === "segment") {
        const segment = JSON.parse(data) as Segment;
        setSegments((now) => [...now.slice(1 - SHOWN), segment]);
      }
      if (event === "done") void cache.invalidateQueries({ queryKey: queryKeys.job(job.id) });
    },
    setError,
  );
  const { audio_seconds_done: done, audio_seconds_total: total, eta_seconds: left } = told;
  return (
    <Panel title={job.status === "cancelling" ? "Being cancelled" : (stage ?? "Waiting")}>
      <Bar label="Progress of the job" value={told.progress} />
      <p className="tabular flex flex-wrap gap-x-4 text-muted">
        <span>{percent(told.progress / 100)}</span>
        {total > 0 && (
          <span>
            {clock(done, false)} of {clock(total, false)} heard
          </span>
        )}
        {left !== null && <span>about {duration(Math.max(1, left))} left</span>}
        {!stage && <span>Nobody has begun with it yet.</span>}
      </p>
      {error !== null && (
        <ErrorState title="What is written meanwhile cannot be shown" error={error} />
      )}
      {segments.length > 0 && (
        <ol
          aria-label="Written so far"
          className="grid max-h-96 gap-1.5 overflow-y-auto rounded-lg border p-3"
        >
          {segments.map((segment) => (
            <li key={segment.id ?? segment.start} className="flex gap-3">
              <span className="tabular shrink-0 text-sm text-muted">
                {clock(segment.start, false)}
              </span>
              <span className="min-w-0 break-words">{segment.text}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
