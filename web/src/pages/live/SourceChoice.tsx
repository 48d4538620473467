import { FileAudio, Mic } from "lucide-react";
import { useId, useRef } from "react";
import { bytes } from "@/format";
import { useStore } from "@/store";
import { Button } from "@/ui/Button";
import { cn } from "@/ui/cn";
import { Select } from "@/ui/Select";
import { Switch } from "@/ui/Switch";
import { choose, chooseFile, useBusy, useFile, useLiveOptions } from "./desk";
import { microphones } from "./microphones";

const SOURCES = [
  { value: "microphone", label: "Microphone", icon: Mic },
  { value: "file", label: "File", icon: FileAudio },
] as const;

export function SourceChoice() {
  const { source } = useLiveOptions();
  const busy = useBusy();
  return (
    <fieldset disabled={busy} className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <legend className="sr-only">What is heard</legend>
      <div className="inline-flex rounded-lg border border-border-strong p-0.5">
        {SOURCES.map(({ value, label, icon: Icon }) => (
          <label
            key={value}
            className={cn(
              "flex cursor-pointer items-center gap-2 rounded-md px-3 py-1.5 font-medium has-focus-visible:outline-2 has-focus-visible:outline-accent",
              source === value ? "bg-accent text-on-accent" : "hover:bg-raised",
              busy && "cursor-not-allowed opacity-60",
            )}
          >
            <input
              type="radio"
              name="source"
              className="sr-only"
              checked={source === value}
              onChange={() => choose({ source: value })}
            />
            <Icon aria-hidden className="size-4" />
            {label}
          </label>
        ))}
      </div>
      {source === "file" ? <FileChoice /> : <DeviceChoice />}
    </fieldset>
  );
}

/** Once the browser has told their names, i.e. after the first time. */
function DeviceChoice() {
  const known = useStore(microphones);
  const { device } = useLiveOptions();
  if (known.length < 2) return null;
  return (
    <Select
      aria-label="Microphone"
      className="max-w-full min-w-0"
      choices={[{ value: "", label: "The browser's choice" }, ...known]}
      value={known.some(({ value }) => value === device) ? device : ""}
      onChange={({ target }) => choose({ device: target.value })}
    />
  );
}

function FileChoice() {
  const file = useFile();
  const { audible } = useLiveOptions();
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="audio/*,video/*"
        aria-label="File to play"
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => chooseFile(target.files?.[0] ?? null)}
      />
      <Button onClick={() => input.current?.click()} className="max-w-full min-w-0">
        <FileAudio aria-hidden />
        <span className="truncate">
          {file ? `${file.name} (${bytes(file.size)})` : "Choose a file …"}
        </span>
      </Button>
      <span className="flex items-center gap-2">
        <Switch id={id} checked={audible} onCheckedChange={(on) => choose({ audible: on })} />
        <label htmlFor={id}>Hear it</label>
      </span>
    </>
  );
}
