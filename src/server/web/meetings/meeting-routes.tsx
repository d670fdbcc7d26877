import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { lastMeeting } from '#shared/library/last-meeting.ts';
import { findOurArea, type OurArea } from '#shared/library/our-area.ts';
import { setOurArea } from '#shared/library/set-our-area.ts';
import { inWords, londonDay } from '#shared/london.ts';
import { addMeeting, listMeetings, removeMeeting } from '#shared/meetings/meetings.ts';
import { may } from '#shared/people/permissions.ts';
import type { WebEnv } from '../../request/env.ts';
import { setFlash } from '../../request/flash.ts';
import type { Problem } from '../../request/forms.ts';
import { needs } from '../../request/permission.ts';
import { type Again, severalOf, submit } from '../../request/submit.ts';
import { conceptsOf } from '../publications/concept-choices.ts';
import { MeetingsPage, OurAreaPage } from './meeting-pages.tsx';

const meetingForm = z.object({
  heldOn: z.string('Enter a day').trim().min(1, 'Enter a day'),
  name: z.string().default(''),
});

async function meetingsPage(
  c: Context<WebEnv>,
  given: { problems?: Problem[]; typed?: Record<string, string> } = {},
) {
  const { services, user } = c.var;
  const at = services.clock();
  return (
    <MeetingsPage
      meetings={await listMeetings(services)}
      last={(await lastMeeting(services.em, at))?.heldOn ?? null}
      today={londonDay(at)}
      mayManage={may(user, 'manage meetings')}
      {...given}
    />
  );
}

const lines = (text: string) => text.split(/\r?\n/);
const publishers = z.string().max(20_000, 'Keep it to 20,000 characters').transform(lines);
const areaForm = z.object({
  oursRegions: severalOf(z.string()),
  likeRegions: severalOf(z.string()),
  oursPublishers: publishers,
  likePublishers: publishers,
});

async function areaPage(
  c: Context<WebEnv>,
  given: { problems?: Problem[]; area?: OurArea | null } = {},
) {
  const { services, user } = c.var;
  const area = given.area === undefined ? await findOurArea(services.em) : given.area;
  return (
    <OurAreaPage
      regions={await conceptsOf(services, 'region')}
      mayManage={may(user, 'manage vocabulary')}
      {...given}
      area={area}
    />
  );
}

/** What was typed, to be shown again. */
const typedArea = (fields: Record<string, unknown>): OurArea => {
  const several = (name: string) => [fields[name] ?? []].flat().map(String);
  const listed = (name: string) => lines(String(fields[name] ?? '')).filter(Boolean);
  return {
    ours: { regions: several('oursRegions'), publishers: listed('oursPublishers') },
    like: { regions: several('likeRegions'), publishers: listed('likePublishers') },
  };
};

/** The group's own calendar and place: what "since the last meeting" and "areas like ours" mean. */
export const meetingRoutes = new Hono<WebEnv>()

  .get('/meetings', needs('read library'), async (c) => c.html(await meetingsPage(c)))

  .post('/meetings', needs('manage meetings'), async (c) => {
    const again: Again = (problems, typed) => meetingsPage(c, { problems, typed });
    return submit(c, meetingForm, again, async ({ heldOn, name }) => {
      const by = c.var.user.actor;
      const meeting = await addMeeting(c.var.services, { heldOn, name: name || null, by });
      setFlash(c, `The meeting of ${inWords(meeting.heldOn)} was noted.`);
      return c.redirect('/meetings', 303);
    });
  })

  .post('/meetings/:id{[0-9]+}/remove', needs('manage meetings'), async (c) => {
    const meetingId = Number(c.req.param('id'));
    const { heldOn, name } = await removeMeeting(c.var.services, {
      meetingId,
      by: c.var.user.actor,
    });
    setFlash(c, `The meeting of ${inWords(heldOn)} was removed.`, {
      text: 'Put it back',
      action: '/meetings',
      fields: { heldOn, name: name ?? '' },
    });
    return c.redirect('/meetings', 303);
  })

  .get('/area', needs('read library'), async (c) => c.html(await areaPage(c)))

  .post('/area', needs('manage vocabulary'), async (c) => {
    const again: Again = (problems, _, fields) =>
      areaPage(c, { problems, area: typedArea(fields) });
    return submit(c, areaForm, again, async (form) => {
      await setOurArea(c.var.services, {
        ours: { regions: form.oursRegions, publishers: form.oursPublishers },
        like: { regions: form.likeRegions, publishers: form.likePublishers },
        by: c.var.user.actor,
      });
      setFlash(c, 'Our area was saved. Searches use it from now on.');
      return c.redirect('/area', 303);
    });
  });
