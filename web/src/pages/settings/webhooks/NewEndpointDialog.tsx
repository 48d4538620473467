import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { createWebhook, type WebhookWanted, webhookKeys } from "@/api/webhooks";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { ErrorState } from "@/ui/ErrorState";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { Toggle } from "@/ui/Toggle";
import { SecretDialog } from "./SecretDialog";

type Type = WebhookWanted["types"][number];
const TYPES: readonly Type[] = [
  "transcription.completed",
  "transcription.failed",
  "transcription.cancelled",
];

/** A new endpoint; what its messages are signed with is shown once. */
export function NewEndpointDialog({ onClose }: { onClose: () => void }) {
  const [url, setUrl] = useState("");
  const [description, setDescription] = useState("");
  const [types, setTypes] = useState<readonly Type[]>(TYPES);
  const [all, setAll] = useState(true);
  const cache = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      createWebhook({
        url: url.trim(),
        description: description.trim(),
        types: [...types],
        all_jobs: all,
        style: "standard",
      }),
    onSuccess: () => cache.invalidateQueries({ queryKey: webhookKeys.all }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  if (create.data) return <SecretDialog secret={create.data.secret} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={onClose} title="New endpoint">
      <form onSubmit={submit} className="grid gap-4">
        <Field label="URL" hint="https, and to be reached from the server.">
          {(wiring) => (
            <Input
              {...wiring}
              type="url"
              required
              maxLength={2048}
              value={url}
              onChange={({ target }) => setUrl(target.value)}
            />
          )}
        </Field>
        <Field label="Description">
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={200}
              value={description}
              onChange={({ target }) => setDescription(target.value)}
            />
          )}
        </Field>
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 font-medium">It is told of</legend>
          {TYPES.map((type) => (
            <label key={type} className="flex items-center gap-2.5">
              <input
                type="checkbox"
                className="size-4 accent-(--accent)"
                checked={types.includes(type)}
                onChange={({ target }) =>
                  setTypes(
                    TYPES.filter((one) => (one === type ? target.checked : types.includes(one))),
                  )
                }
              />
              <span className="font-mono text-sm">{type}</span>
            </label>
          ))}
        </fieldset>
        <Toggle
          label="All jobs"
          hint="Off: only jobs that name it as their webhook."
          checked={all}
          onChange={setAll}
        />
        {create.error && <ErrorState title="That was refused" error={create.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" look="primary" busy={create.isPending} disabled={!types.length}>
            Make the endpoint
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
