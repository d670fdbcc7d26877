import { XMLBuilder, XMLParser } from 'fast-xml-parser';

/** An element as the parser gives it when it keeps the order: one key besides its attributes. */
interface Node {
  [name: string]: unknown;
}

const options = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  // Text goes through as it stands, entities and space too.
  processEntities: false,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  suppressEmptyNode: true,
};
/** Made anew for each part: a parser remembers the entities that the one before declared. */
const parse = (xml: string) => new XMLParser(options).parse(xml) as Node[];
const builder = new XMLBuilder(options);

const nameOf = (node: Node): string => Object.keys(node).find((key) => key !== ':@') ?? '';
const localOf = (node: Node): string => nameOf(node).split(':').at(-1) ?? '';
const childrenOf = (node: Node): Node[] => {
  const inside = node[nameOf(node)];
  return Array.isArray(inside) ? (inside as Node[]) : [];
};
const withChildren = (node: Node, children: Node[]): Node => ({
  ...node,
  [nameOf(node)]: children,
});
const attribute = (node: Node, local: string): string | null => {
  const given = (node[':@'] ?? {}) as Record<string, string>;
  const name = Object.keys(given).find((key) => key.split(':').at(-1) === local);
  return name === undefined ? null : (given[name] ?? null);
};

/** Tracked changes that took something away. */
const unspoken = new Set(['del', 'moveFrom']);

/** All elements of that name, outermost first, none below one of them nor below what is left out. */
function within(nodes: Node[], local: string, leftOut = ''): Node[] {
  return nodes.flatMap((node) => {
    if (localOf(node) === local) return [node];
    return localOf(node) === leftOut || unspoken.has(localOf(node))
      ? []
      : within(childrenOf(node), local, leftOut);
  });
}

const textOf = (nodes: Node[]): string =>
  nodes
    .map((node) => ('#text' in node ? String(node['#text']) : textOf(childrenOf(node))))
    .join('');

/** What is read of content in several forms: that for old programs, where there is one. */
function chosenOf(node: Node): Node[] {
  const [fallback] = within(childrenOf(node), 'Fallback');
  return childrenOf(fallback ?? within(childrenOf(node), 'Choice')[0] ?? {});
}

/** Markup of Word, with elements in the prefix that the file uses for it. */
class Speaker {
  private readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  private element(local: string, children: Node[], attributes?: Record<string, string>): Node {
    const name = this.prefix ? `${this.prefix}:${local}` : local;
    return { [name]: children, ...(attributes ? { ':@': attributes } : {}) };
  }

  private run(text: string): Node {
    return this.element('r', [this.element('t', [{ '#text': text }], { 'xml:space': 'preserve' })]);
  }

  /**
   * Paragraphs of text boxes, to stand behind the paragraph that they hang on. A box is often written
   * twice, for new and for old programs: then the old one is left out.
   */
  private boxesOf(paragraph: Node): Node[] {
    const inside = childrenOf(paragraph);
    const boxes = within(inside, 'txbxContent', 'Fallback');
    const chosen = boxes.length > 0 ? boxes : within(inside, 'txbxContent');
    // WordArt of old programs carries its words as an attribute.
    const drawn = within(inside, 'textpath', 'Choice').flatMap((path) => {
      const text = attribute(path, 'string');
      return text && boxes.length === 0 ? [this.element('p', [this.run(text)])] : [];
    });
    return [...this.blocks(chosen.flatMap(childrenOf)), ...drawn];
  }

  /** One inline element as mammoth understands it. */
  private inline(node: Node): Node[] {
    const children = () => this.inlines(childrenOf(node));
    switch (localOf(node)) {
      // A break of a page or column parts words as that of a line does.
      case 'br':
      case 'cr':
        return [this.element('br', [])];
      case 'ptab':
        return [this.element('tab', [])];
      case 'oMath':
        return [this.run(textOf(within(childrenOf(node), 't')))];
      case 'oMathPara':
      case 'dir':
      case 'bdo':
      // A field whose value stands within it: a date, a page, a title.
      case 'fldSimple':
        return children();
      case 'ruby':
        return this.inlines(within(childrenOf(node), 'rubyBase').flatMap(childrenOf));
      case 'txbxContent':
      case 'textpath':
        return [];
      case 'AlternateContent':
        return this.inlines(chosenOf(node));
      case '#text':
        return [node];
      default:
        return [withChildren(node, children())];
    }
  }

  private inlines(nodes: Node[]): Node[] {
    return nodes.flatMap((node) => this.inline(node));
  }

  /** Blocks, with the text boxes of each paragraph behind it. */
  blocks(nodes: Node[]): Node[] {
    return nodes.flatMap((node) => {
      if ('#text' in node) return [node];
      if (localOf(node) === 'AlternateContent') return this.blocks(chosenOf(node));
      if (localOf(node) !== 'p') return [withChildren(node, this.blocks(childrenOf(node)))];
      return [withChildren(node, this.inlines(childrenOf(node))), ...this.boxesOf(node)];
    });
  }
}

/**
 * A part of a Word document with what mammoth passes over in a form that it reads: text boxes,
 * breaks of pages and columns, formulas, ruby, content marked as running from right to left.
 */
export function spokenWordMarkup(xml: string): string {
  const roots = parse(xml);
  const root = roots.find((node) => /^(document|footnotes|endnotes)$/.test(localOf(node)));
  if (!root) return xml;
  const name = nameOf(root);
  const speaker = new Speaker(name.includes(':') ? (name.split(':')[0] ?? '') : '');
  const spoken = withChildren(root, speaker.blocks(childrenOf(root)));
  return builder.build([spoken]) as string;
}

/** The words of a diagram (SmartArt), one point a line. */
export function wordsOfDiagram(xml: string): string[] {
  return within(parse(xml), 'pt').flatMap((point) => {
    const words = within(childrenOf(point), 't')
      .map((text) => textOf([text]))
      .join(' ')
      .trim();
    return words ? [words] : [];
  });
}
