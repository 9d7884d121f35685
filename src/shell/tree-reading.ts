import type { Node } from 'web-tree-sitter';
import type {
  HereDocument,
  ShellCommand,
  ShellComment,
  ShellConstruct,
  ShellLoop,
  ShellRedirect,
  VariableUse,
} from './shell-script.ts';

/** What has been found so far while a tree is read. */
export interface TreeReading {
  readonly source: string;
  readonly commands: ShellCommand[];
  readonly redirects: ShellRedirect[];
  readonly hereDocuments: HereDocument[];
  readonly assigned: Set<string>;
  readonly used: VariableUse[];
  readonly functions: Set<string>;
  readonly loops: ShellLoop[];
  readonly comments: ShellComment[];
  pipelines: number;
}

/** Where in a script a node stands. */
export interface Surroundings {
  readonly inside: readonly ShellConstruct[];
  readonly background: boolean;
  readonly hasInput: boolean;
  readonly pipeline: number | undefined;
  readonly isLastOfPipeline: boolean;
}

/** Reads a node in its surroundings; handed down so that the parts of the reading can call the whole. */
export type Visit = (node: Node, surroundings: Surroundings) => void;

export const outermost: Surroundings = {
  inside: [],
  background: false,
  hasInput: false,
  pipeline: undefined,
  isLastOfPipeline: true,
};

export function within(surroundings: Surroundings, construct: ShellConstruct): Surroundings {
  return { ...surroundings, inside: [...surroundings.inside, construct], pipeline: undefined, isLastOfPipeline: true };
}

export function newReading(source: string): TreeReading {
  return {
    source,
    commands: [],
    redirects: [],
    hereDocuments: [],
    assigned: new Set(),
    used: [],
    functions: new Set(),
    loops: [],
    comments: [],
    pipelines: 0,
  };
}
