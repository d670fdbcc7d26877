import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import { NotFound } from '#shared/errors.ts';
import { extendEntry } from '#shared/plans/entries/extend-entry.ts';
import { type EntryView, showEntry } from '#shared/plans/entries/show-entry.ts';
import type { FigureNumber } from '#shared/plans/records/figure-numbers.ts';
import {
  answerChallenge,
  confirmEntry,
  describeFigure,
  type Measure,
  noteFigure,
  recheckEntry,
} from '#shared/plans/records/say-of-entry.ts';
import type { WebEnv } from '../../../request/env.ts';
import { setFlash } from '../../../request/flash.ts';
import { needs } from '../../../request/permission.ts';
import { type Again, submit } from '../../../request/submit.ts';
import { crumbsOf } from '../entries/entry-crumbs.ts';
import { PlainForm } from '../plain-form.tsx';
import {
  answerForm,
  changeFigureForm,
  confirmForm,
  extendForm,
  figureForm,
  type RecordForm,
  recheckForm,
  valueForm,
} from './record-forms.ts';

const idOf = (c: Context) => Number(c.req.param('id'));

const pageOf = (
  c: Context,
  form: RecordForm,
  view: EntryView,
  again: Partial<Parameters<typeof PlainForm>[0]> = {},
) => (
  <PlainForm
    title={form.title(view)}
    crumbs={crumbsOf(view, true)}
    action={c.req.path}
    back={`/entries/${view.entry.id}`}
    button={form.button}
    boxes={form.boxes(view)}
    {...again}
  >
    <p class="govuk-body">{view.entry.text}</p>
  </PlainForm>
);

async function ask(c: Context<WebEnv>, form: RecordForm): Promise<Response> {
  return c.html(pageOf(c, form, await showEntry(c.var.services, idOf(c))));
}

/** Takes what a form says of an entry, and goes back to its page. */
async function take<Schema extends z.ZodType>(
  c: Context<WebEnv>,
  form: RecordForm<Schema>,
  done: string,
  act: (given: z.output<Schema>, entryId: number) => Promise<unknown>,
): Promise<Response> {
  const again: Again = async (problems, _, typed) =>
    pageOf(c, form, await showEntry(c.var.services, idOf(c)), { problems, typed });
  return submit(c, form.schema, again, async (given) => {
    await act(given, idOf(c));
    setFlash(c, done);
    return c.redirect(`/entries/${idOf(c)}`, 303);
  });
}

async function figureIn(c: Context<WebEnv>) {
  const { records } = await showEntry(c.var.services, idOf(c));
  const id = Number(c.req.param('figureId'));
  const figure = records.figures.find((one) => one.id === id);
  if (!figure) throw new NotFound('figure', id);
  return figure;
}

const measureIn = (given: z.output<typeof figureForm.schema>): Measure => ({
  ...given,
  countsPeople: given.countsPeople === 'yes',
});

/** A number that is not told exactly is not in its box: left empty, it stays as it is. */
const unlessHidden = (typed: number | null, shown: FigureNumber | null) =>
  typed === null && shown?.value === null ? undefined : typed;

const entryPath = '/entries/:id{[0-9]+}';

/** What is recorded of an entry beside its progress: the date, figures, and what others say. */
export const recordRoutes = new Hono<WebEnv>()

  .get(`${entryPath}/confirm`, needs('record confirmation'), (c) => ask(c, confirmForm))

  .post(`${entryPath}/confirm`, needs('record confirmation'), (c) =>
    take(c, confirmForm, 'What they say was recorded.', (given, entryId) =>
      confirmEntry(c.var.services, { ...given, entryId, by: c.var.user.actor }),
    ),
  )

  .get(`${entryPath}/extend`, needs('edit plan'), (c) => ask(c, extendForm))

  .post(`${entryPath}/extend`, needs('edit plan'), (c) =>
    take(c, extendForm, 'The date was put off.', async (given, entryId) =>
      extendEntry(c.var.services, {
        entryId,
        dueOn: given.dueOn ?? '',
        reason: given.dateReason,
        by: c.var.user.actor,
      }),
    ),
  )

  .get(`${entryPath}/recheck`, needs('note progress'), (c) => ask(c, recheckForm))

  .post(`${entryPath}/recheck`, needs('note progress'), (c) =>
    take(c, recheckForm, 'What was found was recorded.', (given, entryId) =>
      recheckEntry(c.var.services, { ...given, entryId, by: c.var.user.actor }),
    ),
  )

  .get(`${entryPath}/figures/add`, needs('note progress'), (c) => ask(c, figureForm))

  .post(`${entryPath}/figures/add`, needs('note progress'), (c) =>
    take(c, figureForm, 'The figure was added.', (given, entryId) =>
      describeFigure(c.var.services, {
        measure: measureIn(given),
        entryId,
        by: c.var.user.actor,
      }),
    ),
  )

  .get(`${entryPath}/figures/:figureId{[0-9]+}`, needs('note progress'), async (c) =>
    ask(c, changeFigureForm(await figureIn(c))),
  )

  .post(`${entryPath}/figures/:figureId{[0-9]+}`, needs('note progress'), async (c) => {
    const figure = await figureIn(c);
    return take(c, changeFigureForm(figure), 'The figure was changed.', (given, entryId) =>
      describeFigure(c.var.services, {
        measure: {
          ...measureIn(given),
          baseline: unlessHidden(given.baseline, figure.baseline),
          target: unlessHidden(given.target, figure.target),
          isEnded: given.isEnded === 'yes',
        },
        measureId: figure.id,
        entryId,
        by: c.var.user.actor,
      }),
    );
  })

  .get(`${entryPath}/figures/:figureId{[0-9]+}/value`, needs('note progress'), async (c) =>
    ask(c, valueForm(await figureIn(c))),
  )

  .post(`${entryPath}/figures/:figureId{[0-9]+}/value`, needs('note progress'), async (c) => {
    const figure = await figureIn(c);
    return take(c, valueForm(figure), 'The value was noted.', (given, entryId) =>
      noteFigure(c.var.services, {
        ...given,
        value: given.value ?? 0,
        measureId: figure.id,
        entryId,
        by: c.var.user.actor,
      }),
    );
  })

  .get(`${entryPath}/answer/:linkId{[0-9]+}`, needs('link'), (c) => ask(c, answerForm))

  .post(`${entryPath}/answer/:linkId{[0-9]+}`, needs('link'), (c) =>
    take(c, answerForm, 'The answer was recorded.', (given, entryId) =>
      answerChallenge(c.var.services, {
        ...given,
        linkId: Number(c.req.param('linkId')),
        entryId,
        by: c.var.user.actor,
      }),
    ),
  );
