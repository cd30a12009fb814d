/*
 * Run by tools/verapdf.py in Rhino, which veraPDF carries to work out its rules: no Java to compile. For each file
 * named, a line of JSON with the rules that it fails.
 */
"use strict";

var java = Packages.java;
var verapdf = Packages.org.verapdf;
var Profiles = verapdf.pdfa.validation.profiles.Profiles;
var UA = verapdf.pdfa.flavours.PDFAFlavour.PDFUA_1;

java.util.logging.LogManager.getLogManager().reset();
verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var foundry = verapdf.pdfa.Foundries.defaultInstance();
var profile = read("org/verapdf/pdfa/validation/PDFUA-1.xml");

/* The profile, read by hand: what veraPDF reads it with (JAXB) is not in this jar. */
function read(name) {
  var stream = foundry.getClass().getClassLoader().getResourceAsStream(name);
  var root = Packages.javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
  var rules = new java.util.HashSet(), variables = new java.util.HashSet();
  each(root, "rule", function (rule) {
    var id = rule.getElementsByTagName("id").item(0);
    var deferred = rule.hasAttribute("deferred") ? java.lang.Boolean.valueOf(rule.getAttribute("deferred")) : null;
    rules.add(
      Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(UA.getPart(), id.getAttribute("clause"), Number(id.getAttribute("testNumber"))),
        rule.getAttribute("object"), deferred, rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
        Profiles.errorFromValues(text(rule, "message"), new java.util.ArrayList()), new java.util.ArrayList()
      )
    );
  });
  each(root, "variable", function (variable) {
    variables.add(
      Profiles.variableFromValues(
        variable.getAttribute("name"), variable.getAttribute("object"), text(variable, "defaultValue"), text(variable, "value")
      )
    );
  });
  var details = Profiles.profileDetailsFromValues(name, "", "", new java.util.Date(0));
  return Profiles.profileFromValues(UA, details, "", rules, variables);
}

function each(node, name, act) {
  var found = node.getElementsByTagName(name), place;
  for (place = 0; place < found.getLength(); place += 1) act(found.item(place));
}

function text(node, name) {
  return node.getElementsByTagName(name).item(0).getTextContent();
}

/* The rules that a file fails, each with how many times. */
function judged(path) {
  var parser = foundry.createParser(new java.io.File(path), UA);
  try {
    var result = foundry.createValidator(profile, false).validate(parser);
    var failed = result.getFailedChecks().entrySet().toArray().map(function (entry) {
      var rule = profile.getRuleByRuleId(entry.getKey());
      return {
        rule: entry.getKey().getClause() + "-" + entry.getKey().getTestNumber(),
        means: String(rule.getDescription()),
        times: Number(entry.getValue())
      };
    });
    return { failed: failed };
  } finally {
    parser.close();
  }
}

arguments.forEach(function (path) {
  try {
    print(JSON.stringify(judged(path)));
  } catch (error) {
    print(JSON.stringify({ failed: [{ rule: "unreadable", means: String(error.message), times: 1 }] }));
  }
});
