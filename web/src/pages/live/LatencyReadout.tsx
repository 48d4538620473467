import { Info } from "lucide-react";
import { type Store, useStore } from "@/store";
import { Button } from "@/ui/Button";
import { Tooltip } from "@/ui/Tooltip";
import type { Measured } from "./Latency";

interface Props {
  label: string;
  store: Store<Measured>;
  /** How it is computed. */
  about: string;
}

export function LatencyReadout({ label, store, about }: Props) {
  const { last, typical } = useStore(store);
  return (
    <div className="flex items-center gap-2">
      <p>
        <span className="text-sm text-muted">{label} after </span>
        <span className="font-medium tabular">{shown(last)}</span>
        {typical !== null && (
          <span className="text-sm text-muted tabular">, usually {shown(typical)}</span>
        )}
      </p>
      <Tooltip text={`${about} “Usually” is the median of the latest 25.`}>
        <Button
          look="ghost"
          className="size-7 min-h-0 p-0"
          aria-label={`How the latency of ${label.toLowerCase()} text is measured`}
        >
          <Info aria-hidden />
        </Button>
      </Tooltip>
    </div>
  );
}

function shown(milliseconds: number | null): string {
  if (milliseconds === null) return "–";
  if (milliseconds < 1_000) return `${Math.round(milliseconds / 10) * 10} ms`;
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}
