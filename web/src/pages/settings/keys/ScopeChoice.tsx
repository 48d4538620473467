import { SCOPES } from "@/api/keysAdmin";

type Scope = (typeof SCOPES)[number];

const ABOUT: Record<Scope, string> = {
  "jobs:read": "read jobs, transcripts and recordings",
  "jobs:write": "submit, change, cancel and delete jobs",
  realtime: "live speech",
  webhooks: "endpoints and their messages",
  admin: "keys, the audit log, and everything above",
};

interface Props {
  chosen: readonly Scope[];
  onChange: (chosen: readonly Scope[]) => void;
}

export function ScopeChoice({ chosen, onChange }: Props) {
  const toggle = (scope: Scope, on: boolean) =>
    onChange(on ? [...chosen, scope] : chosen.filter((other) => other !== scope));
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium">It may</legend>
      {SCOPES.map((scope) => (
        <label key={scope} className="flex items-baseline gap-2.5">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={chosen.includes(scope)}
            onChange={({ target }) => toggle(scope, target.checked)}
          />
          <span>
            <span className="font-mono text-sm">{scope}</span>{" "}
            <span className="text-muted">{ABOUT[scope]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
