import type { Task } from "@/api/tasks";

export interface Span {
  id: string;
  /** Seconds after the job began. */
  start: number;
  end: number;
}

type Times = Pick<Task, "id" | "needs" | "ran" | "started_at" | "ended_at">;

/**
 * When each stage was at work. Of a stage in pieces only the end is known: it begins once what it waits
 * for has ended, or has begun, if that is done in pieces too. What has not ended ends `now`
 * (milliseconds since 1970).
 */
export function spans(tasks: readonly Times[], began: string | null, now: number): Span[] {
  if (!began) return [];
  const zero = Date.parse(began);
  const since = (moment: string) => Math.max(0, (Date.parse(moment) - zero) / 1000);
  const ready = new Map<string, number>(); // by stage: when what waits for it could begin
  const found: Span[] = [];
  for (const task of tasks) {
    if (!task.started_at && !task.ended_at) continue;
    const end = task.ended_at ? since(task.ended_at) : Math.max(0, (now - zero) / 1000);
    const before = Math.max(0, ...task.needs.map((id) => ready.get(id) ?? 0));
    const start = task.started_at ? since(task.started_at) : before;
    ready.set(task.id, task.started_at ? end : start);
    found.push({ id: task.id, start: Math.min(start, end), end });
  }
  return found;
}
