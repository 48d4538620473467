import { WifiOff } from "lucide-react";
import { useConnection } from "@/api/connection";

export function OfflineBanner() {
  const { network, server } = useConnection();
  const text = !network
    ? "You are offline. What you see may be old; it is brought up to date when you are back."
    : !server && "The server does not answer. Trying again …";
  return (
    <div role="status">
      {text && (
        <p className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-warn">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {text}
        </p>
      )}
    </div>
  );
}
