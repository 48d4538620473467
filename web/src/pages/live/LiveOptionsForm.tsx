import { useQuery } from "@tanstack/react-query";
import { engines } from "@/api/queries";
import { limits } from "@/api/statistics";
import { counted, language } from "@/format";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Group } from "@/ui/Group";
import { Textarea } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { Toggle } from "@/ui/Toggle";
import { terms } from "../new/options";
import { choose, resetOptions, useBusy, useLiveOptions } from "./desk";
import { keytermsProblem } from "./options";
import { PauseOptions } from "./PauseOptions";

/** What the next session asks for. */
export function LiveOptionsForm() {
  const options = useLiveOptions();
  const busy = useBusy();
  const listening = useQuery(engines).data?.engines.filter(
    ({ stages, live }) => stages.includes("stream") && live.length > 0,
  );
  const most = useQuery(limits).data?.retention.most_days ?? 3650;
  const words = terms(options.keyterms).length;
  return (
    <section aria-labelledby="options" className="overflow-hidden rounded-xl border bg-panel">
      <header className="flex min-h-13 items-center justify-between gap-3 border-b px-4 py-2">
        <h2 id="options" className="font-semibold">
          Options
        </h2>
        {busy ? (
          <span className="text-sm text-muted">of the session that goes on</span>
        ) : (
          <Button size="small" look="ghost" onClick={resetOptions}>
            Reset
          </Button>
        )}
      </header>
      <fieldset disabled={busy} className="min-w-0">
        <legend className="sr-only">Options of the session</legend>
        <div className="grid gap-4 border-b px-4 py-4">
          <Field label="Language">
            {(wiring) => (
              <Select
                {...wiring}
                choices={languageChoices(listening?.flatMap((engine) => engine.languages ?? []))}
                value={options.language}
                onChange={({ target }) => choose({ language: target.value })}
              />
            )}
          </Field>
          <Field label="Model" hint="What live workers have in memory.">
            {(wiring) => (
              <Select
                {...wiring}
                choices={modelChoices(
                  listening?.flatMap(({ id, live }) =>
                    live.flatMap(({ models }) => models.map((model) => `${id}:${model}`)),
                  ),
                  options.model,
                )}
                value={options.model}
                onChange={({ target }) => choose({ model: target.value })}
              />
            )}
          </Field>
        </div>
        <Group
          title="Text"
          about="Interim text, times of words, names to expect."
          chosen={words ? counted(words, "name") : options.words ? "word times" : ""}
          wrong={keytermsProblem(options.keyterms) !== null}
        >
          <Toggle
            label="Interim text"
            hint="Text that may still change, while it is said."
            checked={options.interim}
            onChange={(interim) => choose({ interim })}
          />
          <Toggle
            label="Times of words"
            hint="Point at a word to see when it was said, and how sure the model is."
            checked={options.words}
            onChange={(on) => choose({ words: on })}
          />
          <Field
            label="Names and terms to expect"
            hint="A line or a comma each; at most 100 of up to 50 characters."
            error={keytermsProblem(options.keyterms)}
          >
            {(wiring) => (
              <Textarea
                {...wiring}
                value={options.keyterms}
                onChange={({ target }) => choose({ keyterms: target.value })}
              />
            )}
          </Field>
        </Group>
        <PauseOptions options={options} disabled={busy} />
        <Group
          title="Afterwards"
          about="What is kept, and whether it is heard once more."
          chosen={[options.retention !== "none" && "kept", options.enhance && "a job"]
            .filter(Boolean)
            .join(", ")}
        >
          <Field label="Text and audio are kept" hint="From the end of the session.">
            {(wiring) => (
              <Select
                {...wiring}
                choices={keptChoices(most)}
                value={options.retention}
                onChange={({ target }) => choose({ retention: target.value })}
              />
            )}
          </Field>
          <Toggle
            label="Hear it once more as a job"
            hint="At the end a batch job makes a better transcript of the audio."
            checked={options.enhance}
            onChange={(enhance) => choose({ enhance })}
          />
        </Group>
      </fieldset>
    </section>
  );
}

function languageChoices(codes: readonly string[] = []) {
  const named = [...new Set(codes)]
    .filter((code) => code !== "*")
    .map((value) => ({ value, label: language(value) }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return [{ value: "auto", label: "Found out for each utterance" }, ...named];
}

function modelChoices(models: readonly string[] = [], chosen: string) {
  const known = [...new Set(models)].map((value) => ({ value, label: value }));
  const gone = chosen !== "auto" && !models.includes(chosen);
  const lost = gone ? [{ value: chosen, label: `${chosen} (not live now)` }] : [];
  return [{ value: "auto", label: "Chosen by the server" }, ...known, ...lost];
}

function keptChoices(most: number) {
  const days = [1, 7, 30, 90, 365].filter((days) => most === -1 || days <= most);
  return [
    { value: "none", label: "not at all" },
    ...days.map((days) => ({ value: String(days), label: `for ${counted(days, "day")}` })),
    ...(most === -1 ? [{ value: "-1", label: "for ever" }] : []),
  ];
}
