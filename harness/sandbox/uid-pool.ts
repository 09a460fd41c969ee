/** First user id that programs get when the harness is root. None of these needs to exist on the host. */
export const FIRST_UID = 61_000;
export const UIDS = 256;

/**
 * A user of its own for each sandbox that is running: the kernel counts processes by user, so two sandboxes of one user
 * would share one limit.
 */
export class UidPool {
  private readonly taken = new Set<number>();
  /** Harnesses that run at the same time begin at different places. */
  private next = process.pid % UIDS;

  /** Throws `RangeError` when all are taken. */
  take(): number {
    for (let tried = 0; tried < UIDS; tried++) {
      const uid = FIRST_UID + this.next;
      this.next = (this.next + 1) % UIDS;
      if (this.taken.has(uid)) continue;
      this.taken.add(uid);
      return uid;
    }
    throw new RangeError(`more than ${UIDS} sandboxes at once`);
  }

  giveBack(uid: number): void {
    this.taken.delete(uid);
  }
}
