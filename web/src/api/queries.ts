import { QueryClient, queryOptions } from "@tanstack/react-query";
import { client, take } from "./client";
import { retry } from "./retry";
import { onForget } from "./session";

export const queryClient = new QueryClient({
  defaultOptions: {
    // "always": without a network a call fails and says so, instead of waiting in silence.
    queries: { retry, staleTime: 5_000, networkMode: "always" },
    mutations: { networkMode: "always" },
  },
});
onForget(() => queryClient.clear());

/** Every query's key begins with the noun it is about, so that a noun can be invalidated whole. */
export const queryKeys = {
  engines: ["engines"],
  status: ["status"],
  jobs: ["jobs"],
  job: (id: string) => ["jobs", id],
} as const;

/*
 * The pattern: options here, `useQuery(engines)` in the page, which keeps the error and loading
 * states; `signal` cancels the call of a page that was left.
 */
export const engines = queryOptions({
  queryKey: queryKeys.engines,
  queryFn: ({ signal }) => take(client.GET("/v1/engines", { signal })),
  refetchInterval: 10_000,
});

export const systemStatus = queryOptions({
  queryKey: queryKeys.status,
  queryFn: ({ signal }) => take(client.GET("/v1/system/status", { signal })),
  refetchInterval: 5_000,
});

export const version = queryOptions({
  queryKey: ["version"],
  queryFn: async ({ signal }) => {
    const response = await fetch("/openapi.json", { signal });
    const document = (await response.json()) as { info: { version: string } };
    return document.info.version;
  },
  staleTime: Number.POSITIVE_INFINITY,
});
