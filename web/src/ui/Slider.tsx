import { Slider as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

interface Props extends Omit<ComponentProps<typeof Primitive.Root>, "value" | "onValueChange"> {
  label: string;
  value: number;
  onValueChange: (value: number) => void;
}

/** One number of a range. */
export function Slider({ label, value, onValueChange, className, ...rest }: Props) {
  return (
    <Primitive.Root
      value={[value]}
      onValueChange={([next = value]) => onValueChange(next)}
      className={cn(
        "relative flex h-6 w-full touch-none items-center select-none data-disabled:opacity-50",
        className,
      )}
      {...rest}
    >
      <Primitive.Track className="relative h-1.5 grow rounded-full bg-border">
        <Primitive.Range className="absolute h-full rounded-full bg-accent" />
      </Primitive.Track>
      <Primitive.Thumb
        aria-label={label}
        className="block size-5 rounded-full border-2 border-accent bg-panel shadow"
      />
    </Primitive.Root>
  );
}
