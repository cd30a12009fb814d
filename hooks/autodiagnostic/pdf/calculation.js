/*
 * The form's own scoring: the third of the family, after scoring.py and score.js; read those for the reasons.
 *
 * Run by what shows the PDF: ES5 at most, for Acrobat; no clock, no network. `data` holds the questionnaires' whole
 * numbers, the titles of levels and the words. A question's answer stands in the field named by its key.
 */
var Autodiagnostic = (function (data) {
  "use strict";

  var NOT_APPLICABLE = "_sans-objet";
  var UNKNOWN = "_ne-sait-pas";
  var OFF = "Off";
  var LARGEST = 9007199254740991;
  var words = data.words;

  function contains(list, value) {
    return !!list && list.indexOf(value) >= 0;
  }

  function isNumber(value) {
    return typeof value === "number";
  }

  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, function (gap, name) {
      return values.hasOwnProperty(name) ? String(values[name]) : gap;
    });
  }

  function counted(forms, number, values) {
    values.n = number;
    return filled(number < 2 ? forms.one : forms.other, values);
  }

  /* --- Answers */

  /* What a field holds, as text; a choice may come as a number ("1"). Nothing where there is no such field. */
  function textOf(doc, name) {
    var field = doc.getField(name);
    if (!field || field.value === null || field.value === undefined) return "";
    return String(field.value);
  }

  function ids(options) {
    return (options || []).map(function (option) { return option.id; });
  }

  /* A list, empty when nothing valid is given. Of boxes ticked together, ordinary ones count, then an exclusive one. */
  function answerOf(doc, question) {
    var text = textOf(doc, question.key), offered = [], options = question.options || [], range, number, ticked;
    if (question.unknown) offered.push(UNKNOWN);
    if (question.not_applicable) offered.push(NOT_APPLICABLE);
    if (question.type === "item") return text === "fait" ? [text] : [];
    if (question.type === "single") return contains(ids(options).concat(offered), text) ? [text] : [];
    if (question.type === "multiple") {
      ticked = options.filter(function (option) { return textOf(doc, question.key + "." + option.id) === option.id; });
      number = ticked.filter(function (option) { return !option.exclusive; });
      if (ticked.length) return ids(number.length ? number : ticked);
    } else if (question.type === "text") {
      return /\S/.test(text) ? [text] : [];
    } else if (/^\s*-?\d+\s*$/.test(text)) {
      range = question.range || [];
      number = Number(text);
      if (Math.abs(number) <= LARGEST && !(isNumber(range[0]) && number < range[0]) && !(isNumber(range[1]) && number > range[1]))
        return [number];
    }
    var stem = question.key + (question.type === "multiple" ? "." : "");
    return offered.filter(function (id) { return textOf(doc, stem + id) === id; }).slice(0, 1);
  }

  /* --- Scoring */

  function pointsOf(question, answer) {
    var sum = 0;
    (question.bands || []).forEach(function (band) { if (band[0] <= answer[0]) sum = band[1]; });
    (question.options || []).forEach(function (option) { if (contains(answer, option.id)) sum += option.points || 0; });
    return question.max === undefined ? sum : Math.min(sum, question.max);
  }

  function stateOf(question, answer, hidden, points) {
    if (question.pass === undefined || hidden) return "";
    if (!answer.length) return "open";
    if (answer[0] === NOT_APPLICABLE) return "not_applicable";
    if (answer[0] === UNKNOWN) return "to_check";
    return points < question.pass ? "below" : "secured";
  }

  /* Each question with its answer. A condition looks back, so one pass in order settles what is hidden. */
  function settle(doc, definition, factor) {
    var seen = {}, instead = "";
    (definition.controls || []).concat(definition.questions).forEach(function (question) {
      var answer = answerOf(doc, question);
      var hidden = (question.show_if || []).some(function (condition) {
        var control = seen[condition.key];
        if (control.hidden) return true;
        if (!control.answer.length || control.answer[0] === UNKNOWN) return false;
        return !condition.values.some(function (id) { return contains(control.answer, id); });
      });
      var applies = !hidden && answer[0] !== NOT_APPLICABLE;
      var points = typeof answer[0] === "string" && answer[0].charAt(0) === "_" ? 0 : pointsOf(question, answer);
      var full = question.best && applies ? question.weight * definition.unit : 0;
      (question.options || []).forEach(function (option) {
        if (option.instead_of_level && option.id === answer[0] && !hidden && !instead) instead = question.key + "/" + option.id;
      });
      seen[question.key] = {
        question: question,
        answer: answer,
        hidden: hidden,
        applies: applies,
        state: stateOf(question, answer, hidden, points),
        full: full * factor,
        worth: (question.best ? Math.floor((full * points) / question.best) : 0) * factor
      };
    });
    return { instead: instead, standings: definition.questions.map(function (question) { return seen[question.key]; }) };
  }

  /* A questionnaire, or the whole report, in which a question that two themes ask counts once, in the first of them. */
  function settled(doc, name) {
    var all = { instead: "", standings: [], rules: data.definitions[name] }, counted = {};
    if (name !== data.report_name) {
      var one = settle(doc, all.rules, 1);
      return { instead: one.instead, standings: one.standings, rules: all.rules };
    }
    all.rules = data.report;
    data.report.themes.forEach(function (theme) {
      var part = settle(doc, data.definitions[theme.id], theme.factor);
      all.instead = all.instead || part.instead;
      part.standings.forEach(function (standing) {
        if (!counted[standing.question.key]) all.standings.push(standing);
        counted[standing.question.key] = true;
      });
    });
    return all;
  }

  function levelOf(levels, percent, cap) {
    var reached = null, i;
    for (i = 0; i < levels.length && percent !== null && levels[i].from <= percent; i += 1) {
      reached = levels[i].id;
      if (reached === cap) break;
    }
    return reached;
  }

  function score(doc, name) {
    var whole = settled(doc, name);
    var result = {
      points: 0, possible: 0, low: 0, high: 0, everything: 0, answered: 0, applicable: 0, instead: whole.instead,
      standings: whole.standings, secured: [], below: [], to_check: [], open: [], not_applicable: []
    };
    whole.standings.forEach(function (standing) {
      var given = standing.answer.length > 0;
      result.points += standing.worth;
      result.possible += given ? standing.full : 0;
      result.low += standing.worth;
      result.high += given && standing.answer[0] !== UNKNOWN ? standing.worth : standing.full;
      result.everything += standing.full;
      if (standing.state) result[standing.state].push(standing.question.key);
      if (standing.applies && standing.question.type !== "text") {
        result.applicable += 1;
        if (given) result.answered += 1;
      }
    });
    function percentage(points, possible) {
      return result.possible ? Math.floor((200 * points + possible) / (2 * possible)) : null;
    }
    var levels = (!whole.instead && whole.rules.levels) || [];
    var below = result.below.length > 0 ? whole.rules.essential_cap : undefined;
    var insecure = result.to_check.length + result.open.length > 0 ? whole.rules.essential_cap : below;
    result.percent = percentage(result.points, result.possible);
    result.low_percent = percentage(result.low, result.everything);
    result.high_percent = percentage(result.high, result.everything);
    result.level = levelOf(levels, result.percent, insecure);
    result.level_low = levelOf(levels, result.low_percent, insecure);
    result.level_high = levelOf(levels, result.high_percent, below);
    return result;
  }

  /* --- Words */

  function joined(list) {
    return list.length < 2 ? list.join("") : list.slice(0, -1).join(", ") + words.and + list[list.length - 1];
  }

  /* "question 2", "questions 2 et 5"; in the report, by theme. */
  function numbered(name, keys) {
    var themes = name === data.report_name ? data.report.themes.map(function (theme) { return theme.id; }) : [name];
    var met = {}, told = [];
    themes.forEach(function (id) {
      var numbers = [];
      data.definitions[id].questions.forEach(function (question, place) {
        if (contains(keys, question.key) && !met[question.key]) numbers.push(place + 1);
        met[question.key] = true;
      });
      if (!numbers.length) return;
      var text = numbers.length > 1
        ? filled(words.questions, { numbers: joined(numbers) })
        : filled(words.question, { number: numbers[0] });
      told.push(themes.length > 1 ? filled(words.of_theme, { title: data.titles[id], questions: text }) : text);
    });
    return themes.length > 1 ? told.join(", ") : told.join("");
  }

  function digitOf(standing) {
    var value = standing.answer[0];
    if (standing.hidden || value === NOT_APPLICABLE) return "8";
    if (value === UNKNOWN) return "9";
    return value === undefined ? "-" : String(ids(standing.question.options).indexOf(value));
  }

  var TELL = {
    points: function (result) { return result.possible ? result.points : ""; },
    possible: function (result) { return result.possible ? result.possible : ""; },
    percent: function (result) { return result.percent === null ? "" : result.percent; },
    remaining: function (result) { return result.applicable - result.answered; },
    level: function (result, name) {
      var titles = (name === data.report_name ? data.report : data.definitions[name]).titles;
      if (result.instead) return data.insteads[result.instead];
      if (result.percent === null) return "";
      if (result.answered < result.applicable && result.level_low !== result.level_high)
        return filled(words.range, { low: titles[result.level_low], high: titles[result.level_high] });
      return titles[result.level];
    },
    secured: function (result) { return result.possible ? result.secured.length : ""; },
    missing: function (result, name) {
      var told = [];
      if (result.below.length) told.push(filled(words.below, { list: numbered(name, result.below) }));
      if (result.to_check.length) told.push(filled(words.to_check, { list: numbered(name, result.to_check) }));
      if (!told.length && result.secured.length && !result.open.length) return words.all_secured;
      return told.join(". ");
    },
    strip: function (result) {
      if (!result.answered) return "";
      var digits = result.standings.filter(function (standing) { return standing.question.best !== undefined; }).map(digitOf);
      return digits.join("").match(/.{1,4}/g).join(" ") + "  " + result.points + "/" + result.possible;
    },
    done: function (result) {
      return result.answered ? counted(words.done, result.answered, { items: result.applicable }) : "";
    }
  };

  /* What the field of a result shows. */
  function tell(doc, name, what) {
    return String(TELL[what](score(doc, name), name));
  }

  return { score: score, tell: tell };
})
