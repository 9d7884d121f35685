import { textAt } from '../../manifest/value-at.ts';
import { readImage, whyNoVersion } from '../image-reference.ts';
import { containersIn, minimalPod } from '../manifest-kinds.ts';
import type { Rule } from '../rule.ts';

export const imageWithoutVersion: Rule = {
  code: 'image-without-version',
  preset: 'legacy',
  on: 'manifests',
  title: 'A manifest names an image by a tag that is no version.',
  why: `The template of a revision is what a rollback restores. If it says \`:latest\`, the rollback pulls what was pushed last, the
broken version. Tag images with semantic versions, or name them by digest.`,
  bad: { as: 'manifests', text: deployment(minimalPod.replace(':v1.1.0', ':latest')) },
  good: { as: 'manifests', text: deployment(minimalPod) },
  *check({ all }) {
    for (const manifest of all) {
      for (const path of containersIn(manifest)) {
        const image = readImage(textAt(manifest, ...path, 'image'));
        const why = image === undefined ? undefined : whyNoVersion(image);
        if (why === undefined) continue;
        yield {
          place: manifest.placeOfValue(...path, 'image'),
          message: why,
          hint: 'Write a semantic version, such as :v1.1.0, or the digest.',
        };
      }
    }
  },
};

function deployment(pod: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec:\n  selector: { matchLabels: { app: shop } }\n  template:\n    ${pod}\n`;
}
