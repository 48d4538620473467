import { RotateCw, TriangleAlert } from "lucide-react";
import { asApiError } from "@/api/errors";
import { Button } from "./Button";

interface Props {
  /** Whatever was thrown. */
  error: unknown;
  /** What could not be done: "The engines could not be loaded". */
  title: string;
  onRetry?: () => void;
  retrying?: boolean;
}

/** The API's own sentence, and the request's id to look for in the log. */
export function ErrorState({ error, title, onRetry, retrying = false }: Props) {
  const { sentence, code, requestId } = asApiError(error);
  return (
    <div role="alert" className="grid gap-2 rounded-xl border border-danger bg-danger-soft p-4">
      <p className="flex items-center gap-2 font-semibold text-danger">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        {title}
      </p>
      <p className="break-words">{sentence}</p>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="font-mono text-sm break-all">
          {code}
          {requestId && <> · request {requestId}</>}
        </p>
        {onRetry && (
          <Button size="small" onClick={onRetry} busy={retrying}>
            {!retrying && <RotateCw aria-hidden />}
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}
