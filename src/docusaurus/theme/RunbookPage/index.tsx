import { MDXProvider } from '@mdx-js/react';
import DocItem from '@theme/DocItem';
import type { RunbookPage as Page, PageDrills } from '../../page.ts';
import { RunbookChoice, RunbookOption } from '../parts/choice.tsx';
import { RunbookCommand } from '../parts/command.tsx';
import { RunbookDrills } from '../parts/drills.tsx';
import { RunbookHead } from '../parts/head.tsx';
import { RunbookProvider } from '../parts/state.tsx';
import { RunbookAnchor, RunbookGuard, RunbookStep } from '../parts/step.tsx';

const components = {
  ...{ RunbookHead, RunbookStep, RunbookGuard, RunbookChoice, RunbookOption },
  ...{ RunbookCommand, RunbookDrills, RunbookAnchor },
};

interface RunbookPageProps {
  readonly content: { readonly runbook?: Page; readonly drills?: readonly PageDrills[] };
  readonly [other: string]: unknown;
}

/** A page of the runbooks' docs: with the parts of a runbook, where it is one. */
export default function RunbookPage(props: RunbookPageProps) {
  const { runbook, drills } = props.content;
  if (runbook === undefined || drills === undefined) return <DocItem {...props} />;
  return (
    <RunbookProvider runbook={runbook} drills={drills}>
      <MDXProvider components={components}>
        <DocItem {...props} />
      </MDXProvider>
    </RunbookProvider>
  );
}
