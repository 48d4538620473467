import { Field } from "@/ui/Field";
import { Group } from "@/ui/Group";
import { Input, Textarea } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { Slider } from "@/ui/Slider";
import { Toggle } from "@/ui/Toggle";
import { type Options, terms } from "./options";
import type { Part } from "./part";

const TIMING = [
  { value: "word", label: "Every word" },
  { value: "segment", label: "Every segment" },
  { value: "none", label: "None" },
];

export function WordOptions({ options, choose, offered, problems }: Part) {
  const wrong = !!(problems.keyterms || problems.seed);
  return (
    <Group
      title="Words and times"
      about="Names to listen for, spelling, exactness."
      chosen={chosen(options)}
      wrong={wrong}
    >
      <Field
        label="Words to listen for"
        hint="Names and terms, a line or a comma each; at most 100 of up to 50 characters."
        error={problems.keyterms}
      >
        {(wiring) => (
          <Textarea
            {...wiring}
            value={options.keyterms}
            onChange={({ target }) => choose({ keyterms: target.value })}
          />
        )}
      </Field>
      <Field
        label="Text in the style of the recording"
        hint={`Guides spelling and punctuation; ${options.prompt.length} of 1000 characters.`}
      >
        {(wiring) => (
          <Textarea
            {...wiring}
            maxLength={1000}
            value={options.prompt}
            onChange={({ target }) => choose({ prompt: target.value })}
          />
        )}
      </Field>
      <Field label="Times of" hint="How much of the timing answers show.">
        {(wiring) => (
          <Select
            {...wiring}
            choices={TIMING}
            value={options.timing}
            onChange={({ target }) => choose({ timing: target.value as Options["timing"] })}
          />
        )}
      </Field>
      {offered("word_times") && options.timing !== "none" && (
        <Toggle
          label="Exact times"
          hint="Words are timed once more by their sounds, where the language allows."
          checked={options.align === "auto"}
          onChange={(exact) => choose({ align: exact ? "auto" : "none" })}
        />
      )}
      {offered("llm_cleanup") && (
        <Toggle
          label="Mend the text"
          hint="A language model mends what was misheard and adds paragraphs and a summary."
          checked={options.cleanup}
          onChange={(cleanup) => choose({ cleanup })}
        />
      )}
      <div className="grid gap-1.5">
        <p className="flex justify-between font-medium">
          Temperature <span className="tabular">{options.temperature.toFixed(1)}</span>
        </p>
        <Slider
          label="Temperature"
          min={0}
          max={2}
          step={0.1}
          value={options.temperature}
          onValueChange={(temperature) => choose({ temperature })}
        />
        <p className="text-sm text-muted">0 takes the most likely words, more guesses freely.</p>
      </div>
      {options.temperature > 0 && (
        <Field
          label="Seed"
          hint="The same number guesses the same way again."
          error={problems.seed}
          className="max-w-48"
        >
          {(wiring) => (
            <Input
              {...wiring}
              inputMode="numeric"
              value={options.seed}
              onChange={({ target }) => choose({ seed: target.value })}
            />
          )}
        </Field>
      )}
    </Group>
  );
}

function chosen({ keyterms, prompt, timing, align, cleanup, temperature }: Options): string {
  const words = terms(keyterms).length;
  const others = [prompt.trim(), timing !== "word", align === "none", cleanup, temperature > 0];
  const set = others.filter(Boolean).length;
  if (words && !set) return words === 1 ? "1 word" : `${words} words`;
  return words + set ? `${set + (words ? 1 : 0)} set` : "";
}
