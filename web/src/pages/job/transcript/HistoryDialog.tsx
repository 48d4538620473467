import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { type Edit, editsOf } from "@/api/edits";
import { ago, counted, moment } from "@/format";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeletons } from "@/ui/Skeleton";
import type { Editing } from "./useEditing";

interface Props {
  job: string;
  mayEdit: boolean;
  editing: Editing;
  onClose: () => void;
}

/** What people changed, newest first; each can be taken back. */
export function HistoryDialog({ job, mayEdit, editing, onClose }: Props) {
  const { data, error, refetch, isFetching } = useQuery(editsOf(job));
  const edits = data?.edits.toReversed();
  const holding = edits?.some((edit) => !edit.reverted && !("reverts" in kinds(edit)));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Changes"
      description="The machine's transcript is kept underneath."
      footer={
        mayEdit &&
        holding && (
          <Button look="danger" busy={editing.busy} onClick={editing.revertAll}>
            Take back all
          </Button>
        )
      }
    >
      {error && (
        <ErrorState
          title="The changes could not be loaded"
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!edits && !error && <Skeletons of="the changes" rows={2} className="h-12" />}
      {edits?.length === 0 && (
        <EmptyState icon={History} title="Nobody has changed anything">
          Corrected texts and named, merged or reassigned speakers are listed here.
        </EmptyState>
      )}
      <ol className="grid gap-2">
        {edits?.map((edit) => (
          <li key={edit.number} className="flex items-center gap-3 rounded-lg border px-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="break-words">{said(edit)}</p>
              <p className="text-sm text-muted" title={moment(edit.at)}>
                {edit.number} · {ago(Date.parse(edit.at))} · {edit.actor}
              </p>
            </div>
            {edit.reverted ? (
              <Badge>taken back</Badge>
            ) : (
              mayEdit && (
                <Button
                  size="small"
                  disabled={editing.busy}
                  aria-label={`Take back change ${edit.number}`}
                  onClick={() => editing.revert(edit.number)}
                >
                  Take back
                </Button>
              )
            )}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

/** The parts of a change that say something. */
function kinds({ change }: Edit): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(change).filter(([, part]) => part !== null && size(part) > 0),
  );
}

const size = (part: unknown): number =>
  typeof part === "object" && part !== null ? Object.keys(part).length : 1;

function said(edit: Edit): string {
  const parts = kinds(edit);
  const about = (kind: string, say: (part: unknown) => string) =>
    kind in parts ? [say(parts[kind])] : [];
  const text = [
    ...about("name", (name) => `named the job ${String(name)}`),
    ...about("merge", (part) => `merged ${pairs(part, " into ")}`),
    ...about(
      "reassign",
      (part) => `another speaker for ${counted(size(part), "stretch", "stretches")}`,
    ),
    ...about("speakers", (part) => `named ${pairs(part, " ")}`),
    ...about("segments", (part) => `corrected ${counted(size(part), "segment")}`),
    ...about("reverts", (part) => `took back ${(part as number[]).join(", ")}`),
  ].join("; ");
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : "A change";
}

const pairs = (part: unknown, between: string) =>
  Object.entries(part as Record<string, string | null>)
    .map(([one, other]) => `${one}${between}${other ?? "(no name)"}`)
    .join(", ");
