import { describe, expect, it } from 'vitest';
import {
  addDays,
  daysOfWeek,
  inBrief,
  instantInWords,
  inWords,
  londonDay,
  londonHour,
  londonInstant,
  weekOf,
} from '#shared/london.ts';

describe('instants', () => {
  it.each([
    ['2026-07-01', '07:00', '2026-07-01T06:00:00.000Z'],
    ['2026-12-01', '07:00', '2026-12-01T07:00:00.000Z'],
    // The Sundays on which the clocks change, and the Mondays after them.
    ['2026-03-29', '00:30', '2026-03-29T00:30:00.000Z'],
    ['2026-03-29', '07:00', '2026-03-29T06:00:00.000Z'],
    ['2026-10-25', '00:30', '2026-10-24T23:30:00.000Z'],
    ['2026-10-25', '07:00', '2026-10-25T07:00:00.000Z'],
    ['2026-10-26', '07:00', '2026-10-26T07:00:00.000Z'],
    // The hour that is missing, and the one that comes twice.
    ['2026-03-29', '01:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25', '01:30', '2026-10-25T01:30:00.000Z'],
  ])('%s %s in London is %s', (day, time, instant) => {
    expect(londonInstant(day, time).toISOString()).toBe(instant);
  });

  it('knows that London has tomorrow already in a summer night', () => {
    expect(londonDay(new Date('2026-07-01T23:30:00Z'))).toBe('2026-07-02');
    expect(londonDay(new Date('2026-12-01T23:30:00Z'))).toBe('2026-12-01');
  });

  it('says them in words', () => {
    expect(inWords('2026-09-20')).toBe('20 September 2026');
    expect(instantInWords(new Date('2026-07-01T06:05:00Z'))).toBe('1 July 2026 at 7:05am');
  });
});

it('tells the hour that London clocks show', () => {
  expect(londonHour(new Date('2026-07-01T23:30:00Z'))).toBe(0);
  expect(londonHour(new Date('2026-12-01T23:30:00Z'))).toBe(23);
});

describe('days that sources write', () => {
  it.each([
    ['2026-02-31', '3 March 2026'],
    ['2026-09', '1 September 2026'],
    ['1066-10-14', '14 October 1066'],
  ])('names %s as %s', (day, words) => {
    expect(inWords(day)).toBe(words);
  });
});

it('adds days over the change of the clocks and the end of a year', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  expect(addDays('2027-01-03', -7)).toBe('2026-12-27');
});

describe('weeks', () => {
  it.each([
    ['2026-09-20', '2026-W38', '2026-09-14', '2026-09-20'],
    ['2027-01-01', '2026-W53', '2026-12-28', '2027-01-03'],
    ['2024-12-31', '2025-W01', '2024-12-30', '2025-01-05'],
  ])('%s lies in %s', (day, week, startsOn, endsOn) => {
    expect(weekOf(day)).toEqual({ week, startsOn, endsOn });
    expect(daysOfWeek(week)).toEqual({ week, startsOn, endsOn });
  });

  it.each(['2026-W54', '2026-38', 'x', '2025-W53', '0000-W00'])('takes %s for no week', (week) => {
    expect(daysOfWeek(week)).toBeNull();
  });
});

it.each([
  ['2026-09-07', '7 Sep 2026'],
  ['2026-11-25', '25 Nov 2026'],
])('writes %s briefly as %s', (day, brief) => {
  expect(inBrief(day)).toBe(brief);
});
