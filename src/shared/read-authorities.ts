import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** The certificates in the file of NODE_EXTRA_CA_CERTS: a wrong one would fail for every address. */
export function readAuthorities(file: string | undefined, problems: string[]): string | null {
  if (!file) return null;
  try {
    const pem = readFileSync(file, 'utf8');
    const certificates = pem.match(
      /-----BEGIN [A-Z ]*CERTIFICATE-----[\s\S]*?-----END [A-Z ]*CERTIFICATE-----/g,
    );
    if (certificates) {
      for (const certificate of certificates) new X509Certificate(certificate);
      return certificates.join('\n');
    }
    problems.push(`NODE_EXTRA_CA_CERTS names ${file}, in which there is no certificate (PEM).`);
  } catch (error) {
    const isThere = existsSync(file) && (error as { code?: string }).code !== 'EACCES';
    problems.push(
      `NODE_EXTRA_CA_CERTS names ${file}, ${isThere ? 'in which a certificate is damaged' : 'which cannot be read'}.`,
    );
  }
  return null;
}
