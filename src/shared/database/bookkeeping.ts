import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#shared/log.ts';
import type { EntityManager } from './open-database.ts';

/** Milliseconds that a note waits for others of its kind, and for the answer to be on its way. */
const gathers = 50;
/** Notes that wait to be written; older ones are left out. */
const most = 1000;

/**
 * What is good to know and needed by nobody: when somebody was last seen, what was searched for. It is
 * written afterwards, one note after the other, and neither delays nor fails what it is about.
 */
export interface Bookkeeping {
  /** @param about a later note about the same replaces one that is not written yet */
  note(about: string, write: (em: EntityManager) => Promise<unknown>): void;
  /** Leaves out notes that are not written yet. @param beginning of what they are about */
  drop(beginning: string): void;
  /** Until all that was noted is written or left out. */
  settled(): Promise<void>;
}

export function openBookkeeping(given: { em: () => EntityManager; log: Logger }): Bookkeeping {
  const notes = new Map<string, (em: EntityManager) => Promise<unknown>>();
  let underWay: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    await delay(gathers);
    for (const [about, write] of notes) {
      notes.delete(about);
      try {
        await write(given.em());
      } catch (error) {
        given.log.info({ err: error, about }, 'a note was left out');
      }
    }
  }

  return {
    note(about, write) {
      const [oldest] = notes.keys();
      if (notes.size >= most && oldest !== undefined) notes.delete(oldest);
      notes.set(about, write);
      underWay ??= writeAll().finally(() => {
        underWay = null;
      });
    },
    drop(beginning) {
      for (const about of notes.keys()) if (about.startsWith(beginning)) notes.delete(about);
    },
    async settled() {
      while (underWay) await underWay;
    },
  };
}
