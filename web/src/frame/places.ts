import {
  Cpu,
  LayoutDashboard,
  ListMusic,
  type LucideIcon,
  Mic,
  Plus,
  Settings,
} from "lucide-react";

interface Place {
  to: string;
  label: string;
  /** On phones. */
  short: string;
  icon: LucideIcon;
  keys: string;
}

export const PLACES: readonly Place[] = [
  { to: "/", label: "Dashboard", short: "Home", icon: LayoutDashboard, keys: "g d" },
  { to: "/new", label: "New transcription", short: "New", icon: Plus, keys: "g n" },
  { to: "/jobs", label: "Jobs", short: "Jobs", icon: ListMusic, keys: "g j" },
  { to: "/live", label: "Live", short: "Live", icon: Mic, keys: "g l" },
  { to: "/engines", label: "Engines", short: "Engines", icon: Cpu, keys: "g e" },
  { to: "/settings", label: "Settings", short: "Settings", icon: Settings, keys: "g s" },
];
