import { defineEntity, p } from '@mikro-orm/core';
import { Publication } from '../library/publication.ts';
import { AlertMessage } from './alert-message.ts';
import { SearchAlert } from './search-alert.ts';

const AlertLineSchema = defineEntity({
  name: 'AlertLine',
  tableName: 'alert_line',
  uniques: [{ properties: ['alert', 'publication'] }],
  properties: {
    id: p.integer().primary(),
    alert: () => p.manyToOne(SearchAlert).deleteRule('cascade'),
    publication: () => p.manyToOne(Publication).deleteRule('cascade').index(),
    message: () => p.manyToOne(AlertMessage).deleteRule('cascade').index(),
    position: p.integer(),
    /** The words of the search that stand in it. */
    words: p.json<string[]>(),
    /** The passage they stand in, where its source lets it be shown. */
    passage: p.text().nullable(),
    page: p.integer().nullable(),
  },
});

/** A publication that an alert has listed: it is never listed there again. */
export class AlertLine extends AlertLineSchema.class {}
AlertLineSchema.setClass(AlertLine);
