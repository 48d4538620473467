import { Link } from "react-router";
import { clock, counted } from "@/format";
import { useStore } from "@/store";
import type { Call } from "./Call";

/** Once it is over: how long it was, and where it went. */
export function Ending({ call }: { call: Call }) {
  const { outcome, phase, sessionId } = useStore(call.state);
  const utterances = useStore(call.finals).length;
  if (phase !== "ended" || !sessionId) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t pt-3 text-muted">
      {outcome && (
        <span className="tabular">
          {clock(outcome.duration)} heard, {clock(outcome.speech_duration)} of it speech,{" "}
          {counted(utterances, "utterance")}
        </span>
      )}
      <Link to={`/live/${sessionId}`} className="text-accent underline">
        The session
      </Link>
      {outcome?.enhancement_job_id && (
        <Link to={`/jobs/${outcome.enhancement_job_id}`} className="text-accent underline">
          The job that hears it again
        </Link>
      )}
    </p>
  );
}
