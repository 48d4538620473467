import {
  Ban,
  Check,
  CircleX,
  Clock,
  LoaderCircle,
  type LucideIcon,
  SkipForward,
} from "lucide-react";
import type { Task } from "@/api/tasks";
import { Badge, type Tone } from "@/ui/Badge";

const LOOKS: Record<Task["status"], [Tone, LucideIcon]> = {
  pending: ["plain", Clock],
  running: ["accent", LoaderCircle],
  completed: ["ok", Check],
  failed: ["danger", CircleX],
  cancelled: ["plain", Ban],
  skipped: ["plain", SkipForward],
};

export function TaskState({ task }: { task: Task }) {
  const [tone, Icon] = LOOKS[task.status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={task.status === "running" ? "animate-spin" : undefined} />
      {task.status}
    </Badge>
  );
}

/** What does it: engine, model and device. */
export const doneBy = ({ engine, model, device }: Task): string =>
  [engine, model, device].filter(Boolean).join(" · ");
