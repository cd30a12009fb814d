// Reads a list of words as JSON; writes those that Hunspell's French dictionary lacks, each with what may be meant
// (which takes a while: nothing with --quick).
import { readFileSync } from "node:fs";

import dictionary from "dictionary-fr";
import nspell from "nspell";

const checker = nspell(dictionary);
const quick = process.argv.includes("--quick");
const wrong = JSON.parse(readFileSync(0, "utf-8")).filter((word) => !checker.correct(word));
const meant = wrong.map((word) => [word, quick ? [] : checker.suggest(word).slice(0, 3)]);
process.stdout.write(JSON.stringify(Object.fromEntries(meant)));
