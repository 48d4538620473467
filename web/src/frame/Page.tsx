import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";
import { cn } from "@/ui/cn";

interface Props {
  /** Also the document's title. */
  title: string;
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** A sentence under the title. */
  about?: ReactNode;
  /** Wide pages take the whole window, e.g. tables and transcripts. */
  wide?: boolean;
  children: ReactNode;
}

/** What every page is wrapped in. After a navigation its heading takes the focus and is read out. */
export function Page({ title, actions, about, wide = false, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, pathname } = useLocation();
  const arrived = useRef(key !== "default");
  useEffect(() => {
    document.title = `${title} · Dalston`;
  }, [title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each path
  useEffect(() => {
    if (arrived.current) heading.current?.focus({ preventScroll: true });
    arrived.current = true;
  }, [pathname]);
  return (
    <div
      className={cn(
        "mx-auto grid w-full grid-cols-1 content-start gap-5",
        wide ? "max-w-none" : "max-w-6xl",
      )}
    >
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="grid min-w-0 gap-1">
          <h1
            ref={heading}
            tabIndex={-1}
            className="text-2xl font-semibold tracking-tight break-words"
          >
            {title}
          </h1>
          {about && <p className="max-w-prose text-muted">{about}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
