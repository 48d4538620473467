import { Group } from "@/ui/Group";
import { Toggle } from "@/ui/Toggle";
import type { Part } from "./part";

export function SoundOptions({ options, choose, offered }: Part) {
  const events = options.events && offered("detect_events");
  const emotions = options.emotions && offered("detect_emotions");
  return (
    <Group
      title="Sounds and feelings"
      about="What else is heard beside the words."
      chosen={[events && "sounds", emotions && "feelings"].filter(Boolean).join(", ")}
    >
      {offered("detect_events") && (
        <Toggle
          label="Sounds"
          hint="Laughter, applause, music and others are marked."
          checked={options.events}
          onChange={(events) => choose({ events })}
        />
      )}
      {offered("detect_emotions") && (
        <Toggle
          label="Feelings"
          hint="How each segment is said."
          checked={options.emotions}
          onChange={(emotions) => choose({ emotions })}
        />
      )}
    </Group>
  );
}
