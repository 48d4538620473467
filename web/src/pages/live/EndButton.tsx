import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Square, Trash2 } from "lucide-react";
import { useState } from "react";
import { asApiError } from "@/api/errors";
import { endSession, type LiveSession, sessionsKey } from "@/api/live";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { toast } from "@/ui/toast";

interface Props {
  session: LiveSession;
  /** Once an ended session is forgotten. */
  onForgotten?: () => void;
}

/** Ends a live session, or forgets one that has ended; asks before. */
export function EndButton({ session, onForgotten }: Props) {
  const [asks, setAsks] = useState(false);
  const queries = useQueryClient();
  const live = session.status === "active";
  const { mutate, isPending } = useMutation({
    mutationFn: () => endSession(session.id),
    onSuccess() {
      toast(live ? "Session ended" : "Session deleted", { tone: "ok" });
      if (!live) onForgotten?.();
    },
    onError(thrown) {
      const title = live ? "The session could not be ended" : "The session could not be deleted";
      toast(title, { tone: "danger", detail: asApiError(thrown).sentence });
    },
    onSettled() {
      setAsks(false);
      void queries.invalidateQueries({ queryKey: sessionsKey });
    },
  });
  return (
    <>
      <Button
        size="small"
        look={live ? "secondary" : "ghost"}
        aria-label={`${live ? "End" : "Delete"} ${session.id}`}
        busy={isPending}
        onClick={() => setAsks(true)}
      >
        {live ? <Square aria-hidden /> : <Trash2 aria-hidden />}
        {live ? "End" : "Delete"}
      </Button>
      {asks && (
        <ConfirmDialog
          title={live ? "End this session?" : "Delete this session?"}
          description={
            live
              ? "What it has heard is finished, and whoever speaks is told that it is over."
              : "It is forgotten, with its text and its audio. A job that was made of it stays."
          }
          action={live ? "End the session" : "Delete the session"}
          busy={isPending}
          onConfirm={mutate}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}
