import type { Schema } from "@/api/client";

type Entity = NonNullable<Schema<"Submission">["pii_entity_types"]>[number];

const LABELS: Record<Entity, string> = {
  name: "Names",
  email: "E-mail addresses",
  phone: "Telephone numbers",
  location: "Places",
  date: "Dates",
  date_of_birth: "Dates of birth",
  ssn: "Social security numbers",
  ip: "IP addresses",
  iban: "IBANs",
  account_number: "Account numbers",
  credit_card_number: "Credit card numbers",
  cvv: "Card security codes",
  expiry: "Card expiry dates",
};

interface Props {
  /** None: all kinds. */
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

export function EntityChoice({ chosen, onChange }: Props) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">Kinds</legend>
      <p className="text-sm text-muted">
        {chosen.length
          ? `Only the ${chosen.length} chosen ones.`
          : "All kinds, unless you choose some."}
      </p>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {Object.entries(LABELS).map(([kind, label]) => (
          <label key={kind} className="flex min-h-8 items-center gap-2.5">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={chosen.includes(kind)}
              onChange={({ target }) =>
                onChange(
                  target.checked ? [...chosen, kind] : chosen.filter((other) => other !== kind),
                )
              }
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
