import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { AnyJob } from "@/api/job";
import { queryKeys } from "@/api/queries";
import { keep } from "@/api/rerun";
import { moment } from "@/format";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { ErrorState } from "@/ui/ErrorState";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { toast } from "@/ui/toast";

/** How many days after its end a job is forgotten. */
export function KeepDialog({ job, onClose }: { job: AnyJob; onClose: () => void }) {
  const [days, setDays] = useState("30");
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: () => keep(job.id, Number(days)),
    onSuccess: async () => {
      onClose();
      toast("It is kept so long", { tone: "ok" });
      await cache.invalidateQueries({ queryKey: queryKeys.jobs });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const now = job.expires_at
    ? `until ${moment(job.expires_at)}`
    : "for ever, or until it has ended";
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="How long it is kept"
      description={`Now: ${now}. Then recording, transcript and edits are forgotten.`}
    >
      <form onSubmit={submit} className="grid gap-4">
        <Field label="Days after its end" hint="−1: for ever. 0: until it has been read once.">
          {(wiring) => (
            <Input
              {...wiring}
              type="number"
              required
              min={-1}
              max={3650}
              value={days}
              onChange={({ target }) => setDays(target.value)}
            />
          )}
        </Field>
        {change.error && <ErrorState title="That was refused" error={change.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" look="primary" busy={change.isPending}>
            Keep it so long
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
