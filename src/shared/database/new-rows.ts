import type { EntityName } from '@mikro-orm/core';
import type { EntityManager } from './open-database.ts';

/** Rows sent in one statement: a few of them hold whole documents. */
const most = 500;

/**
 * Rows that nobody reads again in a transaction. They are inserted together at its end, past the
 * unit of work, which would compare each of them with what it was.
 */
export class NewRows {
  private readonly makers = new Map<EntityName<object>, (() => object)[]>();

  /** @param make called once what the row refers to has its id */
  add<T extends object>(entity: EntityName<T>, make: () => object): void {
    const makers = this.makers.get(entity as EntityName<object>) ?? [];
    makers.push(make);
    this.makers.set(entity as EntityName<object>, makers);
  }

  /** Rows to be inserted, once what they refer to has its id. */
  made<T extends object>(entity: EntityName<T>): T[] {
    return (this.makers.get(entity as EntityName<object>) ?? []).map((make) => make() as T);
  }

  async insert(em: EntityManager): Promise<void> {
    for (const [entity, makers] of this.makers) {
      for (let start = 0; start < makers.length; start += most) {
        await em.insertMany(
          entity,
          makers.slice(start, start + most).map((make) => make()),
        );
      }
    }
  }
}
