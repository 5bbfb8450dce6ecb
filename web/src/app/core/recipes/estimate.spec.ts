import { Estimate } from './estimate';

const look = { width: 100, height: 50, bytes: 1000 };
const large = { width: 1000, height: 500 };
const png = { format: 'png' };

describe('the estimate', () => {
  it('is the bytes of the preview times the ratio of the pixels', () => {
    expect(new Estimate().of({ format: 'webp' }, 'webp', look, large)).toBe(100_000);
  });

  it('is not made for a format that is nothing like the preview', () => {
    expect(new Estimate().of(png, 'png', look, large)).toBeNull();
  });

  it('learns from what was measured, for that output alone', () => {
    const estimate = new Estimate();
    estimate.learn(png, look, { ...large, bytes: 400_000 });

    expect(estimate.of(png, 'png', { ...look, bytes: 500 }, large)).toBe(200_000);
    expect(estimate.of({ format: 'webp' }, 'webp', look, large)).toBe(100_000);
  });

  it('learns nothing from a preview without a size', () => {
    const estimate = new Estimate();
    estimate.learn(png, { width: 0, height: 0, bytes: 0 }, { ...large, bytes: 400_000 });

    expect(estimate.of(png, 'png', look, large)).toBeNull();
  });
});
