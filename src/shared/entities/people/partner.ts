import { defineEntity, p } from '@mikro-orm/core';
import { ShortLineType } from '../line-type.ts';

const PartnerSchema = defineEntity({
  name: 'Partner',
  tableName: 'partner',
  properties: {
    id: p.integer().primary(),
    name: p.string().length(300).type(ShortLineType).unique(),
  },
});

/** An agency. */
export class Partner extends PartnerSchema.class {}
PartnerSchema.setClass(Partner);
