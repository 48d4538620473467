import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { client } from "@/api/client";
import { Button } from "@/ui/Button";

interface Props {
  to: string;
  className?: string;
  children: ReactNode;
}

/** To a page of Temporal's own interface, which from then on may have the server open what is sealed there. */
export function TemporalLink({ to, className, children }: Props) {
  return (
    <Button asChild size="small" className={className}>
      <a href={to} target="_blank" rel="noreferrer" onClick={givePass} onAuxClick={givePass}>
        <ExternalLink aria-hidden />
        {children}
      </a>
    </Button>
  );
}

/** Without one, the interface shows payloads as they are, and says so. */
function givePass() {
  client.POST("/v1/temporal/codec/pass").catch(() => {});
}
