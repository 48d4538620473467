import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client, type Schema, take } from "./client";

export type Webhook = Schema<"ShownWebhook">;
export type Delivery = Schema<"ShownDelivery">;
export type WebhookWanted = Schema<"WebhookWanted">;

export const webhookKeys = { all: ["webhooks"] } as const;

export const webhookList = queryOptions({
  queryKey: [...webhookKeys.all, "list"],
  queryFn: ({ signal }) => take(client.GET("/v1/webhooks", { signal })),
});

const at = (id: string) => ({ params: { path: { webhook_id: id } } });

export const createWebhook = (body: WebhookWanted) => take(client.POST("/v1/webhooks", { body }));

export const changeWebhook = (id: string, body: Schema<"WebhookChange">) =>
  take(client.PATCH("/v1/webhooks/{webhook_id}", { ...at(id), body }));

export const deleteWebhook = (id: string) =>
  take(client.DELETE("/v1/webhooks/{webhook_id}", at(id)));

/** A new secret; the old one signs as well for a while. */
export const rotateSecret = (id: string) =>
  take(client.POST("/v1/webhooks/{webhook_id}/rotate-secret", { ...at(id), body: null }));

export const testWebhook = (id: string) =>
  take(client.POST("/v1/webhooks/{webhook_id}/test", at(id)));

const PAGE = 50;

/** Messages to an endpoint, newest first. */
export const deliveriesOf = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...webhookKeys.all, id, "deliveries"],
    queryFn: ({ pageParam, signal }) =>
      take(
        client.GET("/v1/webhooks/{webhook_id}/deliveries", {
          params: { path: { webhook_id: id }, query: { limit: PAGE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: 5_000,
  });

export const resend = (webhook: string, delivery: string) =>
  take(
    client.POST("/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/retry", {
      params: { path: { webhook_id: webhook, delivery_id: delivery } },
    }),
  );
