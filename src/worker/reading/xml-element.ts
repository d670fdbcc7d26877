/** One element of an XML document; names are local and in lower case, text has no markup. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  /** Its own text, without its children's. */
  text: string;
  children: XmlElement[];
}

/** Children of that name, in order. */
export const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** All elements of that name below this one, in order. */
export const elementsIn = (element: XmlElement, name: string): XmlElement[] =>
  element.children.flatMap((child) => [
    ...(child.name === name ? [child] : []),
    ...elementsIn(child, name),
  ]);

/** Text of the first child of that name; null when there is none or it is empty. */
export const textIn = (element: XmlElement, name: string): string | null =>
  childrenOf(element, name).find(({ text }) => text)?.text ?? null;

/** Text of every child of that name that has some. */
export const textsIn = (element: XmlElement, name: string): string[] =>
  childrenOf(element, name).flatMap(({ text }) => (text ? [text] : []));
