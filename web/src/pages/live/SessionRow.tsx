import { Link } from "react-router";
import type { LiveSession } from "@/api/live";
import { ago, clock, language } from "@/format";
import { Td } from "@/ui/Table";
import { EndButton } from "./EndButton";
import { SessionStatus } from "./SessionStatus";

export function SessionRow({ session }: { session: LiveSession }) {
  const { id, status, created_at, duration, model, engine, language: spoken } = session;
  return (
    <tr>
      <Td className="max-w-40 truncate">
        <Link to={`/live/${id}`} className="font-mono text-sm underline" title={id}>
          …{id.slice(-8)}
        </Link>
      </Td>
      <Td>
        <SessionStatus status={status} />
      </Td>
      <Td className="whitespace-nowrap">
        <time dateTime={created_at} title={new Date(created_at).toLocaleString("en")}>
          {ago(Date.parse(created_at))}
        </time>
      </Td>
      <Td className="tabular">{duration === null ? "…" : clock(duration, false)}</Td>
      <Td>{spoken ? language(spoken) : "–"}</Td>
      <Td className="font-mono text-sm whitespace-nowrap">{model ?? engine}</Td>
      <Td className="text-right">
        <EndButton session={session} />
      </Td>
    </tr>
  );
}
