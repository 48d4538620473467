import { useQuery } from "@tanstack/react-query";
import { limits } from "@/api/limits";
import { counted } from "@/format";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { Skeletons } from "@/ui/Skeleton";

/** How long things are kept, as the server is set. */
export default function Retention() {
  const { data, error, refetch, isFetching } = useQuery(limits);
  return (
    <>
      {error && (
        <ErrorState
          title="The retention could not be loaded"
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeletons of="the retention" rows={1} />}
      {data && (
        <Panel title="How long jobs are kept">
          <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr]">
            <dt className="text-muted">Unless a job says otherwise</dt>
            <dd>{kept(data.retention.default_days)}</dd>
            <dt className="text-muted">At most</dt>
            <dd>{kept(data.retention.most_days)}</dd>
          </dl>
          <p className="max-w-prose text-muted">
            Then the recording, the transcript, its edits and its history are forgotten; a receipt
            stays in the audit log. Each job can have a time of its own: when it is submitted, or
            later on its page. Live sessions keep nothing unless they are asked to.
          </p>
        </Panel>
      )}
    </>
  );
}

function kept(days: number): string {
  if (days < 0) return "for ever";
  return days === 0 ? "until it has been read once" : `${counted(days, "day")} after its end`;
}
