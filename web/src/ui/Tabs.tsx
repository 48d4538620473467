import { Tabs as Primitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** <Tabs defaultValue="a"><TabList label="…"><Tab value="a">A</Tab></TabList><TabPanel value="a">…</TabPanel></Tabs> */
export const Tabs = Primitive.Root;

export function TabList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Primitive.List aria-label={label} className="flex gap-1 overflow-x-auto border-b">
      {children}
    </Primitive.List>
  );
}

export function Tab({ className, ...rest }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      className={cn(
        "-mb-px border-b-2 border-transparent px-3 py-2 font-medium whitespace-nowrap text-muted hover:text-text",
        "data-[state=active]:border-accent data-[state=active]:text-text focus-visible:-outline-offset-2",
        className,
      )}
      {...rest}
    />
  );
}

export function TabPanel({ className, ...rest }: ComponentProps<typeof Primitive.Content>) {
  return <Primitive.Content className={cn("pt-4", className)} {...rest} />;
}
