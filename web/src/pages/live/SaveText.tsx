import { Copy, Download } from "lucide-react";
import { save } from "@/api/files";
import { useStore } from "@/store";
import { Button } from "@/ui/Button";
import { toast } from "@/ui/toast";
import type { Call } from "./Call";

/** What is final so far. */
export function SaveText({ call }: { call: Call }) {
  const none = useStore(call.finals).length === 0;
  const text = () =>
    `${call.finals
      .get()
      .map((final) => final.text.trim())
      .join("\n")}\n`;
  const { sessionId } = useStore(call.state);
  async function copy() {
    try {
      await navigator.clipboard.writeText(text());
      toast("Text copied", { tone: "ok" });
    } catch {
      toast("The browser did not let the text be copied", { tone: "danger" });
    }
  }
  return (
    <span className="flex gap-2">
      <Button size="small" disabled={none} onClick={copy}>
        <Copy aria-hidden />
        Copy
      </Button>
      <Button
        size="small"
        disabled={none}
        onClick={() => save(new Blob([text()], { type: "text/plain" }), `${sessionId}.txt`)}
      >
        <Download aria-hidden />
        Save
      </Button>
    </span>
  );
}
