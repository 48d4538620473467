import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { AnyJob } from "@/api/job";
import { tasksOf } from "@/api/tasks";
import { TemporalLink } from "@/frame/TemporalLink";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { Skeleton, Skeletons } from "@/ui/Skeleton";
import { StageTable } from "./StageTable";
import { Timeline } from "./Timeline";

const StageGraph = lazy(() => import("./StageGraph"));

/** The stages of a job: how they wait for each other, when they worked, and what is known of each. */
export function Pipeline({ job }: { job: AnyJob }) {
  const { data, error, refetch, isFetching } = useQuery(tasksOf(job.id));
  return (
    <div className="grid gap-4">
      {error && (
        <ErrorState
          title={data ? "The stages are out of date" : "The stages could not be loaded"}
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeletons of="the stages" rows={2} className="h-40" />}
      {data && (
        <>
          {data.temporal_url && (
            <TemporalLink to={data.temporal_url} className="justify-self-start">
              This job in Temporal
            </TemporalLink>
          )}
          <div className="hidden md:block">
            <Suspense fallback={<Skeleton className="h-72 rounded-xl" />}>
              <StageGraph tasks={data.tasks} />
            </Suspense>
          </div>
          <Panel title="When">
            <Timeline tasks={data.tasks} began={job.started_at} />
          </Panel>
          <StageTable tasks={data.tasks} />
        </>
      )}
    </div>
  );
}
