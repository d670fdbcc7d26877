import { describe, expect, it } from 'vitest';
import { pairEditions } from '#shared/text/editions/pair-editions.ts';
import { saidOfEditions } from '#shared/text/editions/said-of-editions.ts';
import { histories } from './histories.ts';

describe('titles, years and days', () => {
  it.each(histories.map((one) => [one.name, one] as const))('%s', (_, { told, editions }) => {
    const isSaid = told.some(({ said, notice }) => said ?? notice);
    const pairs = pairEditions(
      told.map(({ title, on, publisher, type, region }, id) => ({
        id,
        title,
        publisher: publisher ?? 'Calder Vale Partnership',
        publishedOn: on,
        type: type ?? null,
        region: region ?? null,
      })),
    ).map(({ older, newer }) => [older, newer]);

    expect(pairs).toEqual(isSaid ? [] : editions);
  });
});

/** Titles as publishers write them; the second is a newer edition of the first, or not. */
const titles: [boolean, [title: string, on: string, type?: string][]][] = [
  [
    true,
    [
      ['Keeping children safe in education 2022', '2022-09-01'],
      ['Keeping children safe in education 2023', '2023-09-01'],
    ],
  ],
  [
    false,
    [
      ['Working together to safeguard children', '2018-07-01', 'doc-statutory-guidance'],
      [
        'Working together to safeguard children 2023: statutory guidance',
        '2023-12-15',
        'doc-statutory-guidance',
      ],
    ],
  ],
  [
    true,
    [
      ['Characteristics of children in need: 2021 to 2022', '2022-10-27'],
      ['Characteristics of children in need: 2022 to 2023', '2023-10-26'],
    ],
  ],
  [
    true,
    [
      ['Crime in England and Wales: year ending September 2022', '2023-01-26'],
      ['Crime in England and Wales: year ending December 2022', '2023-04-26'],
    ],
  ],
  [
    true,
    [
      [
        'National Referral Mechanism and Duty to Notify statistics UK, end of year summary 2021',
        '2022-03-03',
      ],
      [
        'National Referral Mechanism and Duty to Notify statistics UK, end of year summary 2022',
        '2023-03-02',
      ],
    ],
  ],
  [
    true,
    [
      ['The National Plan to end violence (2021)', '2021-01-01'],
      ['The national plan to end violence (2024)', '2024-01-01'],
    ],
  ],
  [
    true,
    [
      ['Child exploitation strategy 2021–2024', '2021-01-01'],
      ['Child exploitation strategy 2024–2027', '2024-01-01'],
    ],
  ],
  [
    false,
    [
      ['Child exploitation strategy 2021–2024', '2021-01-01'],
      ['Child exploitation strategy 2024–2027: equality impact assessment', '2024-01-01'],
    ],
  ],
  [
    true,
    [
      ['Section 11 audit report 2021', '2021-01-01'],
      ['Section 11 audit report 2023', '2023-01-01'],
    ],
  ],
  [
    false,
    [
      ['Serious case review: Child R (2018)', '2018-01-01'],
      ['Serious case review: Child S (2019)', '2019-01-01'],
    ],
  ],
  [
    true,
    [
      ['Ofsted annual report 2021/22: education, children’s services and skills', '2022-12-13'],
      ['Ofsted annual report 2022/23: education, children’s services and skills', '2023-11-23'],
    ],
  ],
  [
    true,
    [
      ['His Majesty’s Chief Inspector’s annual report 2022 to 2023', '2023-11-23'],
      ['His Majesty’s Chief Inspector’s annual report 2023 to 2024', '2024-11-23'],
    ],
  ],
  [
    false,
    [
      ['Serious violence strategy', '2018-04-09', 'doc-strategy'],
      ['Serious violence strategy', '2022-04-09', 'doc-strategy'],
    ],
  ],
  [
    true,
    [
      ['Prevent duty guidance: for England and Wales (2015)', '2015-04-01'],
      ['Prevent duty guidance: for England and Wales (2023)', '2023-09-07'],
    ],
  ],
  [
    false,
    [
      ['Prevent duty guidance: for England and Wales (2015)', '2015-04-01'],
      ['Prevent duty guidance: for Scotland (2023)', '2023-09-07'],
    ],
  ],
  [
    false,
    [
      ['Modern Slavery Act 2015', '2015-03-26'],
      ['Modern Slavery Act 2015: statutory guidance', '2020-03-26'],
    ],
  ],
  [
    true,
    [
      ['Modern slavery: statutory guidance for England and Wales (version 2.5)', '2021-01-01'],
      ['Modern slavery: statutory guidance for England and Wales (version 3.5)', '2023-10-01'],
    ],
  ],
  [
    true,
    [
      ['Annual report 2022-2023', '2023-09-01'],
      ['Annual Report 2023 - 2024', '2024-09-01'],
    ],
  ],
  [
    true,
    [
      ['Quarterly safeguarding dashboard Q2 2023/24', '2023-11-01'],
      ['Quarterly safeguarding dashboard Q3 2023/24', '2024-02-01'],
    ],
  ],
  [
    true,
    [
      ['Online harms in 2022: what parents told us', '2022-11-01'],
      ['Online harms in 2023: what parents told us', '2023-11-01'],
    ],
  ],
  [
    false,
    [
      ['7-minute briefing: child J', '2022-11-01'],
      ['7-minute briefing: child T', '2023-11-01'],
    ],
  ],
  [
    false,
    [
      ['7-minute briefing 12: neglect', '2022-11-01'],
      ['7-minute briefing 13: exploitation', '2023-11-01'],
    ],
  ],
  [
    false,
    [
      ['Ofsted: children’s social care data in England 2022', '2022-07-01'],
      ['Ofsted: children’s social care data in England 2023: methodology', '2023-07-01'],
    ],
  ],
  [
    false,
    [
      ['JTAI report Harrowfen, 2022', '2022-07-01'],
      ['JTAI report Calderwick, 2023', '2023-07-01'],
    ],
  ],
  [
    false,
    [
      ['Lessons from the Rotherham inquiry 1997-2013', '2014-08-01'],
      ['Lessons from the Telford inquiry 1989-2020', '2022-07-01'],
    ],
  ],
  [
    true,
    [
      ['Child sexual abuse in 2021/22: trends in official data', '2023-02-01'],
      ['Child sexual abuse in 2022/23: trends in official data', '2024-02-01'],
    ],
  ],
  [
    false,
    [
      ['County lines violence, exploitation and drug supply 2017', '2017-11-01'],
      ['County lines drug supply, vulnerability and harm 2018', '2019-01-01'],
    ],
  ],
  [
    false,
    [
      ['Tackling child exploitation: multi-agency practice principles', '2023-03-01'],
      ['Tackling child exploitation: joint strategic needs', '2019-03-01'],
    ],
  ],
  [
    false,
    [
      ['Practice guide 1: kinship care', '2019-03-01'],
      ['Practice guide 2: parenting', '2021-03-01'],
    ],
  ],
  [
    true,
    [
      ['Statutory review 2020', '2020-03-01'],
      ['Statutory review 2022', '2022-03-01'],
    ],
  ],
];

describe('titles as publishers write them', () => {
  it.each(titles)('%s: %j', (isNewer, two) => {
    const pairs = pairEditions(
      two.map(([title, publishedOn, type], id) => ({
        id,
        title,
        publisher: 'Calder Vale Partnership',
        publishedOn,
        type: type ?? null,
        region: null,
      })),
    );
    expect(pairs.length > 0).toBe(isNewer);
  });
});

/** Sentences as publishers write them: which edition they tell of, and to where they lead. */
const sentences: [string, string | null][] = [
  [
    'This guidance was withdrawn on 1 May. It has been replaced by Working together [[0]].',
    'newer u0',
  ],
  ['This publication has now been superseded by the 2023 edition [[0]].', 'newer u0'],
  [
    'This document has been archived. For current guidance, please see Keeping safe [[0]].',
    'newer u0, as a hint',
  ],
  [
    'This strategy came to an end in 2022 and was succeeded by the 2023-26 strategy [[0]].',
    'newer u0',
  ],
  ['We have updated this toolkit. The new version [[0]] is available on our site.', 'newer u0'],
  ['A revised version of this guide was published in March 2024: read it here [[0]].', 'newer u0'],
  [
    'Please note that this is no longer current. Read the 2024 practice guide [[0]].',
    'newer u0, as a hint',
  ],
  ['This policy supersedes all previous versions.', 'older null'],
  ['This toolkit replaces the 2015 version [[0]].', 'older u0'],
  ['Second edition of our handbook, first published in 2017 [[0]].', null],
  ['It updates and replaces guidance issued in 2014 [[0]].', 'older u0'],
  [
    'This guidance, which came into force on 1 April 2024, replaces Working Together 2018 [[0]].',
    'older u0',
  ],
  ['The report is the successor to our 2019 report, Lost and found [[0]].', 'older u0'],
  ['Nothing in this guidance replaces professional judgement.', null],
  [
    'This guidance is not a substitute for training and does not supersede local procedures [[0]].',
    null,
  ],
  ['The Act replaces the previous regime of orders [[0]].', null],
  ['Foster carers were replaced by residential staff [[0]].', null],
  ['This consultation is about whether the duty should be replaced by a new code [[0]].', null],
  ['You can also download the latest version of Adobe Reader [[0]].', null],
  ['This page has moved to a new address [[0]].', null],
  ['Was this page helpful? See our privacy notice, updated version [[0]].', null],
  ['This collection has been updated to include a new guide [[0]].', null],
  [
    'The previous version of this guidance is available on the National Archives [[0]].',
    'older u0',
  ],
  ['This document was replaced on 3 June 2024 by Safer streets [[0]].', 'newer u0'],
  ['Mae’r canllaw hwn wedi’i ddisodli gan [[0]].', null],
  ['For archived versions of this statistical release see [[0]].', null],
  [
    'This version of the code of practice is out of date: see code of practice 2022 [[0]].',
    'newer u0, as a hint',
  ],
  ['The guidance replaced an earlier circular [[0]] in 2009.', 'older u0'],
  ['This page was withdrawn. Read about families [[0]].', 'newer u0, as a hint'],
];

describe('what publishers say', () => {
  it.each(sentences)('%s', (text, wanted) => {
    const told = saidOfEditions([{ text, links: ['u0', 'u1'] }]).map(
      ({ other, url, isHint }) => `${other} ${url}${isHint ? ', as a hint' : ''}`,
    );
    expect(told.join() || null).toBe(wanted);
  });
});
