import { Candidate } from './candidate.ts';
import { Assessment, Concept, LocalWord, PublicationConcept, Suggestion, Tag } from './concept.ts';
import { Delivery, Digest, DigestChoice, DigestLeftOut, DigestLine, Subscriber } from './digest.ts';
import { Document, Passage, Version } from './document.ts';
import { Letter } from './letter.ts';
import { Link, Plan, PlanEntry, ProgressNote } from './plan.ts';
import { Identifier, PossibleDuplicate, Publication, Sighting } from './publication.ts';
import { AuditEntry, Lease, OutboxRow, StateValue, Upload } from './record.ts';
import { AlertLine, AlertMessage, PastSearch, SavedSearch, SearchAlert } from './saved-search.ts';
import { Scan } from './scan.ts';
import { Source } from './source.ts';
import { Stray } from './stray.ts';
import { ApiToken, Partner, Session, SignInAttempt, SignInLink, User } from './user.ts';
import { WorkRequest } from './work-request.ts';

export * from './candidate.ts';
export * from './concept.ts';
export * from './digest.ts';
export * from './document.ts';
export * from './letter.ts';
export * from './plan.ts';
export * from './publication.ts';
export * from './record.ts';
export * from './saved-search.ts';
export * from './scan.ts';
export * from './sending.ts';
export * from './source.ts';
export * from './stray.ts';
export * from './user.ts';
export * from './work-request.ts';

/** Every table, named to the database explicitly. */
export const entities = [
  Source,
  Scan,
  Candidate,
  Stray,
  Publication,
  Identifier,
  Sighting,
  PossibleDuplicate,
  Document,
  Passage,
  Version,
  Concept,
  LocalWord,
  PublicationConcept,
  Suggestion,
  Tag,
  Assessment,
  Plan,
  PlanEntry,
  ProgressNote,
  Link,
  Partner,
  User,
  SignInLink,
  SignInAttempt,
  Session,
  ApiToken,
  Subscriber,
  Digest,
  DigestChoice,
  DigestLine,
  DigestLeftOut,
  Delivery,
  SavedSearch,
  SearchAlert,
  Letter,
  AlertMessage,
  AlertLine,
  PastSearch,
  AuditEntry,
  OutboxRow,
  Lease,
  StateValue,
  Upload,
  WorkRequest,
];
