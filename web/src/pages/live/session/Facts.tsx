import type { ReactNode } from "react";
import { Link } from "react-router";
import type { LiveSession } from "@/api/live";
import { clock, counted, language, moment } from "@/format";
import { SessionStatus } from "../SessionStatus";

export function Facts({ session }: { session: LiveSession }) {
  const { duration, speech_duration, utterances, language: spoken, model, engine } = session;
  const facts: [string, ReactNode][] = [
    ["State", <SessionStatus key="status" status={session.status} />],
    ["Why it ended", session.error_code && <code key="code">{session.error_code}</code>],
    ["Begun", moment(session.created_at)],
    ["Ended", session.ended_at && moment(session.ended_at)],
    ["Length", duration !== null && clock(duration)],
    ["Speech", speech_duration !== null && clock(speech_duration)],
    ["Utterances", utterances],
    ["Language", spoken && language(spoken)],
    ["Model", <code key="model">{model ? `${engine}:${model}` : engine}</code>],
    ["Kept", kept(session)],
    [
      "Heard again by",
      session.enhancement_job_id && (
        <Link
          key="job"
          to={`/jobs/${session.enhancement_job_id}`}
          className="font-mono text-sm break-all text-accent underline"
        >
          {session.enhancement_job_id}
        </Link>
      ),
    ],
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
      {facts.map(
        ([name, value]) =>
          value !== null &&
          value !== false &&
          value !== "" && (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

function kept({ retention, expires_at }: LiveSession): string {
  if (retention === 0) return "nothing";
  if (retention < 0) return "text and audio, for ever";
  if (expires_at) return `text and audio, until ${moment(expires_at)}`;
  return `text and audio, for ${counted(retention, "day")}`;
}
