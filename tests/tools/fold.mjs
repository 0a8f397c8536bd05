// The words of each line of a file as the search's script folds them: fold.mjs SCRIPT FILE.
import { readFileSync } from "node:fs";

const [script, file] = process.argv.slice(2);
const find = new Function(`${readFileSync(script, "utf8")};return planpressFind;`)();
const lines = readFileSync(file, "utf8").split("\n");
process.stdout.write(JSON.stringify(lines.map((line) => find.words(line))));
