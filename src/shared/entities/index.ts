import { Candidate } from './gathering/candidate.ts';
import { Mention } from './gathering/mention.ts';
import { MethodChange } from './gathering/method-change.ts';
import { Scan } from './gathering/scan.ts';
import { Source } from './gathering/source.ts';
import { Stray } from './gathering/stray.ts';
import { Upload } from './gathering/upload.ts';
import { WorkRequest } from './gathering/work-request.ts';
import { Assessment } from './library/assessment.ts';
import { Concept } from './library/concept.ts';
import { Document } from './library/document.ts';
import { Identifier } from './library/identifier.ts';
import { KeptMeaning } from './library/kept-meaning.ts';
import { LocalWord } from './library/local-word.ts';
import { PartVectors } from './library/part-vectors.ts';
import { Passage } from './library/passage.ts';
import { PossibleDuplicate } from './library/possible-duplicate.ts';
import { PossibleEdition } from './library/possible-edition.ts';
import { Publication } from './library/publication.ts';
import { PublicationConcept } from './library/publication-concept.ts';
import { Sighting } from './library/sighting.ts';
import { Suggestion } from './library/suggestion.ts';
import { SuggestionRule } from './library/suggestion-rule.ts';
import { Tag } from './library/tag.ts';
import { Version } from './library/version.ts';
import { VocabularyChange } from './library/vocabulary-change.ts';
import { ApiToken } from './people/api-token.ts';
import { Partner } from './people/partner.ts';
import { Session } from './people/session.ts';
import { SignInAttempt } from './people/sign-in-attempt.ts';
import { SignInLink } from './people/sign-in-link.ts';
import { User } from './people/user.ts';
import { EntryRecord } from './plans/entry-record.ts';
import { KeptState } from './plans/kept-state.ts';
import { Link } from './plans/link.ts';
import { Match, MatchLine } from './plans/match.ts';
import { Plan } from './plans/plan.ts';
import { PlanEntry } from './plans/plan-entry.ts';
import { ProgressNote } from './plans/progress-note.ts';
import { AuditEntry } from './program/audit-entry.ts';
import { Lease } from './program/lease.ts';
import { Meeting } from './program/meeting.ts';
import { OutboxRow } from './program/outbox-row.ts';
import { StateValue } from './program/state-value.ts';
import { AlertLine } from './sending/alert-line.ts';
import { AlertMessage } from './sending/alert-message.ts';
import { Delivery } from './sending/delivery.ts';
import { Digest } from './sending/digest.ts';
import { DigestChoice } from './sending/digest-choice.ts';
import { DigestLeftOut } from './sending/digest-left-out.ts';
import { DigestLine } from './sending/digest-line.ts';
import { Letter } from './sending/letter.ts';
import { PassedOver } from './sending/passed-over.ts';
import { PastSearch } from './sending/past-search.ts';
import { SavedSearch } from './sending/saved-search.ts';
import { SearchAlert } from './sending/search-alert.ts';
import { Subscriber } from './sending/subscriber.ts';
import { Assignment } from './sift/assignment.ts';
import { Deferral } from './sift/deferral.ts';
import { SiftCriteria } from './sift/sift-criteria.ts';
import { SiftMinutes } from './sift/sift-minutes.ts';
import { SiftStep } from './sift/sift-step.ts';

export * from './gathering/candidate.ts';
export * from './gathering/mention.ts';
export * from './gathering/method-change.ts';
export * from './gathering/scan.ts';
export * from './gathering/source.ts';
export * from './gathering/stray.ts';
export * from './gathering/upload.ts';
export * from './gathering/work-request.ts';
export * from './library/assessment.ts';
export * from './library/concept.ts';
export * from './library/document.ts';
export * from './library/identifier.ts';
export * from './library/kept-meaning.ts';
export * from './library/local-word.ts';
export * from './library/part-vectors.ts';
export * from './library/passage.ts';
export * from './library/possible-duplicate.ts';
export * from './library/possible-edition.ts';
export * from './library/publication.ts';
export * from './library/publication-concept.ts';
export * from './library/sighting.ts';
export * from './library/suggestion.ts';
export * from './library/suggestion-rule.ts';
export * from './library/tag.ts';
export * from './library/version.ts';
export * from './library/vocabulary-change.ts';
export * from './people/api-token.ts';
export * from './people/partner.ts';
export * from './people/session.ts';
export * from './people/sign-in-attempt.ts';
export * from './people/sign-in-link.ts';
export * from './people/user.ts';
export * from './plans/entry-record.ts';
export * from './plans/kept-state.ts';
export * from './plans/link.ts';
export * from './plans/match.ts';
export * from './plans/plan.ts';
export * from './plans/plan-entry.ts';
export * from './plans/progress-note.ts';
export * from './program/audit-entry.ts';
export * from './program/lease.ts';
export * from './program/meeting.ts';
export * from './program/outbox-row.ts';
export * from './program/state-value.ts';
export * from './sending/alert-line.ts';
export * from './sending/alert-message.ts';
export * from './sending/delivery.ts';
export * from './sending/digest.ts';
export * from './sending/digest-choice.ts';
export * from './sending/digest-left-out.ts';
export * from './sending/digest-line.ts';
export * from './sending/letter.ts';
export * from './sending/passed-over.ts';
export * from './sending/past-search.ts';
export * from './sending/saved-search.ts';
export * from './sending/search-alert.ts';
export * from './sending/sending.ts';
export * from './sending/subscriber.ts';
export * from './sift/assignment.ts';
export * from './sift/deferral.ts';
export * from './sift/sift-criteria.ts';
export * from './sift/sift-minutes.ts';
export * from './sift/sift-step.ts';

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
  PossibleEdition,
  Document,
  PartVectors,
  Passage,
  Version,
  Concept,
  LocalWord,
  KeptMeaning,
  PublicationConcept,
  Suggestion,
  SuggestionRule,
  Tag,
  Assessment,
  Match,
  MatchLine,
  Plan,
  PlanEntry,
  ProgressNote,
  EntryRecord,
  Link,
  KeptState,
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
  PassedOver,
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
  Mention,
  MethodChange,
  Meeting,
  VocabularyChange,
  Deferral,
  Assignment,
  SiftCriteria,
  SiftMinutes,
  SiftStep,
];
