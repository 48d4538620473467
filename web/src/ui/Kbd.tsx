/** Keys of a shortcut: "g j" is g, then j. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(" ").map((key) => (
        <kbd
          key={key}
          className="min-w-6 rounded-md border border-b-2 bg-raised px-1.5 text-center font-mono text-sm"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
