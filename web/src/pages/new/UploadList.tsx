import { useQuery } from "@tanstack/react-query";
import { memo } from "react";
import { hasEnded, STATUSES } from "@/api/jobStatus";
import { newestJobs } from "@/api/jobs";
import { cancel, clearEnded, ended, retry, type Upload, useUploads } from "@/api/upload";
import { counted } from "@/format";
import { Button } from "@/ui/Button";
import { UploadRow } from "./UploadRow";

/** Uploads of this visit, newest submission last; what became of their jobs is looked up in one list. */
export function UploadList() {
  const uploads = useUploads();
  const accepted = uploads.filter(({ jobId }) => jobId !== null);
  const statuses = useStatuses(accepted);
  if (!uploads.length) return null;
  const open = uploads.filter((upload) => !ended(upload)).length;
  const failed = uploads.filter(({ state }) => state === "failed");
  return (
    <section aria-labelledby="uploads" className="grid gap-2">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="uploads" className="text-lg font-semibold">
          Submitted
        </h2>
        <p role="status" className="mr-auto text-muted">
          {open > 0 ? `${counted(open, "upload")} under way` : "all uploads have ended"}
          {failed.length > 0 && `, ${failed.length} failed`}
        </p>
        {failed.length > 1 && (
          <Button size="small" onClick={() => retryAll(failed)}>
            Retry all failed
          </Button>
        )}
        {open > 1 && (
          <Button size="small" onClick={() => cancelAll(uploads)}>
            Cancel all
          </Button>
        )}
        {open < uploads.length && (
          <Button size="small" look="ghost" onClick={clearEnded}>
            Clear those that ended
          </Button>
        )}
      </header>
      <ul className="grid rounded-xl border bg-panel">
        {uploads.map((upload) => (
          <MemoRow key={upload.id} upload={upload} status={statuses.get(upload.jobId ?? "")} />
        ))}
      </ul>
    </section>
  );
}

function retryAll(failed: readonly Upload[]): void {
  for (const { id } of failed) retry(id);
}

function cancelAll(uploads: readonly Upload[]): void {
  for (const { id } of uploads) cancel(id);
}

const MemoRow = memo(UploadRow);
const recent = newestJobs([...STATUSES], 100, 4_000);

/** By the id of the job. */
function useStatuses(accepted: readonly Upload[]): Map<string, string> {
  const { data } = useQuery({
    ...recent,
    enabled: accepted.length > 0,
    refetchInterval: ({ state }) => {
      const known = new Map(state.data?.jobs.map((job) => [job.id, job]));
      const open = accepted.some(({ jobId }) => {
        const job = known.get(jobId ?? "");
        return !job || !hasEnded(job);
      });
      return open ? 4_000 : 30_000;
    },
  });
  return new Map(data?.jobs.map(({ id, status }) => [id, status]));
}
