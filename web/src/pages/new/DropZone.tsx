import { FolderOpen, Upload } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { counted } from "@/format";
import { Button } from "@/ui/Button";
import { cn } from "@/ui/cn";
import { toast } from "@/ui/toast";
import { type Dropped, ofFolder, readDrop } from "./dropped";

interface Props {
  title: string;
  /** For a page that has nothing else. */
  big?: boolean;
  onFiles: (files: File[]) => void;
}

/** Takes files and folders: dropped, or chosen with its buttons. */
export function DropZone({ title, big = false, onFiles }: Props) {
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  function take({ files, leftOut }: Dropped) {
    if (leftOut) {
      toast(`${counted(leftOut, "file")} left out`, {
        detail: "They are no audio or video files.",
      });
    }
    if (files.length) onFiles(files);
  }

  async function dropped(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    try {
      take(await readDrop(event.dataTransfer));
    } catch {
      toast("The folder could not be read", { tone: "danger" });
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons are the first
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={dropped}
      className={cn(
        "grid justify-items-center gap-3 rounded-xl border-2 border-dashed border-border-strong bg-panel px-5 text-center transition-colors",
        big ? "py-16" : "py-8",
        over && "border-accent bg-accent-soft",
      )}
    >
      <span className="grid size-12 place-items-center rounded-full bg-accent-soft text-accent">
        <Upload aria-hidden className="size-6" />
      </span>
      <div className="grid gap-1">
        <p className={cn("font-semibold", big ? "text-2xl tracking-tight" : "text-lg")}>{title}</p>
        <p className="text-muted">Audio or video, one file or many, or a whole folder.</p>
      </div>
      <div className="flex flex-wrap justify-center gap-2">
        <Button look="primary" onClick={() => files.current?.click()}>
          <Upload aria-hidden />
          Choose files
        </Button>
        <Button onClick={() => folder.current?.click()}>
          <FolderOpen aria-hidden />
          Choose a folder
        </Button>
      </div>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files"
        onChange={({ target }) => {
          take({ files: [...(target.files ?? [])], leftOut: 0 });
          target.value = "";
        }}
      />
      <input
        ref={(input) => {
          input?.setAttribute("webkitdirectory", "");
          folder.current = input;
        }}
        type="file"
        multiple
        hidden
        aria-label="Folder"
        onChange={({ target }) => {
          take(ofFolder([...(target.files ?? [])]));
          target.value = "";
        }}
      />
    </div>
  );
}
