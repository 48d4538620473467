import { History, ListChecks, Redo2, Underline, Undo2 } from "lucide-react";
import { Button } from "@/ui/Button";
import { Tooltip } from "@/ui/Tooltip";
import type { Editing } from "./useEditing";

interface Props {
  shaded: boolean;
  onShade: () => void;
  mayEdit: boolean;
  editing: Editing;
  selecting: boolean;
  onSelecting: () => void;
  onHistory: () => void;
}

/** What can be done with a transcript as a whole. */
export function Tools(props: Props) {
  const { shaded, onShade, mayEdit, editing, selecting, onSelecting, onHistory } = props;
  return (
    <div className="flex flex-wrap items-center gap-1">
      <Tooltip text="Underline words that the engine was not sure of">
        <Button
          size="small"
          look={shaded ? "primary" : "secondary"}
          aria-pressed={shaded}
          onClick={onShade}
        >
          <Underline aria-hidden />
          Confidence
        </Button>
      </Tooltip>
      {mayEdit && (
        <>
          <Button
            size="small"
            look={selecting ? "primary" : "secondary"}
            aria-pressed={selecting}
            onClick={onSelecting}
          >
            <ListChecks aria-hidden />
            Select
          </Button>
          <Button
            look="ghost"
            size="icon"
            aria-label="Undo (Ctrl Z)"
            disabled={!editing.canUndo}
            onClick={editing.undo}
          >
            <Undo2 aria-hidden />
          </Button>
          <Button
            look="ghost"
            size="icon"
            aria-label="Redo (Ctrl Shift Z)"
            disabled={!editing.canRedo}
            onClick={editing.redo}
          >
            <Redo2 aria-hidden />
          </Button>
        </>
      )}
      <Button look="ghost" size="icon" aria-label="History of the changes" onClick={onHistory}>
        <History aria-hidden />
      </Button>
    </div>
  );
}
