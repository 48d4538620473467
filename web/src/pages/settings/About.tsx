import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX } from "lucide-react";
import type { Schema } from "@/api/client";
import { systemStatus, version } from "@/api/queries";
import { counted } from "@/format";
import { Badge, type Tone } from "@/ui/Badge";
import { ErrorState } from "@/ui/ErrorState";
import { Panel } from "@/ui/Panel";
import { Skeletons } from "@/ui/Skeleton";
import { QueueTable } from "./QueueTable";
import { WorkerTable } from "./WorkerTable";

type Status = Schema<"SystemStatus">;

const TONES: Record<Status["status"], Tone> = { healthy: "ok", degraded: "warn", down: "danger" };
const MEANING: Record<Status["status"], string> = {
  healthy: "A job that is submitted now can run.",
  degraded: "Jobs are accepted, but something that runs them is missing.",
  down: "Jobs cannot be accepted.",
};

export default function About() {
  const { data, error, refetch, isFetching } = useQuery(systemStatus);
  return (
    <>
      {error && (
        <ErrorState
          title={data ? "The status is out of date" : "The status could not be loaded"}
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {data ? <Health status={data} /> : !error && <Skeletons of="the status" />}
      <AboutDalston />
    </>
  );
}

function Health({ status }: { status: Status }) {
  const { temporal, storage, database, pipeline } = status;
  const parts = { Temporal: temporal, Storage: storage, Database: database, Pipeline: pipeline };
  return (
    <>
      <Panel title="Health" actions={<Badge tone={TONES[status.status]}>{status.status}</Badge>}>
        <p className="text-muted">{MEANING[status.status]}</p>
        <ul className="grid gap-2 sm:grid-cols-2">
          {Object.entries(parts).map(([name, part]) => (
            <PartRow key={name} name={name} part={part} />
          ))}
        </ul>
      </Panel>
      <Panel title={counted(status.workers.length, "live worker")}>
        <WorkerTable workers={status.workers} />
      </Panel>
      <Panel title="Work that waits">
        <QueueTable depth={status.queue_depth} />
      </Panel>
    </>
  );
}

function PartRow({ name, part }: { name: string; part: Schema<"Part"> }) {
  const Icon = part.ok ? CircleCheck : CircleX;
  return (
    <li className="flex gap-2.5 rounded-lg border p-3">
      <Icon
        aria-hidden
        className={part.ok ? "mt-0.5 size-5 text-ok" : "mt-0.5 size-5 text-danger"}
      />
      <div className="min-w-0">
        <p className="font-medium">{name}</p>
        <p className="break-words text-muted">{part.ok ? "works" : part.detail}</p>
      </div>
    </li>
  );
}

function AboutDalston() {
  const { data } = useQuery(version);
  return (
    <Panel title="About">
      <p>Dalston {data ?? "…"}, self-hosted speech-to-text. Apache-2.0.</p>
      <p>
        <a href="/docs" className="text-accent underline underline-offset-2">
          API reference
        </a>
      </p>
    </Panel>
  );
}
