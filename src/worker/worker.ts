import type { Tools } from './connectors/connector.ts';

/** What a worker can do. What is done by itself, and when, the timetable says. */
export interface Worker {
  tools: Tools;
  /** Visits sources and says how many were visited; `keys` are those to visit, the due ones if left out. */
  scan(given?: { all?: boolean; key?: string }): Promise<number>;
  /** Retrieves and records until nothing is due; what is recorded is indexed meanwhile. */
  retrieve(): Promise<number>;
  /** Looks for publications that are probably the same. */
  compare(): Promise<void>;
  /** Finds what reached the group by another way among what came in since. */
  mentions(): Promise<void>;
  /** Looks for quotations that plans rely on in what their publications say now. */
  quotations(): Promise<void>;
  /** Suggests what the group's rules say. */
  rules(): Promise<void>;
  /** Looks for newer editions of what is in the library. */
  editions(): Promise<void>;
  /**
   * Brings the index up to date. While the search server is down it waits for a later call.
   *
   * @param given.isPatient waits for another process that is at it
   */
  index(given?: { isPatient: boolean }): Promise<void>;
  /** Compares the whole index with the database, and mends or rebuilds it. */
  checkIndex(): Promise<void>;
  /** Has our own model read what it has not read yet, until there is nothing more. */
  readMeanings(): Promise<void>;
  /** Suggests plan entries for what changed since. */
  suggest(): Promise<void>;
  /** Writes the database file anew after an erasure. */
  sweep(): Promise<void>;
  requests(): Promise<number>;
  /** Drafts, reminders, and the ledger of what is due. */
  digests(): Promise<void>;
  /** Writes to administrators about sources that fail, fall quiet, end, or are well again. */
  alerts(): Promise<void>;
  /** Writes to those who look after plans what is due in 30 or 7 days. */
  dates(): Promise<void>;
  /** Writes down what is new for people's saved searches. */
  searchAlerts(): Promise<void>;
  /** Sends publications round again that have not been read for long. */
  recheck(): Promise<void>;
  /** Says in the library that a worker is at work, and makes up for a clock that was set back. */
  heartbeat(): Promise<void>;
  /** Makes due what waits for a time that a wrong clock set. */
  mendTimes(): Promise<void>;
  /** Everything that comes of a scan, once, from what people asked for to what they are told of it. */
  tick(): Promise<void>;
  /** Sends what stands in the ledgers of outgoing mail, and waits until it is sent. */
  send(): Promise<void>;
  /** Begins to send what is due, and does not wait until it is sent. */
  beginSending(): Promise<void>;
  /** Begins to tick, as the timetable says. */
  start(): Promise<void>;
  /** Ends the ticks, waits for what is under way, and closes what the worker opened. */
  close(): Promise<void>;
}
