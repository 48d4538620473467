import { Search, X } from "lucide-react";
import { type Ref, useEffect, useEffectEvent, useId, useState } from "react";
import { STATUSES } from "@/api/jobStatus";
import { language } from "@/format";
import { Button } from "@/ui/Button";
import { cn } from "@/ui/cn";
import { Input } from "@/ui/Input";
import { Select } from "@/ui/Select";
import { type Asked, isFiltered } from "./filters";

interface Props {
  asked: Asked;
  change: (news: Partial<Asked>) => void;
  /** Codes to choose from. */
  languages: readonly string[];
  field: Ref<HTMLInputElement>;
}

const NOTHING = { q: "", status: [], language: "", from: "", to: "", batch: "" };
export function Filters({ asked, change, languages, field }: Props) {
  const codes = [...new Set([...languages, asked.language])].filter((code) => code && code !== "*");
  const named = codes.map((value) => ({ value, label: language(value) }));
  named.sort((one, other) => one.label.localeCompare(other.label));
  return (
    <search className="grid grid-cols-1 gap-3">
      <SearchField given={asked.q} onSearch={(q) => change({ q })} field={field} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="sr-only">Status</legend>
          {STATUSES.map((status) => (
            <StatusToggle
              key={status}
              status={status}
              on={asked.status.includes(status)}
              onChange={(on) =>
                change({
                  status: STATUSES.filter((other) =>
                    other === status ? on : asked.status.includes(other),
                  ),
                })
              }
            />
          ))}
        </fieldset>
        <Select
          aria-label="Language"
          className="w-39 max-md:w-full"
          choices={[{ value: "", label: "Any language" }, ...named]}
          value={asked.language}
          onChange={({ target }) => change({ language: target.value })}
        />
        <div className="flex gap-3 max-md:w-full">
          <Day label="From" value={asked.from} onChange={(from) => change({ from })} />
          <Day label="To" value={asked.to} onChange={(to) => change({ to })} />
        </div>
        {isFiltered(asked) && (
          <Button look="ghost" onClick={() => change(NOTHING)}>
            <X aria-hidden />
            Show all jobs
          </Button>
        )}
      </div>
      {asked.batch && (
        <p className="text-muted">
          Only jobs of the batch <span className="font-mono break-all">{asked.batch}</span>
        </p>
      )}
    </search>
  );
}

const PAUSE = 300; // milliseconds after the last letter

interface SearchProps {
  given: string;
  onSearch: (q: string) => void;
  field: Ref<HTMLInputElement>;
}

/** Searches a moment after the last letter was typed. */
function SearchField({ given, onSearch, field }: SearchProps) {
  const [typed, setTyped] = useState(given);
  const [heard, setHeard] = useState(given);
  if (given !== heard) {
    setHeard(given);
    if (given !== typed.trim()) setTyped(given);
  }
  const search = useEffectEvent(onSearch);
  useEffect(() => {
    if (typed.trim() === given) return;
    const timer = setTimeout(() => search(typed.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, given]);
  return (
    <div className="relative">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted"
      />
      <Input
        ref={field}
        type="search"
        aria-label="Search names and transcripts"
        placeholder='Search names and transcripts: "quarterly figures" board'
        className="min-h-11 pl-10"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !typed) event.currentTarget.blur();
          if (event.key === "Enter") onSearch(typed.trim());
        }}
      />
    </div>
  );
}

interface ToggleProps {
  status: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

function StatusToggle({ status, on, onChange }: ToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={() => onChange(!on)}
      className={cn(
        "min-h-9 rounded-full border border-border-strong bg-panel px-3 hover:bg-raised",
        on && "border-accent bg-accent-soft font-medium text-accent hover:bg-accent-soft",
      )}
    >
      {status}
    </button>
  );
}

interface DayProps {
  label: string;
  value: string;
  onChange: (day: string) => void;
}

function Day({ label, value, onChange }: DayProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 items-center gap-2 max-md:flex-1 max-md:flex-col max-md:items-start max-md:gap-1">
      <label htmlFor={id} className="text-sm text-muted">
        {label}
      </label>
      <Input
        id={id}
        type="date"
        className="w-37 px-2 max-md:w-full max-md:min-w-0"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
