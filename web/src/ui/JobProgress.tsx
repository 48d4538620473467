import { useQuery } from "@tanstack/react-query";
import { jobProgress } from "@/api/jobs";
import { clock, duration } from "@/format";
import { Progress } from "./Progress";

/** How far a running job is, asked for while this is on show. */
export function JobProgress({ id, name }: { id: string; name: string }) {
  const { data } = useQuery(jobProgress(id));
  const value = data && data.audio_seconds_total > 0 ? data.progress : null;
  return (
    <div className="grid gap-1">
      <Progress label={`Progress of ${name}`} value={value} />
      <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted tabular">
        <span>{data ? said(data) : "…"}</span>
        {data?.eta_seconds != null && <span>about {duration(data.eta_seconds)} left</span>}
      </p>
    </div>
  );
}

interface Known {
  status: string;
  stage: string | null;
  progress: number;
  audio_seconds_done: number;
  audio_seconds_total: number;
  queue_position?: number | null;
}

function said(job: Known): string {
  const { stage, progress, audio_seconds_done, audio_seconds_total } = job;
  if (job.queue_position != null) return `waiting · ${job.queue_position} in front of it`;
  const heard =
    audio_seconds_total > 0
      ? ` · ${clock(audio_seconds_done, false)} of ${clock(audio_seconds_total, false)}`
      : "";
  return `${stage ?? "waiting"} · ${Math.round(progress)} %${heard}`;
}
