import { Tooltip as Primitive } from "radix-ui";
import type { ReactNode } from "react";

interface Props {
  text: ReactNode;
  /** A button or a link: what has a tooltip must take the focus. */
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
}

/** Says more; nothing that cannot be learned otherwise, for touch screens show none. */
export function Tooltip({ text, children, side }: Props) {
  return (
    <Primitive.Provider delayDuration={400}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-72 rounded-md bg-text px-2.5 py-1.5 text-sm text-bg shadow-lg"
          >
            {text}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  );
}
