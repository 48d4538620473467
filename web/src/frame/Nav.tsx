import { NavLink } from "react-router";
import { cn } from "@/ui/cn";
import { PLACES } from "./places";

/** A column beside the page; on phones a bar below it. */
export function Nav() {
  return (
    <nav
      aria-label="Main"
      className="max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:border-t max-md:bg-panel max-md:pb-[env(safe-area-inset-bottom)]"
    >
      <ul className="grid max-md:grid-cols-6 md:gap-0.5">
        {PLACES.map(({ to, label, short, icon: Icon }) => (
          <li key={to}>
            <NavLink
              to={to}
              end={to === "/"}
              aria-label={label.includes(short) ? label : undefined}
              className={({ isActive }) =>
                cn(
                  "flex items-center rounded-lg text-muted transition-colors hover:text-text",
                  "max-md:flex-col max-md:gap-0.5 max-md:py-2 max-md:text-xs max-md:-outline-offset-2",
                  "md:gap-3 md:px-3 md:py-2 md:hover:bg-raised",
                  isActive && "font-medium text-accent hover:text-accent md:bg-accent-soft",
                )
              }
            >
              <Icon aria-hidden className="size-5 md:size-4.5" />
              <span className="md:hidden">{short}</span>
              <span className="max-md:hidden">{label}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
