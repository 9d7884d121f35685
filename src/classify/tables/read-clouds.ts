import { isAwsRead, isGroupedRead } from '../cloud-programs.ts';
import type { ReadSpec } from '../read-spec.ts';

/** Clouds. Their options are too many to list, so only the words before the verb and the verb itself decide. */
export const cloudReads: Readonly<Record<string, ReadSpec>> = {
  aws: { options: 'any', checkWords: isAwsRead },
  gcloud: { options: 'any', checkWords: isGroupedRead('gcloud') },
  az: { options: 'any', checkWords: isGroupedRead('az') },
};
