/** How a picture lies in its frame: magnified `scale` times and moved by x and y, px. At 1 it just fits. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const FIT: Zoom = { scale: 1, x: 0, y: 0 };
const MOST = 16;

/** Magnifies by `factor` around a point of the frame, px from its middle: what is there stays there. */
export function zoomed(zoom: Zoom, factor: number, at: { x: number; y: number }): Zoom {
  const scale = Math.min(Math.max(zoom.scale * factor, 1), MOST);
  const by = scale / zoom.scale;
  return { scale, x: at.x - (at.x - zoom.x) * by, y: at.y - (at.y - zoom.y) * by };
}

/** Moved back so far that no more than needed of the frame is empty. */
export function held(zoom: Zoom, picture: Size, frame: Size): Zoom {
  const room = (side: 'width' | 'height') =>
    Math.max(0, (picture[side] * zoom.scale - frame[side]) / 2);
  const clamp = (value: number, most: number) => Math.min(Math.max(value, -most), most);
  return {
    scale: zoom.scale,
    x: clamp(zoom.x, room('width')),
    y: clamp(zoom.y, room('height')),
  };
}

/** The largest size in the frame that has the shape of the picture; never larger than the picture. */
export function fitted(picture: Size, frame: Size): Size {
  const by = Math.min(frame.width / picture.width, frame.height / picture.height, 1);
  return { width: picture.width * by, height: picture.height * by };
}
