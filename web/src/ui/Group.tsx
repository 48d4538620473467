import { ChevronRight } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Badge } from "@/ui/Badge";
import { cn } from "@/ui/cn";

interface Props {
  title: string;
  about: string;
  /** What is chosen in here, as a word or two; empty: nothing that matters. */
  chosen: string;
  /** Something in here is wrong: it is shown. */
  wrong?: boolean;
  children: ReactNode;
}

/** Options that belong together, opened by a click on their title. */
export function Group({ title, about, chosen, wrong = false, children }: Props) {
  const id = useId();
  const [opened, setOpened] = useState(false);
  const open = opened || wrong;
  return (
    <section className="border-b last:border-b-0">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpened(!open)}
          className="flex w-full items-center gap-3 px-4 py-3 text-left -outline-offset-2 hover:bg-raised"
        >
          <ChevronRight
            aria-hidden
            className={cn("size-4 shrink-0 text-muted transition-transform", open && "rotate-90")}
          />
          <span className="grid min-w-0 flex-1">
            <span className="font-medium">{title}</span>
            <span className="text-sm text-muted">{about}</span>
          </span>
          {chosen && <Badge tone="accent">{chosen}</Badge>}
        </button>
      </h3>
      <div id={id} hidden={!open} className="grid gap-4 px-4 pt-1 pb-5 md:pl-11">
        {open && children}
      </div>
    </section>
  );
}
