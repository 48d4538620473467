import type { Schema } from "@/api/client";
import { language } from "@/format";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { Toggle } from "@/ui/Toggle";
import type { Part } from "./part";

interface Props extends Part {
  languages: readonly string[];
  models: readonly Schema<"ModelStatus">[];
}

/** Language, model and task: always on show. */
export function BasicOptions({ options, choose, offered, problems, languages, models }: Props) {
  const usable = models.filter(({ available }) => available);
  const spoken = usable.find(({ id }) => id === options.model)?.languages ?? languages;
  const codes = spoken.filter((code) => code !== "*");
  const other = options.language !== "auto" && !codes.includes(options.language);
  return (
    <div className="grid gap-4 border-b px-4 py-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Language" hint="What is spoken; the server finds it out if you do not say.">
          {(wiring) => (
            <Select
              {...wiring}
              choices={languageChoices(codes, spoken.includes("*") || other)}
              value={other ? "other" : options.language}
              onChange={({ target }) =>
                choose({ language: target.value === "other" ? "" : target.value })
              }
            />
          )}
        </Field>
        <Field label="Model" hint="Larger ones hear better and take longer.">
          {(wiring) => (
            <Select
              {...wiring}
              choices={modelChoices(usable, options.model)}
              value={options.model}
              onChange={({ target }) => choose({ model: target.value })}
            />
          )}
        </Field>
      </div>
      {other && (
        <Field
          label="Code of the language"
          hint="BCP 47, as in en or de-AT."
          error={options.language ? problems.language : null}
          className="sm:max-w-60"
        >
          {(wiring) => (
            <Input
              {...wiring}
              maxLength={35}
              value={options.language}
              onChange={({ target }) => choose({ language: target.value })}
            />
          )}
        </Field>
      )}
      {offered("translate") && (
        <Toggle
          label="Translate into English"
          hint="The text is English, whatever is spoken."
          checked={options.translate}
          onChange={(translate) => choose({ translate })}
        />
      )}
      {offered("detect_language") && options.language === "auto" && (
        <Toggle
          label="Several languages"
          hint="The language is found out again at every pause."
          checked={options.everyPause}
          onChange={(everyPause) => choose({ everyPause })}
        />
      )}
    </div>
  );
}

function languageChoices(codes: readonly string[], others: boolean) {
  const named = codes.map((value) => ({ value, label: language(value) }));
  named.sort((one, other) => one.label.localeCompare(other.label));
  const last = others ? [{ value: "other", label: "Another …" }] : [];
  return [{ value: "auto", label: "Found out by itself" }, ...named, ...last];
}

function modelChoices(usable: readonly Schema<"ModelStatus">[], chosen: string) {
  const known = usable.map(({ id, loaded }) => ({
    value: id,
    label: loaded ? `${id} (in memory)` : id,
  }));
  const gone = chosen !== "auto" && !usable.some(({ id }) => id === chosen);
  const lost = gone ? [{ value: chosen, label: `${chosen} (not live now)` }] : [];
  return [{ value: "auto", label: "Chosen by the server" }, ...known, ...lost];
}
