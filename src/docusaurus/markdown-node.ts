/** A node of a syntax tree as remark hands it over: only what is read or written here. */
export interface MarkdownNode {
  type: string;
  children?: MarkdownNode[];
  value?: string;
  url?: string;
  alt?: string | null;
  depth?: number;
  checked?: boolean;
  ordered?: boolean;
  start?: number | null;
  spread?: boolean;
  lang?: string | null;
  meta?: string | null;
  name?: string | null;
  attributes?: readonly unknown[] | Readonly<Record<string, unknown>>;
  data?: Record<string, unknown>;
  position?: {
    start: { line: number; column: number; offset?: number };
    end: { line: number; column: number; offset?: number };
  };
}

/** An element that a component of the theme draws; attributes are texts. */
export function component(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  children: MarkdownNode[] = [],
): MarkdownNode {
  const given = Object.entries(attributes).flatMap(([key, value]) => {
    return value === undefined ? [] : [{ type: 'mdxJsxAttribute', name: key, value }];
  });
  return { type: 'mdxJsxFlowElement', name, attributes: given, children };
}

export function textNode(value: string): MarkdownNode {
  return { type: 'text', value };
}

export function paragraph(text: string): MarkdownNode {
  return { type: 'paragraph', children: [textNode(text)] };
}

/** Boxes to tick. */
export function checkboxes(items: readonly string[]): MarkdownNode {
  const children = items.map((text) => ({
    type: 'listItem',
    checked: false,
    spread: false,
    children: [paragraph(text)],
  }));
  return { type: 'list', ordered: false, spread: false, children };
}

/** The line where it begins, from 1; 0 where nobody wrote it. */
export function lineOf(node: MarkdownNode): number {
  return node.position?.start.line ?? 0;
}

/** All text below a node, as it is read. */
export function textOf(node: MarkdownNode): string {
  return node.value ?? (node.children ?? []).map(textOf).join('');
}

/** `export const NAME = JSON.parse('…')`: what a page's module says beside its text. */
export function jsonExport(name: string, value: unknown): MarkdownNode {
  const call = {
    type: 'CallExpression',
    optional: false,
    callee: {
      type: 'MemberExpression',
      computed: false,
      optional: false,
      object: { type: 'Identifier', name: 'JSON' },
      property: { type: 'Identifier', name: 'parse' },
    },
    arguments: [{ type: 'Literal', value: JSON.stringify(value) }],
  };
  return esm({
    type: 'ExportNamedDeclaration',
    specifiers: [],
    source: null,
    attributes: [],
    declaration: {
      type: 'VariableDeclaration',
      kind: 'const',
      declarations: [{ type: 'VariableDeclarator', id: { type: 'Identifier', name }, init: call }],
    },
  });
}

/** `export {default as NAME} from 'FROM'`. */
export function exportFrom(name: string, from: string): MarkdownNode {
  return esm({
    type: 'ExportNamedDeclaration',
    declaration: null,
    attributes: [],
    specifiers: [
      {
        type: 'ExportSpecifier',
        local: { type: 'Identifier', name: 'default' },
        exported: { type: 'Identifier', name },
      },
    ],
    source: { type: 'Literal', value: from },
  });
}

function esm(statement: object): MarkdownNode {
  const program = { type: 'Program', sourceType: 'module', comments: [], body: [statement] };
  return { type: 'mdxjsEsm', value: '', data: { estree: program } };
}
