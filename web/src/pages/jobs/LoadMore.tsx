import { useEffect, useEffectEvent, useRef } from "react";
import { Button } from "@/ui/Button";

/** Loads when it comes into view, or when it is pressed. */
export function LoadMore({ busy, onLoad }: { busy: boolean; onLoad: () => void }) {
  const button = useRef<HTMLDivElement>(null);
  const load = useEffectEvent(onLoad);
  useEffect(() => {
    if (!button.current || busy) return;
    const watcher = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && load(),
      { rootMargin: "400px" },
    );
    watcher.observe(button.current);
    return () => watcher.disconnect();
  }, [busy]);
  return (
    <div ref={button} className="grid justify-items-center">
      <Button busy={busy} onClick={onLoad}>
        Load more
      </Button>
    </div>
  );
}
