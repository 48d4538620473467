import { MessageSquareOff } from "lucide-react";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import type { CompletedJob } from "@/api/job";
import { newSpeaker, type Segment } from "@/api/transcript";
import { duration } from "@/format";
import { cn } from "@/ui/cn";
import { EmptyState } from "@/ui/EmptyState";
import type { Player } from "../player/player";
import { draftedIn, drafts, dropDraft, keepDraft } from "./drafts";
import { FindField } from "./FindField";
import { find } from "./find";
import { HistoryDialog } from "./HistoryDialog";
import type { Outline } from "./outline";
import type { RowActions } from "./Row";
import { Rows } from "./Rows";
import { SelectionBar } from "./SelectionBar";
import { SpeakerDialog } from "./SpeakerDialog";
import type { Voice } from "./speakers";
import { Tools } from "./Tools";
import { Unsaved } from "./Unsaved";
import { useEditing } from "./useEditing";
import { useSelection } from "./useSelection";

interface Props {
  job: CompletedJob;
  outline: Outline;
  voices: ReadonlyMap<string, Voice>;
  player: Player | null;
  mayEdit: boolean;
}

/** Read, find, hear and correct. */
export function Transcript({ job, outline, voices, player, mayEdit }: Props) {
  const [asked, setAsked] = useSearchParams();
  const [wanted, setWanted] = useState(asked.get("find") ?? "");
  const [place, setPlace] = useState(0);
  const [edited, setEdited] = useState(() => draftedIn(job.id, drafts.get())[0] ?? null);
  const [speaker, setSpeaker] = useState<string | null>(null);
  const [history, setHistory] = useState(false);
  const sought = useDeferredValue(wanted);
  const hits = useMemo(() => find(outline.rows, sought), [outline, sought]);
  const at = hits.length ? ((place % hits.length) + hits.length) % hits.length : 0;
  const editing = useEditing(job.id, mayEdit);
  const selection = useSelection();
  const shaded = asked.has("confidence");
  const shade = () => {
    const next = new URLSearchParams(asked);
    if (shaded) next.delete("confidence");
    else next.set("confidence", "1");
    setAsked(next, { replace: true, preventScrollReset: true });
  };
  const latest = useRef({ player, editing, selection });
  useEffect(() => {
    latest.current = { player, editing, selection };
  });
  const actions = useMemo<RowActions>(
    () => ({
      job: job.id,
      seek: (time) => latest.current.player?.seek(time),
      toggle: () => latest.current.player?.toggle(),
      skip: (seconds) => latest.current.player?.skip(seconds),
      edit: setEdited,
      save: (segment: Segment, text) => {
        const id = segment.id ?? "";
        keepDraft(job.id, id, text);
        setEdited(null);
        void latest.current.editing
          .change({ segments: { [id]: text } }, text ? undefined : "Segment removed")
          .then((went) => (went ? dropDraft(job.id, id) : setEdited(id)));
      },
      speaker: (id) => mayEdit && setSpeaker(id),
      select: (row, range) => latest.current.selection.pick(row, range),
    }),
    [job.id, mayEdit],
  );
  const reassign = (to: string | null) => {
    const speaker = to ?? newSpeaker(job.speakers ?? []);
    const ids = [...(selection.rows ?? [])].map((row) => outline.rows[row]?.id);
    const moves = ids.flatMap((segment) => (segment ? [{ segment, speaker }] : []));
    void editing.change({ reassign: moves }, "The speaker was changed");
    selection.clear();
  };
  const voice = speaker === null ? undefined : voices.get(speaker);
  if (!outline.rows.length) {
    return (
      <EmptyState icon={MessageSquareOff} title="Nobody speaks in this recording">
        No speech was found, so there is no text to show.
      </EmptyState>
    );
  }
  return (
    <div className="grid gap-3">
      <Speakers voices={voices} onChoose={mayEdit ? setSpeaker : null} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <FindField
          value={wanted}
          onChange={(value) => {
            setWanted(value);
            setPlace(0);
          }}
          hits={hits.length}
          at={at}
          onStep={(by) => setPlace(at + by)}
        />
        <Tools
          shaded={shaded}
          onShade={shade}
          mayEdit={mayEdit}
          editing={editing}
          selecting={selection.rows !== null}
          onSelecting={selection.toggle}
          onHistory={() => setHistory(true)}
        />
      </div>
      {selection.rows && (
        <SelectionBar
          selected={selection.rows.size}
          voices={voices}
          onReassign={reassign}
          onClear={selection.toggle}
        />
      )}
      <Unsaved job={job.id} outline={outline} editing={edited} onEdit={setEdited} />
      <Rows
        outline={outline}
        voices={voices}
        player={player}
        hits={hits}
        currentHit={hits[at] ?? null}
        editing={edited}
        mayEdit={mayEdit}
        selection={selection.rows}
        shaded={shaded}
        actions={actions}
      />
      {voice && (
        <SpeakerDialog
          voice={voice}
          voices={voices}
          onChange={editing.change}
          onClose={() => setSpeaker(null)}
        />
      )}
      {history && (
        <HistoryDialog
          job={job.id}
          mayEdit={mayEdit}
          editing={editing}
          onClose={() => setHistory(false)}
        />
      )}
    </div>
  );
}

interface SpeakersProps {
  voices: ReadonlyMap<string, Voice>;
  /** null: nothing can be changed. */
  onChoose: ((id: string) => void) | null;
}

function Speakers({ voices, onChoose }: SpeakersProps) {
  return (
    <ul aria-label="Speakers" className="flex flex-wrap gap-2">
      {[...voices.values()].map(({ id, name, colour, seconds }) => (
        <li key={id}>
          <button
            type="button"
            disabled={!onChoose}
            className="flex min-h-8 items-center gap-2 rounded-full border bg-panel px-3 text-sm enabled:hover:bg-raised"
            onClick={() => onChoose?.(id)}
          >
            <span aria-hidden className={cn("size-2.5 rounded-full bg-current", colour)} />
            <span className="font-medium">{name}</span>
            <span className="text-muted tabular">{duration(seconds)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
