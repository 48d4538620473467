import { useQuery } from "@tanstack/react-query";
import { Cpu } from "lucide-react";
import { useMemo } from "react";
import { engines } from "@/api/queries";
import { counted } from "@/format";
import { Page } from "@/frame/Page";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Skeletons } from "@/ui/Skeleton";
import { byStage } from "./engines/byStage";
import { EngineCard } from "./engines/EngineCard";

export default function Engines() {
  const { data, error, refetch, isFetching } = useQuery(engines);
  const stages = useMemo(() => byStage(data?.engines ?? []), [data]);
  return (
    <Page
      title="Engines"
      about="What can be done with speech here: the catalogue, and which of it is live."
    >
      {error && (
        <ErrorState
          title={data ? "What you see is out of date" : "The engines could not be loaded"}
          error={error}
          onRetry={refetch}
          retrying={isFetching}
        />
      )}
      {!data && !error && <Skeletons of="the engines" rows={4} />}
      {data?.engines.length === 0 && (
        <EmptyState icon={Cpu} title="The catalogue is empty">
          The server found no engine, not even its own: its installation is not whole.
        </EmptyState>
      )}
      {stages.map(([stage, found]) => (
        <section key={stage} aria-labelledby={`stage-${stage}`} className="grid gap-3">
          <h2 id={`stage-${stage}`} className="flex items-baseline gap-2 text-lg font-semibold">
            <span className="capitalize">{stage}</span>
            <span className="text-sm font-normal text-muted">
              {found.filter((engine) => engine.live.length).length} of{" "}
              {counted(found.length, "engine")} live
            </span>
          </h2>
          <ul className="grid gap-3 lg:grid-cols-2">
            {found.map((engine) => (
              <EngineCard key={engine.id} engine={engine} />
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}
