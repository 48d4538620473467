import { useSearchParams } from "react-router";
import { type Asked, askedOf, searchOf } from "./filters";

/** The filters in the address, and how to change some of them. */
export function useAsked(): [Asked, (news: Partial<Asked>) => void] {
  const [search, setSearch] = useSearchParams();
  const change = (news: Partial<Asked>) =>
    setSearch((now) => searchOf({ ...askedOf(now), ...news }), { replace: true });
  return [askedOf(search), change];
}
