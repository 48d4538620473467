import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { Link } from "react-router";
import { STATUSES } from "@/api/jobStatus";
import { newestJobs } from "@/api/jobs";
import { Page } from "@/frame/Page";
import { Button } from "@/ui/Button";
import { ErrorState } from "@/ui/ErrorState";
import { Skeletons } from "@/ui/Skeleton";
import { CapacityPanel } from "./dashboard/CapacityPanel";
import { FailuresPanel } from "./dashboard/FailuresPanel";
import { FirstRun } from "./dashboard/FirstRun";
import { HealthNote } from "./dashboard/HealthNote";
import { LivePanel } from "./dashboard/LivePanel";
import { RecentPanel } from "./dashboard/RecentPanel";
import { RunningPanel } from "./dashboard/RunningPanel";
import { ThroughputPanel } from "./dashboard/ThroughputPanel";
import { Tiles } from "./dashboard/Tiles";
import { UploadsNote } from "./dashboard/UploadsNote";

/** The newest jobs of any state; also what says whether there are any. */
const newest = newestJobs([...STATUSES], 8);

export default function Dashboard() {
  const { data, error, refetch, isFetching } = useQuery(newest);
  const first = data?.total === 0;
  return (
    <Page
      title="Dashboard"
      actions={
        !first && (
          <Button asChild look="primary">
            <Link to="/new">
              <Plus aria-hidden />
              New transcription
            </Link>
          </Button>
        )
      }
    >
      <HealthNote />
      <UploadsNote />
      {error && (
        <ErrorState
          title={data ? "The jobs you see are out of date" : "The jobs could not be loaded"}
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeletons of="the dashboard" rows={3} />}
      {first && <FirstRun />}
      {data && !first && <Tiles />}
      {data && (
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="grid min-w-0 gap-4">
            {!first && (
              <>
                <RunningPanel />
                <RecentPanel jobs={data.jobs} />
                <ThroughputPanel />
              </>
            )}
            {first && <CapacityPanel />}
          </div>
          <div className="grid min-w-0 gap-4">
            {!first && <FailuresPanel />}
            {!first && <CapacityPanel />}
            <LivePanel />
          </div>
        </div>
      )}
    </Page>
  );
}
