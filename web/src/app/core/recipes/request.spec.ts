import { samplesOf } from './request';

const recipe = { steps: [{ op: 'tint', colour: "it's" }] };

describe('the request', () => {
  it('is shown as JSON, curl and Python', () => {
    const samples = samplesOf(recipe, 'https://example.com', '42');

    expect(samples.map(({ name }) => name)).toEqual(['json', 'curl', 'python']);
    expect(JSON.parse(samples[0]?.code ?? '')).toEqual(recipe);
    expect(samples[1]?.code).toContain('https://example.com/api/images/42/renditions');
  });

  it('is quoted for the shell', () => {
    const curl = samplesOf(recipe, 'https://example.com')[1]?.code;

    expect(curl).toContain(String.raw`it'\''s`);
    expect(curl).toContain('/api/create');
  });
});
