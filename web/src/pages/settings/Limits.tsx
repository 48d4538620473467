import { useQuery } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { limits } from "@/api/limits";
import { bytes, count, duration } from "@/format";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { Progress } from "@/ui/Progress";
import { Skeletons } from "@/ui/Skeleton";

export default function Limits() {
  const { data, error, refetch, isFetching } = useQuery(limits);
  return (
    <>
      <p className="max-w-prose text-muted">
        How much may be done at once here. Whoever runs the server sets it; what is more waits or is
        refused with a moment to try again.
      </p>
      {error && (
        <ErrorState
          title={data ? "The limits are out of date" : "The limits could not be loaded"}
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeletons of="the limits" rows={2} />}
      {data && (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Used title="Requests this minute" share={data.requests_per_minute} />
            <Used title="Of your own key" share={data.key_requests_per_minute} />
            <Used title="Running jobs" share={data.running_jobs} />
            <Used title="Live sessions" share={data.live_sessions} />
          </div>
          <Panel title="Sizes">
            <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr]">
              <dt className="text-muted">Largest recording</dt>
              <dd>{bytes(data.upload_bytes)}</dd>
              <dt className="text-muted">Longest live session</dt>
              <dd>{duration(data.live_seconds)}</dd>
            </dl>
          </Panel>
        </>
      )}
    </>
  );
}

function Used({ title, share }: { title: string; share: Schema<"Share"> }) {
  const { used, limit } = share;
  return (
    <Panel title={title}>
      <p className="tabular">
        <span className="text-2xl font-semibold">{count(used)}</span>{" "}
        <span className="text-muted">{limit === null ? "no limit" : `of ${count(limit)}`}</span>
      </p>
      {limit !== null && limit > 0 && (
        <Progress label={title} value={Math.min(100, (100 * used) / limit)} />
      )}
    </Panel>
  );
}
