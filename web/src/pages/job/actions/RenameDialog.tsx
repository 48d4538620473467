import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Editor } from "@/api/edits";
import type { AnyJob } from "@/api/job";
import { queryKeys } from "@/api/queries";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { ErrorState } from "@/ui/ErrorState";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { toast } from "@/ui/toast";

/** What a job is called; it can be undone like every other change. */
export function RenameDialog({ job, onClose }: { job: AnyJob; onClose: () => void }) {
  const [name, setName] = useState(job.name);
  const cache = useQueryClient();
  const rename = useMutation({
    mutationFn: () => new Editor(job.id, cache).change({ name: name.trim() }),
    onSuccess: async () => {
      onClose();
      toast("The job has a new name", { tone: "ok" });
      await cache.invalidateQueries({ queryKey: queryKeys.jobs });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <Dialog open onOpenChange={onClose} title="Rename the job">
      <form onSubmit={submit} className="grid gap-4">
        <Field label="Name" hint="Lists, searches and exports have it too.">
          {(wiring) => (
            <Input
              {...wiring}
              required
              pattern=".*\S.*"
              maxLength={255}
              autoComplete="off"
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        {rename.error && <ErrorState title="That was refused" error={rename.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" look="primary" busy={rename.isPending}>
            Rename it
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
