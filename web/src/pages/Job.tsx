import { useQuery } from "@tanstack/react-query";
import { FileX2 } from "lucide-react";
import { Link, useParams } from "react-router";
import { asApiError } from "@/api/errors";
import { type AnyJob, isCompleted, jobOf } from "@/api/job";
import { ago, duration, language, moment } from "@/format";
import { Page } from "@/frame/Page";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { JobStatus } from "@/ui/JobStatus";
import { Skeletons } from "@/ui/Skeleton";
import { JobActions } from "./job/Actions";
import { Finished } from "./job/Finished";
import { JobProgress } from "./job/Progress";
import { Stages } from "./job/Stages";
import { Stopped } from "./job/Stopped";

export default function Job() {
  const { id = "" } = useParams();
  const { data, error, refetch, isFetching } = useQuery(jobOf(id));
  const job = data?.job;
  if (!data && error && asApiError(error).status === 404) return <NoJob />;
  return (
    <Page
      title={job?.name || "Job"}
      about={job && <About job={job} />}
      actions={job && <JobActions job={job} />}
    >
      {error && (
        <ErrorState
          title={job ? "What you see is out of date" : "The job could not be loaded"}
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!job && !error && <Skeletons of="the job" rows={3} />}
      {job && <Body key={job.id} job={job} />}
    </Page>
  );
}

function Body({ job }: { job: AnyJob }) {
  if (isCompleted(job)) return <Finished job={job} />;
  if ("progress" in job) {
    return (
      <>
        <JobProgress job={job} />
        <Stages job={job} />
      </>
    );
  }
  return <Stopped job={job} />;
}

function About({ job }: { job: AnyJob }) {
  const facts = [
    "duration" in job && job.duration !== null && duration(job.duration),
    "language" in job && job.language && language(job.language),
  ].filter(Boolean);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <JobStatus status={job.status} />
      {facts.map((fact) => (
        <span key={String(fact)}>{fact}</span>
      ))}
      <time dateTime={job.created_at} title={moment(job.created_at)}>
        {ago(Date.parse(job.created_at))}
      </time>
      {job.rerun_of && (
        <Link to={`/jobs/${job.rerun_of}`} className="text-accent underline">
          made from another job
        </Link>
      )}
    </span>
  );
}

function NoJob() {
  return (
    <Page title="Job">
      <EmptyState
        icon={FileX2}
        title="There is no such job"
        action={
          <Link to="/jobs" className="text-accent underline">
            All jobs
          </Link>
        }
      >
        It was deleted, its time was over, or it belongs to somebody else.
      </EmptyState>
    </Page>
  );
}
