//! The watch over the console is itself watched.

use docent_tests::eventually;

use crate::journey;

#[test]
fn errors_warnings_missing_files_and_broken_policies_are_seen_in_the_console() {
    journey(|visit| {
        visit.go("strict.html");
        // A script of the page's own: the errors of a driver's scripts are not the page's.
        let mischief = "const script = document.createElement('script');
            const policy = trustedTypes.createPolicy('journey', { createScriptURL: (url) => url });
            script.src = policy.createScriptURL('mischief.js');
            document.head.append(script)";
        visit.browser.script::<()>(mischief, &[]);
        for signs in [
            ["an error of a script"; 2],
            ["a warning"; 2],
            ["404"; 2],
            ["style-src"; 2],
            // As Chromium and as the protocol of violations call it.
            ["TrustedHTML", "trusted-types-sink"],
        ] {
            eventually(&format!("the console to mention {}", signs[0]), || {
                let console = visit.unexpected();
                let seen = console.iter().any(|line| signs.iter().any(|sign| line.contains(sign)));
                if seen { Ok(()) } else { Err(format!("{console:?}")) }
            });
        }
        visit.expect_in_console("");
    });
}
