import { client, type Schema, take } from "./client";

export type Stage = Schema<"Rerun">["from"];

/** A new job of the same recording, from a stage on. Raises ApiError. */
export const rerun = (id: string, from: Stage, fields: Record<string, unknown>) =>
  take(
    client.POST("/v1/audio/transcriptions/{job_id}/rerun", {
      params: { path: { job_id: id } },
      body: { ...fields, from } as Omit<Schema<"Rerun">, "audio_url">,
    }),
  );

export const deleteRecording = (id: string) =>
  take(
    client.DELETE("/v1/audio/transcriptions/{job_id}/audio", {
      params: { path: { job_id: id } },
    }),
  );

/** Days after its end that a job is kept; -1: for ever. Raises ApiError. */
export const keep = (id: string, days: number) =>
  take(
    client.PATCH("/v1/audio/transcriptions/{job_id}", {
      params: { path: { job_id: id } },
      body: { retention: days } as Schema<"Changes">,
    }),
  );
