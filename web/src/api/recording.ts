import { queryOptions } from "@tanstack/react-query";
import { send } from "./client";
import { queryKeys } from "./queries";

/** What of a job can be heard. `redacted`: only without what was to be redacted. */
export type Recording =
  | { state: "there"; path: string; redacted: boolean }
  | { state: "forbidden" | "gone" };

/** Asked with HEAD: nothing is loaded before somebody plays it. */
export const recordingOf = (id: string) =>
  queryOptions({
    queryKey: [...queryKeys.job(id), "recording"],
    queryFn: async ({ signal }): Promise<Recording> => {
      const path = `/v1/audio/transcriptions/${id}/audio`;
      const status = await asked(path, signal);
      if (status < 400) return { state: "there", path, redacted: false };
      if (status !== 403) return { state: "gone" };
      const without = `${path}/redacted`;
      if ((await asked(without, signal)) < 400) {
        return { state: "there", path: without, redacted: true };
      }
      return { state: "forbidden" };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

async function asked(path: string, signal: AbortSignal): Promise<number> {
  const url = new URL(path, location.origin);
  return (await send(new Request(url, { method: "HEAD", signal }))).status;
}
