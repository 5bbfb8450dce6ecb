/** The recipe that made the picture on the right of the slider. */
export const RECIPE = `{
  "steps": [
    {"op": "modulate", "brightness": 1.8, "lightness": -27, "saturation": 2.1},
    {"op": "sharpen", "sigma": 0.8},
    {"op": "composite", "images": [{
      "input": {"text": {
        "text": "<span foreground='white'>© Ana</span>", "dpi": 200, "rgba": true
      }},
      "left": 1064, "top": 858
    }]}
  ],
  "output": {"format": "webp", "quality": 84, "effort": 6}
}`;

/** What a dropped file becomes. */
export const DROP = `uploads/web/trip/a.jpg
→ outputs/web/trip/a.jpg@640.webp
→ outputs/web/trip/a.jpg@1280.webp
→ outputs/web/trip/a.jpg@1920.webp
→ outputs/web/trip/a.jpg.json`;

/** Commands that register somebody and transform a picture, on the service at `origin`. */
export function commands(origin: string): string {
  return `TOKEN=$(curl -s ${origin}/api/auth/register \\
  -H 'Content-Type: application/json' \\
  -d '{"email": "ana@example.com", "password": "correct horse battery staple"}' \\
  | sed 's/.*"accessToken":"\\([^"]*\\).*/\\1/')

curl -H "Authorization: Bearer $TOKEN" \\
  -F file=@photo.jpg -F preset=square \\
  ${origin}/api/transform -o square.jpg`;
}
