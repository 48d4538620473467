import { counted } from "@/format";
import { useStore } from "@/store";
import { Button } from "@/ui/Button";
import { draftedIn, drafts, dropDraft } from "./drafts";
import type { Outline } from "./outline";

interface Props {
  job: string;
  outline: Outline;
  editing: string | null;
  onEdit: (segment: string) => void;
}

/** Texts that were begun and left, e.g. for another segment. */
export function Unsaved({ job, outline, editing, onEdit }: Props) {
  const left = draftedIn(job, useStore(drafts)).filter((segment) => segment !== editing);
  const first = left.find((segment) => outline.rows.some(({ id }) => id === segment));
  if (!left.length) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-lg bg-warn-soft px-3 py-2"
    >
      <p className="mr-auto text-warn">
        {counted(left.length, "correction is", "corrections are")} not saved.
      </p>
      {first && (
        <Button size="small" onClick={() => onEdit(first)}>
          Go on with it
        </Button>
      )}
      <Button
        size="small"
        onClick={() =>
          left.forEach((segment) => {
            dropDraft(job, segment);
          })
        }
      >
        Discard
      </Button>
    </div>
  );
}
