import { EarOff, ShieldCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { CompletedJob } from "@/api/job";
import type { Recording } from "@/api/recording";
import { moment } from "@/format";
import { useStore } from "@/store";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { ErrorState } from "@/ui/ErrorState";
import { Skeleton } from "@/ui/Skeleton";
import type { Voice } from "../transcript/speakers";
import { Controls } from "./Controls";
import type { Player } from "./player";
import { Waveform } from "./Waveform";

interface Props {
  job: CompletedJob;
  voices: ReadonlyMap<string, Voice>;
  player: Player | null;
  recording: Recording | undefined;
  error: Error | null;
}

/** The recording, or why it cannot be heard. */
export function PlayerPanel({ job, voices, player, recording, error }: Props) {
  if (error) return <ErrorState title="The recording could not be found" error={error} />;
  if (recording?.state === "gone") {
    return (
      <Silent>
        The recording was forgotten
        {job.audio_removed_at && ` on ${moment(job.audio_removed_at)}`}; the transcript is kept.
      </Silent>
    );
  }
  if (recording?.state === "forbidden") {
    return (
      <Silent>
        Something was redacted in this job, so its recording is not given out. Jobs that redact
        their audio as well can be heard.
      </Silent>
    );
  }
  return (
    <section aria-label="Player" className="grid gap-3 rounded-xl border bg-panel p-3">
      {recording?.state === "there" && recording.redacted && (
        <Badge tone="ok" className="justify-self-start">
          <ShieldCheck aria-hidden /> redacted recording
        </Badge>
      )}
      {player ? (
        <>
          <Waveform job={job} voices={voices} player={player} />
          <Failed player={player} />
          <Controls player={player} duration={job.duration} />
        </>
      ) : (
        <Skeleton className="h-32 rounded-lg" />
      )}
    </section>
  );
}

function Failed({ player }: { player: Player }) {
  const { failed } = useStore(player.state);
  if (!failed) return null;
  return (
    <p role="alert" className="flex flex-wrap items-center gap-3 text-danger">
      The recording cannot be played: the browser does not know its format, or it cannot be reached.
      <Button size="small" onClick={() => player.play()}>
        Try again
      </Button>
    </p>
  );
}

function Silent({ children }: { children: ReactNode }) {
  return (
    <p className="flex items-center gap-3 rounded-xl border border-dashed px-4 py-3 text-muted">
      <EarOff aria-hidden className="size-5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
