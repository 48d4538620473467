import { Field } from "@/ui/Field";
import { Group } from "@/ui/Group";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import type { Options } from "./options";
import type { Part } from "./part";

const KNOWN = [
  { value: "no", label: "not known" },
  { value: "exactly", label: "exactly" },
  { value: "between", label: "between" },
];

export function SpeakerOptions({ options, choose, offered, problems }: Part) {
  const choices = [
    { value: "none", label: "Not told apart" },
    ...(offered("diarize") ? [{ value: "diarize", label: "By their voices" }] : []),
    { value: "per_channel", label: "One on each channel" },
  ];
  const wrong = !!(problems.exactly || problems.least || problems.most);
  return (
    <Group title="Speakers" about="Who says what." chosen={chosen(options)} wrong={wrong}>
      <Field label="Speakers" hint="One on each channel suits calls that were recorded in stereo.">
        {(wiring) => (
          <Select
            {...wiring}
            choices={choices}
            value={options.speakers}
            onChange={({ target }) => choose({ speakers: target.value as Options["speakers"] })}
          />
        )}
      </Field>
      {options.speakers === "diarize" && offered("diarize") && (
        <Counts options={options} choose={choose} problems={problems} />
      )}
    </Group>
  );
}

function Counts({ options, choose, problems }: Pick<Part, "options" | "choose" | "problems">) {
  const number = (key: "exactly" | "least" | "most", label: string) => (
    <Field label={label} error={problems[key]} className="w-32">
      {(wiring) => (
        <Input
          {...wiring}
          type="number"
          min={1}
          max={32}
          inputMode="numeric"
          value={options[key]}
          onChange={({ target }) => choose({ [key]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="flex flex-wrap gap-4">
      <Field label="How many speak" hint="Knowing helps; 1 to 32.">
        {(wiring) => (
          <Select
            {...wiring}
            choices={KNOWN}
            value={options.known}
            onChange={({ target }) => choose({ known: target.value as Options["known"] })}
          />
        )}
      </Field>
      {options.known === "exactly" && number("exactly", "Speakers")}
      {options.known === "between" && number("least", "At least")}
      {options.known === "between" && number("most", "At most")}
    </div>
  );
}

function chosen({ speakers, known, exactly }: Options): string {
  if (speakers === "none") return "";
  if (speakers === "per_channel") return "by channel";
  return known === "exactly" ? `${exactly} voices` : "by voice";
}
