import { Invalid } from '#shared/errors.ts';

export const largestUpload = 50 * 1024 * 1024;

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const startsWith = (bytes: Uint8Array, ...start: number[]) =>
  start.every((byte, at) => bytes[at] === byte);

/** A line such as mails begin with. */
const mailHeader = /^(from|received|return-path|subject|date|to|message-id|mime-version):/im;

const wrongKind = () =>
  new Invalid('Choose a PDF, Word (DOCX), HTML or text file, or a mail (.eml).', 'file');

/**
 * The media type of a file that a person gave: told by its bytes, then by its name.
 *
 * @throws {Invalid} with field "file": empty, larger than 50 MB, or of another kind
 */
export function kindOfUpload(bytes: Uint8Array, fileName: string): string {
  if (bytes.length === 0) throw new Invalid('The file is empty.', 'file');
  if (bytes.length > largestUpload) throw new Invalid('Choose a file of at most 50 MB.', 'file');
  const start = Buffer.from(bytes.subarray(0, 1024));
  // ISO 32000-1, note 12: readers accept the header anywhere in the first 1024 bytes.
  if (start.includes('%PDF-')) return 'application/pdf';
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) {
    if (/\.docx$/i.test(fileName)) return docx;
    throw wrongKind();
  }
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    throw new Invalid('Save the Word file as DOCX or PDF, then choose that.', 'file');
  }
  if (/\.eml$/i.test(fileName) && mailHeader.test(start.toString())) return 'message/rfc822';
  const isUtf16 = startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff);
  if (!isUtf16 && start.includes(0)) throw wrongKind();
  if (/\.x?html?$/i.test(fileName) || /<(!doctype html|html|head|body)\b/i.test(start.toString())) {
    return 'text/html';
  }
  if (/\.(te?xt|md)$/i.test(fileName)) return 'text/plain';
  throw wrongKind();
}
