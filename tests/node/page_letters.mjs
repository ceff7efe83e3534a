// Seals letters by the page's own code: FOLDER with organisation.json (document and signature) and letters.json (for each
// its message and the length of a file, 0 for none). Writes FOLDER/page-<n>.age.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { randomBytes } from "node:crypto";

const folder = process.argv[2];
const web = fileURLToPath(new URL("../../submit-cli/web/", import.meta.url));
const esbuild = createRequire(join(web, "package.json"))("esbuild");
const { trim } = await import(pathToFileURL(join(web, "trim.mjs")));
// Inside node_modules: ignored by git.
const bundle = join(web, "node_modules", `.letters-${process.pid}.mjs`);
await esbuild.build({
  absWorkingDir: web,
  stdin: {
    contents: `
      export { describe } from './src/protocol/attachment.ts';
      export { sealLetter } from './src/protocol/letter.ts';
      export { verifyOrganisation } from './src/protocol/organisation.ts';
      export { Receipt } from './src/protocol/receipt.ts';`,
    resolveDir: web,
    loader: "ts",
  },
  outfile: bundle,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  loader: { ".ftl": "text" },
  // As the page has them.
  plugins: [trim],
  logLevel: "warning",
});
try {
  const page = await import(pathToFileURL(bundle));
  const organisation = page.verifyOrganisation(JSON.parse(readFileSync(join(folder, "organisation.json"), "utf8")));
  const programme = organisation.programmes[0];
  const letters = JSON.parse(readFileSync(join(folder, "letters.json"), "utf8"));
  for (const [number, { message, file }] of letters.entries()) {
    const blob = new Blob([randomBytes(file)]);
    const files = file === 0 ? [] : [{ attachment: await page.describe(blob, "a.jpg"), blob }];
    const sealed = await page.sealLetter({
      kind: "first", organisation, programme, language: "en", answers: new Map([["what", "Help."]]), message, files,
      receipt: page.Receipt.generate(), moreFollows: false, now: new Date("2026-11-23T10:00:00Z"),
    });
    writeFileSync(join(folder, `page-${number}.age`), Buffer.from(await sealed.blob.arrayBuffer()));
  }
} finally {
  rmSync(bundle, { force: true });
}
