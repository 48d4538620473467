/** Whether anything still leaves the browser: a dead connection looks alive for minutes. */
export class Drain {
  private buffered = 0;
  private added = 0; // bytes given to the socket since
  private movedAt = 0;

  begin(now: number): void {
    [this.buffered, this.added, this.movedAt] = [0, 0, now];
  }

  given(bytes: number): void {
    this.added += bytes;
  }

  /** Milliseconds for which nothing has left, by what the socket still holds. */
  still(buffered: number, now: number): number {
    if (buffered === 0 || buffered < this.buffered + this.added) this.movedAt = now;
    [this.buffered, this.added] = [buffered, 0];
    return now - this.movedAt;
  }
}
