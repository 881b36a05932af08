use crate::capture::Capture;
use crate::capture::statement::{At, Claim};
use crate::input::{OpenError, read};

const EVENTS: [&str; 8] = [
    r#"{"method":"Page.frameStartedLoading","params":{"frameId":"F"}}"#,
    r#"{"method":"Network.requestWillBeSentExtraInfo","params":{"requestId":"1","headers":{":authority":"api.example",":path":"/a","origin":"https://shop.example"},"associatedCookies":[{"blockedReasons":["SameSiteLax"]}]}}"#,
    r#"{"method":"Network.requestWillBeSent","params":{"requestId":"1","loaderId":"L","documentURL":"https://shop.example/","request":{"url":"https://api.example/a","method":"PUT","headers":{"Accept":"*/*"}},"timestamp":7.5,"wallTime":1795573933.5,"initiator":{"type":"script"},"type":"Fetch"}}"#,
    r#"{"method":"Network.requestWillBeSent","params":{"requestId":"2","request":{"url":"https://api.example/a","method":"OPTIONS","headers":{"Access-Control-Request-Method":"PUT"}},"timestamp":7.6,"initiator":{"type":"preflight","requestId":"1"},"type":"Preflight"}}"#,
    r#"{"method":"Network.responseReceivedExtraInfo","params":{"requestId":"2","headers":{"vary":"Origin\nAccept"},"statusCode":204}}"#,
    r#"{"method":"Network.dataReceived","params":{"requestId":"1","dataLength":3}}"#,
    r#"{"method":"Log.entryAdded","params":{"entry":{"text":"Failed to load resource: net::ERR_FAILED","url":"https://api.example/a","networkRequestId":"1"}}}"#,
    r#"{"method":"Network.loadingFailed","params":{"requestId":"1","timestamp":7.7,"type":"Fetch","errorText":"net::ERR_FAILED","corsErrorStatus":{"corsError":"PreflightMissingAllowOriginHeader","failedParameter":""}}}"#,
];

fn open(text: &str) -> Result<Capture, OpenError> {
    read(&mut text.as_bytes(), "log.json", &mut |_| {})
}

/// What was read, in a few words.
fn told(capture: &Capture) -> Vec<String> {
    let mut words: Vec<String> = capture
        .entries
        .iter()
        .map(|entry| {
            let names: Vec<&str> = capture
                .request_headers(entry)
                .iter()
                .chain(capture.response_headers(entry).iter())
                .map(|(name, _)| name)
                .collect();
            let (method, url) = (capture.method(entry), capture.url(entry));
            format!("{method} {url} {:?} {}", entry.status, names.join(" "))
        })
        .collect();
    for statement in &capture.statements {
        words.push(match statement.claim {
            Claim::Refused {
                kinds, preflight, ..
            } => format!("{:?} {preflight:?}", kinds.only()),
            Claim::Credentials { include, .. } => format!("credentials {include}"),
            Claim::Words(words) => capture.text(words).to_owned(),
            _ => "something else".to_owned(),
        });
    }
    words.sort();
    words
}

#[test]
fn every_form_of_a_log_tells_the_same() {
    let lines = EVENTS.join("\n");
    let quoted = |text: &str| serde_json::Value::String(text.to_owned()).to_string();
    let each = |wrap: &dyn Fn(&str) -> String| EVENTS.map(wrap).join(",");
    let selenium = |event: &str| {
        let message = format!(r#"{{"message":{event},"webview":"W"}}"#);
        format!(
            r#"{{"level":"INFO","message":{},"timestamp":1}}"#,
            quoted(&message)
        )
    };
    let old_session = |event: &str| {
        let message = quoted(event);
        format!(
            r#"{{"method":"Target.receivedMessageFromTarget","params":{{"sessionId":"S","message":{message}}}}}"#
        )
    };
    let monitor = r#"{"id":1,"method":"Network.enable","params":{},"result":{}}"#;
    let forms = [
        lines.clone(),
        format!("\u{feff}  {lines}\n"),
        format!("recording started\n{lines}\nrecording ended\n"),
        format!("[{}]", each(&|event| event.to_owned())),
        format!("[\n  {}\n]", each(&|event| event.replacen('{', "{\n ", 1))),
        format!("[{monitor},{}]", each(&|event| event.to_owned())),
        format!("[{}]", each(&selenium)),
        EVENTS
            .map(|event| event.replacen('{', r#"{"sessionId":"S","targetId":"T","#, 1))
            .join("\n"),
        EVENTS.map(old_session).join("\n"),
        format!("[{}]", each(&|event| format!(r#"{{"message":{event}}}"#))),
    ];
    let expected = [
        "Failed to load resource: net::ERR_FAILED",
        "OPTIONS https://api.example/a Some(204) Access-Control-Request-Method vary vary",
        "PUT https://api.example/a None :authority :path origin",
        "Some(AllowOriginMissing) Some(true)",
        "credentials true",
    ];
    for form in forms {
        let capture = open(&form).unwrap_or_else(|error| panic!("{error}: {form}"));
        assert_eq!(told(&capture), expected, "{form}");
    }
}

#[test]
fn statements_stand_on_the_line_of_their_event() {
    let capture = open(&EVENTS.join("\n")).expect("a log");
    let places: Vec<At> = capture.statements.iter().map(|s| s.place).collect();
    assert!(places.contains(&At::Line(8)), "{places:?}");
}

#[test]
fn what_is_broken_is_told_and_costs_nothing_else() {
    let whole = EVENTS.join("\n");
    let cut = open(&whole[..whole.len() - 40]).expect("a log");
    assert_eq!(cut.entries.len(), 2);
    assert!(cut.notes[0].text.starts_with("the log is cut off"));
    let mut lines = EVENTS.to_vec();
    lines.insert(
        3,
        r#"{"method":"Network.loadingFailed","params":{"requestId":"#,
    );
    let broken = open(&lines.join("\n")).expect("a log");
    assert_eq!(broken.entries.len(), 2);
    assert_eq!(broken.notes[0].place.line, Some(4));
    let none = open(r#"[{"method":"Page.loadEventFired","params":{}}]"#).expect("a log");
    assert!(none.notes[0].text.starts_with("the log holds no request"));
}
