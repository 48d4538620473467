import { useQuery } from "@tanstack/react-query";
import type { Schema } from "@/api/client";
import { useSession } from "@/api/session";
import { webhooks } from "@/api/statistics";
import { counted } from "@/format";
import { Field } from "@/ui/Field";
import { Group } from "@/ui/Group";
import { Input, Textarea } from "@/ui/Input";
import { Select } from "@/ui/Select";
import type { Options } from "./options";
import type { Part } from "./part";

const PRIORITIES = [
  { value: "1", label: "1, first" },
  { value: "2", label: "2" },
  { value: "3", label: "3, as usual" },
  { value: "4", label: "4" },
  { value: "5", label: "5, last" },
];

interface Props extends Part {
  retention: Schema<"RetentionLimits"> | undefined;
}

/** Whose turn it is, how long the job is kept, and who is told. */
export function AfterOptions({ options, choose, problems, retention }: Props) {
  const wrong = !!(problems.webhookUrl || problems.metadata);
  return (
    <Group
      title="Before and after"
      about="Priority, how long it is kept, who is told."
      chosen={chosen(options)}
      wrong={wrong}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Priority" hint="Whose work comes first where work waits.">
          {(wiring) => (
            <Select
              {...wiring}
              choices={PRIORITIES}
              value={options.priority}
              onChange={({ target }) => choose({ priority: target.value })}
            />
          )}
        </Field>
        <Field label="Kept for" hint="Recording and transcript, from the end of the job.">
          {(wiring) => (
            <Select
              {...wiring}
              choices={keptChoices(retention)}
              value={options.retention}
              onChange={({ target }) => choose({ retention: target.value })}
            />
          )}
        </Field>
      </div>
      <Webhook options={options} choose={choose} problems={problems} />
    </Group>
  );
}

function Webhook({ options, choose, problems }: Pick<Part, "options" | "choose" | "problems">) {
  const { state, ...session } = useSession();
  const scopes = state === "in" && "caller" in session ? session.caller.scopes : [];
  const known = useQuery({
    ...webhooks,
    enabled: scopes.includes("webhooks") || scopes.includes("admin"),
  });
  const own = (known.data?.webhooks ?? [])
    .filter(({ enabled, url }) => enabled && url)
    .map(({ id, url, description }) => ({ value: id, label: description || url || id }));
  const choices = [
    { value: "none", label: "Nobody in particular" },
    ...own,
    { value: "url", label: "Another address …" },
  ];
  return (
    <>
      <Field
        label="Tell how it ends"
        hint="A webhook, signed; beside those that hear of every job."
      >
        {(wiring) => (
          <Select
            {...wiring}
            choices={choices}
            value={options.tell}
            onChange={({ target }) => choose({ tell: target.value })}
          />
        )}
      </Field>
      {options.tell === "url" && (
        <Field label="Address" error={options.webhookUrl ? problems.webhookUrl : null}>
          {(wiring) => (
            <Input
              {...wiring}
              type="url"
              maxLength={2048}
              placeholder="https://example.com/hooks/dalston"
              value={options.webhookUrl}
              onChange={({ target }) => choose({ webhookUrl: target.value })}
            />
          )}
        </Field>
      )}
      {options.tell !== "none" && (
        <Field
          label="What comes back with it"
          hint="A JSON object, if you like."
          error={problems.metadata}
        >
          {(wiring) => (
            <Textarea
              {...wiring}
              className="font-mono"
              spellCheck={false}
              value={options.metadata}
              onChange={({ target }) => choose({ metadata: target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}

function keptChoices(retention: Schema<"RetentionLimits"> | undefined) {
  const most = retention?.most_days ?? 3650;
  const usual = retention ? daysSaid(retention.default_days) : "as the server says";
  const days = [1, 7, 30, 90, 365, 3650].filter((days) => most === -1 || days <= most);
  return [
    { value: "", label: `As usual: ${usual}` },
    { value: "0", label: daysSaid(0) },
    ...days.map((days) => ({ value: String(days), label: daysSaid(days) })),
    ...(most === -1 ? [{ value: "-1", label: daysSaid(-1) }] : []),
  ];
}

function daysSaid(days: number): string {
  if (days < 0) return "for ever";
  if (days === 0) return "until it is read, an hour at most";
  return days % 365 ? counted(days, "day") : counted(days / 365, "year");
}

function chosen({ priority, retention, tell }: Options): string {
  const set = [priority !== "3", retention !== "", tell !== "none"].filter(Boolean).length;
  return set ? `${set} set` : "";
}
