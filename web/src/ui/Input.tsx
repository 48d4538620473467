import type { ComponentProps } from "react";
import { cn } from "./cn";

const LOOK =
  "w-full rounded-lg border border-border-strong bg-panel px-3 py-1.5 placeholder:text-muted disabled:opacity-50 aria-invalid:border-danger";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cn(LOOK, "min-h-9", className)} {...rest} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea className={cn(LOOK, "min-h-20", className)} {...rest} />;
}
