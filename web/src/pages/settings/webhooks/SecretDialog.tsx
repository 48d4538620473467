import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Secret } from "@/ui/Secret";

/** What messages are signed with, once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="The signing secret"
      description="Copy it now, to where messages are checked: it is not shown again."
      footer={
        <Button look="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <Secret label="The signing secret" value={secret} />
    </Dialog>
  );
}
