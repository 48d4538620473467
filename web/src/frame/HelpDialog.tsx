import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/Kbd";
import { Switch } from "@/ui/Switch";
import { setShortcutsOn, useShortcuts, useShortcutsOn } from "./shortcuts";

/** Every shortcut of the page and the frame. */
export default function HelpDialog({ onClose }: { onClose: () => void }) {
  const shortcuts = useShortcuts();
  const on = useShortcutsOn();
  return (
    <Dialog open onOpenChange={onClose} title="Keyboard shortcuts">
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2">
        {shortcuts.map(({ keys, label }) => (
          <div key={`${keys}${label}`} className="contents">
            <dt>{label}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex items-center justify-between gap-4 border-t pt-4">
        <label htmlFor="shortcuts-on">Use shortcuts of single keys</label>
        <Switch id="shortcuts-on" checked={on} onCheckedChange={setShortcutsOn} />
      </div>
    </Dialog>
  );
}
