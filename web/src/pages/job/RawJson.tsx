import { ChevronRight, Copy, Download } from "lucide-react";
import { useMemo, useState } from "react";
import { save } from "@/api/files";
import type { AnyJob } from "@/api/job";
import { bytes, counted } from "@/format";
import { Button } from "@/ui/Button";
import { copy } from "@/ui/copy";
import { Panel } from "@/ui/Panel";

const PAGE = 50; // entries of a list that are shown at a time

/** The API's answer, opened piece by piece: a long transcript is never on the page whole. */
export function RawJson({ job }: { job: AnyJob }) {
  const text = useMemo(() => JSON.stringify(job, null, 2), [job]);
  return (
    <Panel
      title={`The API's answer, ${bytes(text.length)}`}
      actions={
        <div className="flex gap-2">
          <Button size="small" onClick={() => copy(text, { instead: "Download it instead." })}>
            <Copy aria-hidden />
            Copy
          </Button>
          <Button
            size="small"
            onClick={() => save(new Blob([text], { type: "application/json" }), `${job.id}.json`)}
          >
            <Download aria-hidden />
            Download
          </Button>
        </div>
      }
    >
      <ul className="overflow-x-auto font-mono text-sm">
        {Object.entries(job).map(([name, value]) => (
          <Entry key={name} name={name} value={value} />
        ))}
      </ul>
    </Panel>
  );
}

function Entry({ name, value }: { name: string; value: unknown }) {
  const inside = typeof value === "object" && value !== null;
  return inside ? (
    <Nest name={name} value={value} />
  ) : (
    <li className="py-0.5 pl-6 break-words">
      <span className="text-muted">{name}: </span>
      {JSON.stringify(value)}
    </li>
  );
}

function Nest({ name, value }: { name: string; value: object }) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState(PAGE);
  const list = Array.isArray(value);
  const entries = open ? Object.entries(value).slice(0, shown) : [];
  const size = list ? value.length : Object.keys(value).length;
  const about = list ? `[${counted(size, "entry", "entries")}]` : `{${counted(size, "field")}}`;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        disabled={!size}
        onClick={() => setOpen(!open)}
        className="flex min-h-7 items-center gap-1.5 rounded px-1 hover:bg-raised disabled:opacity-60"
      >
        <ChevronRight aria-hidden className={open ? "size-4 rotate-90" : "size-4"} />
        <span className="text-muted">{name}</span> {about}
      </button>
      {open && (
        <ul className="ml-3 border-l pl-2">
          {entries.map(([key, inner]) => (
            <Entry key={key} name={key} value={inner} />
          ))}
          {size > shown && (
            <li className="py-1 pl-6">
              <Button size="small" onClick={() => setShown(shown + PAGE)}>
                {counted(size - shown, "more entry", "more entries")}
              </Button>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}
