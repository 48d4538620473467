import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, CalendarClock, Ellipsis, FileX, PencilLine, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { asApiError } from "@/api/errors";
import { type AnyJob, isCompleted } from "@/api/job";
import { hasEnded } from "@/api/jobStatus";
import { cancelJob, deleteJob } from "@/api/jobs";
import { queryKeys } from "@/api/queries";
import { deleteRecording } from "@/api/rerun";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Menu, MenuItem, MenuSeparator } from "@/ui/Menu";
import { toast } from "@/ui/toast";
import { KeepDialog } from "./actions/KeepDialog";
import { RenameDialog } from "./actions/RenameDialog";
import { RerunDialog } from "./actions/RerunDialog";

type Asked = "cancel" | "delete" | "recording" | "rerun" | "rename" | "keep" | null;

/** What can be done with a whole job. */
export function JobActions({ job }: { job: AnyJob }) {
  const [asked, setAsked] = useState<Asked>(null);
  const cache = useQueryClient();
  const navigate = useNavigate();
  const ended = hasEnded(job);
  const close = () => setAsked(null);
  const act = useMutation({
    mutationFn: (what: "cancel" | "delete" | "recording") =>
      ({ cancel: cancelJob, delete: deleteJob, recording: deleteRecording })[what](job.id),
    onSuccess: async (_, what) => {
      close();
      toast(DONE[what], { tone: "ok" });
      if (what === "delete") {
        await navigate("/jobs");
        cache.removeQueries({ queryKey: queryKeys.job(job.id) });
      }
      await cache.invalidateQueries({ queryKey: queryKeys.jobs });
    },
    onError: (error) => {
      const { sentence, requestId } = asApiError(error);
      close();
      const detail = requestId ? `${sentence} (request ${requestId})` : sentence;
      toast("That was refused", { detail, tone: "danger" });
    },
  });
  return (
    <>
      {!ended && (
        <Button onClick={() => setAsked("cancel")} disabled={job.status === "cancelling"}>
          <Ban aria-hidden />
          Cancel
        </Button>
      )}
      <Menu
        trigger={
          <Button size="icon" aria-label="More that can be done with this job">
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        <MenuItem disabled={!isCompleted(job)} onSelect={() => setAsked("rename")}>
          <PencilLine aria-hidden />
          Rename …
        </MenuItem>
        <MenuItem disabled={!ended} onSelect={() => setAsked("rerun")}>
          <RotateCcw aria-hidden />
          Do it again from a stage …
        </MenuItem>
        <MenuItem onSelect={() => setAsked("keep")}>
          <CalendarClock aria-hidden />
          How long it is kept …
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          danger
          disabled={!ended || job.audio_removed_at !== null}
          onSelect={() => setAsked("recording")}
        >
          <FileX aria-hidden />
          Delete the recording …
        </MenuItem>
        <MenuItem danger onSelect={() => setAsked("delete")}>
          <Trash2 aria-hidden />
          Delete the job …
        </MenuItem>
      </Menu>
      {(asked === "cancel" || asked === "delete" || asked === "recording") && (
        <ConfirmDialog
          {...QUESTIONS[asked]}
          busy={act.isPending}
          onConfirm={() => act.mutate(asked)}
          onClose={close}
        />
      )}
      {asked === "rename" && <RenameDialog job={job} onClose={close} />}
      {asked === "rerun" && <RerunDialog job={job} onClose={close} />}
      {asked === "keep" && <KeepDialog job={job} onClose={close} />}
    </>
  );
}

const DONE = {
  cancel: "The job is being cancelled",
  delete: "The job is deleted",
  recording: "The recording is deleted",
};

const QUESTIONS = {
  cancel: {
    title: "Cancel this job?",
    description: "What it has done so far is kept, and can be used when it is done again.",
    action: "Cancel the job",
  },
  delete: {
    title: "Delete this job?",
    description:
      "Recording, transcript and edits are gone for good. If it still runs, it is cancelled.",
    action: "Delete the job",
  },
  recording: {
    title: "Delete the recording?",
    description:
      "The transcript stays. It can no longer be heard, and stages that need the recording cannot be done again.",
    action: "Delete the recording",
  },
};
