import { MapPinOff } from "lucide-react";
import { Link, useLocation } from "react-router";
import { Page } from "@/frame/Page";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";

export default function NotFound() {
  const { pathname } = useLocation();
  return (
    <Page title="Not found">
      <EmptyState
        icon={MapPinOff}
        title="There is no such page"
        action={
          <Button asChild>
            <Link to="/">Go to the dashboard</Link>
          </Button>
        }
      >
        <p className="break-all">{pathname}</p>
      </EmptyState>
    </Page>
  );
}
