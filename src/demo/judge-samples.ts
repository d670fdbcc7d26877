import type { Actor } from '#shared/database/record-audit.ts';
import { linesToConfirm } from '#shared/digests/lines-to-confirm.ts';
import { sendDigestNow } from '#shared/digests/send-now.ts';
import { showDigest } from '#shared/digests/show-digest.ts';
import { addSubscriber } from '#shared/digests/subscribers.ts';
import { ensureDigest, presentWeek, weekBefore } from '#shared/digests/weeks.ts';
import { PlanEntry, Publication, Suggestion } from '#shared/entities/index.ts';
import { acceptSuggestion } from '#shared/judging/accept-suggestion.ts';
import { addTag } from '#shared/judging/add-tag.ts';
import { assessPublication } from '#shared/judging/assess-publication.ts';
import { keepPublications } from '#shared/judging/keep-publications.ts';
import { setAsidePublications } from '#shared/judging/set-aside-publications.ts';
import { linkToEntry, type NewLink } from '#shared/plans/links/link-to-entry.ts';
import type { OpenServices } from '#shared/services.ts';

interface Sample {
  /** What the title begins with. */
  title: string;
  /** Judged in the week before this one: a digest of it has been sent. */
  lastWeek?: boolean;
  meaning?: string;
  relevance?: number;
  tags?: string[];
  links?: (Pick<NewLink, 'bearing' | 'rationale'> & { ref: string; quote?: string })[];
}

/** What a coordinator might have made of some of what came in. */
const samples: Sample[] = [
  {
    title: 'Joint targeted area inspection of Harrowfen',
    lastWeek: true,
    relevance: 3,
    meaning:
      'Our own screening tool was written for sexual exploitation too. Compare it with Harrowfen’s before it is renewed.',
    tags: ['next meeting'],
    links: [
      {
        ref: 'ILL-27',
        bearing: 'supports',
        rationale:
          'Inspectors found that a tool written for sexual exploitation misses boys who carry drugs for others.',
        quote: 'The risk tool should work for boys and for criminal exploitation.',
      },
    ],
  },
  {
    title: 'Multi-agency child exploitation panel: audit',
    lastWeek: true,
    relevance: 3,
    meaning: 'Four questions before a plan is closed: worth trying at our panel for three months.',
    links: [
      {
        ref: 'ILL-35',
        bearing: 'example',
        rationale:
          'Another area had sixty decisions audited by outsiders, with a tool that may be used freely.',
      },
    ],
  },
  {
    title: 'Taxi and private hire vehicle licensing: proposed',
    lastWeek: true,
    relevance: 2,
    meaning: 'Closes in six weeks. Licensing and police could answer together.',
  },
  { title: 'Rooms and routines: what hotels notice', lastWeek: true, relevance: 1 },
  {
    title: 'Return home interviews in Northmere',
    relevance: 3,
    meaning:
      'Offering by text message raised take-up by half. Our offer is by telephone to carers.',
    tags: ['next meeting', 'missing'],
    links: [
      {
        ref: 'ILL-26',
        bearing: 'supports',
        rationale:
          'A year of interviews shows that the way of offering matters as much as the 72 hours.',
        quote:
          'Take-up rose from 46 per cent to 71 per cent after the offer was made by text message in the child’s own choice of time and place.',
      },
    ],
  },
  {
    title: 'Working arrangements for safeguarding partners',
    relevance: 3,
    meaning:
      'New duty to publish an answer to each recommendation within six months. Check our plan’s dates.',
    links: [
      {
        ref: 'ILL-38',
        bearing: 'updates',
        rationale:
          'Statutory guidance now asks partners to distinguish what was delivered from what made a difference.',
      },
    ],
  },
  {
    title: 'Licensed to notice: taxi and private hire',
    relevance: 2,
    // Two things to look at before it leaves: the draft says what, and how to put it better.
    meaning:
      'Drivers noticed first when a girl absconded. A yearly review of closed complaints with the LADO: nobody here does this yet.',
  },
  { title: 'Places and peers: contextual safeguarding', relevance: 2 },
];

const asides = [
  {
    title: 'New chair for Northmere',
    reason: 'too-thin' as const,
    note: 'An appointment; nothing to act on.',
  },
  { title: 'Support for young carers', reason: 'not-relevant' as const, note: null },
];

async function find(services: OpenServices, title: string): Promise<Publication | null> {
  return services.orm.em.fork().findOne(Publication, { title: { $like: `${title}%` } });
}

async function acceptStrong(
  services: OpenServices,
  by: Actor,
  publicationId: number,
): Promise<void> {
  const suggestions = await services.orm.em
    .fork()
    .find(
      Suggestion,
      { publication: publicationId, state: 'open', strength: 'strong', entry: null },
      { orderBy: { id: 'asc' }, limit: 4 },
    );
  for (const { id } of suggestions) {
    await acceptSuggestion(services.fork(), { publicationId, suggestionId: id, by });
  }
}

async function judge(services: OpenServices, by: Actor, sample: Sample): Promise<void> {
  const publication = await find(services, sample.title);
  if (!publication) return;
  const publicationId = publication.id;

  await keepPublications(services.fork(), { publicationIds: [publicationId], by });
  await acceptStrong(services, by, publicationId);
  if (sample.meaning || sample.relevance !== undefined) {
    await assessPublication(services.fork(), {
      publicationId,
      by,
      ...(sample.meaning ? { meaning: sample.meaning } : {}),
      ...(sample.relevance === undefined ? {} : { relevance: sample.relevance }),
    });
  }
  for (const label of sample.tags ?? [])
    await addTag(services.fork(), { publicationId, label, by });
  for (const { ref, ...link } of sample.links ?? []) {
    const entry = await services.orm.em.fork().findOne(PlanEntry, { ref });
    if (entry)
      await linkToEntry(services.fork(), { ...link, publicationId, entryId: entry.id, by });
  }
}

/** What a coordinator made of last week's publications, and the people who get the digest. */
export async function judgeLastWeek(services: OpenServices, by: Actor): Promise<void> {
  for (const sample of samples.filter(({ lastWeek }) => lastWeek))
    await judge(services, by, sample);
  const people = [
    {
      email: 'business.manager@northmere.example',
      name: 'Partnership business manager',
      partner: 'Northmere partnership',
    },
    { email: 'exploitation.lead@police.example', name: 'Exploitation lead', partner: 'Police' },
    {
      email: 'designated.nurse@health.example',
      name: 'Designated nurse',
      partner: 'Integrated care board',
    },
  ];
  for (const person of people) await addSubscriber(services.fork(), { ...person, by });
}

/** What was made of this week's so far, and last week's digest on its way. */
export async function judgeThisWeek(services: OpenServices, by: Actor): Promise<void> {
  for (const sample of samples.filter(({ lastWeek }) => !lastWeek))
    await judge(services, by, sample);
  for (const { title, reason, note } of asides) {
    const publication = await find(services, title);
    if (!publication) continue;
    const publicationIds = [publication.id];
    await setAsidePublications(services.fork(), { publicationIds, reason, note, by });
  }
  const { week } = weekBefore(presentWeek(services.clock()));
  await ensureDigest(services.fork(), week);
  // One of them was withdrawn since, which readers should know.
  const { lines } = await showDigest(services.fork(), week);
  const confirmed = linesToConfirm(lines).map(({ publicationId }) => publicationId);
  await sendDigestNow(services.fork(), { week, host: '127.0.0.1', confirmed, by });
}
