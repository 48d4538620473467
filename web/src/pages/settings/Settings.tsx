import { useEffect, useRef } from "react";
import { NavLink, Outlet, useLocation } from "react-router";
import { Page } from "@/frame/Page";
import { cn } from "@/ui/cn";

const PARTS = [
  { to: "keys", label: "Keys" },
  { to: "webhooks", label: "Webhooks" },
  { to: "retention", label: "Retention" },
  { to: "limits", label: "Limits" },
  { to: "audit", label: "Audit log" },
  { to: "about", label: "About and health" },
];

/** The heading and the tabs; a part is a route of its own and has no Page around it. */
export default function Settings() {
  const { pathname } = useLocation();
  const part = PARTS.find(({ to }) => pathname.endsWith(`/${to}`));
  const tabs = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: on a phone the tab may be out of sight
  useEffect(() => {
    const current = tabs.current?.querySelector('[aria-current="page"]');
    current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [pathname]);
  return (
    <Page title={part ? `Settings: ${part.label}` : "Settings"}>
      <nav ref={tabs} aria-label="Settings" className="flex gap-1 overflow-x-auto border-b">
        {PARTS.map(({ to, label }) => (
          <NavLink
            key={to}
            to={to}
            className={({ isActive }) =>
              cn(
                "border-b-2 border-transparent px-3 py-2 font-medium whitespace-nowrap text-muted -outline-offset-2 hover:text-text",
                isActive && "border-accent text-text",
              )
            }
          >
            {label}
          </NavLink>
        ))}
      </nav>
      <Outlet />
    </Page>
  );
}
