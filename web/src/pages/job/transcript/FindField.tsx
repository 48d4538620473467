import { ChevronDown, ChevronUp, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { count } from "@/format";
import { useShortcut } from "@/frame/shortcuts";
import { Button } from "@/ui/Button";
import { Input } from "@/ui/Input";

interface Props {
  value: string;
  onChange: (value: string) => void;
  hits: number;
  /** From 0. */
  at: number;
  onStep: (by: number) => void;
}

/** The browser's own search sees only the rows that are there. */
export function FindField({ value, onChange, hits, at, onStep }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useShortcut("/", "Find in the transcript (or Ctrl F)", () => field.current?.select());
  useEffect(() => {
    const press = (event: globalThis.KeyboardEvent) => {
      const wanted = (event.ctrlKey || event.metaKey) && event.key === "f" && !event.shiftKey;
      if (!wanted || document.activeElement === field.current) return;
      event.preventDefault();
      field.current?.select();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") onChange("");
  };
  return (
    <div className="flex min-w-0 flex-1 items-center gap-1 max-sm:basis-full">
      <span className="relative min-w-0 flex-1 sm:max-w-72">
        <Search aria-hidden className="absolute top-2.5 left-2.5 size-4 text-muted" />
        <Input
          ref={field}
          type="search"
          value={value}
          placeholder="Find in the transcript"
          aria-label="Find in the transcript"
          className="pl-8"
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={press}
        />
      </span>
      <span
        role="status"
        className="min-w-14 text-center text-sm whitespace-nowrap text-muted tabular"
      >
        {value.trim() && (hits ? `${count(at + 1)} of ${count(hits)}` : "not there")}
      </span>
      <Button
        look="ghost"
        size="icon"
        aria-label="Previous place"
        disabled={!hits}
        onClick={() => onStep(-1)}
      >
        <ChevronUp aria-hidden />
      </Button>
      <Button
        look="ghost"
        size="icon"
        aria-label="Next place"
        disabled={!hits}
        onClick={() => onStep(1)}
      >
        <ChevronDown aria-hidden />
      </Button>
    </div>
  );
}
