import { Copy, Download } from "lucide-react";
import { save } from "@/api/files";
import { useStore } from "@/store";
import { Button } from "@/ui/Button";
import { copy } from "@/ui/copy";
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
  return (
    <span className="flex gap-2">
      <Button
        size="small"
        disabled={none}
        onClick={() =>
          copy(text(), {
            copied: "Text copied",
            refused: "The browser did not let the text be copied",
          })
        }
      >
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
