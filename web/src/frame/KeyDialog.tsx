import { confirmKey } from "@/api/session";
import { question } from "@/api/withKey";
import { useStore } from "@/store";
import { Dialog } from "@/ui/Dialog";
import { KeyForm } from "./KeyForm";

/** "Confirm with your key": see api/withKey.ts. */
export default function KeyDialog() {
  const asked = useStore(question);
  if (!asked) return null;
  return (
    <Dialog
      open
      onOpenChange={asked.cancel}
      title="Confirm with your key"
      description="Making, changing and revoking keys needs the key itself, not the token of this session."
    >
      <KeyForm
        verb="Confirm"
        hint="It is kept in memory until you sign out or reload the page."
        onKey={async (key) => {
          await confirmKey(key);
          asked.answer(key);
        }}
      />
    </Dialog>
  );
}
