interface HtmlNode {
  readonly tagName?: string;
  readonly value?: string;
  readonly properties?: Record<string, unknown>;
  readonly children?: readonly HtmlNode[];
}

/** A box to tick is called by the text beside it. */
export function labelBoxes() {
  return label;
}

function label(node: HtmlNode): void {
  for (const child of node.children ?? []) {
    if (child.tagName === 'input' && child.properties !== undefined)
      child.properties['ariaLabel'] = textOf(node).trim();
    label(child);
  }
}

function textOf({ value, children = [] }: HtmlNode): string {
  return value ?? children.map(textOf).join('');
}
