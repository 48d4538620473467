import { FileText, Mic, Terminal } from "lucide-react";
import { Link, useNavigate } from "react-router";
import { DropZone } from "@/pages/new/DropZone";
import { stage } from "@/pages/new/draft";

/** Nothing was transcribed yet: begin here. */
export function FirstRun() {
  const navigate = useNavigate();
  return (
    <section aria-label="Begin here" className="grid gap-4">
      <DropZone
        big
        title="Drop your first recording here"
        onFiles={(files) => {
          stage(files);
          navigate("/new");
        }}
      />
      <ul className="grid grid-cols-1 gap-3 md:grid-cols-3">
        <Hint icon={FileText} title="From the web" to="/new">
          Paste the address of a recording; the server fetches it.
        </Hint>
        <Hint icon={Mic} title="While you speak" to="/live">
          Open the microphone and read along.
        </Hint>
        <Hint icon={Terminal} title="From a program" href="/docs">
          Everything here is an HTTP API, which other services' clients speak too.
        </Hint>
      </ul>
    </section>
  );
}

interface HintProps {
  icon: typeof Mic;
  title: string;
  to?: string;
  href?: string;
  children: string;
}

function Hint({ icon: Icon, title, to, href, children }: HintProps) {
  const look = "font-semibold after:absolute after:inset-0 after:rounded-xl";
  return (
    <li className="relative flex gap-3 rounded-xl border bg-panel p-4 has-[a:hover]:border-border-strong">
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" />
      <div className="grid content-start gap-0.5">
        {to ? (
          <Link to={to} className={look}>
            {title}
          </Link>
        ) : (
          <a href={href} className={look}>
            {title}
          </a>
        )}
        <p className="text-muted">{children}</p>
      </div>
    </li>
  );
}
