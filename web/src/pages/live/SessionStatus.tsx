import { Ban, Check, CircleX, Mic } from "lucide-react";
import type { LiveStatus } from "@/api/live";
import { Badge } from "@/ui/Badge";

const LOOKS = {
  active: ["accent", Mic],
  completed: ["ok", Check],
  interrupted: ["warn", Ban],
  failed: ["danger", CircleX],
} as const;

export function SessionStatus({ status }: { status: LiveStatus }) {
  const [tone, Icon] = LOOKS[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {status}
    </Badge>
  );
}
