import { RotateCw, X } from "lucide-react";
import { Link } from "react-router";
import { cancel, ended, retry, type Upload } from "@/api/upload";
import { bytes, percent } from "@/format";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { JobStatus } from "@/ui/JobStatus";
import { Progress } from "@/ui/Progress";

interface Props {
  upload: Upload;
  /** Of its job, where that is known. */
  status: string | undefined;
}

/** One recording on its way, and where its job is found. */
export function UploadRow({ upload, status }: Props) {
  const { id, name, state, jobId, error } = upload;
  return (
    <li className="grid gap-1.5 border-b px-3 py-2 [contain-intrinsic-size:auto_3.3rem] [content-visibility:auto] last:border-b-0">
      <div className="flex min-h-9 items-center gap-3">
        {jobId ? (
          <Link
            to={`/jobs/${jobId}`}
            className="min-w-0 flex-1 truncate font-medium text-accent underline"
          >
            {name}
          </Link>
        ) : (
          <span className="min-w-0 flex-1 truncate font-medium" title={name}>
            {name}
          </span>
        )}
        {jobId ? <JobStatus status={status ?? "pending"} /> : <State upload={upload} />}
        {!ended(upload) && (
          <Button look="ghost" size="icon" aria-label={`Cancel ${name}`} onClick={() => cancel(id)}>
            <X aria-hidden />
          </Button>
        )}
        {(state === "failed" || state === "cancelled") && (
          <Button
            look="ghost"
            size="icon"
            aria-label={`Try ${name} again`}
            onClick={() => retry(id)}
          >
            <RotateCw aria-hidden />
          </Button>
        )}
      </div>
      {state === "sending" && <Sending upload={upload} />}
      {error && (
        <p role={state === "failed" ? "alert" : undefined} className="text-sm break-words">
          {error.sentence}{" "}
          <span className="font-mono text-muted">
            {error.code}
            {error.requestId && ` · request ${error.requestId}`}
          </span>
        </p>
      )}
    </li>
  );
}

function State({ upload: { state } }: { upload: Upload }) {
  if (state === "failed") return <Badge tone="danger">not accepted</Badge>;
  if (state === "cancelled") return <Badge>cancelled</Badge>;
  if (state === "waiting") return <Badge tone="warn">waits for room</Badge>;
  return <Badge tone="accent">{state === "sending" ? "uploading" : "queued"}</Badge>;
}

/** A URL has nothing to send; a form that was sent whole is being stored. */
function Sending({ upload: { name, source, sent, total } }: { upload: Upload }) {
  const known = typeof source !== "string" && total > 0;
  const share = known ? Math.min(1, sent / total) : 0;
  return (
    <div className="grid gap-1">
      <Progress label={`Upload of ${name}`} value={known ? 100 * share : null} />
      {known && (
        <p className="text-sm text-muted tabular">
          {share < 1
            ? `${bytes(sent)} of ${bytes(total)}, ${percent(share)}`
            : "sent, being stored …"}
        </p>
      )}
    </div>
  );
}
