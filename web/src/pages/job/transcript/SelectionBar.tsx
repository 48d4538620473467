import { useState } from "react";
import { counted } from "@/format";
import { Button } from "@/ui/Button";
import { Select } from "@/ui/Select";
import type { Voice } from "./speakers";

interface Props {
  selected: number;
  voices: ReadonlyMap<string, Voice>;
  /** null: somebody new. */
  onReassign: (speaker: string | null) => void;
  onClear: () => void;
}

/** Who really says the segments that are ticked. */
export function SelectionBar({ selected, voices, onReassign, onClear }: Props) {
  const [speaker, setSpeaker] = useState("");
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border bg-accent-soft px-3 py-2">
      <p role="status" className="mr-auto">
        {selected
          ? `${counted(selected, "segment")} selected`
          : "Tick segments; with Shift, all from the last one on."}
      </p>
      <Select
        aria-label="Who says the selected segments"
        value={speaker}
        choices={[
          { value: "", label: "Somebody new" },
          ...[...voices.values()].map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => setSpeaker(event.target.value)}
      />
      <Button look="primary" disabled={!selected} onClick={() => onReassign(speaker || null)}>
        Says these
      </Button>
      <Button look="ghost" onClick={onClear}>
        Done
      </Button>
    </div>
  );
}
