import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { statistics } from "@/api/statistics";
import { count, counted, duration } from "@/format";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { Select } from "@/ui/Select";
import { Skeleton } from "@/ui/Skeleton";
import { spans, summed } from "./hours";
import { ThroughputChart } from "./ThroughputChart";

const CHOICES = [
  { value: "24", label: "24 hours" },
  { value: "168", label: "7 days" },
];

export function ThroughputPanel() {
  const [search, setSearch] = useSearchParams();
  const hours = search.get("hours") === "168" ? 168 : 24;
  const { data, error, refetch, isFetching } = useQuery(statistics(hours));
  const total = data && summed(data.hours);
  return (
    <Panel
      title="Throughput"
      actions={
        <Select
          aria-label="How far back"
          choices={CHOICES}
          value={String(hours)}
          onChange={({ target }) =>
            setSearch(target.value === "24" ? {} : { hours: target.value }, { replace: true })
          }
        />
      }
    >
      {error && (
        <ErrorState
          title="The throughput could not be loaded"
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeleton className="h-44 rounded-lg" />}
      {data && total && (
        <>
          <p className="text-muted">
            <span className="font-medium text-text">{duration(total.audio_seconds)}</span> of audio
            in {counted(total.completed, "completed job")}, {count(total.failed)} failed.
          </p>
          <ThroughputChart spans={spans(data.hours, hours === 168 ? 6 : 1)} />
        </>
      )}
    </Panel>
  );
}
