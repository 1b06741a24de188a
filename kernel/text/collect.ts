// Finds every text that the code shows people: the literals given to t(…).
import { readFileSync } from 'node:fs';
import type * as TypeScript from 'typescript';

type Compiler = (typeof TypeScript)['default'];

export interface CollectedMessages {
  /** Vietnamese source text and where it stands (`file:line`). */
  readonly messages: ReadonlyMap<string, readonly string[]>;
  /** Calls of t(…) whose text is not a literal and can't be collected (`file:line`). */
  readonly dynamic: readonly string[];
}

/**
 * Reads `t('…')`, `c.t('…')` and `` t(`…`) ``, also both arms of a condition, from TypeScript sources.
 * The compiler is loaded on call: this is for tests and tools, not for the running city.
 */
export async function collectMessages(files: Iterable<string>): Promise<CollectedMessages> {
  const { default: ts } = await import('typescript');
  const messages = new Map<string, string[]>();
  const dynamic: string[] = [];
  for (const file of files) {
    const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false, kind);
    const place = (node: TypeScript.Node) =>
      `${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
    const visit = (node: TypeScript.Node): void => {
      const argument = argumentOfT(ts, node);
      const literals = argument && literalsOf(ts, argument);
      for (const text of literals ?? []) messages.set(text, [...(messages.get(text) ?? []), place(node)]);
      if (argument && !literals) dynamic.push(place(node));
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { messages, dynamic };
}

/** The first argument, when the node calls something named `t`. */
function argumentOfT(ts: Compiler, node: TypeScript.Node): TypeScript.Expression | null {
  if (!ts.isCallExpression(node) || node.arguments.length === 0) return null;
  const called = node.expression;
  const isT =
    (ts.isIdentifier(called) && called.text === 't') ||
    (ts.isPropertyAccessExpression(called) && called.name.text === 't');
  return isT ? node.arguments[0]! : null;
}

/** The texts an expression can be; null when it can be anything. */
function literalsOf(ts: Compiler, node: TypeScript.Expression): string[] | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return literalsOf(ts, node.expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const left = literalsOf(ts, node.left);
    const right = literalsOf(ts, node.right);
    return left?.length === 1 && right?.length === 1 ? [left[0]! + right[0]!] : null;
  }
  if (!ts.isConditionalExpression(node)) return null;
  const yes = literalsOf(ts, node.whenTrue);
  const no = literalsOf(ts, node.whenFalse);
  return yes && no ? [...yes, ...no] : null;
}
