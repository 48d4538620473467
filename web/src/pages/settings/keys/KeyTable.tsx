import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asApiError } from "@/api/errors";
import { type Key, keyList, revokeKey } from "@/api/keysAdmin";
import { NotConfirmed } from "@/api/withKey";
import { ago, count, moment } from "@/format";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Table, Td, Th } from "@/ui/Table";
import { toast } from "@/ui/toast";
import { RenameDialog } from "./RenameDialog";

export function KeyTable({ keys }: { keys: readonly Key[] }) {
  const [revoking, setRevoking] = useState<Key | null>(null);
  const [renaming, setRenaming] = useState<Key | null>(null);
  const cache = useQueryClient();
  const revoke = useMutation({
    mutationFn: (key: Key) => revokeKey(key.id),
    onSuccess: () => toast("The key is revoked", { tone: "ok" }),
    onError: (error) => {
      if (error instanceof NotConfirmed) return;
      toast("That was refused", { detail: asApiError(error).sentence, tone: "danger" });
    },
    onSettled: async () => {
      setRevoking(null);
      await cache.invalidateQueries({ queryKey: keyList.queryKey });
    },
  });
  return (
    <>
      <Table label="Keys">
        <thead>
          <tr>
            <Th>Name</Th>
            <Th>Begins with</Th>
            <Th>May</Th>
            <Th className="text-right">Requests a minute</Th>
            <Th>Last used</Th>
            <Th>Ends</Th>
            <Th>
              <span className="sr-only">What can be done</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <Td className="font-medium">{key.name}</Td>
              <Td className="font-mono text-sm">{key.hint}…</Td>
              <Td>
                <span className="flex flex-wrap gap-1">
                  {key.scopes.map((scope) => (
                    <Badge key={scope}>{scope}</Badge>
                  ))}
                </span>
              </Td>
              <Td className="tabular text-right">
                {key.rate_limit === null ? "–" : count(key.rate_limit)}
              </Td>
              <Td className="whitespace-nowrap">
                {key.last_used_at ? ago(Date.parse(key.last_used_at)) : "never"}
              </Td>
              <Td className="whitespace-nowrap">
                <End of={key} />
              </Td>
              <Td className="text-right whitespace-nowrap">
                {!key.revoked_at && (
                  <>
                    <Button size="small" look="ghost" onClick={() => setRenaming(key)}>
                      Rename<span className="sr-only"> {key.name}</span>
                    </Button>
                    <Button size="small" look="ghost" onClick={() => setRevoking(key)}>
                      Revoke<span className="sr-only"> {key.name}</span>
                    </Button>
                  </>
                )}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      {revoking && (
        <ConfirmDialog
          title={`Revoke ${revoking.name}?`}
          description="Whoever uses it, and the tokens made with it, will be refused within seconds. This cannot be taken back."
          action="Revoke the key"
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate(revoking)}
          onClose={() => setRevoking(null)}
        />
      )}
      {renaming && <RenameDialog of={renaming} onClose={() => setRenaming(null)} />}
    </>
  );
}

function End({ of }: { of: Key }) {
  if (of.revoked_at) return <Badge tone="danger">revoked {ago(Date.parse(of.revoked_at))}</Badge>;
  if (!of.expires_at) return "never";
  const at = Date.parse(of.expires_at);
  if (at < Date.now()) return <Badge tone="warn">expired {ago(at)}</Badge>;
  return <time dateTime={of.expires_at}>{moment(at)}</time>;
}
