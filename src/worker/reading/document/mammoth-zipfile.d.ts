/** The part of mammoth that opens a file, which its own types leave out. */
declare module 'mammoth/lib/zipfile.js' {
  interface Opened {
    exists(name: string): boolean;
    read(name: string, encoding?: string): Promise<string | Uint8Array>;
    write(name: string, contents: string | Uint8Array): void;
    toArrayBuffer(): Promise<ArrayBuffer>;
  }
  export function openArrayBuffer(bytes: Uint8Array): Promise<Opened>;
}
