// Answers one list of words after the other, each a line of JSON, with those that Hunspell's French dictionary lacks.
// With `hints`, each comes with what may be meant, which takes a while.
import { createInterface } from "node:readline";

import dictionary from "dictionary-fr";
import nspell from "nspell";

const checker = nspell(dictionary);
for await (const line of createInterface({ input: process.stdin })) {
  const { words, hints } = JSON.parse(line);
  const wrong = words.filter((word) => !checker.correct(word));
  const meant = wrong.map((word) => [word, hints ? checker.suggest(word).slice(0, 3) : []]);
  process.stdout.write(`${JSON.stringify(Object.fromEntries(meant))}\n`);
}
