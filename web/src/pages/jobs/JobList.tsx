import { useEffect, useRef } from "react";
import type { Job } from "@/api/jobs";
import { cn } from "@/ui/cn";
import { COLUMNS, JobRow } from "./JobRow";
import type { useSelection } from "./selection";

interface Props {
  jobs: readonly Job[];
  selection: ReturnType<typeof useSelection>;
  onSelect: (at: number, range: boolean) => void;
  onFocus: (at: number) => void;
}

const TOGETHER = 50; // rows that the browser draws, or leaves out, as one
const FOLLOWED = 8; // running jobs whose progress is asked for

export function JobList({ jobs, selection, onSelect, onFocus }: Props) {
  const count = selection.selected.length;
  const running = jobs.filter(({ status }) => status === "running").slice(0, FOLLOWED);
  const parts = Array.from({ length: Math.ceil(jobs.length / TOGETHER) }, (_, n) => n * TOGETHER);
  const followed = new Set(running.map(({ id }) => id));
  return (
    <div className="rounded-xl border bg-panel">
      <div
        className={cn(
          "flex items-center gap-x-3 border-b px-3 py-2 text-sm font-medium text-muted md:grid",
          COLUMNS,
        )}
      >
        <AllBox
          checked={count === jobs.length}
          some={count > 0}
          onChange={() => (count === jobs.length ? selection.clear() : selection.all())}
        />
        <span className="md:hidden">All that are loaded</span>
        {["Name", "Language", "Duration", "Created", "Status"].map((name) => (
          <span
            key={name}
            aria-hidden
            className={cn(
              "max-md:hidden",
              name === "Duration" && "text-right",
              name === "Created" && "pl-3",
            )}
          >
            {name}
          </span>
        ))}
      </div>
      {parts.map((first) => (
        <ul
          key={first}
          aria-label={first ? `Jobs from number ${first + 1} on` : "Jobs"}
          className="[contain-intrinsic-size:auto_150rem] [content-visibility:auto] not-last:border-b"
        >
          {jobs.slice(first, first + TOGETHER).map((job, at) => (
            <JobRow
              key={job.id}
              job={job}
              at={first + at}
              selected={selection.has(job.id)}
              follow={followed.has(job.id)}
              onSelect={onSelect}
              onFocus={onFocus}
            />
          ))}
        </ul>
      ))}
    </div>
  );
}

interface AllBoxProps {
  checked: boolean;
  some: boolean;
  onChange: () => void;
}

function AllBox({ checked, some, onChange }: AllBoxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some && !checked;
  }, [some, checked]);
  return (
    <label className="-m-2 grid size-9 cursor-pointer place-items-center">
      <input
        ref={box}
        type="checkbox"
        className="size-4 accent-accent"
        aria-label="Select all jobs that are loaded"
        checked={checked}
        onChange={onChange}
      />
    </label>
  );
}
