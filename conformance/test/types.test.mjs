// Our types against those of @clerk/shared, which @clerk/chrome-extension uses; see types/check.ts.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import ts from 'typescript';

const folder = fileURLToPath(new URL('../types', import.meta.url));
const { options, fileNames } = ts.getParsedCommandLineOfConfigFile(`${folder}/tsconfig.json`, {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: assert.fail });
const program = ts.createProgram(fileNames, options);
const checker = program.getTypeChecker();
const source = program.getSourceFile(`${folder}/check.ts`);

/** The members of an interface, each with the string literals that its type stands for. */
function membersOf(name) {
  const declaration = source.statements.find((statement) => ts.isTypeAliasDeclaration(statement) && statement.name.text === name);
  const members = checker.getPropertiesOfType(checker.getTypeAtLocation(declaration.name));
  return members.map((member) => {
    const type = checker.getTypeOfSymbolAtLocation(member, declaration);
    const literals = (type.isUnion() ? type.types : [type]).filter(({ flags }) => !(flags & ts.TypeFlags.Never));
    return [member.name, literals.map((literal) => literal.value ?? checker.typeToString(literal))];
  });
}

const compared = new Map(membersOf('Compared'));

for (const [name, problems] of membersOf('Problems')) {
  test(`${name}: ours can take the official one's place in ${compared.get(name).length} members; what else there is, is listed as left out`, () => {
    assert.deepEqual(problems, []);
    assert.ok(compared.get(name).length > 0, 'nothing was compared');
  });
}

test('the types compile, and the list of what is left out names nothing unknown', () => {
  const messages = ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  assert.deepEqual(messages, []);
});
