import { TriangleAlert, X } from "lucide-react";
import { asApiError } from "@/api/errors";
import { Button } from "@/ui/Button";
import type { Outcome } from "./bulk";

const SHOWN = 5;

/** Whom something could not be done to, and why. */
export function Refusals({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const { title, refused } = outcome;
  return (
    <div role="alert" className="grid gap-2 rounded-xl border border-danger bg-danger-soft p-4">
      <p className="flex items-center gap-2 font-semibold text-danger">
        <TriangleAlert aria-hidden className="size-4 shrink-0" />
        {title}
        <Button look="ghost" size="icon" aria-label="Close" className="ml-auto" onClick={onClose}>
          <X aria-hidden />
        </Button>
      </p>
      <ul className="grid gap-1">
        {refused.slice(0, SHOWN).map(({ one: job, error }) => {
          const { sentence, requestId } = asApiError(error);
          return (
            <li key={job.id} className="break-words">
              <span className="font-medium">{job.name}</span>: {sentence}
              {requestId && <span className="font-mono text-sm"> request {requestId}</span>}
            </li>
          );
        })}
      </ul>
      {refused.length > SHOWN && <p>and {refused.length - SHOWN} more</p>}
    </div>
  );
}
