import type { Schema } from "@/api/client";
import { counted } from "@/format";
import { Progress } from "@/ui/Progress";

/** How busy an engine is on one kind of device. */
export function ServingRow({ serving }: { serving: Schema<"Serving"> }) {
  const { device, models, workers, slots, free_slots } = serving;
  const busy = slots - free_slots;
  return (
    <div className="grid gap-1.5 rounded-lg bg-ok-soft px-3 py-2">
      <p className="flex flex-wrap justify-between gap-x-4">
        <span>
          <span className="font-medium">{device}</span>, {counted(workers, "worker")}
        </span>
        <span className="tabular">
          {busy} of {counted(slots, "slot")} busy
        </span>
      </p>
      <Progress label={`Busy slots on ${device}`} value={slots ? (100 * busy) / slots : 0} />
      <p className="text-sm">
        {models.length ? `In memory: ${models.join(", ")}` : "No model in memory"}
      </p>
    </div>
  );
}
