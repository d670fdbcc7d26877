import { WaitEnded } from '../fault-of.ts';

/** Ends a turn. Calling it again does nothing. */
export type EndTurn = () => void;

/** Who writes next, in this process: one at a time, in the order in which they asked. */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private isTaken = false;

  /**
   * Waits for its turn.
   *
   * @param patience milliseconds
   * @throws {WaitEnded} when it did not come by then
   */
  async take(patience: number): Promise<EndTurn> {
    if (this.isTaken) await this.wait(patience);
    this.isTaken = true;
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const next = this.waiting.shift();
      if (next) next();
      else this.isTaken = false;
    };
  }

  private wait(patience: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(begin), 1);
        reject(new WaitEnded(patience / 1000));
      }, patience);
      this.waiting.push(begin);
    });
  }
}
