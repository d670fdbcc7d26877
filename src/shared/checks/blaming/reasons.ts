/** The published guides that the list of phrases rests on. */
export const guides = {
  language:
    'Child exploitation and abuse: an appropriate language guide (The Children’s Society and NAPAC, 2024)',
  luxembourg:
    'Terminology guidelines for the protection of children from sexual exploitation and sexual abuse (ECPAT International, 2016 and 2025)',
  iicsa:
    'Child sexual exploitation by organised networks, part E.3, “Blaming child victims” (IICSA, 2022)',
  wales: 'Complex Safeguarding Wales: use of language (Cardiff University)',
  childFirst: 'Child First: guidance on language (Youth Justice Board)',
  cares: 'Language that cares (TACT, 2019)',
} as const;

/** Why a phrase blames or labels, as a sentence, and the guide that says so. */
export const reasons = {
  risk: {
    text: 'It makes the child the cause of the risk. The risk comes from those who exploit.',
    guide: 'language',
  },
  choice: {
    text: 'It speaks of a choice that an exploited child does not have.',
    guide: 'iicsa',
  },
  consent: { text: 'A child cannot consent to abuse.', guide: 'language' },
  relationship: {
    text: 'It makes abuse or exploitation sound like a relationship between equals.',
    guide: 'language',
  },
  exchange: {
    text: 'It sounds like a trade. The child is abused, whatever was given.',
    guide: 'luxembourg',
  },
  sold: {
    text: 'A child cannot be a prostitute or a sex worker: somebody exploits the child.',
    guide: 'luxembourg',
  },
  images: { text: 'It hides that a picture shows a child being abused.', guide: 'luxembourg' },
  character: {
    text: 'It judges the child’s character instead of saying what happened to the child.',
    guide: 'language',
  },
  looks: {
    text: 'How a child looks, dresses or seems is no reason for abuse.',
    guide: 'iicsa',
  },
  sought: {
    text: 'It makes the child the one who acts. Say what those who exploit do.',
    guide: 'language',
  },
  reach: {
    text: 'It blames the child for not being reached. Say what was tried, and what stood in the way.',
    guide: 'language',
  },
  missing: {
    text: 'It sounds like an offence. A child who goes missing may be running from or to harm.',
    guide: 'language',
  },
  crime: {
    text: 'It names an exploited child by the crime that others made the child commit.',
    guide: 'wales',
  },
  label: { text: 'It turns a child into a label.', guide: 'childFirst' },
  belief: { text: 'It casts doubt on what a child has told.', guide: 'iicsa' },
  behaviour: {
    text: 'It names behaviour as the trouble, and not what the behaviour tells.',
    guide: 'cares',
  },
  family: {
    text: 'It blames the family for what those who exploit have done.',
    guide: 'language',
  },
} as const satisfies Record<string, { text: string; guide: keyof typeof guides }>;

export type Reason = keyof typeof reasons;
