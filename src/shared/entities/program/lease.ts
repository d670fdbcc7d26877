import { defineEntity, p } from '@mikro-orm/core';

const LeaseSchema = defineEntity({
  name: 'Lease',
  tableName: 'lease',
  properties: {
    name: p.string().length(100).primary(),
    holder: p.string().length(100),
    until: p.datetime(3),
  },
});

/** One holder at a time of one duty (indexing, sending); a dead holder's simply runs out. */
export class Lease extends LeaseSchema.class {}
LeaseSchema.setClass(Lease);
