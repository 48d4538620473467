import type { Task } from "@/api/tasks";

export interface Placed {
  task: Task;
  /** 0: waits for nothing. */
  column: number;
  row: number;
}

/** Every stage in the column after the last one that it waits for. */
export function layers(tasks: readonly Task[]): Placed[] {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const columns = new Map<string, number>();
  const column = (task: Task): number => {
    const known = columns.get(task.id);
    if (known !== undefined) return known;
    columns.set(task.id, 0); // whatever the server says, this ends
    const before = task.needs.map((id) => byId.get(id)).filter((one) => one !== undefined);
    const found = Math.max(-1, ...before.map(column)) + 1;
    columns.set(task.id, found);
    return found;
  };
  const rows = new Map<number, number>();
  return tasks.map((task) => {
    const at = column(task);
    const row = rows.get(at) ?? 0;
    rows.set(at, row + 1);
    return { task, column: at, row };
  });
}
