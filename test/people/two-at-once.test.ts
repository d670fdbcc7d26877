import { describe, expect, it } from 'vitest';
import { User } from '#shared/entities/index.ts';
import { Conflict } from '#shared/errors.ts';
import {
  firstAdministratorToken,
  makeFirstAdministrator,
} from '#shared/people/first-administrator.ts';
import { changeUser } from '#shared/people/users.ts';
import { actorOf, givenUser } from '../support/builders/user.ts';
import { databaseKinds } from '../support/databases.ts';
import { freshServices } from '../support/fresh-services.ts';

const rounds = 10;

describe.each(databaseKinds)('two people at the same instant, on %s', (kind) => {
  it.each([
    ['make each other a member', { role: 'member' as const }],
    ['let each other leave', { isActive: false }],
  ])('cannot both be let to %s where they are the last two administrators', async (_, change) => {
    const services = await freshServices(kind);
    const { em } = services.fork();
    const managing = { role: 'administrator', isActive: true };
    const two = [
      await givenUser(em, { role: 'administrator', email: 'ann@marlby.example' }),
      await givenUser(em, { role: 'administrator', email: 'bob@marlby.example' }),
    ];

    for (let round = 0; round < rounds; round += 1) {
      await em.nativeUpdate(User, {}, managing);
      const done = await Promise.allSettled(
        two.map((user, at) => {
          const by = actorOf(two[1 - at] ?? user);
          return changeUser(services.fork(), { userId: user.id, ...change, by });
        }),
      );

      const refused = done.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(refused).toEqual([expect.any(Conflict)]);
      expect(await em.count(User, managing)).toBe(1);
    }
  });

  it('cannot both become the first administrator by one link', async () => {
    const services = await freshServices(kind);
    const { em } = services.fork();

    for (let round = 0; round < rounds; round += 1) {
      await em.nativeDelete(User, {});
      const token = (await firstAdministratorToken(services.fork())) ?? '';
      const made = await Promise.all(
        ['ann', 'bob'].map((name) => {
          const given = { token, email: `${name}@marlby.example`, name };
          return makeFirstAdministrator(services.fork(), given);
        }),
      );

      expect(made.filter((session) => session !== null)).toHaveLength(1);
      expect(await em.count(User)).toBe(1);
    }
  });
});
