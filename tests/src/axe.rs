//! Accessibility by axe-core: every rule it has, every frame and shadow root it reaches.

use std::fs;

use serde_json::Value;

use crate::journey::Visit;

/// The rules that have failed, with what they failed on, one per line; how many passed comes first
/// because a checker that checks nothing finds nothing.
const RUN: &str = "const done = arguments[0];
    axe.run(document, { resultTypes: ['violations'] }).then(
      (found) => done(JSON.stringify({
        passes: found.passes.map((rule) => rule.id),
        violations: found.violations.map((rule) =>
          `${rule.id} (${rule.help}): ` + rule.nodes.map((node) =>
            node.target.join(' ') + ' ' + node.html.slice(0, 160) + ' ' + node.failureSummary).join('; ')),
      })),
      (error) => done(JSON.stringify({ failed: String(error) })))";

impl Visit {
    /// Checks what is on screen.
    ///
    /// # Panics
    ///
    /// If anything violates a rule, or if the rules did not run.
    #[track_caller]
    pub fn is_accessible(&self, state: &str) {
        self.browser.settle();
        let present: bool = self.browser.script("return typeof axe === 'object'", &[]);
        if !present {
            let axe = fs::read_to_string(&self.axe).expect("axe-core");
            self.browser.script::<Value>(&axe, &[]);
        }
        let answer: String = self.browser.script_with_answer(RUN);
        let answer: Value = serde_json::from_str(&answer).expect("what axe-core found");
        let lines = |name: &str| -> Vec<&str> {
            answer[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
        };
        let passes = lines("passes");
        assert!(passes.contains(&"color-contrast") && passes.len() > 10, "no check: {answer}");
        let violations = lines("violations");
        assert!(violations.is_empty(), "{state} violates\n{}", violations.join("\n"));
    }
}
