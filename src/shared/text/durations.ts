/**
 * Lengths of time in milliseconds, as `Date` and timers count them. A day here is 24 hours: for days
 * on which the clocks change there is `addDays`.
 */

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const week = 7 * day;
