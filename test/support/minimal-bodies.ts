import { randomBytes } from 'node:crypto';
import { approveDigest, writeIntro } from '#shared/digests/approve-digest.ts';
import { chooseForDigest } from '#shared/digests/choose-for-digest.ts';
import { addSubscriber } from '#shared/digests/subscribers.ts';
import {
  AlertLine,
  AlertMessage,
  type Link,
  Link as Links,
  MatchLine,
  PossibleDuplicate,
  PossibleEdition,
  type Publication,
  type SavedSearch,
  SearchAlert,
  Subscriber,
  Suggestion,
  User,
} from '#shared/entities/index.ts';
import { addConcept } from '#shared/judging/add-concept.ts';
import { addTag } from '#shared/judging/add-tag.ts';
import { keepPublications } from '#shared/judging/keep-publications.ts';
import { addDays, weekOf } from '#shared/london.ts';
import { addMeeting } from '#shared/meetings/meetings.ts';
import { createApiToken, listApiTokens } from '#shared/people/api-tokens.ts';
import { createSignInLink } from '#shared/people/create-sign-in-link.ts';
import { moveLink } from '#shared/plans/evidence/move-link.ts';
import { reviseLink, sayStillHolds } from '#shared/plans/evidence/revise-link.ts';
import { removeLink } from '#shared/plans/links/change-link.ts';
import { linkAndKeep, linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import { compareMatch } from '#shared/plans/matches/compare-match.ts';
import { finishMatch } from '#shared/plans/matches/finish-match.ts';
import { openMatch } from '#shared/plans/matches/open-match.ts';
import { describeFigure } from '#shared/plans/records/say-of-entry.ts';
import { archivePlan } from '#shared/plans/structure/change-plan.ts';
import { retireEntry } from '#shared/plans/structure/retire-entry.ts';
import { keepApart } from '#shared/publications/decide-duplicate.ts';
import { setSuperseded } from '#shared/publications/editions/set-superseded.ts';
import { rememberSearch } from '#shared/searches/past-searches.ts';
import { saveSearch } from '#shared/searches/save-search.ts';
import type { OpenServices } from '#shared/services.ts';
import { assign } from '#shared/sift/assign.ts';
import { decideInSift } from '#shared/sift/decide-in-sift.ts';
import { noteMinutes } from '#shared/sift/minutes.ts';
import { addMentions } from '#shared/sources/missed/add-mentions.ts';
import { addConceptToVocabulary } from '#shared/vocabulary/add-concept-to-vocabulary.ts';
import { addLocalWord } from '#shared/vocabulary/add-local-word.ts';
import { retireConcept } from '#shared/vocabulary/retire-concept.ts';
import { addRule, removeRule } from '#shared/vocabulary/rules/change-rules.ts';
import { givenPlanEntry } from './builders/plan-entry.ts';
import { givenPublication } from './builders/publication.ts';
import { givenSource } from './builders/source.ts';
import { givenUser } from './builders/user.ts';

export interface Body {
  address: string;
  /** A form's fields or file, or what is sent as JSON; left out for a mere button. */
  sent?: Record<string, string> | FormData | object;
}

const by = { userId: null, name: 'test' };
const at = new Date('2026-09-10T08:00:00Z');
const csv = 'plan,ref,recommendation,status\nA plan,R1,Offer interviews,in progress\n';
const aFile = (name: string, text: string) => {
  const form = new FormData();
  form.append('file', new File([text], name, { type: 'text/plain' }));
  return form;
};

/**
 * For every route that changes something: an address at which there is what it changes, made when it is
 * asked for, and the least that it takes. A new route needs a row here; a test names it.
 */
export function minimalBodies(
  services: OpenServices,
): Record<string, (userId: number) => Promise<Body>> {
  let made = 0;
  const next = () => {
    made += 1;
    return made;
  };
  const fork = () => services.fork();
  const em = () => services.orm.em.fork();

  const publication = async (given: Partial<Publication> = {}) =>
    (await givenPublication(em(), { title: `Review ${next()}`, ...given } as object)).id;
  const match = async (): Promise<[number, number]> => {
    const given = { title: `List ${next()}`, text: '1. Train all staff.', planId: null, by };
    const matchId = await openMatch(fork(), given);
    await compareMatch(fork(), { matchId, vocabulary: [] });
    const line = await em().findOneOrFail(MatchLine, { match: matchId });
    return [matchId, line.id];
  };
  const finished = async () => {
    const [matchId] = await match();
    await finishMatch(fork(), { matchId, by });
    return matchId;
  };
  const kept = async () => {
    const id = await publication();
    await keepPublications(fork(), { publicationIds: [id], by });
    return id;
  };
  const entry = async () => (await givenPlanEntry(em())).id;
  /** One that is due, done, has a figure and a challenge: whatever may be said of an entry. */
  const fullEntry = async () => {
    const on = em();
    const { id } = await givenPlanEntry(on, {
      status: 'complete',
      originalDueOn: '2026-09-30',
      dueOn: '2026-09-30',
    });
    const figureId = await describeFigure(fork(), {
      entryId: id,
      measure: { name: 'Hotel staff trained', target: 300 },
      by,
    });
    return { id, figureId };
  };
  const challenged = async () => {
    const entryId = await entry();
    const bears = { bearing: 'challenges', rationale: 'It did not work there.' } as const;
    const given = { ...bears, entryId, publicationId: await publication(), by };
    return { entryId, linkId: (await linkToEntry(fork(), given)).id };
  };
  const twoEntries = async () => {
    const on = em();
    const first = await givenPlanEntry(on);
    const second = await givenPlanEntry(on, { plan: first.plan });
    return { first: first.id, second: second.id };
  };
  const plan = async () => (await givenPlanEntry(em())).plan.id;
  const source = async () => (await givenSource(em(), { key: `made-${next()}` })).id;
  const link = async (): Promise<Link> =>
    linkToEntry(fork(), {
      publicationId: await publication(),
      entryId: await entry(),
      bearing: 'supports',
      rationale: 'It does.',
      quote: null,
      page: null,
      by,
    });
  const changedLink = async (): Promise<number> => {
    const { id } = await link();
    await em().nativeUpdate(Links, { id }, { needsLook: true, fate: 'gone' });
    return id;
  };
  const suggestion = async (of: 'concept' | 'entry') => {
    const publicationId = await publication();
    const on = em();
    const row = on.create(Suggestion, {
      publication: publicationId,
      ...(of === 'concept' ? { concept: 'rhi' } : { entry: await entry() }),
      words: ['RHI'],
      strength: 'strong',
      createdAt: at,
    });
    await on.flush();
    return { publicationId, id: row.id };
  };
  const pair = async () => {
    const [first, second] = [await publication(), await publication()];
    const on = em();
    const row = on.create(PossibleDuplicate, { first, second, distance: 1, foundAt: at });
    await on.flush();
    return { id: row.id, first };
  };
  /** Two of which one may be the newer edition; `state` of what a person said. */
  const edition = async (state: 'open' | 'refused' = 'open') => {
    const [older, newer] = [await publication(), await publication()];
    const on = em();
    const row = on.create(PossibleEdition, { older, newer, basis: 'series', foundAt: at, state });
    await on.flush();
    return row.id;
  };
  const superseded = async () => {
    const publicationId = await publication();
    const newerId = await publication();
    await setSuperseded(fork(), { publicationId, newerId, basis: 'person', by });
    return publicationId;
  };
  const outdatedLink = async (): Promise<number> => {
    const { id } = await link();
    const { publication: older } = await em().findOneOrFail(Links, id);
    const newerId = await publication();
    await setSuperseded(fork(), { publicationId: older.id, newerId, basis: 'person', by });
    return id;
  };
  const movedLink = async (): Promise<number> =>
    (await moveLink(fork(), { linkId: await outdatedLink(), by })).id;
  /** The library is that old, so that each row can have a week of its own. */
  let oldest: Promise<unknown> | null = null;
  const week = async () => {
    oldest ??= givenSource(em(), { key: 'oldest', createdAt: new Date('2000-01-01T09:00:00Z') });
    await oldest;
    const { week } = weekOf(addDays('2000-01-10', 7 * next()));
    const publicationId = await kept();
    await chooseForDigest(fork(), { week, publicationId, choice: 'in', by });
    return { week, publicationId };
  };
  /** A publication that went out with a digest. */
  const sentOnce = async () => {
    const { week: of, publicationId } = await week();
    await approveDigest(fork(), { week: of, by });
    return publicationId;
  };
  /** A publication that a link keeps. */
  const keptByLink = async () => {
    const publicationId = await publication();
    const given = { entryId: await entry(), bearing: 'supports', rationale: 'It does.' } as const;
    await linkAndKeep(fork(), { ...given, publicationId, quote: null, page: null, by });
    return publicationId;
  };
  const subscriber = () =>
    addSubscriber(fork(), { email: `s${next()}@police.example`, name: null, partner: null, by });
  /** A subscription that a mail server's refusal ended. */
  const endedSubscriber = async () => {
    const { id } = await subscriber();
    await em().nativeUpdate(Subscriber, { id }, { failure: 'No such mailbox', failedAt: at });
    return id;
  };
  const search = (userId: number): Promise<SavedSearch> =>
    saveSearch(fork(), {
      name: `Search ${next()}`,
      parameters: `q=word${made}`,
      isShared: true,
      alert: null,
      userId,
      by,
    });
  const alerted = async (userId: number) => {
    const saved = await search(userId);
    const on = em();
    const user = on.getReference(User, userId);
    const token = randomBytes(16).toString('hex');
    const alert = on.create(SearchAlert, {
      search: saved.id,
      user,
      rhythm: 'weekly',
      since: at,
      checkedAt: at,
    });
    const message = on.create(AlertMessage, {
      user,
      rhythm: 'weekly',
      createdAt: at,
      messageId: `<${token}@skylark>`,
      stopToken: token,
      nextAttemptAt: at,
    });
    on.create(AlertLine, {
      alert,
      message,
      publication: await publication(),
      position: 0,
      words: [],
    });
    await on.flush();
    return token;
  };
  const atPublication = async (rest: string, sent?: object, given?: Partial<Publication>) => ({
    address: `/publications/${await publication(given)}${rest}`,
    ...(sent && { sent }),
  });
  const concept = () =>
    addConceptToVocabulary(fork(), { label: `a local concept ${next()}`, facet: 'theme', by });
  const usedConcept = async () => {
    const [conceptId, publicationId] = [await concept(), await publication()];
    await addConcept(fork(), { publicationId, conceptId, by });
    return { conceptId, publicationId };
  };
  const rule = async () =>
    addRule(fork(), { search: `hotel ${next()}`, conceptId: 'rhi', forWaiting: false, by });
  const removedRule = async () => {
    const ruleId = await rule();
    await removeRule(fork(), { ruleId, by });
    return ruleId;
  };
  const vocabularyChange = async () =>
    (await retireConcept(fork(), { conceptId: await concept(), by })) ?? 0;
  const spelling = async () => {
    const from = `taxi ${next()}`;
    await addTag(fork(), { publicationId: await publication(), label: from, by });
    return { from, to: `${from} licensing` };
  };
  const assigned = async (userId: number) => {
    const publicationId = await publication();
    await assign(fork(), { publicationId, to: userId, by });
    return publicationId;
  };
  const siftStep = async () => {
    const given = { publicationId: await publication(), by };
    return (await decideInSift(fork(), { ...given, decision: { verdict: 'kept' } })).batch;
  };
  const minutesNoted = () => noteMinutes(fork(), { week: '2026-W37', minutes: next(), by });
  const aDay = () => addDays('2020-01-01', next());
  const meeting = async () => (await addMeeting(fork(), { heldOn: aDay(), name: null, by })).id;
  const listed = () => ({
    title: `A thing in the minutes ${next()}`,
    url: `https://elsewhere.example/${made}`,
    publisher: null,
    publishedOn: null,
  });
  const mention = async () => {
    const given = { way: 'minutes', origin: null, reachedOn: null, items: [listed()], by } as const;
    return (await addMentions(fork(), { ...given, items: [...given.items] }))[0];
  };
  const aSource = () => ({
    kind: 'feed',
    name: `Feed ${next()}`,
    publisher: 'Marlby',
    url: `https://feed-${made}.example/rss`,
    mayShow: 'link',
  });
  const api = (body: Body): Body => ({ ...body, address: `/api/v1${body.address}` });

  return {
    // People
    'POST /sign-in': async () => ({ address: '/sign-in', sent: { email: 'ann@marlby.example' } }),
    'POST /sign-in/:token': async () => {
      const on = fork();
      const user = await givenUser(on.em);
      return { address: `/sign-in/${await createSignInLink(on, { user, minutes: 15 })}` };
    },
    'POST /sign-out': async () => ({ address: '/sign-out' }),
    'POST /account/tokens': async () => ({
      address: '/account/tokens',
      sent: { name: 'spreadsheet' },
    }),
    'POST /account/tokens/:id{[0-9]+}/revoke': async (userId) => {
      await createApiToken(fork(), { userId, name: 'old', by });
      const [token] = await listApiTokens(fork(), userId);
      return { address: `/account/tokens/${token?.id}/revoke` };
    },
    'POST /account/past-searches/clear': async (userId) => {
      await rememberSearch(fork(), { userId, parameters: 'q=rhi' });
      return { address: '/account/past-searches/clear' };
    },
    'POST /account/sign-out-everywhere': async () => ({ address: '/account/sign-out-everywhere' }),
    'POST /people': async () => ({
      address: '/people',
      sent: { email: `new${next()}@marlby.example`, role: 'chair' },
    }),
    'POST /people/:id{[0-9]+}': async () => ({
      address: `/people/${(await givenUser(em(), { role: 'member' })).id}`,
      sent: { do: 'role', role: 'chair' },
    }),

    // The library
    'POST /publications/add': async () => ({
      address: '/publications/add',
      sent: { url: `https://marlby.example/${next()}` },
    }),
    'POST /sift/:id{[0-9]+}/keep': async () => ({ address: `/sift/${await publication()}/keep` }),
    'POST /sift/:id{[0-9]+}/set-aside': async () => ({
      address: `/sift/${await publication()}/set-aside`,
      sent: { reason: 'too-thin' },
    }),
    'POST /sift/:id{[0-9]+}/later': async () => ({
      address: `/sift/${await publication()}/later`,
      sent: { why: 'Wait for the annex' },
    }),
    'POST /sift/:id{[0-9]+}/assign': async (userId) => ({
      address: `/sift/${await publication()}/assign`,
      sent: { to: String(userId) },
    }),
    'POST /sift/several': async () => ({
      address: '/sift/several',
      sent: { publicationIds: String(await publication()), verdict: 'kept' },
    }),
    'POST /sift/undo': async () => ({ address: '/sift/undo', sent: { batch: await siftStep() } }),
    'POST /sift/criteria': async () => ({
      address: '/sift/criteria',
      sent: { text: `What helps children here, ${next()}` },
    }),
    'POST /sift/minutes': async () => ({
      address: '/sift/minutes',
      sent: { week: '2026-W38', minutes: String(next()) },
    }),
    'POST /sift/minutes/:id{[0-9]+}/remove': async () => ({
      address: `/sift/minutes/${await minutesNoted()}/remove`,
    }),
    'POST /publications/:id{[0-9]+}/hand-back': async (userId) => ({
      address: `/publications/${await assigned(userId)}/hand-back`,
    }),
    'POST /duplicates/:id{[0-9]+}/merge': async () => {
      const { id, first } = await pair();
      return { address: `/duplicates/${id}/merge`, sent: { keptId: String(first) } };
    },
    'POST /duplicates/:id{[0-9]+}/apart': async () => ({
      address: `/duplicates/${(await pair()).id}/apart`,
    }),
    'POST /duplicates/:id{[0-9]+}/undo': async () => {
      const { id } = await pair();
      await keepApart(fork(), { pairId: id, by });
      return { address: `/duplicates/${id}/undo` };
    },
    'POST /publications/:id{[0-9]+}/facts': () =>
      atPublication('/facts', {
        title: 'Corrected',
        publisher: 'Marlby',
        day: '',
        month: '',
        year: '',
        type: '',
        region: '',
      }),
    'POST /publications/:id{[0-9]+}/gone-text': () =>
      atPublication('/gone-text', { isShown: 'yes' }, { goneAt: at }),
    'POST /publications/:id{[0-9]+}/takedown': () =>
      atPublication('/takedown', { action: 'restrict', reason: 'Asked to' }),
    'POST /publications/:id{[0-9]+}/keep': () => atPublication('/keep'),
    'POST /publications/:id{[0-9]+}/set-aside': () =>
      atPublication('/set-aside', { reason: 'not-relevant' }),
    'POST /publications/:id{[0-9]+}/undo-keeping': async () => ({
      address: `/publications/${await keptByLink()}/undo-keeping`,
    }),
    'POST /publications/:id{[0-9]+}/reopen': async () => ({
      address: `/publications/${await kept()}/reopen`,
    }),
    'POST /publications/:id{[0-9]+}/suggestions/:suggestionId{[0-9]+}/accept': async () => {
      const { publicationId, id } = await suggestion('concept');
      return { address: `/publications/${publicationId}/suggestions/${id}/accept` };
    },
    'POST /publications/:id{[0-9]+}/suggestions/:suggestionId{[0-9]+}/reject': async () => {
      const { publicationId, id } = await suggestion('concept');
      return { address: `/publications/${publicationId}/suggestions/${id}/reject` };
    },
    'POST /publications/:id{[0-9]+}/concepts': () =>
      atPublication('/concepts', { conceptId: 'rhi' }),
    'POST /publications/:id{[0-9]+}/concepts/:conceptId/remove': async () => {
      const publicationId = await publication();
      await addConcept(fork(), { publicationId, conceptId: 'rhi', by });
      return { address: `/publications/${publicationId}/concepts/rhi/remove` };
    },
    'POST /publications/:id{[0-9]+}/tags': () => atPublication('/tags', { label: 'taxis' }),
    'POST /publications/:id{[0-9]+}/tags/remove': async () => {
      const publicationId = await publication();
      await addTag(fork(), { publicationId, label: 'taxis', by });
      return { address: `/publications/${publicationId}/tags/remove`, sent: { label: 'taxis' } };
    },
    'POST /publications/:id{[0-9]+}/assessment': () =>
      atPublication('/assessment', {
        meaning: 'Ask taxi drivers.',
        relevance: '',
        evidenceStrength: '',
        impact: '',
        horizon: '',
      }),

    // Plans
    'POST /matches': async () => ({
      address: '/matches',
      sent: { title: 'Their list', text: '1. Train staff.' },
    }),
    'POST /matches/:id{[0-9]+}/lines/:line{[0-9]+}': async () => {
      const [id, line] = await match();
      return { address: `/matches/${id}/lines/${line}`, sent: { answer: 'gap', reason: 'None' } };
    },
    'POST /matches/:id{[0-9]+}/finish': async () => ({
      address: `/matches/${(await match())[0]}/finish`,
    }),
    'POST /matches/:id{[0-9]+}/again': async () => ({
      address: `/matches/${await finished()}/again`,
    }),
    'POST /plans/sample': async () => ({ address: '/plans/sample' }),
    'POST /plans/import': async () => ({
      address: '/plans/import',
      sent: aFile('plan.csv', csv),
    }),
    'POST /plans/import/confirm': async () => ({
      address: '/plans/import/confirm',
      sent: { csv, title: `Plan ${next()}` },
    }),
    'POST /entries/:id{[0-9]+}/edit': async () => ({
      address: `/entries/${await entry()}/edit`,
      sent: { text: 'Changed', dueOn: '' },
    }),
    'POST /entries/:id{[0-9]+}/progress': async () => ({
      address: `/entries/${await entry()}/progress`,
      sent: { text: 'Half done', status: 'in progress' },
    }),
    'POST /entries/:id{[0-9]+}/confirm': async () => ({
      address: `/entries/${await entry()}/confirm`,
      sent: { confirmer: 'scrutiny', stance: 'agreed', words: 'Seen in March.' },
    }),
    'POST /entries/:id{[0-9]+}/extend': async () => ({
      address: `/entries/${(await fullEntry()).id}/extend`,
      sent: { dueOn: '31/12/2026', dateReason: 'The course starts later.' },
    }),
    'POST /entries/:id{[0-9]+}/recheck': async () => ({
      address: `/entries/${(await fullEntry()).id}/recheck`,
      sent: { madeDifference: 'yes', isKeptUp: 'in part', words: 'Asked ten schools.' },
    }),
    'POST /entries/:id{[0-9]+}/figures/add': async () => ({
      address: `/entries/${await entry()}/figures/add`,
      sent: { name: 'Hotel staff trained' },
    }),
    'POST /entries/:id{[0-9]+}/figures/:figureId{[0-9]+}': async () => {
      const { id, figureId } = await fullEntry();
      return { address: `/entries/${id}/figures/${figureId}`, sent: { name: 'Staff' } };
    },
    'POST /entries/:id{[0-9]+}/figures/:figureId{[0-9]+}/value': async () => {
      const { id, figureId } = await fullEntry();
      return { address: `/entries/${id}/figures/${figureId}/value`, sent: { value: '220' } };
    },
    'POST /entries/:id{[0-9]+}/answer/:linkId{[0-9]+}': async () => {
      const { entryId, linkId } = await challenged();
      return {
        address: `/entries/${entryId}/answer/${linkId}`,
        sent: { words: 'We trained others.' },
      };
    },
    'POST /entries/:id{[0-9]+}/split': async () => ({
      address: `/entries/${await entry()}/split`,
      sent: { text: 'One half', secondText: 'The other half' },
    }),
    'POST /entries/:id{[0-9]+}/retire': async () => ({
      address: `/entries/${await entry()}/retire`,
      sent: { reason: 'Done elsewhere', unmetRisk: 'None that we know of' },
    }),
    'POST /entries/:id{[0-9]+}/bring-back': async () => {
      const entryId = await entry();
      await retireEntry(fork(), { entryId, reason: 'No', unmetRisk: 'Some', by });
      return { address: `/entries/${entryId}/bring-back` };
    },
    'POST /entries/:id{[0-9]+}/move': async () => ({
      address: `/entries/${await entry()}/move`,
      sent: { after: 'first' },
    }),
    'POST /entries/:id{[0-9]+}/shift/up': async () => ({
      address: `/entries/${(await twoEntries()).second}/shift/up`,
    }),
    'POST /entries/:id{[0-9]+}/shift/down': async () => ({
      address: `/entries/${(await twoEntries()).first}/shift/down`,
    }),
    'POST /plans/add': async () => ({ address: '/plans/add', sent: { title: `Plan ${next()}` } }),
    'POST /plans/:id{[0-9]+}/edit': async () => ({
      address: `/plans/${await plan()}/edit`,
      sent: { title: `Renamed ${next()}` },
    }),
    'POST /plans/:id{[0-9]+}/archive': async () => ({ address: `/plans/${await plan()}/archive` }),
    'POST /plans/:id{[0-9]+}/take-up': async () => {
      const planId = await plan();
      await archivePlan(fork(), { planId, isArchived: true, by });
      return { address: `/plans/${planId}/take-up` };
    },
    'POST /plans/:id{[0-9]+}/priorities': async () => ({
      address: `/plans/${await plan()}/priorities`,
      sent: { move: 'add', add: `Priority ${next()}` },
    }),
    'POST /plans/:id{[0-9]+}/entries/add': async () => ({
      address: `/plans/${await plan()}/entries/add`,
      sent: { text: 'Ask the colleges too' },
    }),
    'POST /suggestions/:id{[0-9]+}/reject-entry': async () => ({
      address: `/suggestions/${(await suggestion('entry')).id}/reject-entry`,
    }),
    'POST /publications/:id{[0-9]+}/link': async () =>
      atPublication('/link', {
        entryId: String(await entry()),
        bearing: 'supports',
        rationale: 'It does.',
      }),
    'POST /links/:id{[0-9]+}/remove': async () => ({
      address: `/links/${(await link()).id}/remove`,
      sent: { reason: 'Wrong entry' },
    }),
    'POST /links/:id{[0-9]+}/restore': async () => {
      const { id } = await link();
      await removeLink(fork(), { linkId: id, reason: 'Wrong entry', by });
      return { address: `/links/${id}/restore` };
    },

    'POST /links/:id{[0-9]+}/move': async () => ({
      address: `/links/${await outdatedLink()}/move`,
    }),
    'POST /links/:id{[0-9]+}/move/undo': async () => ({
      address: `/links/${await movedLink()}/move/undo`,
    }),
    'POST /publications/:id{[0-9]+}/newer': async () =>
      atPublication('/newer', { newerId: String(await publication()) }),
    'POST /publications/:id{[0-9]+}/newer/undo': async () => ({
      address: `/publications/${await superseded()}/newer/undo`,
    }),
    'POST /editions/:id{[0-9]+}/accept': async () => ({
      address: `/editions/${await edition()}/accept`,
    }),
    'POST /editions/:id{[0-9]+}/refuse': async () => ({
      address: `/editions/${await edition()}/refuse`,
    }),
    'POST /editions/:id{[0-9]+}/undo': async () => ({
      address: `/editions/${await edition('refused')}/undo`,
    }),
    'POST /links/:id{[0-9]+}/holds': async () => ({
      address: `/links/${await changedLink()}/holds`,
    }),
    'POST /links/:id{[0-9]+}/holds/undo': async () => {
      const linkId = await changedLink();
      await sayStillHolds(fork(), { linkId, by });
      return { address: `/links/${linkId}/holds/undo` };
    },
    'POST /links/:id{[0-9]+}/revise': async () => ({
      address: `/links/${await changedLink()}/revise`,
    }),
    'POST /links/:id{[0-9]+}/revise/undo': async () => {
      const linkId = await changedLink();
      await reviseLink(fork(), { linkId, by });
      return { address: `/links/${linkId}/revise/undo` };
    },

    // Digests
    'POST /digests/:week{[0-9]{4}-W[0-9]{2}}/intro': async () => ({
      address: `/digests/${(await week()).week}/intro`,
      sent: { intro: 'Read the first.' },
    }),
    'POST /digests/:week{[0-9]{4}-W[0-9]{2}}/wording': async () => {
      const { week: of } = await week();
      await writeIntro(fork(), { week: of, intro: 'She absconded.', by });
      return {
        address: `/digests/${of}/wording`,
        sent: { publicationId: '', from: 'She absconded.', to: 'She went missing.' },
      };
    },
    'POST /digests/:week{[0-9]{4}-W[0-9]{2}}/choose': async () => {
      const { week: of, publicationId } = await week();
      return {
        address: `/digests/${of}/choose`,
        sent: { publicationId: String(publicationId), choice: 'out' },
      };
    },
    'POST /digests/:week{[0-9]{4}-W[0-9]{2}}/again': async () => {
      const sent = await sentOnce();
      return {
        address: `/digests/${(await week()).week}/again`,
        sent: { publicationId: String(sent), reason: 'It changed' },
      };
    },
    'POST /digests/:week{[0-9]{4}-W[0-9]{2}}/approve': async () => ({
      address: `/digests/${(await week()).week}/approve`,
    }),
    'POST /digests/:week{[0-9]{4}-W[0-9]{2}}/withdraw': async () => {
      const { week: of } = await week();
      await approveDigest(fork(), { week: of, by });
      return { address: `/digests/${of}/withdraw` };
    },
    'POST /digests/:week{[0-9]{4}-W[0-9]{2}}/send': async () => ({
      address: `/digests/${(await week()).week}/send`,
    }),
    'POST /subscribers': async () => ({
      address: '/subscribers',
      sent: { email: `s${next()}@police.example` },
    }),
    'POST /subscribers/ended': async () => ({
      address: '/subscribers/ended',
      sent: { id: String(await endedSubscriber()) },
    }),
    'POST /subscribers/:id{[0-9]+}/remove': async () => ({
      address: `/subscribers/${(await subscriber()).id}/remove`,
    }),
    'POST /unsubscribe/:token': async () => ({
      address: `/unsubscribe/${(await subscriber()).unsubscribeToken}`,
    }),

    // Sources
    'POST /sources/import': async () => ({
      address: '/sources/import',
      sent: aFile('sources.json', JSON.stringify([{ ...aSource(), key: `listed-${next()}` }])),
    }),
    'POST /sources/add': async () => ({ address: '/sources/add', sent: aSource() }),
    'POST /sources/look': async () => ({
      address: '/sources/look',
      sent: { address: 'https://marlby.example/news' },
    }),
    'POST /sources/preview': async () => ({ address: '/sources/preview', sent: aSource() }),
    'POST /sources/:id{[0-9]+}/edit': async () => ({
      address: `/sources/${await source()}/edit`,
      sent: { ...aSource(), name: 'Renamed' },
    }),
    'POST /sources/:id{[0-9]+}/scan': async () => ({ address: `/sources/${await source()}/scan` }),
    'POST /sources/:id{[0-9]+}/test': async () => ({ address: `/sources/${await source()}/test` }),
    'POST /sources/:id{[0-9]+}/pause': async () => ({
      address: `/sources/${await source()}/pause`,
      sent: { isPaused: 'yes' },
    }),

    'POST /vocabulary': async () => ({
      address: '/vocabulary',
      sent: { label: `our own concept ${next()}`, facet: 'theme' },
    }),
    'POST /vocabulary/:id/rename': async () => ({
      address: `/vocabulary/${await concept()}/rename`,
      sent: { label: `renamed concept ${next()}` },
    }),
    'POST /vocabulary/:id/merge': async () => ({
      address: `/vocabulary/${await concept()}/merge`,
      sent: { into: await concept() },
    }),
    'POST /vocabulary/:id/split': async () => {
      const { conceptId, publicationId } = await usedConcept();
      const sent = { label: `another concept ${next()}`, publicationIds: String(publicationId) };
      return { address: `/vocabulary/${conceptId}/split`, sent };
    },
    'POST /vocabulary/rules': async () => ({
      address: '/vocabulary/rules',
      sent: { search: `taxi ${next()}`, conceptId: 'rhi' },
    }),
    'POST /vocabulary/rules/:id{[0-9]+}/remove': async () => ({
      address: `/vocabulary/rules/${await rule()}/remove`,
    }),
    'POST /vocabulary/rules/:id{[0-9]+}/restore': async () => ({
      address: `/vocabulary/rules/${await removedRule()}/restore`,
    }),
    'POST /vocabulary/:id/retire': async () => ({
      address: `/vocabulary/${await concept()}/retire`,
    }),
    'POST /vocabulary/changes/:id{[0-9]+}/undo': async () => ({
      address: `/vocabulary/changes/${await vocabularyChange()}/undo`,
    }),
    'POST /tags/check': async () => ({ address: '/tags/check', sent: await spelling() }),
    'POST /tags/rename': async () => ({ address: '/tags/rename', sent: await spelling() }),
    'POST /meetings': async () => ({ address: '/meetings', sent: { heldOn: aDay() } }),
    'POST /meetings/:id{[0-9]+}/remove': async () => ({
      address: `/meetings/${await meeting()}/remove`,
    }),
    'POST /area': async () => ({
      address: '/area',
      sent: {
        oursRegions: 'region-telford-and-wrekin',
        oursPublishers: `Ours ${next()}`,
        likePublishers: 'Northmere',
      },
    }),
    'POST /sources/missed/check': async () => ({
      address: '/sources/missed/check',
      sent: { text: `A review of taxis ${next()}`, way: 'minutes' },
    }),
    'POST /sources/missed/add': async () => ({
      address: '/sources/missed/add',
      sent: { item: JSON.stringify(listed()), way: 'minutes' },
    }),
    'POST /sources/missed/:id{[0-9]+}/decide': async () => ({
      address: `/sources/missed/${await mention()}/decide`,
      sent: { publicationId: 'none' },
    }),

    // Saved searches and vocabulary
    'POST /searches': async () => ({
      address: '/searches',
      sent: { name: 'Taxis', search: 'q=a', sharing: 'shared' },
    }),
    'POST /searches/:id{[0-9]+}': async (userId) => ({
      address: `/searches/${(await search(userId)).id}`,
      sent: { name: `Taxi ${next()}`, sharing: 'shared' },
    }),
    'POST /searches/:id{[0-9]+}/feed': async (userId) => ({
      address: `/searches/${(await search(userId)).id}/feed`,
    }),
    'POST /searches/:id{[0-9]+}/feed/close': async (userId) => ({
      address: `/searches/${(await search(userId)).id}/feed/close`,
    }),
    'POST /searches/:id{[0-9]+}/delete': async (userId) => ({
      address: `/searches/${(await search(userId)).id}/delete`,
    }),
    'POST /stop-alerts/:token': async (userId) => ({
      address: `/stop-alerts/${await alerted(userId)}`,
    }),
    'POST /vocabulary/:id/words': async () => ({
      address: '/vocabulary/rhi/words',
      sent: { text: `local name ${next()}`, kind: 'synonym' },
    }),
    'POST /vocabulary/:id/words/:wordId{[0-9]+}/remove': async () => {
      const given = {
        conceptId: 'rhi',
        text: `local name ${next()}`,
        kind: 'synonym',
        by,
      } as const;
      const { id } = await addLocalWord(fork(), given);
      return { address: `/vocabulary/rhi/words/${id}/remove` };
    },

    // The API
    'POST /api/v1/publications': async () =>
      api({ address: '/publications', sent: { url: `https://marlby.example/${next()}` } }),
    'PATCH /api/v1/publications/:id': async () => api(await atPublication('', { title: 'New' })),
    'POST /api/v1/publications/:id/sift': async () =>
      api(await atPublication('/sift', { verdict: 'set-aside', reason: 'too-thin' })),
    'POST /api/v1/publications/:id/handing-back': async (userId) =>
      api({ address: `/publications/${await assigned(userId)}/handing-back`, sent: {} }),
    'POST /api/v1/sift/decisions': async () =>
      api({
        address: '/sift/decisions',
        sent: { verdict: 'kept', publicationIds: [await publication()] },
      }),
    'POST /api/v1/sift/steps/:batch/undo': async () =>
      api({ address: `/sift/steps/${await siftStep()}/undo` }),
    'PUT /api/v1/sift/criteria': async () =>
      api({ address: '/sift/criteria', sent: { text: `What helps children here, ${next()}` } }),
    'POST /api/v1/sift/minutes': async () =>
      api({ address: '/sift/minutes', sent: { week: '2026-W38', minutes: next() } }),
    'DELETE /api/v1/sift/minutes/:id': async () =>
      api({ address: `/sift/minutes/${await minutesNoted()}` }),
    'POST /api/v1/publications/:id/status': async () =>
      api(await atPublication('/status', { status: 'kept' })),
    'POST /api/v1/publications/:id/undo-keeping': async () =>
      api({ address: `/publications/${await keptByLink()}/undo-keeping` }),
    'POST /api/v1/digests/:week/approve': async () =>
      api({ address: `/digests/${(await week()).week}/approve`, sent: {} }),
    'POST /api/v1/digests/:week/choices': async () => {
      const { week: of, publicationId } = await week();
      return api({ address: `/digests/${of}/choices`, sent: { publicationId, choice: 'out' } });
    },
    'PUT /api/v1/publications/:id/tags/:tag': async () => api(await atPublication('/tags/taxis')),
    'DELETE /api/v1/publications/:id/tags/:tag': async () => {
      const publicationId = await publication();
      await addTag(fork(), { publicationId, label: 'taxis', by });
      return api({ address: `/publications/${publicationId}/tags/taxis` });
    },
    'POST /api/v1/publications/:id/concepts': async () =>
      api(await atPublication('/concepts', { conceptId: 'rhi' })),
    'DELETE /api/v1/publications/:id/concepts/:conceptId': async () => {
      const publicationId = await publication();
      await addConcept(fork(), { publicationId, conceptId: 'rhi', by });
      return api({ address: `/publications/${publicationId}/concepts/rhi` });
    },
    'POST /api/v1/publications/:id/assessment': async () =>
      api(await atPublication('/assessment', { meaning: 'Ask taxi drivers.' })),
    'POST /api/v1/publications/:id/links': async () =>
      api(
        await atPublication('/links', {
          entryId: await entry(),
          bearing: 'supports',
          rationale: 'It does.',
        }),
      ),
    'PATCH /api/v1/links/:id': async () =>
      api({ address: `/links/${(await link()).id}`, sent: { rationale: 'It still does.' } }),
    'DELETE /api/v1/links/:id': async () =>
      api({ address: `/links/${(await link()).id}`, sent: { reason: 'Wrong entry' } }),
    'POST /api/v1/links/:id/move': async () =>
      api({ address: `/links/${await outdatedLink()}/move`, sent: {} }),
    'DELETE /api/v1/links/:id/move': async () =>
      api({ address: `/links/${await movedLink()}/move` }),
    'POST /api/v1/editions/:id/decision': async () =>
      api({ address: `/editions/${await edition()}/decision`, sent: { isNewer: true } }),
    'DELETE /api/v1/editions/:id/decision': async () =>
      api({ address: `/editions/${await edition('refused')}/decision` }),
    'POST /api/v1/publications/:id/superseded': async () =>
      api(await atPublication('/superseded', { newerId: await publication() })),
    'DELETE /api/v1/publications/:id/superseded': async () =>
      api({ address: `/publications/${await superseded()}/superseded` }),
    'POST /api/v1/links/:id/holds': async () =>
      api({ address: `/links/${await changedLink()}/holds`, sent: {} }),
    'DELETE /api/v1/links/:id/holds': async () => {
      const linkId = await changedLink();
      await sayStillHolds(fork(), { linkId, by });
      return api({ address: `/links/${linkId}/holds` });
    },
    'POST /api/v1/links/:id/revision': async () =>
      api({ address: `/links/${await changedLink()}/revision`, sent: {} }),
    'DELETE /api/v1/links/:id/revision': async () => {
      const linkId = await changedLink();
      await reviseLink(fork(), { linkId, by });
      return api({ address: `/links/${linkId}/revision` });
    },
    'POST /api/v1/plans': async () =>
      api({ address: '/plans', sent: { csv, title: `Plan ${next()}` } }),
    'POST /api/v1/matches': async () =>
      api({
        address: '/matches',
        sent: { title: 'Their list', text: '1. Train staff.' },
      }),
    'PUT /api/v1/matches/:id/lines/:line': async () => {
      const [id, line] = await match();
      return api({
        address: `/matches/${id}/lines/${line}`,
        sent: { answer: 'gap', reason: 'None' },
      });
    },
    'POST /api/v1/matches/:id/finish': async () =>
      api({ address: `/matches/${(await match())[0]}/finish` }),
    'POST /api/v1/matches/:id/again': async () =>
      api({ address: `/matches/${await finished()}/again` }),
    'PATCH /api/v1/entries/:id': async () =>
      api({ address: `/entries/${await entry()}`, sent: { text: 'Changed' } }),
    'POST /api/v1/entries/:id/progress': async () =>
      api({ address: `/entries/${await entry()}/progress`, sent: { text: 'Half done' } }),
    'POST /api/v1/entries/:id/confirmations': async () =>
      api({
        address: `/entries/${await entry()}/confirmations`,
        sent: { confirmer: 'audit', stance: 'not agreed', words: 'No records were kept.' },
      }),
    'POST /api/v1/entries/:id/figures': async () =>
      api({ address: `/entries/${await entry()}/figures`, sent: { name: 'Staff trained' } }),
    'POST /api/v1/entries/:id/figures/:figureId/values': async () => {
      const { id, figureId } = await fullEntry();
      return api({ address: `/entries/${id}/figures/${figureId}/values`, sent: { value: 12 } });
    },
    'POST /api/v1/entries/:id/extensions': async () =>
      api({
        address: `/entries/${(await fullEntry()).id}/extensions`,
        sent: { dueOn: '2026-12-31', reason: 'The course starts later.' },
      }),
    'POST /api/v1/entries/:id/rechecks': async () =>
      api({
        address: `/entries/${(await fullEntry()).id}/rechecks`,
        sent: { madeDifference: 'yes', isKeptUp: 'yes', words: 'Asked ten schools.' },
      }),
    'POST /api/v1/entries/:id/answers': async () => {
      const { entryId, linkId } = await challenged();
      return api({ address: `/entries/${entryId}/answers`, sent: { linkId, words: 'We did.' } });
    },
    'POST /api/v1/entries/:id/move': async () =>
      api({ address: `/entries/${await entry()}/move`, sent: { afterRef: null } }),
    'POST /api/v1/entries/:id/split': async () =>
      api({
        address: `/entries/${await entry()}/split`,
        sent: { text: 'One half', secondText: 'The other half' },
      }),
    'POST /api/v1/entries/:id/retire': async () =>
      api({
        address: `/entries/${await entry()}/retire`,
        sent: { reason: 'Done elsewhere', unmetRisk: 'None that we know of' },
      }),
    'DELETE /api/v1/entries/:id/retire': async () => {
      const entryId = await entry();
      await retireEntry(fork(), { entryId, reason: 'No', unmetRisk: 'Some', by });
      return api({ address: `/entries/${entryId}/retire` });
    },
    'POST /api/v1/plans/:id/entries': async () =>
      api({ address: `/plans/${await plan()}/entries`, sent: { text: 'Ask the colleges too' } }),
    'PATCH /api/v1/plans/:id': async () =>
      api({ address: `/plans/${await plan()}`, sent: { title: `Renamed ${next()}` } }),
    'POST /api/v1/subscribers/put-back': async () =>
      api({ address: '/subscribers/put-back', sent: { ids: [await endedSubscriber()] } }),
    'POST /api/v1/subscribers': async () =>
      api({ address: '/subscribers', sent: { email: `s${next()}@police.example` } }),
    'POST /api/v1/sources': async () => api({ address: '/sources', sent: aSource() }),
    'PATCH /api/v1/sources/:id': async () =>
      api({ address: `/sources/${await source()}`, sent: { isPaused: true } }),
    'POST /api/v1/sources/:id/scan': async () =>
      api({ address: `/sources/${await source()}/scan` }),
    'POST /api/v1/sources/:id/test': async () =>
      api({ address: `/sources/${await source()}/test` }),
    'POST /api/v1/vocabulary': async () =>
      api({
        address: '/vocabulary',
        sent: { label: `our own concept ${next()}`, facet: 'theme' },
      }),
    'POST /api/v1/vocabulary/:id/rename': async () =>
      api({
        address: `/vocabulary/${await concept()}/rename`,
        sent: { label: `renamed concept ${next()}` },
      }),
    'POST /api/v1/vocabulary/:id/merge': async () =>
      api({ address: `/vocabulary/${await concept()}/merge`, sent: { into: await concept() } }),
    'POST /api/v1/vocabulary/:id/split': async () => {
      const { conceptId, publicationId } = await usedConcept();
      const sent = { label: `another concept ${next()}`, publicationIds: [publicationId] };
      return api({ address: `/vocabulary/${conceptId}/split`, sent });
    },
    'POST /api/v1/suggestion-rules': async () =>
      api({
        address: '/suggestion-rules',
        sent: { search: `taxi ${next()}`, conceptId: 'rhi' },
      }),
    'POST /api/v1/suggestion-rules/effect': async () =>
      api({ address: '/suggestion-rules/effect', sent: { search: 'taxi', conceptId: 'rhi' } }),
    'DELETE /api/v1/suggestion-rules/:id': async () =>
      api({ address: `/suggestion-rules/${await rule()}` }),
    'POST /api/v1/vocabulary/:id/retire': async () =>
      api({ address: `/vocabulary/${await concept()}/retire` }),
    'POST /api/v1/vocabulary-changes/:id/undo': async () =>
      api({ address: `/vocabulary-changes/${await vocabularyChange()}/undo` }),
    'POST /api/v1/tags/rename': async () => {
      const { from, to } = await spelling();
      return api({ address: '/tags/rename', sent: { from: [from], to } });
    },
    'POST /api/v1/meetings': async () => api({ address: '/meetings', sent: { heldOn: aDay() } }),
    'DELETE /api/v1/meetings/:id': async () => api({ address: `/meetings/${await meeting()}` }),
    'PUT /api/v1/area': async () => {
      const part = { regions: [], publishers: [`Theirs ${next()}`] };
      return api({ address: '/area', sent: { ours: part, like: { ...part, publishers: [] } } });
    },
    'POST /api/v1/assurance/missed': async () =>
      api({ address: '/assurance/missed', sent: { way: 'list', items: [listed()] } }),
    'PATCH /api/v1/assurance/missed/:id': async () =>
      api({ address: `/assurance/missed/${await mention()}`, sent: { isCounted: false } }),
    'POST /api/v1/searches': async () =>
      api({
        address: '/searches',
        sent: { name: `Taxis ${next()}`, query: 'q=taxi', isShared: true },
      }),
    'PATCH /api/v1/searches/:id': async (userId) =>
      api({ address: `/searches/${(await search(userId)).id}`, sent: { name: `Taxi ${next()}` } }),
    'DELETE /api/v1/searches/:id': async (userId) =>
      api({ address: `/searches/${(await search(userId)).id}` }),
  };
}
