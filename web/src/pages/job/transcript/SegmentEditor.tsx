import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Segment } from "@/api/transcript";
import { clock } from "@/format";
import { Button } from "@/ui/Button";
import { draftOf, dropDraft, keepDraft } from "./drafts";
import type { RowActions } from "./Row";

/** The text of a segment while it is corrected; what was typed outlives the row and the session. */
export function SegmentEditor({ segment, actions }: { segment: Segment; actions: RowActions }) {
  const id = segment.id ?? "";
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => draftOf(actions.job, id) ?? segment.text);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  const type = (text: string) => {
    setText(text);
    keepDraft(actions.job, id, text);
  };
  const save = () => (text.trim() === segment.text ? cancel() : actions.save(segment, text.trim()));
  const cancel = () => {
    dropDraft(actions.job, id);
    actions.edit(null);
  };
  const press = (event: KeyboardEvent) => {
    const act = action(event, { ...actions, save, cancel });
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    <div className="grid gap-2 py-1">
      <textarea
        ref={field}
        value={text}
        maxLength={10_000}
        lang={segment.language ?? undefined}
        dir="auto"
        aria-label={`The text at ${clock(segment.start)}`}
        aria-describedby={`keys-${id}`}
        className="field-sizing-content min-h-16 w-full rounded-lg border border-border-strong bg-panel px-2 py-1 leading-7"
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button size="small" look="primary" onClick={save}>
          Save
        </Button>
        <Button size="small" onClick={cancel}>
          Cancel
        </Button>
        <p id={`keys-${id}`} className="text-sm text-muted pointer-coarse:hidden">
          {text.trim() ? "Enter saves, Escape cancels, " : "An empty text removes the segment. "}
          Ctrl Space plays, Alt ← → skips.
        </p>
      </div>
    </div>
  );
}

interface Doings extends Pick<RowActions, "toggle" | "skip"> {
  save: () => void;
  cancel: () => void;
}

function action(event: KeyboardEvent, doings: Doings): (() => void) | null {
  const { key, nativeEvent } = event;
  if (nativeEvent.isComposing) return null;
  if (key === "Enter" && !event.shiftKey) return doings.save;
  if (key === "Escape") return doings.cancel;
  if (key === " " && (event.ctrlKey || event.metaKey)) return doings.toggle;
  if (event.altKey && key === "ArrowLeft") return () => doings.skip(-5);
  if (event.altKey && key === "ArrowRight") return () => doings.skip(5);
  return null;
}
