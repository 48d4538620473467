import { X } from "lucide-react";
import { Toast } from "radix-ui";
import { useStore } from "@/store";
import { Button } from "./Button";
import { cn } from "./cn";
import { dismiss, notes, type ToastNote } from "./toast";

const EDGES: Record<ToastNote["tone"], string> = {
  plain: "border-l-accent",
  ok: "border-l-ok",
  danger: "border-l-danger",
};

/** Shows what `toast()` says; once, in the layout. */
export default function Toasts() {
  return (
    <Toast.Provider duration={6000} swipeDirection="right">
      {useStore(notes).map((note) => (
        <Note key={note.id} note={note} />
      ))}
      <Toast.Viewport className="fixed right-0 bottom-16 z-50 grid w-full max-w-sm gap-2 p-4 md:bottom-0" />
    </Toast.Provider>
  );
}

function Note({ note: { id, title, detail, tone, action } }: { note: ToastNote }) {
  return (
    <Toast.Root
      onOpenChange={(open) => open || dismiss(id)}
      type={tone === "danger" ? "foreground" : "background"}
      className={cn(
        "flex items-center gap-3 rounded-lg border border-l-4 bg-panel py-2 pr-2 pl-3 shadow-lg",
        EDGES[tone],
      )}
    >
      <div className="min-w-0 flex-1">
        <Toast.Title className="font-medium">{title}</Toast.Title>
        {detail && <Toast.Description className="text-sm text-muted">{detail}</Toast.Description>}
      </div>
      {action && (
        <Toast.Action asChild altText={action.label}>
          <Button size="small" onClick={action.run}>
            {action.label}
          </Button>
        </Toast.Action>
      )}
      <Toast.Close asChild>
        <Button look="ghost" size="icon" aria-label="Dismiss">
          <X aria-hidden />
        </Button>
      </Toast.Close>
    </Toast.Root>
  );
}
