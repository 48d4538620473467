import { type ReactNode, useId } from "react";
import { cn } from "./cn";

interface Props {
  title?: string;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A part of a page on a ground of its own. */
export function Panel({ title, actions, className, children }: Props) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={cn(
        "grid grid-cols-1 content-start gap-3 rounded-xl border bg-panel p-4",
        className,
      )}
    >
      {(title || actions) && (
        <header className="flex flex-wrap items-center justify-between gap-2">
          {title && (
            <h2 id={id} className="font-semibold">
              {title}
            </h2>
          )}
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}
