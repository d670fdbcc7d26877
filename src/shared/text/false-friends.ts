/**
 * Words that the stemmer, which knows nothing but endings, would take for forms of others: a local
 * authority is no author, organised crime no organisation, the public no publication. Each line is
 * one word with its inflections; the first of them is its stem.
 */
const families = `
accession accessions
accountability accountable
accountant accountants
authority authorities
bus buses
business businesses
careful carefully
collective collectively
community communities
competen competence competences competency competencies competent competently
conception conceptions
conference conferences
conversion conversions
corporal
criticism criticisms
defendant defendants
designat designate designated designates designating designation designations
digital digitally
directorate directorates
discrete
diversion diversions diversionary
edition editions
emergency emergencies
evident evidently
executive executives
experiment experiments experimental experimented experimenting
facilitat facilitate facilitated facilitates facilitating facilitation facilitator facilitators
fitness
general generally
generation generations generational
generic
governance
government governments governmental
harness harnesses harnessed harnessing
heroine heroines
hospitality
humane humanely
humanities
identity identities
illness illnesses
importan important importantly importance
incidence incidences
informal informally informality
initial initially initials
initiative initiatives
integrity
intelligent intelligently
internal internally
international internationally
lateral
majority majorities
medication medications
minority minorities
nationality nationalities
negligible
news
objection objections
objective objectives objectively
officer officers
operative operatives
operator operators
organis organize organized organizes organizing organizer organizers
organisation organisations organization organizations organisational organizational
personal personally
personality personalities
physics
polite politely politeness
positive positively positives
practica practical practically practicable practicality practicalities
president presidents
probation probationary
provisional provisionally
publication publications
publicity
rational rationally
rationale rationales
reference references referenced referencing
relative relatives relatively
several
sexuality sexualities
subjective subjectively
successive successively succession
transition transitions transitional transitioned transitioning
united unite unites uniting
universal universally
university universities
wellness
witness witnesses witnessed witnessing
`;

/** Stems of words that are not what they look like, by the word, folded. */
export const falseFriends: ReadonlyMap<string, string> = new Map(
  families
    .trim()
    .split('\n')
    .flatMap((family) => {
      const words = family.split(' ');
      return words.map((word): [string, string] => [word, words[0] ?? word]);
    }),
);
