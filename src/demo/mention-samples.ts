import type { Actor } from '#shared/database/record-audit.ts';
import { presentWeek, weekBefore } from '#shared/digests/weeks.ts';
import type { MentionWay } from '#shared/entities/index.ts';
import { setOurArea } from '#shared/library/set-our-area.ts';
import { addDays, londonDay } from '#shared/london.ts';
import { addMeeting } from '#shared/meetings/meetings.ts';
import type { OpenServices } from '#shared/services.ts';
import { addMentions } from '#shared/sources/missed/add-mentions.ts';
import { readListedItems } from '#shared/sources/missed/list-lines.ts';

/** What reached the group in the demonstration by other ways, as it was pasted. */
const lists: { way: MentionWay; origin: string; daysIntoLastWeek: number; text: string }[] = [
  {
    way: 'newsletter',
    origin: 'Regional round-up',
    daysIntoLastWeek: 5,
    text: `
• Not seen as victims: boys and criminal exploitation
• Easily led? Disabled and neurodivergent children and exploitation
• Rooms and routines: what hotels notice – Inspectorate of Local Services
• An exploitation lead in every school: the first year
• Return home interviews in Northmere: what 214 conversations told us
• Night buses and young people: a charity’s survey https://nightbus.example/survey
`,
  },
  {
    way: 'list',
    origin: 'Northmere’s reading list',
    daysIntoLastWeek: 6,
    text: `
1. Home takeover: what housing officers see of cuckooing
2. Counted out: ethnicity, disability and adultification in exploitation records
3. Off the roll, out of sight: missing education and exploitation
4. Online first: how contact begins and where it goes
5. Far from home: children placed out of area
6. Words matter: a guide to language in records
7. Waiting is not neutral: therapeutic support during investigations
8. Harm at the harbour: a port authority’s guide for lorry parks
https://port.example/guides/lorry-parks
`,
  },
  {
    way: 'minutes',
    origin: 'Minutes of the sub-group',
    daysIntoLastWeek: 7,
    text: `
Licensed to notice: taxi and private hire licensing as a safeguard
`,
  },
  {
    way: 'minutes',
    origin: 'Minutes of the board',
    daysIntoLastWeek: 14,
    text: `
Support for young carers: annual note
`,
  },
];

/** A believable quarter: most were found before they came up, and what was not says why. */
export async function bringMentions(services: OpenServices, by: Actor): Promise<void> {
  const { startsOn } = weekBefore(presentWeek(services.clock()));
  const today = londonDay(services.clock());
  for (const { way, origin, daysIntoLastWeek, text } of lists) {
    const day = addDays(startsOn, daysIntoLastWeek);
    await addMentions(services.fork(), {
      way,
      origin,
      reachedOn: day < today ? day : today,
      items: readListedItems(text).items,
      by,
    });
  }
}

/** Meetings, the last of them in the week before this one, and which area is ours. */
export async function setPlace(services: OpenServices, by: Actor): Promise<void> {
  const { startsOn } = weekBefore(presentWeek(services.clock()));
  for (const [days, name] of [
    [-40, 'Sub-group'],
    [4, 'Sub-group'],
    [95, 'Sub-group'],
  ] as const) {
    await addMeeting(services.fork(), { heldOn: addDays(startsOn, days), name, by });
  }
  await setOurArea(services.fork(), {
    ours: { regions: ['region-telford-and-wrekin'], publishers: ['Calderwick Council'] },
    like: {
      regions: ['region-west-midlands'],
      publishers: ['Northmere Safeguarding Children Partnership', 'Wexborough Council'],
    },
    by,
  });
}
