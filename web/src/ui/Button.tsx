import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

const LOOKS = {
  primary: "bg-accent text-on-accent hover:opacity-90",
  secondary: "border border-border-strong bg-panel text-text hover:bg-raised",
  ghost: "text-text hover:bg-raised",
  danger: "border border-danger text-danger bg-panel hover:bg-danger-soft",
};

const SIZES = {
  medium: "min-h-9 px-3.5 py-1.5",
  small: "min-h-8 px-2.5 py-1 text-sm",
  icon: "size-9 justify-center",
};

export interface ButtonProps extends ComponentProps<"button"> {
  look?: keyof typeof LOOKS;
  size?: keyof typeof SIZES;
  /** Shows a spinner and takes no clicks. */
  busy?: boolean;
  /** Give the look to the child instead, e.g. a link. */
  asChild?: boolean;
}

/** An icon alone needs `aria-label`. */
export function Button({
  look = "secondary",
  size = "medium",
  busy = false,
  asChild = false,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const classes = cn(
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
    LOOKS[look],
    SIZES[size],
    className,
  );
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      className={classes}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy && <LoaderCircle className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}
