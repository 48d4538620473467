import { queryOptions } from "@tanstack/react-query";
import { client, type Schema, take } from "./client";
import { queryKeys } from "./queries";

export type Task = Schema<"Task">;

const EVERY = 2_500; // milliseconds, while something of it still runs

/** What each stage of a job did or does. */
export const tasksOf = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.job(id), "tasks"],
    queryFn: ({ signal }) =>
      take(
        client.GET("/v1/audio/transcriptions/{job_id}/tasks", {
          params: { path: { job_id: id } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data.status) ? EVERY : false),
  });

const isMoving = (status: string) => status === "pending" || status === "running";
