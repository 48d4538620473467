/** What a list may be asked for; `cancelling` jobs are among the running ones. */
export const STATUSES = ["pending", "running", "completed", "failed", "cancelled"] as const;
export type JobStatus = (typeof STATUSES)[number];

export const hasEnded = ({ status }: { status: string }): boolean =>
  status === "completed" || status === "failed" || status === "cancelled";
