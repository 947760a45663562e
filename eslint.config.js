import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist/**', '**/.wxt/**', '**/node_modules/**', 'target/**', 'packages/dashboard/vendor/**', 'packages/account-pages/static/**'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    // Programs for a terminal report on it.
    files: ['e2e/**', 'conformance/**', '**/scripts/**', '**/serve.mjs', 'xtask/**'],
    rules: { 'no-console': 'off' },
  },
);
