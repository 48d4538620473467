import type { ComponentProps } from "react";
import { cn } from "./cn";

const TONES = {
  plain: "bg-raised text-text",
  accent: "bg-accent-soft text-accent",
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  danger: "bg-danger-soft text-danger",
};

export type Tone = keyof typeof TONES;

/** A word of state. The tone never says it alone. */
export function Badge({
  tone = "plain",
  className,
  ...rest
}: ComponentProps<"span"> & { tone?: Tone }) {
  return (
    <span
      className={cn(
        "inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-sm font-medium whitespace-nowrap [&_svg]:size-3.5",
        TONES[tone],
        className,
      )}
      {...rest}
    />
  );
}
