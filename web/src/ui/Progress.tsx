import { Progress as Primitive } from "radix-ui";
import { cn } from "./cn";

interface Props {
  label: string;
  /** 0–100; null: nobody knows yet. */
  value: number | null;
  className?: string;
}

export function Progress({ label, value, className }: Props) {
  return (
    <Primitive.Root
      aria-label={label}
      value={value}
      className={cn("h-2 overflow-hidden rounded-full bg-raised", className)}
    >
      <Primitive.Indicator
        className={cn(
          "h-full rounded-full bg-accent transition-[width]",
          value === null && "animate-pulse opacity-40",
        )}
        style={{ width: `${value ?? 100}%` }}
      />
    </Primitive.Root>
  );
}
