import { CircleAlert } from "lucide-react";
import type { Schema } from "@/api/client";
import { bytes, language } from "@/format";
import { Badge } from "@/ui/Badge";
import { ServingRow } from "./ServingRow";

type Engine = Schema<"EngineStatus">;

export function EngineCard({ engine }: { engine: Engine }) {
  const { id, summary, live, missing } = engine;
  return (
    <li className="grid content-start gap-3 rounded-xl border bg-panel p-4">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-mono font-semibold break-all">{id}</h3>
        <Badge tone={live.length ? "ok" : missing ? "warn" : "plain"}>
          {live.length ? "live" : missing ? "lacks something" : "not running"}
        </Badge>
      </header>
      <p>{summary}</p>
      {live.map((serving) => (
        <ServingRow key={serving.device} serving={serving} />
      ))}
      {missing && (
        <p className="flex gap-2 rounded-lg bg-warn-soft px-3 py-2 text-warn">
          <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
          <span className="min-w-0 break-words">{missing}</span>
        </p>
      )}
      {!live.length && !missing && (
        <p className="text-muted">Everything is there; no worker serves it now.</p>
      )}
      <Facts engine={engine} />
    </li>
  );
}

function Facts({ engine }: { engine: Engine }) {
  const { devices, languages = [], licence, models = {}, stages } = engine;
  const names = Object.entries(models).map(
    ([name, { memory_mb }]) => `${name} (${bytes(memory_mb * 1e6)})`,
  );
  const facts: [string, string][] = [
    ["Stages", stages.join(", ")],
    ["Devices", devices.join(", ")],
    ["Languages", languages.map(language).join(", ")],
    ["Models", names.join(", ")],
    ["Licence", licence],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
