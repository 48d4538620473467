import { type ReactNode, useEffect } from "react";

interface Props {
  enabled?: boolean;
  children?: ReactNode;
}

let holders = 0;

/** Stands for react-remove-scroll under Radix (see vite.config.ts): no <style>, only CSSOM. */
export function RemoveScroll({ enabled = true, children }: Props) {
  useEffect(() => {
    if (!enabled) return;
    const { style } = document.documentElement;
    if (holders++ === 0) style.overflow = "hidden";
    return () => {
      if (--holders === 0) style.overflow = "";
    };
  }, [enabled]);
  return children;
}

RemoveScroll.classNames = { fullWidth: "", zeroRight: "" };
