import { useQuery } from "@tanstack/react-query";
import { Mic } from "lucide-react";
import { Link } from "react-router";
import { activeSessions, statistics } from "@/api/statistics";
import { ago, count, language } from "@/format";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { Progress } from "@/ui/Progress";

/** Seats, and who sits in them. */
export function LivePanel() {
  const { data, error, refetch, isFetching } = useQuery(activeSessions);
  const seats = useQuery(statistics(24)).data?.live;
  return (
    <Panel
      title="Live speech"
      actions={
        <Link to="/live" className="inline-flex items-center gap-1.5 text-accent underline">
          <Mic aria-hidden className="size-4" />
          Speak
        </Link>
      }
    >
      {error && (
        <ErrorState
          title="The live sessions could not be loaded"
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {seats?.capacity ? (
        <div className="grid gap-1">
          <p className="flex flex-wrap justify-between gap-x-4">
            <span>Seats</span>
            <span className="text-sm text-muted tabular">
              {count(seats.available ?? 0)} of {count(seats.capacity)} free
            </span>
          </p>
          <Progress
            label="Taken seats"
            value={(100 * (seats.capacity - (seats.available ?? 0))) / seats.capacity}
          />
        </div>
      ) : (
        seats && <p className="text-muted">No worker listens to live speech now.</p>
      )}
      <ul className="grid grid-cols-1 gap-1.5 empty:hidden">
        {data?.sessions.map(({ id, created_at, language: spoken, model, engine }) => (
          <li key={id} className="flex items-baseline justify-between gap-3">
            <Link to={`/live/${id}`} className="min-w-0 truncate font-medium hover:underline">
              {model ?? engine}
              {spoken && <span className="text-muted">, {language(spoken)}</span>}
            </Link>
            <time dateTime={created_at} className="text-sm whitespace-nowrap text-muted">
              {ago(Date.parse(created_at))}
            </time>
          </li>
        ))}
      </ul>
      {data?.sessions.length === 0 && seats?.capacity ? (
        <p className="text-muted">Nobody speaks now.</p>
      ) : null}
    </Panel>
  );
}
