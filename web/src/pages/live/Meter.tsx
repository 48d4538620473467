import { useEffect, useRef, useState } from "react";
import type { Store } from "@/store";

const FLOOR = -60; // dB: what is below is silence
const QUIET = 4_000; // milliseconds after which silence is said

/** How loud it is. It moves twenty times a second, so it does not go through React. */
export function Meter({ level, paused }: { level: Store<number>; paused: boolean }) {
  const bar = useRef<HTMLDivElement>(null);
  const meter = useRef<HTMLDivElement>(null);
  const [quiet, setQuiet] = useState(false);
  useEffect(() => {
    let loudAt = performance.now();
    const stop = level.subscribe(() => {
      const share = 100 * Math.min(1, Math.max(0, 1 - level.get() / FLOOR));
      if (bar.current) bar.current.style.transform = `scaleX(${share / 100})`;
      meter.current?.setAttribute("aria-valuenow", String(Math.round(share)));
      const now = performance.now();
      if (level.get() > FLOOR) loudAt = now;
      setQuiet(now - loudAt > QUIET);
    });
    return stop;
  }, [level]);
  return (
    <div className="grid gap-1">
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> looks different in each browser */}
      <div
        ref={meter}
        role="meter"
        aria-label="Loudness"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={0}
        className="h-2.5 overflow-hidden rounded-full bg-raised"
      >
        <div
          ref={bar}
          className="h-full origin-left rounded-full bg-ok transition-transform duration-75"
          style={{ transform: "scaleX(0)", opacity: paused ? 0.3 : 1 }}
        />
      </div>
      <p role="status" className="text-sm text-warn empty:hidden">
        {quiet && !paused && "It is silent. Is the right microphone chosen, and not muted?"}
      </p>
    </div>
  );
}
