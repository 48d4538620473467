import { useQuery } from "@tanstack/react-query";
import { Webhook as Icon, Plus } from "lucide-react";
import { useState } from "react";
import { webhookList } from "@/api/webhooks";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeletons } from "@/ui/Skeleton";
import { EndpointPanel } from "./webhooks/EndpointPanel";
import { NewEndpointDialog } from "./webhooks/NewEndpointDialog";

export default function Webhooks() {
  const [making, setMaking] = useState(false);
  const { data, error, refetch, isFetching } = useQuery(webhookList);
  const add = (
    <Button look="primary" onClick={() => setMaking(true)}>
      <Plus aria-hidden />
      New endpoint
    </Button>
  );
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-muted">
          An endpoint is told when jobs end. Messages are signed as Standard Webhooks and sent again
          for a day until they are taken.
        </p>
        {add}
      </div>
      {error && (
        <ErrorState
          title={data ? "The endpoints are out of date" : "The endpoints could not be loaded"}
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeletons of="the endpoints" rows={2} />}
      {data?.webhooks.length === 0 && (
        <EmptyState icon={Icon} title="There are no endpoints yet" action={add}>
          Programs that wait for transcripts need not ask again and again.
        </EmptyState>
      )}
      {data?.webhooks.map((webhook) => (
        <EndpointPanel key={webhook.id} webhook={webhook} />
      ))}
      {making && <NewEndpointDialog onClose={() => setMaking(false)} />}
    </>
  );
}
