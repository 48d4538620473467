import type { Task } from "@/api/tasks";

/** What does it: engine, model and device. */
export const doneBy = ({ engine, model, device }: Task): string =>
  [engine, model, device].filter(Boolean).join(" · ");
