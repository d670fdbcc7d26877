import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Publication } from '#shared/entities/index.ts';
import { verifyEvidence } from '#shared/plans/evidence/pack-evidence.ts';
import { snapshotLink } from '#shared/plans/evidence/snapshot-link.ts';
import { linkToEntry } from '#shared/plans/links/link-to-entry.ts';
import { eraseText } from '#shared/publications/erase-text.ts';
import { packTar, unpackTar } from '#shared/text/files/tar.ts';
import { givenNewVersion } from '../support/builders/new-version.ts';
import { givenPlanEntry } from '../support/builders/plan-entry.ts';
import { givenPublication } from '../support/builders/publication.ts';
import { freshServices } from '../support/fresh-services.ts';

const quote = 'Every child should be offered an interview.';

async function aLink() {
  const services = await freshServices();
  const em = services.orm.em.fork();
  const publication = await givenPublication(em, {
    documents: [
      { pages: [{ number: 3, text: `Findings – “what we heard”.\n\n${quote} Few were.` }] },
    ],
  });
  const link = await linkToEntry(services.fork(), {
    publicationId: publication.id,
    entryId: (await givenPlanEntry(em)).id,
    bearing: 'supports',
    rationale: 'It says so.',
    quote,
    by: { userId: null, name: 'test' },
  });
  return { services, publicationId: publication.id, linkId: link.id };
}

function inFolder(bytes: Uint8Array): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'skylark-evidence-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(path.join(folder, 'evidence.tar'), bytes);
  return folder;
}

const textOf = (bytes: Uint8Array, name: string) =>
  Buffer.from(unpackTar(bytes)?.find((file) => file.name === name)?.bytes ?? []).toString();

describe('what was relied on', () => {
  it('is saved as it was read, whatever its publisher did since, and checks without Skylark', async () => {
    const { services, publicationId, linkId } = await aLink();
    await givenNewVersion(services.orm.em.fork(), publicationId, [
      { pages: [{ number: 1, text: 'This page has been taken away.' }] },
    ]);

    const { name, bytes } = await snapshotLink(services.fork(), linkId);

    expect(name).toMatch(/^evidence-[A-Za-z0-9-]+\.tar$/);
    expect(textOf(bytes, 'document-1.txt')).toContain(
      `[Page 3]\n\nFindings – “what we heard”.\n\n${quote}`,
    );
    expect(JSON.parse(textOf(bytes, 'manifest.json'))).toMatchObject({
      link: { quote, page: 3, rationale: 'It says so.' },
      version: { number: 1, httpStatus: 200, sha256: 'a'.repeat(64) },
    });
    const folder = inFolder(bytes);
    execFileSync('tar', ['-xf', 'evidence.tar'], { cwd: folder });
    const said = execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: folder }).toString();
    expect(said.trim().split('\n')).toHaveLength(4);
    expect(verifyEvidence(bytes)).toMatchObject({ isIntact: true, problems: [] });
  });

  it('is the same bytes each time', async () => {
    const { services, linkId } = await aLink();

    const first = await snapshotLink(services.fork(), linkId);

    expect((await snapshotLink(services.fork(), linkId)).bytes.equals(first.bytes)).toBe(true);
  });

  it('has no text of what was erased here', async () => {
    const { services, publicationId, linkId } = await aLink();
    const em = services.orm.em.fork();
    const publication = await em.findOneOrFail(Publication, publicationId, {
      populate: ['source'],
    });
    publication.takedown = 'erased';
    await eraseText(em, publication, { withNotes: false, withTitle: false });

    const { bytes } = await snapshotLink(services.fork(), linkId);

    expect(bytes.toString()).not.toContain('interview.');
    expect(verifyEvidence(bytes).isIntact).toBe(true);
  });

  it('that was tampered with is told, by file', async () => {
    const { services, linkId } = await aLink();
    const { bytes } = await snapshotLink(services.fork(), linkId);
    const files = unpackTar(bytes) ?? [];
    const changed = files.map((file) =>
      file.name === 'quotation.txt' ? { ...file, bytes: Buffer.from('Some other words.\n') } : file,
    );
    const at = new Date();

    expect(verifyEvidence(packTar(changed, at)).problems).toEqual([
      'quotation.txt was changed: its hash is another.',
      'quotation.txt is not what the manifest says.',
    ]);
    expect(verifyEvidence(packTar(files.slice(1), at)).problems).toEqual([
      'README.txt is missing.',
    ]);
    const more = [...files, { name: 'more.txt', bytes: Buffer.from('x') }];
    expect(verifyEvidence(packTar(more, at)).problems).toContain(
      'more.txt is not in the list of hashes.',
    );
    expect(verifyEvidence(bytes.subarray(0, 900))).toMatchObject({ isIntact: false });
    expect(verifyEvidence(Buffer.from('not a tar'))).toMatchObject({ isIntact: false });
  });
});
