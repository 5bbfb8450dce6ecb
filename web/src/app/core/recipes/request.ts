import { RecipeJson } from './recipe';

/** A call that makes the picture, to run elsewhere. */
export interface Sample {
  readonly name: 'json' | 'curl' | 'python';
  readonly code: string;
}

/** How the same picture is made without this page: the recipe, the call with curl, and with Python. */
export function samplesOf(recipe: RecipeJson, origin: string, imageId?: string): Sample[] {
  const json = JSON.stringify(recipe, null, 2);
  const path = imageId ? `/api/images/${imageId}/renditions` : '/api/create';
  return [
    { name: 'json', code: json },
    { name: 'curl', code: curl(recipe, origin + path) },
    { name: 'python', code: python(json, origin + path) },
  ];
}

function curl(recipe: RecipeJson, url: string): string {
  const body = JSON.stringify({ recipe }).replaceAll("'", String.raw`'\''`);
  return [
    `curl ${url} \\`,
    '  -H "Authorization: Bearer $LIENZO_TOKEN" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '${body}'`,
  ].join('\n');
}

function python(json: string, url: string): string {
  return [
    'import json',
    'import os',
    'import urllib.request',
    '',
    `recipe = json.loads(r"""${json.replaceAll('"""', String.raw`\u0022\u0022\u0022`)}""")`,
    'request = urllib.request.Request(',
    `    "${url}",`,
    '    data=json.dumps({"recipe": recipe}).encode(),',
    '    headers={',
    '        "Authorization": "Bearer " + os.environ["LIENZO_TOKEN"],',
    '        "Content-Type": "application/json",',
    '    },',
    ')',
    'with urllib.request.urlopen(request) as answer:',
    '    print(json.load(answer)["id"])',
  ].join('\n');
}
