import { type FormEvent, useState } from "react";
import { type ApiError, asApiError } from "@/api/errors";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Input } from "@/ui/Input";

interface Props {
  verb: string;
  hint: string;
  /** Raises ApiError: the form shows its sentence. */
  onKey: (key: string) => Promise<void>;
}

/** Asks for a key. */
export function KeyForm({ verb, hint, onKey }: Props) {
  const [key, setKey] = useState("");
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await onKey(key.trim());
    } catch (thrown) {
      setError(asApiError(thrown));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label="Key" hint={hint} error={error && told(error)}>
        {(wiring) => (
          <Input
            {...wiring}
            type="password"
            autoComplete="off"
            spellCheck={false}
            placeholder="dk_…"
            required
            autoFocus
            className="font-mono"
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="primary" busy={busy}>
        {verb}
      </Button>
    </form>
  );
}

const told = ({ sentence, requestId }: ApiError) =>
  requestId ? `${sentence} (request ${requestId})` : sentence;
