import { join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** Docusaurus's default toolchain compiles a theme as if whatever is spread or taken apart were an array. */
test('nothing but arrays is spread or taken apart in what a page loads', { timeout: 60_000 }, () => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.theme.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(fileNames, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const found: string[] = [];
  const looked = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(join(root, 'src/')));
  for (const file of looked) {
    const look = (node: ts.Node): void => {
      const source = iterated(node);
      if (source !== undefined && !isArray(checker.getTypeAtLocation(source), checker)) {
        const { line } = file.getLineAndCharacterOfPosition(source.getStart(file));
        found.push(`${relative(root, file.fileName)}:${line + 1}: ${source.getText(file)}`);
      }
      ts.forEachChild(node, look);
    };
    look(file);
  }
  expect(looked.map(({ fileName }) => relative(root, fileName))).toContain('src/shell/script-pieces.ts');
  expect(found).toEqual([]);
});

function iterated(node: ts.Node): ts.Expression | undefined {
  if (ts.isSpreadElement(node)) return node.expression;
  const isTakenApart = ts.isVariableDeclaration(node) && ts.isArrayBindingPattern(node.name);
  return isTakenApart ? node.initializer : undefined;
}

function isArray(type: ts.Type, checker: ts.TypeChecker): boolean {
  const all = type.isUnion() ? type.types : [type];
  return all.every((one) => checker.isArrayType(one) || checker.isTupleType(one));
}
