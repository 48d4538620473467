import { lazy, type ReactNode, Suspense } from "react";
import { start, useSession } from "@/api/session";
import { ErrorState } from "@/ui/ErrorState";
import { Mark } from "./Mark";

const SignIn = lazy(() => import("./SignIn"));

/** The console for whoever is signed in; the sign-in page, at the same address, for everybody else. */
export function SignInGate({ children }: { children: ReactNode }) {
  const session = useSession();
  if (session.state === "in") return children;
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-md content-center gap-6 px-4 py-8">
      <div className="flex items-center gap-3">
        <Mark className="size-9" />
        <span className="text-2xl font-semibold tracking-tight">Dalston</span>
      </div>
      {session.state === "unreachable" && (
        <ErrorState title="The server cannot be reached" error={session.error} onRetry={start} />
      )}
      {session.state === "out" && (
        <Suspense>
          <SignIn expired={session.expired} />
        </Suspense>
      )}
      {session.state === "asking" && (
        <p role="status" className="text-muted">
          Connecting …
        </p>
      )}
    </main>
  );
}
