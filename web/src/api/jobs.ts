import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client, type Schema, take } from "./client";
import { hasEnded, type JobStatus } from "./jobStatus";
import { queryKeys } from "./queries";

/** The client's types make lists of pairs. */
export interface Snippet {
  text: string;
  matches: number[][];
}

export type Job = Omit<Schema<"ListedJob">, "snippet"> & { snippet: Snippet | null };

export interface JobFilters {
  status?: JobStatus[];
  q?: string;
  language?: string;
  batch_id?: string;
  /** RFC 3339. */
  since?: string;
  until?: string;
  order?: "newest" | "oldest";
}

export const EXPORT_FORMATS = ["txt", "docx", "srt", "vtt", "json", "rttm", "ctm"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Of one ZIP. */
export const MOST_EXPORTED = 500;

const PAGE = 100;

/** Pages of jobs; asked for again the more often, the more there is to see and the less to load. */
export const jobList = (filters: JobFilters) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.jobs, "list", filters],
    queryFn: ({ pageParam, signal }) =>
      take(
        client.GET("/v1/audio/transcriptions", {
          params: { query: { ...filters, limit: PAGE, cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: ({ state }) => {
      const pages = state.data?.pages ?? [];
      const moving = pages.some((page) => page.jobs.some((job) => !hasEnded(job)));
      return (moving ? 4_000 : 15_000) * Math.max(1, pages.length);
    },
  });

/** The newest few of some state. */
export const newestJobs = (status: JobStatus[], limit: number, every = 5_000) =>
  queryOptions({
    queryKey: [...queryKeys.jobs, "newest", status, limit],
    queryFn: ({ signal }) =>
      take(
        client.GET("/v1/audio/transcriptions", { params: { query: { status, limit } }, signal }),
      ),
    refetchInterval: every,
  });

/** How far a job is that has not ended; to look is not to read, after which some jobs are forgotten. */
export const jobProgress = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.jobs, "progress", id],
    queryFn: async ({ signal }) => {
      const path = { job_id: id };
      const job = await take(
        client.GET("/v1/audio/transcriptions/{job_id}", {
          params: { path, query: { reading: false } },
          signal,
        }),
      );
      return "progress" in job ? job : null;
    },
    refetchInterval: ({ state }) => (state.data === null ? false : 2_500),
    gcTime: 10_000,
  });

export const cancelJob = (id: string) =>
  take(
    client.POST("/v1/audio/transcriptions/{job_id}/cancel", { params: { path: { job_id: id } } }),
  );

/** One that still runs is cancelled first. */
export const deleteJob = (id: string) =>
  take(
    client.DELETE("/v1/audio/transcriptions/{job_id}", {
      params: { path: { job_id: id }, query: { cancel: true } },
    }),
  );

export function exportPath(ids: readonly string[], format: ExportFormat): string {
  const query = new URLSearchParams({ ids: ids.join(","), format });
  return `/v1/audio/transcriptions/export.zip?${query}`;
}
