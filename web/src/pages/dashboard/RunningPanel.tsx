import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { newestJobs } from "@/api/jobs";
import { ago, count } from "@/format";
import { ErrorState } from "@/ui/ErrorState";
import { JobProgress } from "@/ui/JobProgress";
import { JobStatus } from "@/ui/JobStatus";
import { Panel } from "@/ui/Panel";

const running = newestJobs(["running", "pending"], 6, 4_000);

/** Jobs that have not ended, with how far they are. */
export function RunningPanel() {
  const { data, error, refetch, isFetching } = useQuery(running);
  const more = data ? data.total - data.jobs.length : 0;
  return (
    <Panel
      title="Running"
      actions={
        more > 0 && (
          <Link to="/jobs?status=running&status=pending" className="text-accent underline">
            {count(more)} more
          </Link>
        )
      }
    >
      {error && (
        <ErrorState
          title="The running jobs could not be loaded"
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {data?.jobs.length === 0 && <p className="text-muted">Nothing runs or waits now.</p>}
      <ul className="grid grid-cols-1 gap-4 empty:hidden">
        {data?.jobs.map(({ id, name, status, created_at }) => (
          <li key={id} className="grid grid-cols-1 gap-1.5">
            <p className="flex items-center justify-between gap-3">
              <Link to={`/jobs/${id}`} className="min-w-0 truncate font-medium hover:underline">
                {name}
              </Link>
              <JobStatus status={status} />
            </p>
            {status === "pending" ? (
              <p className="text-sm text-muted">
                submitted <time dateTime={created_at}>{ago(Date.parse(created_at))}</time>
              </p>
            ) : (
              <JobProgress id={id} name={name} />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
