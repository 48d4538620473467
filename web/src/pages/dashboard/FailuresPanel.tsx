import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { Link } from "react-router";
import { newestJobs } from "@/api/jobs";
import { ago } from "@/format";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { Skeleton } from "@/ui/Skeleton";

const failed = newestJobs(["failed"], 4, 10_000);

/** The latest failures, each with the sentence that says why. */
export function FailuresPanel() {
  const { data, error, refetch, isFetching } = useQuery(failed);
  return (
    <Panel
      title="Failures"
      actions={
        data &&
        data.total > 0 && (
          <Link to="/jobs?status=failed" className="text-accent underline">
            All {data.total}
          </Link>
        )
      }
    >
      {error && (
        <ErrorState
          title="The failures could not be loaded"
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeleton className="h-12" />}
      {data?.total === 0 && (
        <p className="flex items-center gap-2 text-muted">
          <CircleCheck aria-hidden className="size-4 text-ok" />
          No job has failed.
        </p>
      )}
      <ul className="grid grid-cols-1 gap-3 empty:hidden">
        {data?.jobs.map((job) => (
          <li key={job.id} className="grid grid-cols-1 gap-0.5 border-l-2 border-danger pl-3">
            <p className="flex items-baseline justify-between gap-3">
              <Link to={`/jobs/${job.id}`} className="min-w-0 truncate font-medium hover:underline">
                {job.name}
              </Link>
              <time dateTime={job.created_at} className="text-sm whitespace-nowrap text-muted">
                {ago(Date.parse(job.completed_at ?? job.created_at))}
              </time>
            </p>
            <p className="line-clamp-3 text-sm break-words">
              {job.error?.message ?? "No reason was given."}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
