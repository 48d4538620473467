import { type ReactNode, useId } from "react";
import { cn } from "./cn";

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface Props {
  label: string;
  hint?: ReactNode;
  /** A sentence; the field is marked as wrong. */
  error?: string | null;
  className?: string;
  /** The control, which takes the wiring: `{(wiring) => <Input {...wiring} />}` */
  children: (wiring: Wiring) => ReactNode;
}

/** A label, a control, and what there is to say about it. */
export function Field({ label, hint, error, className, children }: Props) {
  const id = useId();
  const about = error ? `${id}-error` : hint ? `${id}-hint` : undefined;
  return (
    <div className={cn("grid content-start gap-1.5", className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({ id, "aria-describedby": about, "aria-invalid": error ? true : undefined })}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-sm text-danger">
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )
      )}
    </div>
  );
}
