import { useEffect } from "react";
import { signIn } from "@/api/session";
import { KeyForm } from "./KeyForm";

export default function SignIn({ expired }: { expired: boolean }) {
  useEffect(() => {
    document.title = "Sign in · Dalston";
  }, []);
  return (
    <section className="grid gap-4 rounded-xl border bg-panel p-5">
      <h1 className="text-xl font-semibold">Sign in</h1>
      {expired && (
        <p role="status" className="rounded-lg bg-warn-soft px-3 py-2 text-warn">
          Your session has ended. Sign in again and go on where you were.
        </p>
      )}
      <KeyForm
        verb="Sign in"
        hint="It stays in memory; this tab keeps a token that ends within the hour."
        onKey={signIn}
      />
      <p className="border-t pt-4 text-sm text-muted">
        No key yet? The server printed one when it first started, and on its machine{" "}
        <code className="font-mono break-words text-text">
          dalston keys create --name you --scopes admin
        </code>{" "}
        makes another.
      </p>
    </section>
  );
}
