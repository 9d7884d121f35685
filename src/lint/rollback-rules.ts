import type { Rule } from './rule.ts';
import { configMixedWithApplication } from './rules/config-mixed-with-application.ts';
import { configmapHasNoUndo } from './rules/configmap-has-no-undo.ts';
import { imageDeleted } from './rules/image-deleted.ts';
import { migrationDownNeedsNewImage } from './rules/migration-down-needs-new-image.ts';
import { scaleRestoredByManifest } from './rules/scale-restored-by-manifest.ts';
import { secretRolledBack } from './rules/secret-rolled-back.ts';
import { setImageRestoresTagOnly } from './rules/set-image-restores-tag-only.ts';
import { statusIsNoProof } from './rules/status-is-no-proof.ts';
import { tagNotAVersion } from './rules/tag-not-a-version.ts';
import { takesEveryMigrationDown } from './rules/takes-every-migration-down.ts';
import { undoToFixedRevision } from './rules/undo-to-fixed-revision.ts';
import { undoWithoutTarget } from './rules/undo-without-target.ts';
import { waitWithoutTimeout } from './rules/wait-without-timeout.ts';

export const rollbackRules: readonly Rule[] = [
  tagNotAVersion,
  imageDeleted,
  configmapHasNoUndo,
  undoToFixedRevision,
  undoWithoutTarget,
  setImageRestoresTagOnly,
  statusIsNoProof,
  waitWithoutTimeout,
  secretRolledBack,
  migrationDownNeedsNewImage,
  takesEveryMigrationDown,
  configMixedWithApplication,
  scaleRestoredByManifest,
];
