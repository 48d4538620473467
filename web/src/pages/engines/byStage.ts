import type { Schema } from "@/api/client";

type Engine = Schema<"EngineStatus">;

/** Engines under the first stage each does, in the catalogue's order; those that are live first. */
export function byStage(engines: readonly Engine[]): [stage: string, engines: Engine[]][] {
  const stages = new Map<string, Engine[]>();
  for (const engine of engines) {
    const stage = engine.stages[0] ?? "other";
    stages.set(stage, [...(stages.get(stage) ?? []), engine]);
  }
  const live = (engine: Engine) => Number(engine.live.length > 0);
  return [...stages].map(([stage, found]) => [stage, found.sort((a, b) => live(b) - live(a))]);
}
