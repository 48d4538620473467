import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Key, keyList, renameKey } from "@/api/keysAdmin";
import { NotConfirmed } from "@/api/withKey";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { ErrorState } from "@/ui/ErrorState";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";

export function RenameDialog({ of, onClose }: { of: Key; onClose: () => void }) {
  const [name, setName] = useState(of.name);
  const cache = useQueryClient();
  const rename = useMutation({
    mutationFn: () => renameKey(of.id, name.trim()),
    onSuccess: async () => {
      onClose();
      await cache.invalidateQueries({ queryKey: keyList.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <Dialog open onOpenChange={onClose} title={`Rename ${of.name}`}>
      <form onSubmit={submit} className="grid gap-4">
        <Field label="Name">
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
        {rename.error && !(rename.error instanceof NotConfirmed) && (
          <ErrorState title="That was refused" error={rename.error} />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Back</Button>
          <Button type="submit" look="primary" busy={rename.isPending}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
