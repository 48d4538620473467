import { queryOptions } from "@tanstack/react-query";
import { client, take } from "./client";

/** `hours`: 1 to 168, back from now. */
export const statistics = (hours: number) =>
  queryOptions({
    queryKey: ["statistics", hours],
    queryFn: ({ signal }) =>
      take(client.GET("/v1/system/statistics", { params: { query: { hours } }, signal })),
    refetchInterval: 10_000,
  });

/** The live sessions that go on now, newest first. */
export const activeSessions = queryOptions({
  queryKey: ["sessions", "dashboard"],
  queryFn: ({ signal }) =>
    take(
      client.GET("/v1/realtime/sessions", {
        params: { query: { status: "active", limit: 5 } },
        signal,
      }),
    ),
  refetchInterval: 5_000,
});

/** What the caller may use. */
export const limits = queryOptions({
  queryKey: ["limits"],
  queryFn: ({ signal }) => take(client.GET("/v1/system/limits", { signal })),
  staleTime: 60_000,
});

/** What the `model` field of a submission takes. */
export const models = queryOptions({
  queryKey: ["engines", "models"],
  queryFn: ({ signal }) => take(client.GET("/v1/models", { signal })),
  refetchInterval: 30_000,
});

/** Whom a submission may tell how it ends. */
export const webhooks = queryOptions({
  queryKey: ["webhooks", "choice"],
  queryFn: ({ signal }) => take(client.GET("/v1/webhooks", { signal })),
  staleTime: 60_000,
});
