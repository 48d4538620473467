import { useEffect, useState } from "react";
import { clock } from "@/format";
import { type Store, useStore } from "@/store";
import { Badge, type Tone } from "@/ui/Badge";
import type { Call } from "./Call";
import { useDesk } from "./desk";
import { LatencyReadout } from "./LatencyReadout";
import { Meter } from "./Meter";
import type { Phase } from "./world";

const PHASES: Record<Phase, [Tone, string]> = {
  connecting: ["plain", "connecting"],
  open: ["ok", "listening"],
  resuming: ["warn", "reconnecting"],
  ending: ["accent", "finishing"],
  ended: ["plain", "ended"],
};

/** State, level, and how late the text is. */
export function Readouts({ call, level }: { call: Call; level: Store<number> | null }) {
  const { phase, speech, model } = useStore(call.state);
  const { paused } = useDesk();
  const [tone, word] = paused && phase === "open" ? (["warn", "paused"] as const) : PHASES[phase];
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span role="status">
          <Badge tone={tone}>{word}</Badge>
        </span>
        <Elapsed call={call} />
        {model && <span className="font-mono text-sm break-all text-muted">{model}</span>}
        <span className="text-sm text-muted">{speech && !paused && "hears speech"}</span>
      </div>
      {level && <Meter level={level} paused={paused} />}
      <div className="flex flex-wrap gap-x-6 gap-y-2">
        <LatencyReadout
          label="Interim"
          store={call.interimLatency}
          about="From the moment at which the audio up to the end of the interim text left this page, until the text arrived."
        />
        <LatencyReadout
          label="Final"
          store={call.finalLatency}
          about="From the moment at which the last word's audio left this page, until the final text arrived. It includes the silence after which an utterance is over."
        />
      </div>
    </div>
  );
}

function Elapsed({ call }: { call: Call }) {
  const [seconds, setSeconds] = useState(call.seconds);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(call.seconds), 250);
    return () => clearInterval(timer);
  }, [call]);
  return (
    <span className="tabular" title="Audio so far">
      {clock(seconds, false)}
    </span>
  );
}
