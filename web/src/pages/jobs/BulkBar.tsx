import { Ban, Download, LoaderCircle, Trash2, X } from "lucide-react";
import { EXPORT_FORMATS } from "@/api/jobs";
import { counted } from "@/format";
import { Button } from "@/ui/Button";
import { Menu, MenuItem, MenuLabel } from "@/ui/Menu";
import type { useBulk } from "./bulk";

interface Props {
  count: number;
  bulk: ReturnType<typeof useBulk>;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done to the selected jobs. */
export function BulkBar({ count, bulk, onDelete, onClear }: Props) {
  const { busy, running, exportable } = bulk;
  return (
    <section
      aria-label="Selected jobs"
      className="sticky bottom-20 z-20 flex flex-wrap items-center gap-2 rounded-xl border border-border-strong bg-panel p-2 pl-4 shadow-lg md:bottom-4"
    >
      <p role="status" className="mr-auto flex items-center gap-2 font-medium tabular">
        {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
        {busy ?? `${count} selected`}
      </p>
      <Menu
        trigger={
          <Button disabled={!exportable || !!busy}>
            <Download aria-hidden />
            Export
          </Button>
        }
      >
        <MenuLabel>{counted(exportable, "transcript")} in a ZIP, as</MenuLabel>
        {EXPORT_FORMATS.map((format) => (
          <MenuItem key={format} onSelect={() => bulk.zip(format)}>
            {format}
          </MenuItem>
        ))}
      </Menu>
      <Button disabled={!running.length || !!busy} onClick={bulk.cancel}>
        <Ban aria-hidden />
        Cancel{running.length > 0 && ` ${running.length}`}
      </Button>
      <Button look="danger" disabled={!!busy} onClick={onDelete}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      <Button look="ghost" size="icon" aria-label="Select none" onClick={onClear}>
        <X aria-hidden />
      </Button>
    </section>
  );
}
