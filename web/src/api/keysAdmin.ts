import { infiniteQueryOptions } from "@tanstack/react-query";
import { client, type Schema, take } from "./client";
import { withKey } from "./withKey";

export type Key = Schema<"ShownKey">;
export type KeyWanted = Schema<"KeyWanted">;

export const SCOPES = ["jobs:read", "jobs:write", "realtime", "webhooks", "admin"] as const;

const PAGE = 100;

/** Without the short-lived tokens. */
export const keyList = infiniteQueryOptions({
  queryKey: ["keys"],
  queryFn: ({ pageParam, signal }) =>
    take(client.GET("/v1/keys", { params: { query: { limit: PAGE, cursor: pageParam } }, signal })),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => last.next_cursor ?? undefined,
});

/** Raise ApiError, or NotConfirmed when the key that is asked for is not given. */
export const createKey = (body: KeyWanted) =>
  withKey((headers) => take(client.POST("/v1/keys", { body, headers })));

export const renameKey = (id: string, name: string) =>
  withKey((headers) =>
    take(
      client.PATCH("/v1/keys/{key_id}", {
        params: { path: { key_id: id } },
        body: { name },
        headers,
      }),
    ),
  );

export const revokeKey = (id: string) =>
  withKey((headers) =>
    take(client.DELETE("/v1/keys/{key_id}", { params: { path: { key_id: id } }, headers })),
  );
