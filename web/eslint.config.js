import eslint from '@eslint/js';
import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';

/** Forbids imports that match `regex`, with the reason as the message. */
const forbid = (regex, message) => ({
  'no-restricted-imports': ['error', { patterns: [{ regex, message }] }],
});

export default tseslint.config(
  { ignores: ['dist/', '.angular/', 'src/app/api/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [
      ...tseslint.configs.strict,
      ...tseslint.configs.stylistic,
      ...angular.configs.tsRecommended,
    ],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: 'app', style: 'kebab-case' },
      ],
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
      '@angular-eslint/prefer-signals': 'error',
      '@typescript-eslint/explicit-member-accessibility': ['error', { accessibility: 'no-public' }],
      // Angular components are classes even when the template needs no member.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    },
  },
  {
    files: ['src/app/core/**/*.ts', 'src/app/shared/**/*.ts', 'src/app/layout/**/*.ts'],
    rules: forbid('/features/', 'Only the routes know the features.'),
  },
  {
    files: ['src/app/features/*/*.ts'],
    rules: forbid('^\\.\\./', 'A feature imports from itself, @core and @shared only.'),
  },
  {
    files: ['**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
    rules: {
      // The texts live in public/i18n; only the languages' own codes and the typed code samples are data.
      '@angular-eslint/template/i18n': 'off',
      '@angular-eslint/template/prefer-control-flow': 'error',
      '@angular-eslint/template/prefer-self-closing-tags': 'error',
    },
  },
  {
    files: ['public/**/*.js'],
    languageOptions: {
      globals: {
        document: 'readonly',
        localStorage: 'readonly',
        performance: 'readonly',
        PerformanceObserver: 'readonly',
        console: 'readonly',
        matchMedia: 'readonly',
        navigator: 'readonly',
        SwaggerUIBundle: 'readonly',
      },
    },
  },
  {
    files: ['*.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
  {
    files: ['e2e/**/*.js'],
    languageOptions: {
      globals: {
        axe: 'readonly',
        Buffer: 'readonly',
        crypto: 'readonly',
        DataTransfer: 'readonly',
        DragEvent: 'readonly',
        File: 'readonly',
        OffscreenCanvas: 'readonly',
        requestAnimationFrame: 'readonly',
        document: 'readonly',
        getComputedStyle: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        window: 'readonly',
        navigator: 'readonly',
        localStorage: 'readonly',
        performance: 'readonly',
        PerformanceObserver: 'readonly',
        console: 'readonly',
      },
    },
  },
);
