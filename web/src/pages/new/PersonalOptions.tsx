import { Field } from "@/ui/Field";
import { Group } from "@/ui/Group";
import { Select } from "@/ui/Select";
import { Slider } from "@/ui/Slider";
import { Toggle } from "@/ui/Toggle";
import { EntityChoice } from "./EntityChoice";
import type { Options } from "./options";
import type { Part } from "./part";

const CHOICES = [
  { value: "keep", label: "Leave it" },
  { value: "find", label: "Find it" },
  { value: "redact", label: "Take it out of the text" },
];
const SOUNDS = [
  { value: "silence", label: "Silence" },
  { value: "beep", label: "A beep" },
];

export function PersonalOptions({ options, choose, offered }: Part) {
  const { personal, entities, redactAudio, sound, margin } = options;
  const translates = options.translate && offered("translate");
  return (
    <Group
      title="Personal data"
      about="Names, numbers and addresses that are said."
      chosen={personal === "keep" ? "" : personal === "find" ? "found" : "taken out"}
    >
      <Field
        label="Personal data"
        hint="If it cannot be taken out, the job fails rather than show it."
      >
        {(wiring) => (
          <Select
            {...wiring}
            choices={CHOICES}
            value={personal}
            onChange={({ target }) => choose({ personal: target.value as Options["personal"] })}
          />
        )}
      </Field>
      {personal !== "keep" && (
        <EntityChoice chosen={entities} onChange={(entities) => choose({ entities })} />
      )}
      {personal === "redact" && (
        <Toggle
          label="Take it out of the recording as well"
          hint={
            translates
              ? "Not of a translation: its words are heard in other places."
              : "A copy of the recording is made without it."
          }
          disabled={translates}
          checked={redactAudio && !translates}
          onChange={(redactAudio) => choose({ redactAudio })}
        />
      )}
      {personal === "redact" && redactAudio && !translates && (
        <>
          <Field label="Heard in its place">
            {(wiring) => (
              <Select
                {...wiring}
                choices={SOUNDS}
                value={sound}
                onChange={({ target }) => choose({ sound: target.value as Options["sound"] })}
              />
            )}
          </Field>
          <div className="grid gap-1.5">
            <p className="flex justify-between font-medium">
              Margin <span className="tabular">{margin} ms</span>
            </p>
            <Slider
              label="Margin, milliseconds"
              min={0}
              max={500}
              step={10}
              value={margin}
              onValueChange={(margin) => choose({ margin })}
            />
            <p className="text-sm text-muted">Taken out on each side as well.</p>
          </div>
        </>
      )}
    </Group>
  );
}
