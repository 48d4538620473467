import { Copy } from "lucide-react";
import { Button } from "./Button";
import { toast } from "./toast";

/** Something that is shown once: to be copied now. */
export function Secret({ label, value }: { label: string; value: string }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      toast("Copied", { tone: "ok" });
    } catch {
      toast("The browser does not allow copying", {
        detail: "Mark it and copy it by hand.",
        tone: "danger",
      });
    }
  }
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border bg-raised p-3">
      <p className="min-w-0 flex-1 font-mono text-sm break-all select-all">
        <span className="sr-only">{label}: </span>
        {value}
      </p>
      <Button size="small" onClick={copy}>
        <Copy aria-hidden />
        Copy
      </Button>
    </div>
  );
}
