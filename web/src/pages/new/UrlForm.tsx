import { Link2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { Textarea } from "@/ui/Input";
import { addresses } from "./dropped";

/** Addresses of recordings, for the server to fetch. */
export function UrlForm({ onUrls }: { onUrls: (urls: string[]) => void }) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);

  function submit(event?: FormEvent) {
    event?.preventDefault();
    const { good, bad } = addresses(typed);
    if (good.length) onUrls(good);
    setTyped(bad.join("\n"));
    if (bad.length) setError("This is no address that begins with https://.");
    else setError(good.length ? null : "Paste the address of a recording first.");
  }

  return (
    <form onSubmit={submit} className="flex gap-2">
      <Field
        label="Or paste addresses"
        className="min-w-0 flex-1"
        hint="One a line, beginning with https://. The server fetches them."
        error={error}
      >
        {(wiring) => (
          <Textarea
            {...wiring}
            rows={1}
            className="field-sizing-content max-h-40 min-h-9"
            placeholder="https://example.com/talk.mp3"
            spellCheck={false}
            value={typed}
            onChange={({ target }) => {
              setTyped(target.value);
              setError(null);
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.shiftKey) return;
              event.preventDefault();
              submit();
            }}
          />
        )}
      </Field>
      <Button type="submit" className="mt-7 self-start">
        <Link2 aria-hidden />
        Add
      </Button>
    </form>
  );
}
