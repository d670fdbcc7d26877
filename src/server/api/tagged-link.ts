import type { Context } from 'hono';
import { showLink } from '#shared/plans/links/show-link.ts';
import type { WebEnv } from '../request/env.ts';
import { tellTag } from './if-match.ts';
import { linkJson } from './plans/links-schemas.ts';

/** The link as it is now, with the tag of that. @throws {NotFound} */
export async function taggedLink(c: Context<WebEnv>, linkId: number) {
  await tellTag(c, 'link', linkId);
  return linkJson(await showLink(c.var.services, linkId));
}
