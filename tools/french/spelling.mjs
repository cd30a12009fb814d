// Reads a list of words as JSON; writes those that Hunspell's French dictionary lacks, each with what may be meant.
import { readFileSync } from "node:fs";

import dictionary from "dictionary-fr";
import nspell from "nspell";

const checker = nspell(dictionary);
const words = JSON.parse(readFileSync(0, "utf-8"));
const wrong = words.filter((word) => !checker.correct(word));
process.stdout.write(JSON.stringify(Object.fromEntries(wrong.map((word) => [word, checker.suggest(word).slice(0, 3)]))));
