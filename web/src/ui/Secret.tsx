import { Copy } from "lucide-react";
import { Button } from "./Button";
import { copy } from "./copy";

/** Something that is shown once: to be copied now. */
export function Secret({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border bg-raised p-3">
      <p className="min-w-0 flex-1 font-mono text-sm break-all select-all">
        <span className="sr-only">{label}: </span>
        {value}
      </p>
      <Button size="small" onClick={() => copy(value, { instead: "Mark it and copy it by hand." })}>
        <Copy aria-hidden />
        Copy
      </Button>
    </div>
  );
}
