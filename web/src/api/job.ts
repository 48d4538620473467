import { queryOptions } from "@tanstack/react-query";
import { client, type Schema, take } from "./client";
import { errorOf } from "./errors";
import { queryKeys } from "./queries";

export type CompletedJob = Schema<"CompletedJob">;
export type AnyJob = CompletedJob | Schema<"UnfinishedJob"> | Schema<"FailedJob">;

export interface HeldJob {
  job: AnyJob;
  /** Of a completed one: the number of its last edit, in quotes. */
  etag: string | null;
}

export const isCompleted = (job: AnyJob): job is CompletedJob => "segments" in job;

/** Asked for again until it has ended: transcripts may have many megabytes. */
export const jobOf = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.job(id), "held"],
    queryFn: ({ signal }) =>
      held(
        client.GET("/v1/audio/transcriptions/{job_id}", {
          params: { path: { job_id: id } },
          signal,
        }),
      ),
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data && "progress" in state.data.job ? 3_000 : false),
  });

/** A job and its version. Raises ApiError. */
export async function held(
  call: Promise<{ data?: AnyJob; error?: unknown; response: Response }>,
): Promise<HeldJob> {
  const { data, error, response } = await call;
  if (data) return { job: data, etag: response.headers.get("ETag") };
  throw errorOf(response.status, (name) => response.headers.get(name), error);
}

export const peaksOf = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.job(id), "peaks"],
    queryFn: ({ signal }) =>
      take(
        client.GET("/v1/audio/transcriptions/{job_id}/audio/peaks", {
          params: { path: { job_id: id }, query: { per_second: 50 } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
