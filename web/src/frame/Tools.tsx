import { Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { signOut, useSession } from "@/api/session";
import { Button } from "@/ui/Button";
import { Menu, MenuChoice, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from "@/ui/Menu";
import { setTheme, type Theme, useTheme } from "./theme";

const ICONS = { system: Monitor, light: Sun, dark: Moon };
const THEMES: [Theme, string][] = [
  ["system", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];

/** Theme, shortcuts, who is signed in. */
export function Tools({ onHelp }: { onHelp: () => void }) {
  const theme = useTheme();
  const session = useSession();
  const caller = session.state === "in" ? session.caller : null;
  const Icon = ICONS[theme];
  return (
    <div className="flex items-center gap-1">
      <Menu
        align="start"
        trigger={
          <Button look="ghost" size="icon" aria-label="Theme">
            <Icon aria-hidden />
          </Button>
        }
      >
        <MenuLabel>Theme</MenuLabel>
        <MenuChoices value={theme} onValueChange={(chosen) => setTheme(chosen as Theme)}>
          {THEMES.map(([value, label]) => {
            const Choice = ICONS[value];
            return (
              <MenuChoice key={value} value={value}>
                <Choice aria-hidden /> {label}
              </MenuChoice>
            );
          })}
        </MenuChoices>
      </Menu>
      <Button look="ghost" size="icon" aria-label="Keyboard shortcuts" onClick={onHelp}>
        <Keyboard aria-hidden />
      </Button>
      {caller && caller.id !== "local" && (
        <Menu
          trigger={
            <Button look="ghost" size="icon" aria-label="Sign out or see who is signed in">
              <LogOut aria-hidden />
            </Button>
          }
        >
          <MenuLabel>
            {caller.name} · {caller.tenant}
            <br />
            {caller.scopes.join(", ")}
          </MenuLabel>
          <MenuSeparator />
          <MenuItem onSelect={signOut}>
            <LogOut aria-hidden /> Sign out
          </MenuItem>
        </Menu>
      )}
    </div>
  );
}
