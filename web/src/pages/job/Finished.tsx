import { lazy, Suspense, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { CompletedJob } from "@/api/job";
import { useSession } from "@/api/session";
import { Skeletons } from "@/ui/Skeleton";
import { Tab, TabList, TabPanel, Tabs } from "@/ui/Tabs";
import { Notices } from "./Notices";
import { PlayerPanel } from "./player/PlayerPanel";
import { usePlayer } from "./player/usePlayer";
import { outline } from "./transcript/outline";
import { voices } from "./transcript/speakers";
import { Transcript } from "./transcript/Transcript";

const Pipeline = lazy(async () => ({ default: (await import("./pipeline/Pipeline")).Pipeline }));
const Exports = lazy(async () => ({ default: (await import("./Exports")).Exports }));
const RawJson = lazy(async () => ({ default: (await import("./RawJson")).RawJson }));

const TABS = { transcript: "Transcript", pipeline: "Pipeline", exports: "Exports", json: "JSON" };

/** A completed job: what was said, how it was made, and what to take along. */
export function Finished({ job }: { job: CompletedJob }) {
  const [asked, setAsked] = useSearchParams();
  const session = useSession();
  const heard = usePlayer(job);
  const speakers = useMemo(() => voices(job.speakers ?? []), [job]);
  const lines = useMemo(() => outline(job), [job]);
  const tab = asked.get("tab") ?? "transcript";
  const mayEdit = session.state === "in" && writes(session.caller.scopes);
  const choose = (tab: string) => {
    const next = new URLSearchParams(asked);
    if (tab === "transcript") next.delete("tab");
    else next.set("tab", tab);
    setAsked(next, { replace: true, preventScrollReset: true });
  };
  return (
    <>
      <PlayerPanel job={job} voices={speakers} {...heard} />
      <Notices job={job} player={heard.player} />
      <Tabs value={tab in TABS ? tab : "transcript"} onValueChange={choose}>
        <TabList label="Parts of the job">
          {Object.entries(TABS).map(([value, label]) => (
            <Tab key={value} value={value}>
              {label}
            </Tab>
          ))}
        </TabList>
        <TabPanel value="transcript" tabIndex={-1}>
          <Transcript
            job={job}
            outline={lines}
            voices={speakers}
            player={heard.player}
            mayEdit={mayEdit}
          />
        </TabPanel>
        <Suspense fallback={<Skeletons of="this part" rows={2} />}>
          <TabPanel value="pipeline">
            <Pipeline job={job} />
          </TabPanel>
          <TabPanel value="exports">
            <Exports job={job} />
          </TabPanel>
          <TabPanel value="json">
            <RawJson job={job} />
          </TabPanel>
        </Suspense>
      </Tabs>
    </>
  );
}

const writes = (scopes: readonly string[]) =>
  scopes.some((scope) => scope === "admin" || scope === "jobs:write");
