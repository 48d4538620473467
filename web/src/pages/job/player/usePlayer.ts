import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CompletedJob } from "@/api/job";
import { type Recording, recordingOf } from "@/api/recording";
import { Player } from "./player";

interface Heard {
  player: Player | null;
  recording: Recording | undefined;
  error: Error | null;
}

/** The player of a job's recording, where there is one that may be heard. */
export function usePlayer(job: CompletedJob): Heard {
  const gone = job.audio_removed_at !== null;
  const { data, error } = useQuery({ ...recordingOf(job.id), enabled: !gone });
  const recording: Recording | undefined = gone ? { state: "gone" } : data;
  const path = recording?.state === "there" ? recording.path : null;
  const [player, setPlayer] = useState<Player | null>(null);
  useEffect(() => {
    if (!path) return;
    const made = new Player(path, job.channels);
    setPlayer(made);
    return () => {
      setPlayer(null);
      made.close();
    };
  }, [path, job.channels]);
  return { player, recording, error };
}
