import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { engines, systemStatus } from "@/api/queries";
import { count, counted } from "@/format";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { Progress } from "@/ui/Progress";
import { Skeleton } from "@/ui/Skeleton";
import { capacities, type StageCapacity } from "./capacity";

/** How busy each stage is and how much waits for it. */
export function CapacityPanel() {
  const catalogue = useQuery(engines);
  const status = useQuery(systemStatus);
  const error = catalogue.error ?? status.error;

  const stages =
    catalogue.data && status.data && capacities(catalogue.data.engines, status.data.queue_depth);
  return (
    <Panel
      title="Capacity"
      actions={
        <Link to="/engines" className="text-accent underline">
          Engines
        </Link>
      }
    >
      {error && (
        <ErrorState
          title={
            stages ? "The capacity you see is out of date" : "The capacity could not be loaded"
          }
          error={error}
          onRetry={() => {
            catalogue.refetch();
            status.refetch();
          }}
          retrying={catalogue.isFetching || status.isFetching}
        />
      )}
      {!stages && !error && <Skeleton className="h-40 rounded-lg" />}
      {stages?.length === 0 && (
        <p className="text-muted">No worker is live: jobs wait until one starts.</p>
      )}
      <ul className="grid grid-cols-1 gap-2.5 empty:hidden">
        {stages?.map((stage) => (
          <Gauge key={stage.stage} {...stage} />
        ))}
      </ul>
    </Panel>
  );
}

function Gauge({ stage, slots, busy, waiting }: StageCapacity) {
  return (
    <li className="grid grid-cols-1 gap-1">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span className="capitalize">{stage}</span>
        <span className="text-sm text-muted tabular">
          {slots ? `${count(busy)} of ${counted(slots, "slot")} busy` : "no live worker"}
          {waiting > 0 && (
            <span className="font-medium text-warn"> · {count(waiting)} waiting</span>
          )}
        </span>
      </p>
      <Progress label={`Busy slots: ${stage}`} value={slots ? (100 * busy) / slots : 0} />
    </li>
  );
}
