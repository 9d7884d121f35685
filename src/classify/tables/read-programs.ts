import type { ReadSpec } from '../read-spec.ts';
import { cloudReads } from './read-clouds.ts';
import { containerReads } from './read-containers.ts';
import { fileReads } from './read-files.ts';
import { hostReads } from './read-hosts.ts';
import { ownReads } from './read-own.ts';
import { requestReads } from './read-requests.ts';

/** Row 18: the programs that can be seen to read only, and how. What is not in here is not known to be harmless. */
export const readPrograms: Readonly<Record<string, ReadSpec>> = {
  ...fileReads,
  ...hostReads,
  ...containerReads,
  ...requestReads,
  ...cloudReads,
  ...ownReads,
};
