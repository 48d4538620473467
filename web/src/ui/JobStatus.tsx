import {
  Ban,
  Check,
  CircleX,
  Clock,
  LoaderCircle,
  type LucideIcon,
  SkipForward,
  TriangleAlert,
} from "lucide-react";
import { Badge, type Tone } from "./Badge";

const LOOKS: Record<string, [Tone, LucideIcon]> = {
  pending: ["plain", Clock],
  running: ["accent", LoaderCircle],
  cancelling: ["warn", LoaderCircle],
  completed: ["ok", Check],
  failed: ["danger", CircleX],
  cancelled: ["plain", Ban],
  skipped: ["plain", SkipForward],
};

/** The state of a job or of one of its stages, as the API calls it. */
export function JobStatus({ status }: { status: string }) {
  const [tone, Icon] = LOOKS[status] ?? (["warn", TriangleAlert] as const);
  const turns = status === "running" || status === "cancelling";
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={turns ? "animate-spin" : undefined} />
      {status}
    </Badge>
  );
}
