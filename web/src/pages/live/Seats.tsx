import { useQuery } from "@tanstack/react-query";
import { seats } from "@/api/live";
import { counted } from "@/format";
import { Badge } from "@/ui/Badge";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { Progress } from "@/ui/Progress";
import { Skeletons } from "@/ui/Skeleton";

/** The workers for live speech, and how many may speak at once. */
export function Seats() {
  const { data, error, refetch, isFetching } = useQuery(seats);
  return (
    <Panel
      title="Workers"
      actions={
        data && (
          <span className="text-sm text-muted tabular">
            {data.available} of {counted(data.capacity, "seat")} free
          </span>
        )
      }
    >
      {error && (
        <ErrorState
          title="The workers could not be loaded"
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeletons of="the workers" rows={1} className="h-16" />}
      {data?.workers.length === 0 && (
        <p className="text-muted">
          No worker listens to live speech. <code>python -m realtime</code> starts one;{" "}
          <code>dalston up</code> does so beside the others.
        </p>
      )}
      <ul className="grid gap-x-6 gap-y-3 empty:hidden md:grid-cols-2">
        {data?.workers.map(({ id, engine, device, models, capacity, active, state }) => (
          <li key={id} className="grid gap-1.5">
            <p className="flex flex-wrap items-center justify-between gap-2">
              <span className="font-mono text-sm break-all">
                {engine}, {device}, {models.join(", ") || "no model in memory"}
              </span>
              <Badge tone={state === "ready" ? "ok" : "warn"}>{state}</Badge>
            </p>
            <Progress
              label={`Taken seats of ${id}`}
              value={capacity ? (100 * active) / capacity : 0}
            />
            <p className="flex flex-wrap justify-between gap-x-4 text-sm text-muted tabular">
              <span className="break-all">{id}</span>
              <span>
                {active} of {capacity} taken
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
