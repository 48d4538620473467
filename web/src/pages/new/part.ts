import type { Offered, Options, Problems } from "./options";

/** What each group of options is given. */
export interface Part {
  options: Options;
  choose: (news: Partial<Options>) => void;
  offered: Offered;
  problems: Problems;
}
