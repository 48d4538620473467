import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client, type Schema, take } from "./client";

export type LiveSession = Schema<"ShownSession">;
export type LiveStatus = LiveSession["status"];

const key = ["sessions"] as const;
const PAGE = 20;
const pathOf = (id: string) => ({ path: { session_id: id } });

/** Seats, and the workers that have them. */
export const seats = queryOptions({
  queryKey: [...key, "seats"],
  queryFn: ({ signal }) => take(client.GET("/v1/realtime/status", { signal })),
  refetchInterval: 5_000,
});

/** Newest first. */
export const sessionList = (status: LiveStatus | null) =>
  infiniteQueryOptions({
    queryKey: [...key, "list", status],
    queryFn: ({ pageParam, signal }) =>
      take(
        client.GET("/v1/realtime/sessions", {
          params: { query: { limit: PAGE, cursor: pageParam, ...(status && { status }) } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: ({ state }) => 5_000 * Math.max(1, state.data?.pages.length ?? 1),
  });

export const liveSession = (id: string) =>
  queryOptions({
    queryKey: [...key, "one", id],
    queryFn: ({ signal }) =>
      take(client.GET("/v1/realtime/sessions/{session_id}", { params: pathOf(id), signal })),
    refetchInterval: ({ state }) => (state.data?.status === "active" ? 3_000 : false),
  });

/** Of a session that has ended and whose text is kept. */
export const sessionTranscript = (id: string) =>
  queryOptions({
    queryKey: [...key, "transcript", id],
    queryFn: ({ signal }) =>
      take(
        client.GET("/v1/realtime/sessions/{session_id}/transcript", { params: pathOf(id), signal }),
      ),
    refetchInterval: ({ state }) => {
      const job = state.data?.enhancement?.status;
      return job === "pending" || job === "running" ? 5_000 : false;
    },
  });

/** A live one ends; one that has ended is forgotten with all that was kept of it. */
export const endSession = (id: string) =>
  take(client.DELETE("/v1/realtime/sessions/{session_id}", { params: pathOf(id) }));

/** Sessions have changed: whatever shows them asks again. */
export const sessionsKey = key;
