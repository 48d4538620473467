import { TriangleAlert } from "lucide-react";
import type { Schema } from "@/api/client";
import { Stages } from "./Stages";

/** A job that failed or was cancelled: why, and how far it came. */
export function Stopped({ job }: { job: Schema<"FailedJob"> }) {
  return (
    <>
      {job.error ? (
        <div className="grid gap-2 rounded-xl border border-danger bg-danger-soft p-4">
          <p className="flex items-center gap-2 font-semibold text-danger">
            <TriangleAlert aria-hidden className="size-4 shrink-0" />
            This job failed
          </p>
          <p className="break-words">{job.error.message}</p>
          <p className="font-mono text-sm break-all">{job.error.code}</p>
        </div>
      ) : (
        <p className="text-muted">This job was cancelled before it was done.</p>
      )}
      <Stages job={job} />
    </>
  );
}
