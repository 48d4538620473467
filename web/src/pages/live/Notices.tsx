import { CircleAlert, TriangleAlert } from "lucide-react";
import { useStore } from "@/store";
import type { Call } from "./Call";
import { said } from "./trouble";

/** The server's warnings, and why the session ended early. */
export function Notices({ call }: { call: Call }) {
  const { notices, trouble, phase } = useStore(call.state);
  return (
    <div role="status" className="grid gap-2 empty:hidden">
      {phase === "resuming" && (
        <Warned>The connection broke. What you say is kept here, and sent when it is back.</Warned>
      )}
      {notices.map(({ id, message }) => (
        <Warned key={id}>{message}</Warned>
      ))}
      {trouble && (
        <div role="alert" className="grid gap-1 rounded-xl border border-danger bg-danger-soft p-4">
          <p className="flex items-center gap-2 font-semibold text-danger">
            <TriangleAlert aria-hidden className="size-4 shrink-0" />
            The session ended early
          </p>
          <p className="break-words">
            {said(trouble)}
            {trouble.retryAfter && ` Try again in ${trouble.retryAfter} s.`}
          </p>
          <p className="font-mono text-sm">{trouble.code}</p>
        </div>
      )}
    </div>
  );
}

function Warned({ children }: { children: string }) {
  return (
    <p className="flex gap-2 rounded-lg bg-warn-soft px-3 py-2 text-warn">
      <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}
