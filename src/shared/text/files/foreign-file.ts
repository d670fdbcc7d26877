const latin = (bytes: Uint8Array, from: number, to: number) =>
  new TextDecoder('latin1').decode(bytes.subarray(Math.max(0, from), to));

function kindOfZip(bytes: Uint8Array): string {
  const names = latin(bytes, 0, 8000) + latin(bytes, bytes.length - 16_000, bytes.length);
  if (/\bxl\/|xl\\/.test(names)) return 'an Excel workbook';
  if (/word\//.test(names)) return 'a Word document';
  if (/opendocument\.spreadsheet/.test(names)) return 'an OpenDocument spreadsheet';
  if (/Index\/|\.iwa|buildVersionHistory/.test(names)) return 'a Numbers document';
  return 'an archive (zip)';
}

function kindOf(bytes: Uint8Array): string | null {
  const start = latin(bytes, 0, 2048);
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return kindOfZip(bytes);
  if (start.startsWith('\xd0\xcf\x11\xe0')) return 'an old Excel or Word file';
  if (start.startsWith('%PDF-')) return 'a PDF';
  if (start.startsWith('{\\rtf')) return 'a rich text file';
  if (/^(\x89PNG|GIF8|\xff\xd8\xff|RIFF)/.test(start)) return 'a picture';
  if (start.startsWith('\x1f\x8b')) return 'a compressed file (gzip)';
  // Systems that offer “CSV” often send a web page, a table of one or the page that asks to sign in.
  const text = start.replaceAll('\0', '').replace(/^[^\x20-\x7e\s]+/, '');
  if (
    /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*<(!doctype html|html|head|body|table|div|meta)\b/i.test(
      text,
    )
  )
    return 'a web page';
  if (/^\s*<\?xml|^\s*<[a-z]+[\s:>]/i.test(text)) return 'an XML file';
  if (/^\s*[[{]\s*["{[\]}]/.test(text)) return 'JSON';
  return null;
}

/**
 * What a file really is whose name says CSV, as "an Excel workbook"; null when it may be CSV. Only
 * its bytes are asked.
 */
export const foreignFile = (bytes: Uint8Array): string | null => kindOf(bytes);
