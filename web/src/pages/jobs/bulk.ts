import { useState } from "react";
import { fetchFile, save } from "@/api/files";
import { hasEnded } from "@/api/jobStatus";
import {
  cancelJob,
  deleteJob,
  type ExportFormat,
  exportPath,
  type Job,
  MOST_EXPORTED,
} from "@/api/jobs";
import { queryClient, queryKeys } from "@/api/queries";
import { counted } from "@/format";
import { toast } from "@/ui/toast";
import { each, type Refused } from "./each";

export interface Outcome {
  title: string;
  refused: Refused<Job>[];
}

interface Selection {
  selected: readonly Job[];
  keep: (ids: readonly string[]) => void;
}

/** What can be done to many jobs: one thing at a time, with what came of it. */
export function useBulk({ selected, keep }: Selection) {
  const [busy, setBusy] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  async function act(
    [doing, done, verb]: [string, string, string],
    jobs: readonly Job[],
    one: (id: string) => Promise<unknown>,
  ): Promise<void> {
    setOutcome(null);
    setBusy(`${doing} ${counted(jobs.length, "job")} …`);
    const refused = await each(
      jobs,
      ({ id }) => one(id),
      (count) => setBusy(`${doing} ${counted(jobs.length, "job")}: ${count} done`),
    );
    setBusy(null);
    const well = jobs.length - refused.length;
    if (well) toast(`${counted(well, "job")} ${done}`, { tone: "ok" });
    if (refused.length) {
      setOutcome({ title: `${counted(refused.length, "job")} could not be ${verb}`, refused });
    }
    keep(refused.map(({ one }) => one.id));
    await queryClient.invalidateQueries({ queryKey: queryKeys.jobs });
  }

  async function zip(format: ExportFormat): Promise<void> {
    const jobs = selected.filter(({ status }) => status === "completed");
    const ids = jobs.map(({ id }) => id);
    setOutcome(null);
    setBusy(`Packing ${counted(ids.length, "transcript")} …`);
    try {
      save(await fetchFile(exportPath(ids, format)), "transcripts.zip");
    } catch (error) {
      const refused = jobs.slice(0, 1).map((one) => ({ one, error }));
      setOutcome({ title: "The transcripts could not be exported", refused });
    }
    setBusy(null);
  }

  const running = selected.filter((job) => !hasEnded(job));
  const completed = selected.filter(({ status }) => status === "completed");
  return {
    busy,
    outcome,
    forget: () => setOutcome(null),
    running,
    exportable: completed.length > 0 && completed.length <= MOST_EXPORTED ? completed.length : 0,
    cancel: () => act(["Cancelling", "asked to stop", "cancelled"], running, cancelJob),
    remove: () => act(["Deleting", "deleted", "deleted"], selected, deleteJob),
    zip,
  };
}
