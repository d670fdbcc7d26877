/** What Node and tsx need to start, and to start as we did; nothing of ours is among it. */
const needed = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TMP',
  'TEMP',
  'TZ',
  'LANG',
  'NODE_OPTIONS',
  'LD_LIBRARY_PATH',
  // Windows starts no process without these.
  'SystemRoot',
  'USERPROFILE',
  'PATHEXT',
];

/**
 * The environment of a process that reads what strangers wrote: without our passwords, keys and
 * addresses, so that a file which breaks a reader finds none in its memory.
 *
 * @param env the environment of whoever starts it
 */
export function environmentForReading(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // Names differ in case on Windows only, where Node finds them in any.
  return Object.fromEntries(
    needed.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
}
