import { infiniteQueryOptions } from "@tanstack/react-query";
import { client, type Schema, take } from "./client";

export type AuditEntry = Schema<"ShownEntry">;

export interface AuditFilters {
  actor?: string;
  action?: string;
  resource?: string;
  /** RFC 3339. */
  since?: string;
  until?: string;
}

const PAGE = 100;

/** Who did what, newest first. */
export const auditLog = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: ["audit", filters],
    queryFn: ({ pageParam, signal }) =>
      take(
        client.GET("/v1/audit", {
          params: { query: { ...filters, limit: PAGE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
