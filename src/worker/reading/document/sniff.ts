export type DocumentKind =
  | 'pdf'
  | 'docx'
  | 'html'
  | 'text'
  | 'odt'
  | 'zip'
  | 'doc'
  | 'rtf'
  | 'image'
  | 'unknown';

const starts = (bytes: Uint8Array, signature: number[]) =>
  signature.every((byte, at) => bytes[at] === byte);

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  new TextDecoder('latin1').decode(bytes.subarray(from, to));

function kindOfZip(bytes: Uint8Array): DocumentKind {
  const names =
    ascii(bytes, 0, 4000) + ascii(bytes, Math.max(0, bytes.length - 8000), bytes.length);
  if (names.includes('word/document.xml')) return 'docx';
  if (names.includes('application/vnd.oasis.opendocument.text')) return 'odt';
  return 'zip';
}

/** What a file is, told by its bytes before its media type and name. */
export function sniff(
  bytes: Uint8Array,
  said: { mediaType?: string | null; fileName?: string | null },
): DocumentKind {
  const start = ascii(bytes, 0, 2048);
  if (start.slice(0, 1100).includes('%PDF-')) return 'pdf';
  if (starts(bytes, [0x50, 0x4b, 0x03, 0x04])) return kindOfZip(bytes);
  if (starts(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'doc';
  if (start.startsWith('{\\rtf')) return 'rtf';
  if (
    starts(bytes, [0xff, 0xd8, 0xff]) ||
    starts(bytes, [0x89, 0x50, 0x4e, 0x47]) ||
    start.startsWith('GIF8') ||
    start.startsWith('RIFF')
  ) {
    return 'image';
  }
  const type = said.mediaType ?? '';
  const name = said.fileName ?? '';
  if (
    /html|[/+]xml$/.test(type) ||
    /<(!doctype|html|head|body|article|main|div|p|h1)[\s>]/i.test(start)
  )
    return 'html';
  if (/^text\//.test(type) || /\.(txt|md|text)$/i.test(name)) return 'text';
  // Damaged archives and pictures have control characters from the start; text has none but spaces.
  const isText = !bytes.subarray(0, 2048).some((byte) => byte < 9 || (byte > 13 && byte < 27));
  return isText && type !== 'application/octet-stream' && !/^(audio|video|image)\//.test(type)
    ? 'text'
    : 'unknown';
}

/** What a file that is not read is called on the page. */
export const kindInWords: Record<DocumentKind, string> = {
  pdf: 'a PDF',
  docx: 'a Word document',
  html: 'a web page',
  text: 'plain text',
  odt: 'an OpenDocument text',
  zip: 'an archive or office file',
  doc: 'an old Word or office file',
  rtf: 'a rich text file',
  image: 'a picture',
  unknown: 'of a kind we do not know',
};
