import { useMemo } from "react";
import type { Task } from "@/api/tasks";
import { duration } from "@/format";
import { spans } from "./spans";

interface Props {
  tasks: readonly Task[];
  /** When the job began; RFC 3339. */
  began: string | null;
}

/** Which stages worked at the same time. The table has the figures. */
export function Timeline({ tasks, began }: Props) {
  const found = useMemo(() => spans(tasks, began, Date.now()), [tasks, began]);
  const whole = Math.max(0, ...found.map((span) => span.end));
  if (!whole) return null;
  const share = (seconds: number) => `${(100 * seconds) / whole}%`;
  return (
    <div aria-hidden className="grid gap-1.5">
      {found.map(({ id, start, end }) => (
        <div key={id} className="grid grid-cols-[6rem_1fr] items-center gap-2 text-sm">
          <span className="truncate text-muted capitalize">{id}</span>
          <div className="h-4 rounded bg-raised">
            <div
              className="h-full min-w-0.5 rounded bg-accent"
              title={`${duration(start)} to ${duration(end)}`}
              style={{ marginLeft: share(start), width: share(end - start) }}
            />
          </div>
        </div>
      ))}
      <div className="tabular grid grid-cols-[6rem_1fr] gap-2 text-sm text-muted">
        <span />
        <div className="flex justify-between">
          <span>0 s</span>
          <span>{duration(whole / 2)}</span>
          <span>{duration(whole)}</span>
        </div>
      </div>
    </div>
  );
}
