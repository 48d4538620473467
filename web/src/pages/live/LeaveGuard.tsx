import { useEffect } from "react";
import { useBlocker } from "react-router";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { end, useBusy } from "./desk";

/** No microphone stays open behind another page: who leaves ends the session, and is asked first. */
export function LeaveGuard() {
  const busy = useBusy();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      busy && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [busy]);
  useEffect(() => end, []);
  if (blocker.state !== "blocked") return null;
  return (
    <ConfirmDialog
      title="End the live session?"
      description="It ends when you leave this page. What was said until now is finished; you find it here when you come back."
      action="End and leave"
      onConfirm={() => {
        end();
        blocker.proceed();
      }}
      onClose={() => blocker.reset()}
    />
  );
}
