import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { Link } from "react-router";
import { save } from "@/api/files";
import { sessionTranscript } from "@/api/live";
import { clock } from "@/format";
import { Button } from "@/ui/Button";
import { ErrorState } from "@/ui/ErrorState";
import { JobStatus } from "@/ui/JobStatus";
import { Panel } from "@/ui/Panel";
import { Skeletons } from "@/ui/Skeleton";

/** The transcript of a session that has ended. */
export function KeptText({ id }: { id: string }) {
  const { data, error, refetch, isFetching } = useQuery(sessionTranscript(id));
  const lines = data?.segments ?? [];
  return (
    <Panel
      title="Text"
      actions={
        data && (
          <Button
            size="small"
            disabled={lines.length === 0}
            onClick={() => {
              const text = lines.map((line) => line.text.trim()).join("\n");
              save(new Blob([`${text}\n`], { type: "text/plain" }), `${id}.txt`);
            }}
          >
            <Download aria-hidden />
            Save
          </Button>
        )
      }
    >
      {error && (
        <ErrorState
          title="The text could not be loaded"
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeletons of="the text" rows={2} />}
      {data?.enhancement && (
        <p className="flex flex-wrap items-center gap-3 rounded-lg bg-raised px-3 py-2">
          <JobStatus status={data.enhancement.status} />
          <Link to={`/jobs/${data.enhancement.job_id}`} className="text-accent underline">
            The job that heard it once more
          </Link>
        </p>
      )}
      {data && lines.length === 0 && <p className="text-muted">Nothing was understood.</p>}
      <div className="grid gap-2 empty:hidden">
        {lines.map((line) => (
          <p key={line.id ?? line.start} className="grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2">
            <span className="pt-0.5 text-sm text-muted tabular">{clock(line.start)}</span>
            <span className="break-words">{line.text}</span>
          </p>
        ))}
      </div>
    </Panel>
  );
}
