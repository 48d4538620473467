import { useInfiniteQuery } from "@tanstack/react-query";
import { MessageSquareText } from "lucide-react";
import { useSearchParams } from "react-router";
import { type LiveStatus, sessionList } from "@/api/live";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Select } from "@/ui/Select";
import { Skeletons } from "@/ui/Skeleton";
import { Table, Th } from "@/ui/Table";
import { SessionRow } from "./SessionRow";

const CHOICES = [
  { value: "", label: "All" },
  { value: "active", label: "Active" },
  { value: "completed", label: "Completed" },
  { value: "interrupted", label: "Interrupted" },
  { value: "failed", label: "Failed" },
];

/** Sessions that go on and that have ended, of every client. */
export function SessionList() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get("status");
  const status = CHOICES.some(({ value }) => value && value === asked)
    ? (asked as LiveStatus)
    : null;
  const list = useInfiniteQuery(sessionList(status));
  const sessions = list.data?.pages.flatMap((page) => page.sessions);
  return (
    <section aria-labelledby="sessions" className="grid grid-cols-1 gap-3">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="sessions" className="text-lg font-semibold">
          Sessions
        </h2>
        <Select
          aria-label="State of the sessions"
          choices={CHOICES}
          value={status ?? ""}
          onChange={({ target }) =>
            setSearch(target.value ? { status: target.value } : {}, { replace: true })
          }
        />
      </header>
      {list.error && (
        <ErrorState
          title={sessions ? "What you see is out of date" : "The sessions could not be loaded"}
          error={list.error}
          onRetry={list.refetch}
          retrying={list.isFetching}
        />
      )}
      {!sessions && !list.error && <Skeletons of="the sessions" rows={3} className="h-12" />}
      {sessions?.length === 0 && (
        <EmptyState
          icon={MessageSquareText}
          title={status ? `None is ${status}` : "No sessions yet"}
        >
          Whatever speaks to this server live is listed here, this page and programs alike.
        </EmptyState>
      )}
      {sessions && sessions.length > 0 && (
        <Table label="Live sessions">
          <thead>
            <tr>
              <Th>Session</Th>
              <Th>State</Th>
              <Th>Begun</Th>
              <Th>Length</Th>
              <Th>Language</Th>
              <Th>Model</Th>
              <Th>
                <span className="sr-only">What can be done</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </tbody>
        </Table>
      )}
      {list.hasNextPage && (
        <Button
          className="justify-self-center"
          busy={list.isFetchingNextPage}
          onClick={() => list.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  );
}
