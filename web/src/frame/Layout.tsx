import { lazy, Suspense, useState } from "react";
import { Link, Outlet, ScrollRestoration, useNavigate, useNavigation } from "react-router";
import { question } from "@/api/withKey";
import { useStore } from "@/store";
import { notes } from "@/ui/toast";
import { Mark } from "./Mark";
import { Nav } from "./Nav";
import { OfflineBanner } from "./OfflineBanner";
import { PLACES } from "./places";
import { useShortcut } from "./shortcuts";
import { Tools } from "./Tools";

const HelpDialog = lazy(() => import("./HelpDialog"));
const KeyDialog = lazy(() => import("./KeyDialog"));
const Toasts = lazy(() => import("@/ui/Toasts"));

/** Navigation, banner and dialogs around every page. */
export function Layout() {
  const [helping, setHelping] = useState(false);
  const asking = useStore(question) !== null;
  const noted = useStore(notes).length > 0;
  useShortcut("?", "Show these shortcuts", () => setHelping(true));
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)]">
      <SkipLink />
      <header className="z-30 flex items-center justify-between bg-panel px-3 py-2 max-md:border-b md:sticky md:top-0 md:h-dvh md:flex-col md:items-stretch md:justify-start md:gap-6 md:overflow-y-auto md:border-r md:py-5">
        <Link to="/" className="flex items-center gap-2.5 rounded-lg md:px-2">
          <Mark className="size-7" />
          <span className="text-lg font-semibold tracking-tight">Dalston</span>
        </Link>
        <Nav />
        <div className="md:mt-auto">
          <Tools onHelp={() => setHelping(true)} />
        </div>
      </header>
      <div className="flex min-w-0 flex-col">
        <OfflineBanner />
        <Arriving />
        <main id="main" className="min-w-0 flex-1 px-4 pt-5 pb-24 md:px-8 md:py-8">
          <Outlet />
        </main>
      </div>
      {PLACES.map((place) => (
        <GoTo key={place.to} {...place} />
      ))}
      <Suspense>
        {helping && <HelpDialog onClose={() => setHelping(false)} />}
        {asking && <KeyDialog />}
        {noted && <Toasts />}
      </Suspense>
      <ScrollRestoration />
    </div>
  );
}

function SkipLink() {
  return (
    <button
      type="button"
      className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-accent focus:px-4 focus:py-2 focus:text-on-accent"
      onClick={() => document.querySelector<HTMLElement>("main h1")?.focus()}
    >
      Skip to the page
    </button>
  );
}

/** A line that says that the next page is being loaded. */
function Arriving() {
  const busy = useNavigation().state !== "idle";
  return busy && <div className="fixed inset-x-0 top-0 z-50 h-0.5 animate-pulse bg-accent" />;
}

function GoTo({ to, label, keys }: { to: string; label: string; keys: string }) {
  const navigate = useNavigate();
  useShortcut(keys, `Go to ${label}`, () => navigate(to));
  return null;
}
