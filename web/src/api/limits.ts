import { queryOptions } from "@tanstack/react-query";
import { client, take } from "./client";

/** What the caller's tenant may do, and how much of it is used. */
export const limits = queryOptions({
  queryKey: ["limits"],
  queryFn: ({ signal }) => take(client.GET("/v1/system/limits", { signal })),
  refetchInterval: 10_000,
});
