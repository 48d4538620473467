import { DropdownMenu as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

interface MenuProps {
  /** A button. */
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  children: ReactNode;
}

/** <Menu trigger={<Button>…</Button>}><MenuItem onSelect={…}>…</MenuItem></Menu> */
export function Menu({ trigger, align = "end", children }: MenuProps) {
  return (
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto rounded-lg border bg-panel p-1 shadow-lg"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

const ROW =
  "flex w-full items-center gap-2.5 rounded-md px-2.5 py-2 outline-none select-none data-highlighted:bg-raised data-disabled:opacity-50 [&_svg]:size-4";

export function MenuItem({
  danger = false,
  className,
  ...rest
}: ComponentProps<typeof Primitive.Item> & { danger?: boolean }) {
  return <Primitive.Item className={cn(ROW, danger && "text-danger", className)} {...rest} />;
}

/** One of several; inside a MenuChoices. */
export function MenuChoice({ className, ...rest }: ComponentProps<typeof Primitive.RadioItem>) {
  return (
    <Primitive.RadioItem
      className={cn(ROW, "data-[state=checked]:font-semibold", className)}
      {...rest}
    />
  );
}

export const MenuChoices = Primitive.RadioGroup;

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Primitive.Label className="px-2.5 py-1.5 text-sm text-muted">{children}</Primitive.Label>;
}

export function MenuSeparator() {
  return <Primitive.Separator className="my-1 border-t" />;
}
