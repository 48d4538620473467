import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ListMusic, Plus, SearchX } from "lucide-react";
import { useRef, useState } from "react";
import { Link } from "react-router";
import { type Job, jobList } from "@/api/jobs";
import { engines } from "@/api/queries";
import { Page } from "@/frame/Page";
import { useShortcut } from "@/frame/shortcuts";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeletons } from "@/ui/Skeleton";
import { BulkBar } from "./jobs/BulkBar";
import { useBulk } from "./jobs/bulk";
import { DeleteDialog } from "./jobs/DeleteDialog";
import { Filters } from "./jobs/Filters";
import { Found } from "./jobs/Found";
import { filtersOf, isFiltered } from "./jobs/filters";
import { JobList } from "./jobs/JobList";
import { useKeys } from "./jobs/keyboard";
import { LoadMore } from "./jobs/LoadMore";
import { Refusals } from "./jobs/Refusals";
import { useSelection } from "./jobs/selection";
import { useAsked } from "./jobs/useAsked";

export default function Jobs() {
  const [asked, change] = useAsked();
  const found = useInfiniteQuery({
    ...jobList(filtersOf(asked)),
    placeholderData: keepPreviousData,
  });
  const { data, error, isFetching, isPlaceholderData, hasNextPage, isFetchingNextPage } = found;
  const jobs = unique(data?.pages.flatMap((page) => page.jobs) ?? []);
  const total = data?.pages[0]?.total ?? 0;
  const languages = useQuery(engines).data?.languages ?? [];
  const selection = useSelection(jobs);
  const bulk = useBulk(selection);
  const [deleting, setDeleting] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const { setCursor, toggle } = useKeys(jobs.length, selection.toggle, () => {
    if (selection.selected.length && !bulk.busy) setDeleting(true);
  });
  useShortcut("/", "Search the jobs", () => search.current?.focus());

  return (
    <Page
      title="Jobs"
      actions={
        <Button asChild look="primary">
          <Link to="/new">
            <Plus aria-hidden />
            New transcription
          </Link>
        </Button>
      }
    >
      <Filters
        asked={asked}
        change={(news) => {
          selection.clear();
          change(news);
        }}
        languages={[...languages, ...jobs.map((job) => job.language ?? "")]}
        field={search}
      />
      {error && (
        <ErrorState
          title={data ? "The jobs you see are out of date" : "The jobs could not be loaded"}
          error={error}
          onRetry={found.refetch}
          retrying={isFetching}
        />
      )}
      {bulk.outcome && <Refusals outcome={bulk.outcome} onClose={bulk.forget} />}
      {!data && !error && <Skeletons of="the jobs" rows={6} className="h-14" />}
      {jobs.length > 0 && <Found total={total} asked={asked} change={change} />}
      {data && !jobs.length && !isPlaceholderData && <Nothing filtered={isFiltered(asked)} />}
      {jobs.length > 0 && (
        <div className={isPlaceholderData ? "opacity-60 transition-opacity" : undefined}>
          <JobList jobs={jobs} selection={selection} onSelect={toggle} onFocus={setCursor} />
        </div>
      )}
      {hasNextPage && (
        <LoadMore busy={isFetchingNextPage} onLoad={() => void found.fetchNextPage()} />
      )}
      {selection.selected.length > 0 && (
        <BulkBar
          count={selection.selected.length}
          bulk={bulk}
          onDelete={() => setDeleting(true)}
          onClear={selection.clear}
        />
      )}
      <DeleteDialog
        open={deleting}
        count={selection.selected.length}
        running={bulk.running.length}
        onClose={() => setDeleting(false)}
        onDelete={() => {
          setDeleting(false);
          void bulk.remove();
        }}
      />
    </Page>
  );
}

/** While pages are loaded again one after the other, a job may be on two of them. */
const unique = (jobs: Job[]): Job[] => [...new Map(jobs.map((job) => [job.id, job])).values()];

function Nothing({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState icon={SearchX} title="No job is like this">
        Search for fewer words, or take a filter away.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={ListMusic}
      title="There are no jobs yet"
      action={
        <Button asChild look="primary">
          <Link to="/new">Transcribe a recording</Link>
        </Button>
      }
    >
      Whatever is transcribed, here or by a program, is listed on this page.
    </EmptyState>
  );
}
