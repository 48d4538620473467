import { duration, percent } from "@/format";
import { Group } from "@/ui/Group";
import { Slider } from "@/ui/Slider";
import { Toggle } from "@/ui/Toggle";
import { choose } from "./desk";
import { DEFAULTS, type LiveOptions } from "./options";

/** What counts as speech, and as its end. */
export function PauseOptions({ options, disabled }: { options: LiveOptions; disabled: boolean }) {
  const names = ["vad", "threshold", "silence", "speech", "longest"] as const;
  const set = names.filter((name) => options[name] !== DEFAULTS[name]).length;
  return (
    <Group title="Pauses" about="When an utterance is over." chosen={set ? `${set} set` : ""}>
      <Toggle
        label="A pause ends an utterance"
        hint="Else only the button “Finish utterance” does, or its greatest length."
        checked={options.vad}
        onChange={(vad) => choose({ vad })}
      />
      {options.vad && (
        <>
          <Measure
            label="Silence that ends it"
            shown={duration(options.silence / 1000)}
            value={options.silence}
            range={[100, 3000, 50]}
            disabled={disabled}
            onChange={(silence) => choose({ silence })}
          />
          <Measure
            label="Least speech that counts"
            shown={duration(options.speech / 1000)}
            value={options.speech}
            range={[0, 1000, 50]}
            disabled={disabled}
            onChange={(speech) => choose({ speech })}
          />
          <Measure
            label="How sure it must be of speech"
            shown={percent(options.threshold)}
            value={options.threshold}
            range={[0.05, 0.95, 0.05]}
            disabled={disabled}
            onChange={(threshold) => choose({ threshold: Math.round(threshold * 100) / 100 })}
          />
        </>
      )}
      <Measure
        label="Longest utterance"
        shown={duration(options.longest)}
        value={options.longest}
        range={[5, 300, 5]}
        disabled={disabled}
        onChange={(longest) => choose({ longest })}
      />
    </Group>
  );
}

interface Props {
  label: string;
  shown: string;
  value: number;
  /** From, to, step. */
  range: [number, number, number];
  disabled: boolean;
  onChange: (value: number) => void;
}

function Measure({ label, shown, value, range: [min, max, step], disabled, onChange }: Props) {
  return (
    <div className="grid gap-1.5">
      <p className="flex justify-between gap-4 font-medium">
        {label} <span className="font-normal tabular">{shown}</span>
      </p>
      <Slider
        label={label}
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={disabled}
        onValueChange={onChange}
      />
    </div>
  );
}
