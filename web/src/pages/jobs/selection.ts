import { useState } from "react";
import type { Job } from "@/api/jobs";

/** What is selected among the jobs that are loaded; a job that is gone is not selected any more. */
export function useSelection(jobs: readonly Job[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<string | null>(null);
  const selected = jobs.filter(({ id }) => ids.has(id));

  /** With `range`, everything between the last one that was chosen and this one. */
  function toggle(at: number, range: boolean): void {
    const id = jobs[at]?.id;
    if (!id) return;
    const from = range ? jobs.findIndex((job) => job.id === anchor) : -1;
    const on = !ids.has(id);
    const [first, last] = from < 0 ? [at, at] : [Math.min(from, at), Math.max(from, at)];
    const next = new Set(ids);
    for (const job of jobs.slice(first, last + 1)) {
      if (on || from >= 0) next.add(job.id);
      else next.delete(job.id);
    }
    setIds(next);
    setAnchor(id);
  }

  return {
    selected,
    has: (id: string) => ids.has(id),
    toggle,
    all: () => setIds(new Set(jobs.map(({ id }) => id))),
    keep: (left: readonly string[]) => setIds(new Set(left)),
    clear: () => setIds(new Set()),
  };
}
