import { counted } from "@/format";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";

interface Props {
  open: boolean;
  count: number;
  running: number;
  onClose: () => void;
  onDelete: () => void;
}

export function DeleteDialog({ open, count, running, onClose, onDelete }: Props) {
  const jobs = counted(count, "job");
  const still = running === 1 ? "One of them still runs" : `${running} of them still run`;
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={`Delete ${jobs}?`}
      description={`Recordings and transcripts are gone for good.${running ? ` ${still} and will be cancelled.` : ""}`}
      footer={
        <>
          <Button onClick={onClose}>Keep</Button>
          <Button look="danger" onClick={onDelete}>
            Delete {jobs}
          </Button>
        </>
      }
    />
  );
}
