import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { statistics } from "@/api/statistics";
import { count, counted, duration } from "@/format";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";
import { summed, times } from "./hours";

/** Now, and the last 24 hours, in four numbers. */
export function Tiles() {
  const { data, error, refetch, isFetching } = useQuery(statistics(24));
  if (error && !data) {
    return (
      <ErrorState
        title="The numbers could not be loaded"
        error={error}
        onRetry={refetch}
        retrying={isFetching}
      />
    );
  }
  const day = data && summed(data.hours);
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Tile
        name="Running now"
        to="/jobs?status=running&status=pending"
        value={data && count(data.running)}
        note={data && (data.pending ? `${count(data.pending)} waiting` : "nothing waits")}
      />
      <Tile
        name="Live sessions"
        to="/live"
        value={data && count(data.live.active)}
        note={data && seats(data.live.capacity, data.live.available)}
      />
      <Tile
        name="Audio in 24 hours"
        to="/jobs?status=completed"
        value={day && (day.audio_seconds ? duration(day.audio_seconds) : "none")}
        note={day && `${counted(day.completed, "job")} completed`}
      />
      <Tile
        name="Speed"
        value={day && (day.real_time_factor ? times(day.real_time_factor) : "–")}
        note={day && (day.real_time_factor ? "as fast as it is spoken" : "no job ended lately")}
      />
    </dl>
  );
}

function seats(capacity: number | null, available: number | null): string {
  if (capacity === null) return "seats are not known now";
  if (!capacity) return "no worker listens";
  return `${count(available ?? 0)} of ${count(capacity)} seats free`;
}

interface TileProps {
  name: string;
  value?: ReactNode;
  note?: ReactNode;
  to?: string;
}

function Tile({ name, value, note, to }: TileProps) {
  return (
    <div className="relative grid content-start gap-0.5 rounded-xl border bg-panel p-4 has-[a:hover]:border-border-strong">
      <dt className="text-sm text-muted">
        {to ? (
          <Link to={to} className="after:absolute after:inset-0 after:rounded-xl">
            {name}
          </Link>
        ) : (
          name
        )}
      </dt>
      <dd className="text-2xl font-semibold tracking-tight tabular">
        {value ?? <Skeleton className="my-2 h-6 w-16" />}
      </dd>
      <dd className="text-sm text-muted">{note ?? <Skeleton className="h-3.5 w-24" />}</dd>
    </div>
  );
}
