import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";

interface Choice {
  value: string;
  label: string;
  disabled?: boolean;
}

interface Props extends Omit<ComponentProps<"select">, "children"> {
  choices: readonly Choice[];
}

/** The browser's own: it needs no styles of the page's, and phones show theirs. */
export function Select({ choices, className, ...rest }: Props) {
  return (
    <span className={cn("relative inline-flex", className)}>
      <select
        className="min-h-9 w-full appearance-none rounded-lg border border-border-strong bg-panel py-1.5 pr-9 pl-3 disabled:opacity-50 aria-invalid:border-danger"
        {...rest}
      >
        {choices.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted"
      />
    </span>
  );
}
