import { Link } from "react-router";
import type { Job } from "@/api/jobs";
import { ago, duration, language } from "@/format";
import { JobStatus } from "@/ui/JobStatus";
import { Panel } from "@/ui/Panel";

export function RecentPanel({ jobs }: { jobs: Job[] }) {
  return (
    <Panel
      title="Recent jobs"
      actions={
        <Link to="/jobs" className="text-accent underline">
          All jobs
        </Link>
      }
    >
      <ul className="-mx-2 grid grid-cols-1">
        {jobs.map((job) => (
          <li
            key={job.id}
            className="relative flex items-center gap-3 rounded-lg px-2 py-2 has-[a:hover]:bg-raised"
          >
            <span className="grid min-w-0 flex-1">
              <Link
                to={`/jobs/${job.id}`}
                className="truncate font-medium after:absolute after:inset-0 after:rounded-lg"
              >
                {job.name}
              </Link>
              <span className="truncate text-sm text-muted tabular">{facts(job)}</span>
            </span>
            <JobStatus status={job.status} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function facts({ created_at, duration: seconds, language: spoken }: Job): string {
  const known = [
    ago(Date.parse(created_at)),
    seconds !== null && duration(seconds),
    spoken && language(spoken),
  ];
  return known.filter(Boolean).join(" · ");
}
