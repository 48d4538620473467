import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useNavigate } from "react-router";
import type { AnyJob } from "@/api/job";
import { queryKeys } from "@/api/queries";
import { rerun, type Stage } from "@/api/rerun";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { ErrorState } from "@/ui/ErrorState";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { Toggle } from "@/ui/Toggle";
import { toast } from "@/ui/toast";
import { changed, type Fields, STAGES } from "./stages";

/** A new job of the same recording; what is still good of this one is not done again. */
export function RerunDialog({ job, onClose }: { job: AnyJob; onClose: () => void }) {
  const [from, setFrom] = useState<Stage>("diarize");
  const [fields, setFields] = useState<Fields>({
    language: "",
    model: "",
    speakers: "",
    events: true,
    emotions: false,
  });
  const cache = useQueryClient();
  const navigate = useNavigate();
  const again = useMutation({
    mutationFn: () => rerun(job.id, from, changed(from, fields)),
    onSuccess: async (made) => {
      onClose();
      const reused = made.reused.length ? made.reused.join(", ") : "nothing";
      toast("A new job does it again", { detail: `Reused: ${reused}.`, tone: "ok" });
      await navigate(`/jobs/${made.id}`);
      await cache.invalidateQueries({ queryKey: [...queryKeys.jobs, "list"] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    again.mutate();
  };
  const text = (name: "language" | "model" | "speakers") => ({
    value: fields[name],
    onChange: ({ target }: { target: HTMLInputElement }) =>
      setFields({ ...fields, [name]: target.value }),
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Do it again"
      description="A new job of the same recording. This one stays as it is; its edits are not taken along."
    >
      <form onSubmit={submit} className="grid gap-4">
        <Field label="From" hint={STAGES[from].about}>
          {(wiring) => (
            <Select
              {...wiring}
              value={from}
              onChange={({ target }) => setFrom(target.value as Stage)}
              choices={Object.entries(STAGES).map(([value, { label }]) => ({ value, label }))}
            />
          )}
        </Field>
        {from === "transcribe" && (
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Language" hint="A code like en or de; empty: as before.">
              {(wiring) => <Input {...wiring} {...text("language")} maxLength={35} />}
            </Field>
            <Field label="Model" hint="Empty: as before.">
              {(wiring) => <Input {...wiring} {...text("model")} maxLength={128} />}
            </Field>
          </div>
        )}
        {(from === "diarize" || from === "transcribe") && (
          <Field label="Number of speakers" hint="Empty: as before, or found out.">
            {(wiring) => (
              <Input {...wiring} {...text("speakers")} type="number" min={1} max={100} />
            )}
          </Field>
        )}
        {from === "detect" && (
          <>
            <Toggle
              label="Events"
              hint="Laughter, applause, music, silence …"
              checked={fields.events}
              onChange={(events) => setFields({ ...fields, events })}
            />
            <Toggle
              label="Emotions"
              hint="How a voice sounds: positive, negative or neutral."
              checked={fields.emotions}
              onChange={(emotions) => setFields({ ...fields, emotions })}
            />
          </>
        )}
        {again.error && <ErrorState title="That was refused" error={again.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" look="primary" busy={again.isPending}>
            Do it again
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
