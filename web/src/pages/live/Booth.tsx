import { Mic } from "lucide-react";
import { Panel } from "@/ui/Panel";
import type { Call } from "./Call";
import { Controls } from "./Controls";
import { useDesk } from "./desk";
import { Ending } from "./Ending";
import { Notices } from "./Notices";
import { Readouts } from "./Readouts";
import { Said } from "./Said";
import { SaveText } from "./SaveText";
import { SourceChoice } from "./SourceChoice";

/** Where one speaks: the source, the buttons, and what was said. */
export function Booth() {
  const { call, capture, problem } = useDesk();
  return (
    <div className="grid min-w-0 gap-5">
      <section
        aria-label="Speaking"
        className="grid grid-cols-1 gap-4 rounded-xl border bg-panel p-4"
      >
        <SourceChoice />
        <Controls />
        {problem && (
          <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-danger">
            {problem}
          </p>
        )}
        {call && <Readouts call={call} level={capture?.level ?? null} />}
      </section>
      {call && <Notices call={call} />}
      <Panel title="What is said" actions={call && <SaveText call={call} />}>
        {call ? <Text call={call} /> : <Nothing />}
      </Panel>
    </div>
  );
}

function Text({ call }: { call: Call }) {
  return (
    <>
      <Said call={call} />
      <Ending call={call} />
    </>
  );
}

function Nothing() {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-12 text-center text-muted">
      <Mic aria-hidden className="size-8" strokeWidth={1.5} />
      <p className="max-w-prose">
        Start, and speak. Text that may still change is grey; once you pause, it stays.
      </p>
    </div>
  );
}
