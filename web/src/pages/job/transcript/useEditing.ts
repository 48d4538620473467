import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { Editor, stepsOf } from "@/api/edits";
import { asApiError } from "@/api/errors";
import type { Changes } from "@/api/transcript";
import { useStore } from "@/store";
import { toast } from "@/ui/toast";

export interface Editing {
  /** True: it was done. Tells the reader why not. */
  change: (changes: Changes, done?: string) => Promise<boolean>;
  undo: () => Promise<boolean>;
  redo: () => Promise<boolean>;
  revert: (number: number) => Promise<boolean>;
  revertAll: () => Promise<boolean>;
  canUndo: boolean;
  canRedo: boolean;
  busy: boolean;
}

/** The changes that people make to one job, with Ctrl Z and Ctrl Shift Z. */
export function useEditing(id: string, mayEdit: boolean): Editing {
  const cache = useQueryClient();
  const editor = useMemo(() => new Editor(id, cache), [id, cache]);
  const { undo, redo } = useStore(stepsOf(id));
  const [running, setRunning] = useState(0);
  const editing = useMemo(() => {
    const told = async (act: Promise<unknown>): Promise<boolean> => {
      setRunning((now) => now + 1);
      try {
        await act;
        return true;
      } catch (thrown) {
        tell(thrown, editor);
        return false;
      } finally {
        setRunning((now) => now - 1);
      }
    };
    const change = async (changes: Changes, done?: string) => {
      const made = await editor.change(changes);
      if (!done) return;
      const run = () => void told(editor.takeBack(made));
      toast(done, { tone: "ok", action: { label: "Undo", run } });
    };
    return {
      change: (changes: Changes, done?: string) => told(change(changes, done)),
      undo: () => told(editor.undo()),
      redo: () => told(editor.redo()),
      revert: (number: number) => told(editor.takeBack(number)),
      revertAll: () => told(editor.revertAll()),
    };
  }, [editor]);
  useEffect(() => {
    if (!mayEdit) return;
    const press = (event: KeyboardEvent) => {
      const again = event.shiftKey || event.key.toLowerCase() === "y";
      if (!(event.ctrlKey || event.metaKey) || !/^[zy]$/i.test(event.key)) return;
      if ((event.target as HTMLElement).closest("input, textarea, [role=dialog]")) return;
      event.preventDefault();
      void (again ? editing.redo() : editing.undo());
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [editing, mayEdit]);
  return { ...editing, canUndo: undo.length > 0, canRedo: redo.length > 0, busy: running > 0 };
}

function tell(thrown: unknown, editor: Editor): void {
  const error = asApiError(thrown);
  const reload = { label: "Reload", run: () => void editor.reload().catch(() => {}) };
  if (error.status === 412) {
    const detail = "Your change was not made. Load theirs, then make it again.";
    toast("Somebody else changed this", { tone: "danger", detail, action: reload });
  } else {
    toast("This could not be changed", { tone: "danger", detail: error.sentence });
  }
}
