import { Eraser, Mic, Pause, Play, ScissorsLineDashed, Square } from "lucide-react";
import { useShortcut } from "@/frame/shortcuts";
import { useStore } from "@/store";
import { Button } from "@/ui/Button";
import { drop, end, NO_CALL, pause, resume, start, useDesk, useFile, useLiveOptions } from "./desk";
import { keytermsProblem } from "./options";

/** What can be done with the session now. */
export function Controls() {
  const { call, paused, starting } = useDesk();
  const state = useStore(call?.state ?? NO_CALL);
  const running = state.phase !== "ended";
  useShortcut("s", "Start or end the live session", () => (running ? end() : void start()));
  useShortcut("p", "Pause the live session, or go on", () => {
    if (running) void (paused ? resume() : pause());
  });
  if (!running) return <Start again={call !== null} busy={starting} />;
  if (state.phase === "ending") {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" busy>
          Finishing
        </Button>
        <Button onClick={drop}>Do not wait</Button>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button look="primary" onClick={end}>
        <Square aria-hidden />
        End
      </Button>
      <Button onClick={paused ? resume : pause}>
        {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        {paused ? "Go on" : "Pause"}
      </Button>
      <Button onClick={() => call?.flush()} title="What was said so far is an utterance (flush)">
        <ScissorsLineDashed aria-hidden />
        Finish utterance
      </Button>
      <Button
        onClick={() => call?.clear()}
        title="What was said and is not final never was (clear)"
      >
        <Eraser aria-hidden />
        Discard
      </Button>
    </div>
  );
}

function Start({ again, busy }: { again: boolean; busy: boolean }) {
  const { source, keyterms } = useLiveOptions();
  const file = useFile();
  const lacking = source === "file" && !file;
  const wrong = keytermsProblem(keyterms) !== null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button look="primary" busy={busy} disabled={lacking || wrong} onClick={() => void start()}>
        {!busy && <Icon source={source} />}
        {again ? "Start a new session" : "Start"}
      </Button>
      <p className="text-sm text-muted">
        {wrong
          ? "One of the options needs another value."
          : lacking
            ? "Choose a file first."
            : again && "The text below makes room for the new one."}
      </p>
    </div>
  );
}

const Icon = ({ source }: { source: "microphone" | "file" }) =>
  source === "file" ? <Play aria-hidden /> : <Mic aria-hidden />;
