import { memo } from "react";
import { Link } from "react-router";
import type { Job } from "@/api/jobs";
import { ago, duration, language, moment } from "@/format";
import { cn } from "@/ui/cn";
import { JobProgress } from "@/ui/JobProgress";
import { JobStatus } from "@/ui/JobStatus";
import { Marked } from "./Marked";

interface Props {
  job: Job;
  at: number;
  selected: boolean;
  /** Ask how far it is. */
  follow: boolean;
  onSelect: (at: number, range: boolean) => void;
  onFocus: (at: number) => void;
}

/** A card on phones, else a row of the list's columns. */
export const JobRow = memo(function JobRow(props: Props) {
  const { job, at, selected, follow, onSelect, onFocus } = props;
  const { id, name, status, error, snippet } = job;
  return (
    <li
      className={cn(
        "grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 border-b px-3 py-2.5 last:border-b-0 md:items-center",
        "hover:bg-raised has-[a:focus-visible]:bg-raised",
        selected && "bg-accent-soft hover:bg-accent-soft has-[a:focus-visible]:bg-accent-soft",
        COLUMNS,
      )}
    >
      <label className="-m-2 grid size-9 cursor-pointer place-items-center">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          aria-label={`Select ${name}`}
          checked={selected}
          onClick={(event) => onSelect(at, event.shiftKey)}
          onChange={() => {}}
        />
      </label>
      <div className="grid min-w-0 gap-0.5">
        <Link
          to={`/jobs/${id}`}
          data-job={at}
          onFocus={() => onFocus(at)}
          className="justify-self-start rounded-sm font-medium break-words hover:underline md:line-clamp-1"
        >
          {name}
        </Link>
        {snippet && <Marked snippet={snippet} />}
        {error && (
          <span className="line-clamp-2 text-sm break-words text-danger">{error.message}</span>
        )}
        {follow && <JobProgress id={id} name={name} />}
      </div>
      <Facts job={job} />
      <div className="max-md:col-start-2 max-md:pt-1">
        <JobStatus status={status} />
      </div>
    </li>
  );
});

/** Check box, name, language, duration, creation, status. */
export const COLUMNS = "md:grid-cols-[auto_minmax(0,1fr)_8rem_6rem_8rem_7.5rem]";

function Facts({ job }: { job: Job }) {
  const { language: spoken, duration: seconds, created_at } = job;
  return (
    <div className="text-sm text-muted tabular max-md:col-start-2 max-md:flex max-md:flex-wrap max-md:gap-x-3 md:contents">
      <span className="truncate empty:max-md:hidden">{spoken ? language(spoken) : ""}</span>
      <span className="empty:max-md:hidden md:text-right">
        {seconds !== null ? duration(seconds) : ""}
      </span>
      <time dateTime={created_at} title={moment(created_at)} className="md:pl-3">
        {ago(Date.parse(created_at))}
      </time>
    </div>
  );
}
