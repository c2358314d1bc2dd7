// Reads cells as JSON, lints the text of each and prints what each preset says: rule, from, to (letters).
//
//     textlint.mjs FOLDER    where textlint and its presets are installed
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const found = createRequire(join(folder, "found.js")).resolve("textlint");
const { createLinter, loadTextlintrc } = await import(pathToFileURL(found));

const presets = {
    "preset-ja-technical-writing": () => true,
    "preset-japanese": () => true,
    "preset-ja-spacing": () => true,
    "preset-jtf-style": () => true,
    // Where the text names no year, the sheet's own counts
    "date-weekday-mismatch": (year) => ({ lang: "ja", useCurrentYearIfMissing: Boolean(year), currentYear: year }),
};

// One for each preset as it comes: together, textlint tells only once what two of them say.
async function lintersOf(year) {
    const made = Object.entries(presets).map(async ([preset, options]) => {
        const configFilePath = join(folder, `${preset}-${year}.json`);
        writeFileSync(configFilePath, JSON.stringify({ rules: { [preset]: options(year) } }));
        const descriptor = await loadTextlintrc({ configFilePath, node_modulesDir: join(folder, "node_modules") });
        return createLinter({ descriptor });
    });
    return Promise.all(made);
}

const linters = new Map();
const said = [];
for (const { year, text } of JSON.parse(readFileSync(0, "utf8"))) {
    if (!linters.has(year)) linters.set(year, await lintersOf(year));
    const letters = (place) => [...text.slice(0, place)].length;
    const told = [];
    for (const linter of linters.get(year)) {
        const { messages } = await linter.lintText(text, "cell.txt");
        told.push(...messages.map(({ ruleId, range: [from, to] }) => [ruleId, letters(from), letters(to)]));
    }
    said.push(told);
}
process.stdout.write(JSON.stringify(said));
