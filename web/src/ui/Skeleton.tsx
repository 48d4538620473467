import { cn } from "./cn";

/** The shape of what is being loaded. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("h-4 animate-pulse rounded-md bg-raised", className)} />;
}

/** Several of them, and one sentence for those who cannot see them. */
export function Skeletons({
  of,
  rows = 3,
  className,
}: {
  of: string;
  rows?: number;
  className?: string;
}) {
  return (
    <div role="status" className="grid gap-3">
      <span className="sr-only">Loading {of} …</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <Skeleton key={row} className={cn("h-24 rounded-xl", className)} />
      ))}
    </div>
  );
}
