import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const client = path.resolve(import.meta.dirname, '../src/client')
const files = readdirSync(client, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !name.includes('.test.') && !name.startsWith('messages'),
)

/** Attributes whose text a person reads or hears. */
const spoken = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'text', 'hint'])
/** One letter alone is the name of a key. */
const hasLetters = (text: string) => /\p{L}/u.test(text) && text.trim().length > 1

/** Texts for people that stand in a component instead of in the catalogue. */
function strayTexts(source: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && hasLetters(node.text)) found.push(node.text.trim())
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText())) {
      const value = node.initializer
      if (value && ts.isStringLiteral(value) && hasLetters(value.text)) found.push(value.text)
    }
    if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression)) {
      const isChild = ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent)
      if (isChild && hasLetters(node.expression.text)) found.push(node.expression.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('x.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return found
}

/** Classes and properties that name left or right, which are wrong in half of the scripts. */
function sidedClasses(source: string): string[] {
  const sided =
    /(?<![\w-])-?(?:(?:[mp][lr]|scroll-[mp][lr]|left|right)-[\w[]+|(?:border-[lr]|rounded-(?:[lr]|[tb][lr])|(?:text|float)-(?:left|right)|(?:margin|padding|border)-(?:left|right))(?![\w]))/g
  return source.match(sided) ?? []
}

test('the search finds what it looks for', () => {
  expect(strayTexts('const a = <p title="Hello">Hi {"you"} {t.x}</p>')).toEqual([
    'Hello',
    'Hi',
    'you',
  ])
  expect(sidedClasses('className="flex ml-2 hover:text-left border-r -left-1 ps-2 gap-2"')).toEqual(
    ['ml-2', 'text-left', 'border-r', '-left-1'],
  )
})

test('every text a person reads is in the catalogue', () => {
  expect(files.length).toBeGreaterThan(40)
  const stray = files
    .filter((name) => name.endsWith('x'))
    .flatMap((name) =>
      strayTexts(readFileSync(path.join(client, name), 'utf8')).map((text) => `${name}: ${text}`),
    )
  expect(stray).toEqual([])
})

test('layout uses start and end, never left and right', () => {
  const styles = readFileSync(path.join(client, 'styles.css'), 'utf8')
  const sided = [...files.map((name) => readFileSync(path.join(client, name), 'utf8')), styles]
  expect(sided.flatMap(sidedClasses)).toEqual([])
})
