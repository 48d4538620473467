import { ArrowDown } from "lucide-react";
import { memo, useEffect, useRef, useState } from "react";
import { clock, percent } from "@/format";
import { useStore } from "@/store";
import { Button } from "@/ui/Button";
import type { Call } from "./Call";
import type { Final, Word } from "./protocol";

const NEAR = 60; // pixels from the bottom that count as the bottom

/** The text, followed to its end until somebody scrolls back. */
export function Said({ call }: { call: Call }) {
  const box = useRef<HTMLElement>(null);
  const [follows, setFollows] = useState(true);
  useEffect(() => {
    if (!follows) return;
    const down = () => {
      if (box.current) box.current.scrollTop = box.current.scrollHeight;
    };
    down();
    const stops = [call.finals.subscribe(down), call.interim.subscribe(down)];
    const observer = new ResizeObserver(down);
    for (const child of box.current?.children ?? []) observer.observe(child);
    return () => {
      for (const stop of stops) stop();
      observer.disconnect();
    };
  }, [call, follows]);
  return (
    <div className="relative">
      <section
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Text"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setFollows(scrollHeight - scrollTop - clientHeight < NEAR)
        }
        className="max-h-[55dvh] min-h-48 overflow-y-auto pr-1 text-lg"
      >
        <Finals call={call} />
        <InterimLine call={call} />
      </section>
      {!follows && (
        <Button
          size="small"
          className="absolute right-4 bottom-3 shadow-lg"
          onClick={() => setFollows(true)}
        >
          <ArrowDown aria-hidden />
          Latest
        </Button>
      )}
    </div>
  );
}

function Finals({ call }: { call: Call }) {
  const finals = useStore(call.finals);
  return (
    <div role="log" aria-label="Final text" className="grid gap-2">
      {finals.map((final) => (
        <FinalLine key={final.id} final={final} />
      ))}
    </div>
  );
}

const LINE = "grid grid-cols-[3.5rem_minmax(0,1fr)] gap-2";

const FinalLine = memo(function FinalLine({ final }: { final: Final }) {
  return (
    <p className={LINE}>
      <span className="pt-1 text-sm text-muted tabular">{clock(final.start)}</span>
      <span className="break-words">
        {final.words?.length ? final.words.map(spoken) : final.text}
      </span>
    </p>
  );
});

function spoken(word: Word, place: number) {
  const sure = word.confidence == null ? "" : `, ${percent(word.confidence)} sure`;
  const unsure = word.confidence != null && word.confidence < 0.5;
  return (
    <span
      key={`${place} ${word.start}`}
      title={`${clock(word.start)}–${clock(word.end)}${sure}`}
      className={unsure ? "underline decoration-warn decoration-wavy" : undefined}
    >
      {place > 0 && " "}
      {word.text.trim()}
    </span>
  );
}

/** One node, rewritten in place; not read out, for it changes too often. */
function InterimLine({ call }: { call: Call }) {
  const interim = useStore(call.interim);
  if (!interim?.text) return null;
  const stable = interim.stable && interim.text.startsWith(interim.stable) ? interim.stable : "";
  return (
    <p aria-hidden className={`${LINE} mt-2 first:mt-0`} data-interim>
      <span className="pt-1 text-sm text-muted tabular">{clock(interim.start)}</span>
      <span className="break-words">
        {stable}
        <span className="text-muted italic">{interim.text.slice(stable.length)}</span>
      </span>
    </p>
  );
}
