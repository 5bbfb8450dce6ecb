import { mirrored, quarter, shaped, sizeAfter, within } from './shape';

const PHOTO = { width: 4000, height: 3000 };

describe('the size after some steps', () => {
  it.each([
    [{ op: 'extract', left: 0, top: 0, width: 10, height: 20 }, 10, 20],
    [{ op: 'rotate', angle: 90 }, 3000, 4000],
    [{ op: 'rotate', angle: 180 }, 4000, 3000],
    [{ op: 'resize', width: 400 }, 400, 300],
    [{ op: 'resize', height: 600 }, 800, 600],
    [{ op: 'resize', width: 500, height: 500 }, 500, 500],
    [{ op: 'resize', width: 500, height: 500, fit: 'inside' }, 500, 375],
    [{ op: 'resize', width: 500, height: 500, fit: 'outside' }, 667, 500],
    [{ op: 'resize', width: 8000, withoutEnlargement: true }, 4000, 3000],
    [{ op: 'extend', top: 1, left: 2, right: 3 }, 4005, 3001],
    [{ op: 'modulate', brightness: 2 }, 4000, 3000],
  ])('knows %o', (step, width, height) => {
    expect(sizeAfter([step], PHOTO)).toEqual({ width, height });
  });

  it('is not known after edges were trimmed', () => {
    expect(sizeAfter([{ op: 'trim' }, { op: 'flip' }], PHOTO)).toBeNull();
  });
});

describe('a box', () => {
  it('is brought back into the picture', () => {
    const box = { left: 3900, top: -5, width: 400.4, height: 5000 };

    expect(within(box, PHOTO)).toEqual({ left: 3600, top: 0, width: 400, height: 3000 });
  });

  it('takes a shape around its middle', () => {
    const box = shaped({ left: 0, top: 0, ...PHOTO }, 1, PHOTO);

    expect(box).toEqual({ left: 500, top: 0, width: 3000, height: 3000 });
  });

  it('is where it was after four quarters', () => {
    const box = { left: 100, top: 200, width: 300, height: 400 };
    const lying = { width: 3000, height: 4000 };
    const turned = [PHOTO, lying, PHOTO, lying].reduce(quarter, box);

    expect(turned).toEqual(box);
    expect(quarter(box, PHOTO)).toEqual({ left: 2400, top: 100, width: 400, height: 300 });
  });

  it('is on the other side in a mirror', () => {
    const box = { left: 100, top: 200, width: 300, height: 400 };

    expect(mirrored(box, PHOTO, true).left).toBe(3600);
    expect(mirrored(box, PHOTO, false).top).toBe(2400);
  });
});
