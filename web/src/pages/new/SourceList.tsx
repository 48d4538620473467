import { AudioLines, Link2, X } from "lucide-react";
import { memo } from "react";
import { bytes, counted } from "@/format";
import { Button } from "@/ui/Button";
import { clearSources, type Source, unstage } from "./draft";

interface Props {
  sources: readonly Source[];
  /** Bytes. */
  most: number | undefined;
}

/** What will be submitted. */
export function SourceList({ sources, most }: Props) {
  const size = sources.reduce((sum, { source }) => sum + sizeOf(source), 0);
  return (
    <section aria-labelledby="chosen" className="grid gap-2">
      <header className="flex items-center justify-between gap-3">
        <h2 id="chosen" className="font-semibold">
          {counted(sources.length, "recording")}
          {size > 0 && <span className="font-normal text-muted tabular">, {bytes(size)}</span>}
        </h2>
        <Button look="ghost" size="small" onClick={clearSources}>
          Remove all
        </Button>
      </header>
      <ul className="grid max-h-96 overflow-y-auto rounded-xl border bg-panel">
        {sources.map((source) => (
          <Row key={source.id} {...source} tooLarge={!!most && sizeOf(source.source) > most} />
        ))}
      </ul>
      {most && sources.some(({ source }) => sizeOf(source) > most) && (
        <p role="alert" className="text-sm text-danger">
          The server takes recordings of up to {bytes(most)}.
        </p>
      )}
    </section>
  );
}

export const sizeOf = (source: File | string) => (typeof source === "string" ? 0 : source.size);

const Row = memo(function Row({ id, name, source, tooLarge }: Source & { tooLarge: boolean }) {
  const Icon = typeof source === "string" ? Link2 : AudioLines;
  return (
    <li className="flex items-center gap-3 border-b px-3 py-1 [contain-intrinsic-size:auto_2.9rem] [content-visibility:auto] last:border-b-0">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate" title={name}>
        {name}
      </span>
      <span className={tooLarge ? "text-sm text-danger tabular" : "text-sm text-muted tabular"}>
        {tooLarge && "too large, "}
        {typeof source !== "string" && bytes(source.size)}
      </span>
      <Button look="ghost" size="icon" aria-label={`Remove ${name}`} onClick={() => unstage(id)}>
        <X aria-hidden />
      </Button>
    </li>
  );
});
