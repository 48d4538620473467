import { Pencil } from "lucide-react";
import { memo, useEffect, useRef } from "react";
import type { Schema } from "@/api/client";
import type { Segment } from "@/api/transcript";
import { clock } from "@/format";
import { Badge } from "@/ui/Badge";
import { cn } from "@/ui/cn";
import type { Hit } from "./find";
import type { Outline } from "./outline";
import { RowText } from "./RowText";
import { SegmentEditor } from "./SegmentEditor";
import type { Voice } from "./speakers";

export interface RowActions {
  job: string;
  seek: (time: number) => void;
  toggle: () => void;
  skip: (seconds: number) => void;
  /** null: nothing is edited any more. */
  edit: (segment: string | null) => void;
  save: (segment: Segment, text: string) => void;
  speaker: (id: string) => void;
  select: (row: number, range: boolean) => void;
}

interface Props {
  at: number;
  segment: Segment;
  outline: Outline;
  /** Who begins to speak here. */
  voice: Voice | null;
  events: Schema<"Event">[] | undefined;
  hits: readonly Hit[] | undefined;
  currentHit: Hit | null;
  editing: boolean;
  mayEdit: boolean;
  /** null: there is nothing to select. */
  selected: boolean | null;
  actions: RowActions;
}

/** One segment: when, who, what. */
export const Row = memo(function Row(props: Props) {
  const { at, segment, voice, events, editing, mayEdit, selected, actions } = props;
  const correct = useRef<HTMLButtonElement>(null);
  const was = useRef(editing);
  useEffect(() => {
    if (was.current && !editing) correct.current?.focus({ preventScroll: true });
    was.current = editing;
  }, [editing]);
  return (
    <div
      className={cn("group grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3 px-3", voice && "pt-4")}
    >
      <span className="col-start-1 flex items-start gap-2 pt-1">
        {selected !== null && (
          <input
            type="checkbox"
            checked={selected}
            aria-label={`Select the segment at ${clock(segment.start)}`}
            className="mt-1 size-4 accent-accent"
            onClick={(event) => actions.select(at, event.shiftKey)}
            onChange={() => {}}
          />
        )}
        <button
          type="button"
          aria-label={`${clock(segment.start, false)}, play from here`}
          className="min-h-6 min-w-9 sm:min-w-14 rounded text-right text-sm text-muted tabular hover:text-accent"
          onClick={() => actions.seek(segment.start)}
        >
          {clock(segment.start, false)}
        </button>
      </span>
      <div className="col-start-2 min-w-0">
        {voice && (
          <button
            type="button"
            className={cn("flex items-center gap-1.5 rounded font-semibold", voice.colour)}
            onClick={() => actions.speaker(voice.id)}
          >
            <span aria-hidden className="size-2.5 rounded-full bg-current" />
            {voice.name}
          </button>
        )}
        {editing ? (
          <SegmentEditor segment={segment} actions={actions} />
        ) : (
          <RowText
            {...props}
            first={props.outline.first[at] ?? 0}
            entities={props.outline.entities}
          />
        )}
        {events && (
          <span className="flex flex-wrap gap-2 pb-1">
            {events.map((event) => (
              <button
                key={`${event.type}${event.start}`}
                type="button"
                onClick={() => actions.seek(event.start)}
              >
                <Badge tone="warn">
                  {event.type} · {clock(event.start, false)}
                </Badge>
              </button>
            ))}
          </span>
        )}
      </div>
      {mayEdit && !editing && segment.id && (
        <button
          ref={correct}
          type="button"
          aria-label={`Correct the text at ${clock(segment.start)}`}
          className="col-start-3 flex size-7 items-center justify-center self-end rounded-md text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 hover:bg-raised focus-visible:opacity-100 pointer-coarse:opacity-100"
          onClick={() => actions.edit(segment.id ?? null)}
        >
          <Pencil aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
});
