import { type FormEvent, useState } from "react";
import type { Changes } from "@/api/transcript";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { plain, type Voice } from "./speakers";

interface Props {
  voice: Voice;
  voices: ReadonlyMap<string, Voice>;
  onChange: (changes: Changes, done: string) => void;
  onClose: () => void;
}

/** Name a speaker, or say that they are somebody who is known already. */
export function SpeakerDialog({ voice, voices, onChange, onClose }: Props) {
  const [name, setName] = useState(voice.name === plain(voice.id) ? "" : voice.name);
  const [other, setOther] = useState("");
  const others = [...voices.values()].filter(({ id }) => id !== voice.id);
  const rename = (event: FormEvent) => {
    event.preventDefault();
    const label = name.trim();
    if (label !== voice.name) {
      onChange(
        { speakers: { [voice.id]: label || null } },
        `Now called ${label || plain(voice.id)}`,
      );
    }
    onClose();
  };
  const merge = () => {
    onChange({ merge: { [voice.id]: other } }, `Merged into ${voices.get(other)?.name ?? other}`);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={voice.name}
      description="Everywhere in this transcript."
    >
      <form className="grid gap-3" onSubmit={rename}>
        <Field label="Name" hint="Exports and searches have it too. Empty: no name.">
          {(wiring) => (
            <Input
              {...wiring}
              value={name}
              maxLength={100}
              placeholder={plain(voice.id)}
              autoComplete="off"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" className="justify-self-end">
          Save the name
        </Button>
      </form>
      {others.length > 0 && (
        <div className="grid gap-3 border-t pt-4">
          <Field label="Is the same person as" hint="Everything they said becomes that person's.">
            {(wiring) => (
              <Select
                {...wiring}
                value={other}
                choices={[
                  { value: "", label: "Nobody else" },
                  ...others.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                onChange={(event) => setOther(event.target.value)}
              />
            )}
          </Field>
          <Button className="justify-self-end" disabled={!other} onClick={merge}>
            Merge
          </Button>
        </div>
      )}
    </Dialog>
  );
}
