import { Mic } from "lucide-react";
import { useSession } from "@/api/session";
import { Page } from "@/frame/Page";
import { EmptyState } from "@/ui/EmptyState";
import { Booth } from "./live/Booth";
import { LeaveGuard } from "./live/LeaveGuard";
import { LiveOptionsForm } from "./live/LiveOptionsForm";
import { Seats } from "./live/Seats";
import { SessionList } from "./live/SessionList";

export default function Live() {
  const session = useSession();
  const scopes = session.state === "in" ? session.caller.scopes : [];
  const may = scopes.includes("realtime") || scopes.includes("admin");
  return (
    <Page title="Live" about="Speak, or play a file: the words come while they are said.">
      {may ? (
        <>
          <LeaveGuard />
          <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
            <Booth />
            <LiveOptionsForm />
          </div>
          <Seats />
          <SessionList />
        </>
      ) : (
        <EmptyState icon={Mic} title="Live speech is not yours to use">
          What you signed in with lacks the scope realtime. Somebody with the scope admin can make a
          key that has it.
        </EmptyState>
      )}
    </Page>
  );
}
