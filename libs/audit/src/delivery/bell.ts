/** Wakes one who sleeps. Rung while nobody sleeps, it wakes the next one at once. */
export class Bell {
  private hasRung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.hasRung = true;
    this.wake?.();
  }

  /** Resolves when it has rung, or after `withinMs`. */
  async rung(withinMs?: number): Promise<void> {
    if (!this.hasRung) await this.sleep(withinMs);
    this.hasRung = false;
  }

  private sleep(withinMs: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      const timer = withinMs === undefined ? undefined : setTimeout(resolve, withinMs);
      timer?.unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
