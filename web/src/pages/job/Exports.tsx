import { useQuery } from "@tanstack/react-query";
import { Download, FileText } from "lucide-react";
import { useState } from "react";
import { fetchFile, fileUrl } from "@/api/files";
import type { AnyJob } from "@/api/job";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { ErrorState } from "@/ui/ErrorState";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { Panel } from "@/ui/Panel";
import { Select } from "@/ui/Select";
import { Skeleton } from "@/ui/Skeleton";
import { Toggle } from "@/ui/Toggle";
import { exportPath, FORMATS, type Format, type Layout, layoutOf } from "./exportPath";

const PREVIEW = 20_000; // letters

/** The transcript as a file, with what can be chosen for it. */
export function Exports({ job }: { job: AnyJob }) {
  const [format, setFormat] = useState<Format>("srt");
  const [layout, setLayout] = useState<Layout>({ speakers: true, length: 42, lines: 2 });
  if (job.status !== "completed") {
    return (
      <EmptyState icon={FileText} title="There is nothing to export yet">
        A job can be exported once it is completed; this one is {job.status}.
      </EmptyState>
    );
  }
  const path = exportPath(job.id, format, layout);
  const known = layoutOf(format);
  const number = (name: "length" | "lines", low: number, high: number) => (text: string) => {
    const value = Math.round(Number(text));
    if (value) setLayout({ ...layout, [name]: Math.min(high, Math.max(low, value)) });
  };
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[20rem_1fr]">
      <Panel title="As a file">
        <Field label="Format" hint={FORMATS[format].about}>
          {(wiring) => (
            <Select
              {...wiring}
              value={format}
              onChange={({ target }) => setFormat(target.value as Format)}
              choices={Object.entries(FORMATS).map(([value, { label }]) => ({ value, label }))}
            />
          )}
        </Field>
        {known.includes("include_speakers") && (
          <Toggle
            label="Speakers"
            hint="Say who speaks, where that is known."
            checked={layout.speakers}
            onChange={(speakers) => setLayout({ ...layout, speakers })}
          />
        )}
        {known.includes("max_lines") && (
          <div className="grid grid-cols-2 gap-3">
            <Field label="Letters a line" hint="10 to 200">
              {(wiring) => (
                <Input
                  {...wiring}
                  type="number"
                  min={10}
                  max={200}
                  defaultValue={layout.length}
                  onBlur={({ target }) => number("length", 10, 200)(target.value)}
                />
              )}
            </Field>
            <Field label="Lines" hint="1 to 10">
              {(wiring) => (
                <Input
                  {...wiring}
                  type="number"
                  min={1}
                  max={10}
                  defaultValue={layout.lines}
                  onBlur={({ target }) => number("lines", 1, 10)(target.value)}
                />
              )}
            </Field>
          </div>
        )}
        <Button asChild look="primary">
          <a href={fileUrl(path)} download>
            <Download aria-hidden />
            Download {format}
          </a>
        </Button>
      </Panel>
      <Preview path={path} format={format} />
    </div>
  );
}

function Preview({ path, format }: { path: string; format: Format }) {
  const readable = FORMATS[format].text;
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ["export", path],
    queryFn: async ({ signal }) => (await fetchFile(path, signal)).slice(0, PREVIEW).text(),
    enabled: readable,
  });
  if (!readable) return <p className="text-muted">A {format} file has no preview here.</p>;
  if (error) {
    return (
      <ErrorState
        title="The preview could not be made"
        error={error}
        onRetry={refetch}
        retrying={isFetching}
      />
    );
  }
  return (
    <Panel title="Preview">
      {data === undefined ? (
        <Skeleton className="h-64" />
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-[32rem] overflow-auto rounded-lg bg-raised p-3 font-mono text-sm whitespace-pre-wrap"
        >
          {data || "(empty)"}
        </pre>
      )}
    </Panel>
  );
}
