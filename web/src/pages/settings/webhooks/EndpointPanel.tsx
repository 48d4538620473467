import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asApiError } from "@/api/errors";
import {
  changeWebhook,
  deleteWebhook,
  rotateSecret,
  testWebhook,
  type Webhook,
  webhookKeys,
} from "@/api/webhooks";
import { ago } from "@/format";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Panel } from "@/ui/Panel";
import { toast } from "@/ui/toast";
import { Deliveries } from "./Deliveries";
import { SecretDialog } from "./SecretDialog";

/** One endpoint: what it is told of, whether it takes messages, and which. */
export function EndpointPanel({ webhook }: { webhook: Webhook }) {
  const [deleting, setDeleting] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const cache = useQueryClient();
  const act = useMutation({
    mutationFn: (call: () => Promise<unknown>) => call(),
    onError: (error) =>
      toast("That was refused", { detail: asApiError(error).sentence, tone: "danger" }),
    onSettled: async () => {
      setDeleting(false);
      await cache.invalidateQueries({ queryKey: webhookKeys.all });
    },
  });
  const { id, url, enabled, disabled_reason: reason, failing_since: failing } = webhook;
  const test = async () => {
    await testWebhook(id);
    setOpen(true);
  };
  const rotate = async () => setSecret((await rotateSecret(id)).secret);
  return (
    <Panel title={url ?? "The webhook_url of jobs"}>
      {webhook.description && <p className="text-muted">{webhook.description}</p>}
      <p className="flex flex-wrap items-center gap-1.5">
        <Badge tone={enabled ? "ok" : "warn"}>{enabled ? "enabled" : "disabled"}</Badge>
        {webhook.types.map((type) => (
          <Badge key={type}>{type}</Badge>
        ))}
        <Badge>{webhook.all_jobs ? "all jobs" : "jobs that name it"}</Badge>
      </p>
      {reason && <p className="text-warn">{reason}</p>}
      {failing && <p className="text-warn">Nothing was taken since {ago(Date.parse(failing))}.</p>}
      <div className="flex flex-wrap gap-2">
        <Button size="small" disabled={!url || act.isPending} onClick={() => act.mutate(test)}>
          Send a test
        </Button>
        <Button
          size="small"
          disabled={act.isPending}
          onClick={() => act.mutate(() => changeWebhook(id, { enabled: !enabled }))}
        >
          {enabled ? "Disable" : "Enable"}
        </Button>
        <Button size="small" disabled={act.isPending} onClick={() => act.mutate(rotate)}>
          New secret
        </Button>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Hide messages" : "Messages"}
        </Button>
        <Button size="small" look="danger" onClick={() => setDeleting(true)}>
          Delete
        </Button>
      </div>
      {open && <Deliveries of={id} />}
      {secret && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
      {deleting && (
        <ConfirmDialog
          title="Delete this endpoint?"
          description="It is told of nothing any more, and its list of messages is gone."
          action="Delete the endpoint"
          busy={act.isPending}
          onConfirm={() => act.mutate(() => deleteWebhook(id))}
          onClose={() => setDeleting(false)}
        />
      )}
    </Panel>
  );
}
