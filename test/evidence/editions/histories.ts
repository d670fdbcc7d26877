/** A publication of a history, as it would be recorded; `said` is a part of its page. */
export interface Told {
  title: string;
  /** "YYYY-MM-DD"; null where nobody said. */
  on: string | null;
  publisher?: string;
  type?: string;
  region?: string;
  /** Markup of a paragraph of its page; `{0}`, `{1}` are addresses of the others. */
  said?: string;
  /** The publisher's notice of withdrawal, as markup. */
  notice?: string;
}

export interface History {
  name: string;
  told: Told[];
  /** Which is superseded by which, by their places in `told`; none for those that are neither. */
  editions: [older: number, newer: number][];
  /** Said by the publisher with a link: set, and not only proposed. */
  isCertain?: boolean;
}

const edition = (
  name: string,
  older: [title: string, on: string | null, more?: Partial<Told>],
  newer: [title: string, on: string | null, more?: Partial<Told>],
  isCertain = false,
): History => ({
  name,
  told: [older, newer].map(([title, on, more = {}]) => ({ title, on, ...more })),
  editions: [[0, 1]],
  ...(isCertain && { isCertain }),
});

const neither = (
  name: string,
  ...told: [title: string, on: string | null, more?: Partial<Told>][]
): History => ({
  name,
  told: told.map(([title, on, more = {}]) => ({ title, on, ...more })),
  editions: [],
});

/** Newer editions that titles, years and dates tell. */
const bySeries: History[] = [
  edition(
    'a year at the end',
    ['Keeping pupils safe 2023', '2023-09-01'],
    ['Keeping pupils safe 2024', '2024-09-01'],
  ),
  edition(
    'a year in brackets',
    ['Child exploitation protocol (2019)', '2019-05-02'],
    ['Child exploitation protocol (2022)', '2022-06-09'],
  ),
  edition(
    'a year first',
    ['2022 annual report of the Calder Vale Safeguarding Partnership', '2022-11-01'],
    ['2023 annual report of the Calder Vale Safeguarding Partnership', '2023-11-14'],
  ),
  edition(
    'years of a plan',
    ['Violence reduction strategy 2019-2022', '2019-04-01'],
    ['Violence reduction strategy 2023-2026', '2023-04-03'],
  ),
  edition(
    'years with "to"',
    ['Missing from home: joint procedure 2018 to 2020', '2018-03-01'],
    ['Missing from home: joint procedure 2021 to 2024', '2021-02-01'],
  ),
  edition(
    'half years',
    ['Safeguarding Children Partnership Annual Report 2021/22', '2022-09-30'],
    ['Safeguarding Children Partnership Annual Report 2022/23', '2023-09-29'],
  ),
  edition(
    'half years with a dash',
    ['Business plan 2022–23', '2022-04-20'],
    ['Business plan 2023–24', '2023-04-18'],
  ),
  edition(
    'numbered editions',
    ['Contextual safeguarding toolkit, second edition', '2020-02-02'],
    ['Contextual safeguarding toolkit, third edition', '2022-02-02'],
  ),
  edition(
    'an edition and none',
    ['Handbook for lead professionals', '2017-01-10'],
    ['Handbook for lead professionals (2nd edition)', '2020-10-10'],
  ),
  edition(
    'versions',
    ['Information sharing agreement v1.2', '2021-01-05'],
    ['Information sharing agreement v2.0', '2023-03-05'],
  ),
  edition(
    'versions in words',
    ['Threshold document: version 3', '2019-07-01'],
    ['Threshold document: version 4', '2022-07-01'],
  ),
  edition(
    'revised',
    ['Guidance on return conversations', '2018-06-01'],
    ['Guidance on return conversations (revised)', '2021-06-01'],
  ),
  edition(
    'updated in a month',
    ['Practice standards for family hubs (updated March 2021)', '2021-03-08'],
    ['Practice standards for family hubs (updated October 2023)', '2023-10-12'],
  ),
  edition(
    'no year in the first',
    [
      'Working with adolescents at risk outside the home: guidance',
      '2016-10-01',
      { type: 'doc-guidance' },
    ],
    [
      'Working with adolescents at risk outside the home: guidance 2024',
      '2024-01-20',
      { type: 'doc-guidance' },
    ],
  ),
  edition(
    'the year inside a subtitle',
    ['Acting together to protect 2018: a guide to inter-agency working', '2018-07-04'],
    ['Acting together to protect 2023: a guide to inter-agency working', '2023-12-15'],
  ),
  edition(
    'figures of a year',
    ['Children in care in England: 2022', '2022-11-17', { type: 'doc-statistics' }],
    ['Children in care in England: 2023', '2023-11-16', { type: 'doc-statistics' }],
  ),
  edition(
    'figures of a year that ends',
    ['Modern slavery referrals: year ending March 2022', '2022-05-05', { type: 'doc-statistics' }],
    ['Modern slavery referrals: year ending March 2023', '2023-05-04', { type: 'doc-statistics' }],
  ),
  edition(
    'figures of a quarter',
    ['NRM statistics, quarter 1 2023', '2023-05-04', { type: 'doc-statistics' }],
    ['NRM statistics, quarter 2 2023', '2023-08-03', { type: 'doc-statistics' }],
  ),
  edition(
    'easy read of both years',
    ['Our safeguarding strategy 2020 (easy read)', '2020-04-04'],
    ['Our safeguarding strategy 2024 (easy read)', '2024-04-04'],
  ),
  edition(
    'other signs and capitals',
    ['Harmful Sexual Behaviour – Framework 2016', '2016-09-01'],
    ['Harmful sexual behaviour: framework (2019)', '2019-09-01'],
  ),
  edition(
    'nobody said when, the years do',
    ['Multi-agency dataset guide 2021', null],
    ['Multi-agency dataset guide 2022', null],
  ),
  {
    name: 'three of one series',
    told: ['2020', '2021', '2022'].map((year) => ({
      title: `Profile of exploitation in the county ${year}`,
      on: `${year}-06-01`,
    })),
    editions: [
      [0, 1],
      [1, 2],
    ],
  },
  edition(
    'a month and year',
    ['Licensing policy, May 2019', '2019-05-20'],
    ['Licensing policy, January 2024', '2024-01-15'],
  ),
  edition(
    'the same title, years apart',
    [
      'Child sexual exploitation: definition and a guide for practitioners',
      '2012-02-02',
      { type: 'doc-guidance' },
    ],
    [
      'Child sexual exploitation: definition and a guide for practitioners',
      '2017-02-16',
      { type: 'doc-guidance' },
    ],
  ),
];

/** What publishers say of newer and older editions, in words of their own. */
const bySaying: History[] = [
  edition(
    'superseded by, with a link',
    [
      'Protocol on missing children',
      '2015-01-01',
      {
        notice:
          '<p>It has been superseded by <a href="{1}">Missing children: joint protocol</a></p>',
      },
    ],
    ['Missing children: joint protocol', '2021-04-01'],
    true,
  ),
  edition(
    'withdrawn and newer published',
    [
      'Case studies of transition',
      '2014-06-01',
      {
        notice:
          '<div class="govspeak"><p>We’ve withdrawn this guidance and published newer <a href="{1}">examples of moving on</a>.</p></div>',
      },
    ],
    ['Examples of moving on', '2020-06-01'],
    true,
  ),
  edition(
    'see instead',
    [
      'Advice on online safety',
      '2016-02-01',
      {
        notice:
          '<p>This advice is out of date. See <a href="{1}">Teaching online safety</a> instead.</p>',
      },
    ],
    ['Teaching online safety', '2019-06-26'],
    true,
  ),
  edition(
    'a banner on the old page',
    [
      'Toolkit for hotels',
      '2017-05-01',
      {
        said: '<div class="notice"><p>This toolkit has been replaced by the <a href="{1}">Night-time economy pack</a>.</p></div>',
      },
    ],
    ['Night-time economy pack', '2022-05-01'],
    true,
  ),
  edition(
    'there is a newer version',
    [
      'Transitional safeguarding briefing',
      '2019-01-01',
      {
        said: '<p>Please note: a newer version of this briefing <a href="{1}">is available here</a>.</p>',
      },
    ],
    ['Bridging the gap: transitional safeguarding', '2021-06-01'],
    true,
  ),
  edition(
    'the latest version',
    [
      'Screening tool',
      '2018-01-01',
      {
        said: '<p>This is an old version. For the latest version see <a href="{1}">Indicator tool</a>.</p>',
      },
    ],
    ['Indicator tool', '2023-01-01'],
    true,
  ),
  edition(
    'this replaces, with a link',
    ['Statutory guidance on children who go missing', '2009-01-01'],
    [
      'Missing from home or care',
      '2014-01-16',
      {
        said: '<p>This guidance replaces <a href="{0}">the 2009 guidance</a> and should be read with the national strategy.</p>',
      },
    ],
    true,
  ),
  edition(
    'supersedes, with a link',
    ['Criminal exploitation: first findings', '2018-01-01'],
    [
      'Criminal exploitation: what we know now',
      '2023-03-03',
      {
        said: '<p>The report supersedes our earlier paper, <a href="{0}">Criminal exploitation: first findings</a>.</p>',
      },
    ],
    true,
  ),
  edition(
    'an updated edition of',
    ['What good looks like', '2016-01-01'],
    [
      'Good practice in supervision',
      '2021-01-01',
      { said: '<p>This is an updated edition of <a href="{0}">What good looks like</a>.</p>' },
    ],
    true,
  ),
  edition(
    'previous version',
    ['Guide to disruption powers', '2019-04-01'],
    [
      'Disruption toolkit',
      '2022-07-01',
      { said: '<p>Previous version: <a href="{0}">Guide to disruption powers</a></p>' },
    ],
    true,
  ),
  edition(
    'has replaced this',
    [
      'Vulnerability checklist',
      '2015-03-01',
      { said: '<p><a href="{1}">Vulnerability tracker</a> has replaced this document.</p>' },
    ],
    ['Vulnerability tracker', '2019-03-01'],
    true,
  ),
  edition(
    'takes the place of',
    ['Pathway for under-18s at risk', '2014-02-01'],
    [
      'Risk outside the home pathway',
      '2023-02-01',
      {
        said: '<p>From today this pathway takes the place of the <a href="{0}">pathway of 2014</a>.</p>',
      },
    ],
    true,
  ),
  edition(
    'named, without a link',
    ['Sexual exploitation of boys and young men: a briefing', '2014-08-01'],
    [
      'Exploitation of boys',
      '2021-08-01',
      {
        said: '<p>This briefing replaces “Sexual exploitation of boys and young men: a briefing”, which we no longer print.</p>',
      },
    ],
  ),
  edition(
    'named by its year',
    ['Joint targeted audits: handbook 2016', '2016-02-02'],
    [
      'Audit handbook for joint inspections',
      '2022-02-02',
      { said: '<p>The handbook replaces and updates Joint targeted audits: handbook (2016).</p>' },
    ],
  ),
  edition(
    'withdrawn, named without a link',
    [
      'Safe to talk: guidance for sexual health clinics',
      '2013-01-01',
      {
        notice:
          '<p>This publication was withdrawn because it has been replaced by Talking safely: guidance for clinics.</p>',
      },
    ],
    ['Talking safely: guidance for clinics', '2018-01-01'],
  ),
  edition(
    'another department goes on with it',
    [
      'Multi-agency public notice guide',
      '2013-05-05',
      {
        publisher: 'Department for Younger People',
        notice: '<p>Superseded by <a href="{1}">Notices: a guide</a>.</p>',
      },
    ],
    ['Notices: a guide', '2016-05-05', { publisher: 'Home Department' }],
    true,
  ),
];

/** Withdrawals that name nothing newer, and near-namesakes that are neither older nor newer. */
const thatAreNeither: History[] = [
  neither(
    'withdrawn, out of date',
    [
      'Work placements guide',
      '2012-01-01',
      { notice: '<p>This page has been withdrawn because it is out of date.</p>' },
    ],
    ['Work placements guide for employers', '2019-01-01'],
  ),
  neither('withdrawn, a wrong title', [
    'Notes for hoteliers',
    '2018-01-01',
    { notice: '<p>Incorrect title</p>' },
  ]),
  neither(
    'archived, with a link to the front page of a subject',
    [
      'Information for carers of teenagers',
      '2013-01-01',
      {
        notice:
          '<p>This information has been archived. <a href="https://www.gov.example/browse/families">Browse families</a>.</p>',
      },
    ],
    ['Fostering teenagers', '2016-01-01'],
  ),
  neither(
    'parts of one report',
    ['Inquiry into organised networks 2022: part 1', '2022-02-01'],
    ['Inquiry into organised networks 2022: part 2', '2022-09-01'],
  ),
  neither(
    'volumes of other years',
    ['Evidence to the independent panel 2021, volume 1', '2021-02-01'],
    ['Evidence to the independent panel 2022, volume 2', '2022-02-01'],
  ),
  neither(
    'a summary of it',
    ['Hidden harm in hotels 2023', '2023-02-01'],
    ['Hidden harm in hotels 2024: executive summary', '2024-02-01'],
  ),
  neither(
    'an easy read',
    ['Young carers strategy 2021', '2021-02-01'],
    ['Young carers strategy 2022: easy read', '2022-02-01'],
  ),
  neither(
    'a consultation and what came of it',
    [
      'Reforming out of court disposals 2022: consultation',
      '2022-02-01',
      { type: 'doc-consultation' },
    ],
    ['Reforming out of court disposals 2023', '2023-02-01'],
  ),
  neither(
    'a government response',
    ['Serious violence duty 2021', '2021-02-01'],
    ['Serious violence duty 2022: government response', '2022-02-01'],
  ),
  neither(
    'two nations',
    ['All together safe: procedures for Wales 2019', '2019-02-01'],
    ['All together safe: procedures for England 2021', '2021-02-01'],
  ),
  neither(
    'two nations by their facts',
    [
      'Safeguarding procedures 2019',
      '2019-02-01',
      { region: 'region-wales', publisher: 'Four Nations Board' },
    ],
    [
      'Safeguarding procedures 2021',
      '2021-02-01',
      { region: 'region-scotland', publisher: 'Four Nations Board' },
    ],
  ),
  neither(
    'annual reports of other areas',
    ['Annual report 2022', '2022-10-01', { publisher: 'Northcastle Partnership' }],
    ['Annual report 2023', '2023-10-01', { publisher: 'Southminster Partnership' }],
  ),
  neither(
    'annual reports of areas, in one collection',
    [
      'Annual report 2022',
      '2022-10-01',
      { publisher: 'National Repository', region: 'region-north-west' },
    ],
    ['Annual report 2022', '2022-11-01', { publisher: 'National Repository' }],
    ['Annual report 2023', '2023-10-01', { publisher: 'National Repository' }],
    ['Annual report 2023', '2023-11-01', { publisher: 'National Repository' }],
  ),
  neither(
    'areas in the title',
    ['Exploitation needs assessment: Eastshire 2021', '2021-10-01'],
    ['Exploitation needs assessment: Westshire 2022', '2022-10-01'],
  ),
  neither(
    'reviews of two children',
    ['Local child safeguarding practice review 2021', '2021-10-01', { type: 'doc-lcspr' }],
    ['Local child safeguarding practice review 2022', '2022-10-01', { type: 'doc-lcspr' }],
  ),
  neither(
    'reviews by name',
    ['Learning from the review of Child K (2020)', '2020-10-01'],
    ['Learning from the review of Child M (2022)', '2022-10-01'],
  ),
  neither(
    'minutes of two meetings',
    ['Exploitation sub-group minutes, March 2023', '2023-04-01'],
    ['Exploitation sub-group minutes, June 2023', '2023-07-01'],
  ),
  neither(
    'newsletters',
    ['Partnership newsletter: spring 2023', '2023-04-01'],
    ['Partnership newsletter: summer 2023', '2023-07-01'],
  ),
  neither('two Acts', ['Children Act 1989', '1989-11-16'], ['Children Act 2004', '2004-11-15']),
  neither(
    'about things of other years',
    ['Evaluation of the 2018 pilot of family group meetings', '2019-10-01'],
    ['Evaluation of the 2021 pilot of family group meetings', '2022-10-01'],
  ),
  neither(
    'responses to two consultations',
    ['Our response to the 2019 consultation on relationships education', '2019-10-01'],
    ['Our response to the 2023 consultation on relationships education', '2023-10-01'],
  ),
  neither(
    'by years to come',
    ['Ending harm by 2025', '2018-10-01'],
    ['Ending harm by 2030', '2019-10-01'],
  ),
  neither(
    'another age',
    ['Consent and the law for 13 to 15 year olds 2020', '2020-10-01'],
    ['Consent and the law for 16 to 17 year olds 2021', '2021-10-01'],
  ),
  neither(
    'a draft',
    ['Taxi licensing standards 2020: draft', '2020-01-01'],
    ['Taxi licensing standards 2021', '2021-01-01'],
  ),
  neither(
    'an annex',
    ['Costs of exploitation 2019: technical annex', '2019-01-01'],
    ['Costs of exploitation 2020', '2020-01-01'],
  ),
  neither(
    'the young people’s version',
    ['Charter for care leavers 2018', '2018-01-01'],
    ['Charter for care leavers 2021: young people’s version', '2021-01-01'],
  ),
  neither(
    'a Welsh text of the same',
    ['Diogelu plant 2021', '2021-01-01'],
    ['Safeguarding our children 2021', '2021-01-01'],
  ),
  neither(
    'the same year twice',
    ['Data on episodes of going missing 2022', '2022-03-01'],
    ['Data on episodes of going missing 2022', '2022-05-01'],
  ),
  neither(
    'news of two years',
    ['Awards 2022 open', '2022-03-01', { type: 'doc-news' }],
    ['Awards 2023 open', '2023-03-01', { type: 'doc-news' }],
  ),
  neither(
    'conference papers',
    ['Annual safeguarding conference 2022', '2022-03-01'],
    ['Annual safeguarding conference 2023', '2023-03-01'],
  ),
  neither(
    'years that contradict the days',
    ['Outcomes framework 2024', '2021-03-01'],
    ['Outcomes framework 2022', '2023-03-01'],
  ),
  neither(
    'people who were replaced',
    [
      'How teams changed',
      '2021-03-01',
      {
        said: '<p>Social workers on this team were replaced by agency staff, see <a href="{1}">Agency staffing</a>.</p>',
      },
    ],
    ['Agency staffing', '2022-03-01'],
  ),
  neither(
    'does not replace',
    ['Statutory framework for visits', '2015-03-01'],
    [
      'Notes on visiting',
      '2019-03-01',
      {
        said: '<p>This guide does not replace the <a href="{0}">Statutory framework for visits</a>.</p>',
      },
    ],
  ),
  neither(
    'is to be read with',
    ['Strategy for girls', '2019-03-01'],
    [
      'Strategy for young women',
      '2021-03-01',
      {
        said: '<p>This strategy should be read alongside the <a href="{0}">Strategy for girls</a>.</p>',
      },
    ],
  ),
  neither(
    'will be replaced one day',
    [
      'Interim rules for placements',
      '2021-03-01',
      {
        said: '<p>This guidance will be replaced by <a href="{1}">Future rules</a> once they are agreed.</p>',
      },
    ],
    ['Future rules', '2022-03-01'],
  ),
  neither(
    'builds on',
    ['Listening to boys', '2018-03-01'],
    [
      'Listening to all children',
      '2020-03-01',
      { said: '<p>This report builds on <a href="{0}">Listening to boys</a>.</p>' },
    ],
  ),
  neither(
    'replaces a habit',
    ['Paper forms in hospitals', '2018-03-01'],
    [
      'Digital referrals',
      '2020-03-01',
      { said: '<p>The new process replaces paper forms in hospitals.</p>' },
    ],
  ),
  neither(
    'latest news beside it',
    [
      'Helpline figures',
      '2018-03-01',
      { said: '<p>See also our latest report: <a href="{1}">Young voices</a>.</p>' },
    ],
    ['Young voices', '2020-03-01'],
  ),
];

/** Written before the rules were tuned; each is a small library of its own, and all of them one. */
export const histories: History[] = [...bySeries, ...bySaying, ...thatAreNeither];
