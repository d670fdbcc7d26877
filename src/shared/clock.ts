/** What time it is: passed in, so that tests can choose. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
