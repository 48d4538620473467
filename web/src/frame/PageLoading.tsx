import { Skeletons } from "@/ui/Skeleton";

/** While a page's own chunk is on its way. */
export function PageLoading() {
  return (
    <div className="p-4 md:p-8">
      <Skeletons of="the page" rows={2} />
    </div>
  );
}
