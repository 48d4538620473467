import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { createKey, type KeyWanted, keyList, type SCOPES } from "@/api/keysAdmin";
import { NotConfirmed } from "@/api/withKey";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { ErrorState } from "@/ui/ErrorState";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { Secret } from "@/ui/Secret";
import { ScopeChoice } from "./ScopeChoice";

type Scope = (typeof SCOPES)[number];

/** A new key; its secret is shown once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["jobs:read", "jobs:write"]);
  const [days, setDays] = useState("");
  const [rate, setRate] = useState("");
  const cache = useQueryClient();
  const create = useMutation({
    mutationFn: () => createKey(wanted(name, scopes, days, rate)),
    onSuccess: () => cache.invalidateQueries({ queryKey: keyList.queryKey }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  if (create.data) {
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={`The key ${create.data.name}`}
        description="Copy it now: it is not shown again, and nobody can look it up."
        footer={
          <Button look="primary" onClick={onClose}>
            I have copied it
          </Button>
        }
      >
        <Secret label="The new key" value={create.data.key} />
      </Dialog>
    );
  }
  return (
    <Dialog open onOpenChange={onClose} title="New key">
      <form onSubmit={submit} className="grid gap-4">
        <Field label="Name" hint="Who or what uses it, e.g. newsroom.">
          {(wiring) => (
            <Input
              {...wiring}
              required
              maxLength={64}
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <ScopeChoice chosen={scopes} onChange={setScopes} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Ends after days" hint="Empty: never.">
            {(wiring) => (
              <Input
                {...wiring}
                type="number"
                min={1}
                max={3650}
                value={days}
                onChange={({ target }) => setDays(target.value)}
              />
            )}
          </Field>
          <Field label="Requests a minute" hint="Empty: as many as the tenant may.">
            {(wiring) => (
              <Input
                {...wiring}
                type="number"
                min={1}
                max={1_000_000}
                value={rate}
                onChange={({ target }) => setRate(target.value)}
              />
            )}
          </Field>
        </div>
        {create.error && !(create.error instanceof NotConfirmed) && (
          <ErrorState title="That was refused" error={create.error} />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Back</Button>
          <Button
            type="submit"
            look="primary"
            busy={create.isPending}
            disabled={scopes.length === 0}
          >
            Make the key
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function wanted(name: string, scopes: readonly Scope[], days: string, rate: string): KeyWanted {
  const end = days ? new Date(Date.now() + Number(days) * 86_400_000).toISOString() : null;
  return {
    name: name.trim(),
    scopes: [...scopes],
    expires_at: end,
    rate_limit: rate ? Number(rate) : null,
  };
}
