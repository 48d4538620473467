import type { Schema } from "@/api/client";

export interface StageCapacity {
  stage: string;
  slots: number;
  busy: number;
  /** Pieces of work in the queues of this stage. */
  waiting: number;
}

const ORDER = ["prepare", "transcribe", "align", "diarize", "detect", "refine", "redact", "merge"];

/** Slots of live engines by stage, and what waits for them; live speech has seats instead. */
export function capacities(
  engines: readonly Schema<"EngineStatus">[],
  queues: Readonly<Record<string, number>>,
): StageCapacity[] {
  const found = new Map<string, StageCapacity>();
  const at = (stage: string) => {
    const known = found.get(stage) ?? { stage, slots: 0, busy: 0, waiting: 0 };
    found.set(stage, known);
    return known;
  };
  for (const { stages, live } of engines) {
    const [stage] = stages;
    if (!stage || stage === "stream") continue;
    for (const { slots, free_slots } of live) {
      at(stage).slots += slots;
      at(stage).busy += slots - free_slots;
    }
  }
  for (const [queue, waiting] of Object.entries(queues)) {
    const stage = queue.split(".")[1]; // e.g. of gpu.transcribe.faster-whisper
    if (stage && ORDER.includes(stage)) at(stage).waiting += waiting;
  }
  const place = ({ stage }: StageCapacity) => (ORDER.indexOf(stage) + 99) % 99;
  return [...found.values()].sort((one, other) => place(one) - place(other));
}
