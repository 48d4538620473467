import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Scrolls by itself where it is wider than the page; `label` says what it lists. */
export function Table({ label, className, ...rest }: ComponentProps<"table"> & { label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="relative overflow-x-auto rounded-xl border bg-panel"
    >
      <table className={cn("w-full text-left", className)} {...rest} />
    </section>
  );
}

export function Th({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      className={cn(
        "border-b px-3 py-2 text-sm font-medium whitespace-nowrap text-muted",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ className, ...rest }: ComponentProps<"td">) {
  return (
    <td className={cn("border-b px-3 py-2 in-[tr:last-child]:border-b-0", className)} {...rest} />
  );
}
