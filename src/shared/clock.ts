/** What time it is: passed in, so that tests can choose. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** A number in [0, 1), for waits that should differ: passed in, so that tests can choose. */
export type Chance = () => number;

export const systemChance: Chance = () => Math.random();
