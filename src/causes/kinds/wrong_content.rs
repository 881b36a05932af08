//! Not what the element was promised: ORB and MIME type checks.

use super::declare_cause;
use crate::capture::BodyKind;
use crate::causes::case::{Case, Diagnosis, content_type, value};
use crate::causes::remedy::Plan;
use crate::fetch::RefusalKind as K;
use crate::fetch::opaque::Destination;
use crate::fixes::Confidence;

declare_cause! {
    /// # What happens
    /// A `<script>`, `<link>` or `<img>` got something else than a script, a style sheet or an
    /// image: HTML, JSON or plain text. Browsers keep such answers of other origins from the page
    /// altogether (opaque response blocking, `nosniff`). This is not CORS.
    /// # How it comes about
    /// The file is gone and the server sends its error page or the application's `index.html`
    /// instead, often with status 200; or the file is right and its `Content-Type` is wrong.
    /// # What to look at
    /// Status, `Content-Type` and the first line of the body.
    /// # Fix
    /// Correct the URL, or send the file with its own type. To read data use `fetch()` with CORS.
    /// # Not to be mistaken for
    /// Missing CORS headers: elements without `crossorigin` need none.
    KIND = {
        name: "wrong-content",
        title: "not CORS: the answer is not what the element was to load",
        also_known_as: &["wrong-content-type", "html-for-script"],
        settle: "The first line of the body: export the capture with content.",
        diagnose: diagnose,
    }
}

fn diagnose(case: &Case<'_>) -> Option<Diagnosis> {
    if !matches!(
        case.refusal.kind,
        K::OpaqueResponseBlocked | K::MimeTypeMismatch
    ) {
        return None;
    }
    let message = case.message()?;
    let kind = content_type(message.response);
    let shown = if kind.is_empty() {
        "no type at all".to_owned()
    } else {
        value(&kind)
    };
    let (element, right) = match case.brief.evidence.destination {
        Destination::Script => ("a script", Some("text/javascript")),
        Destination::Style => ("a style sheet", Some("text/css")),
        Destination::Media => ("an image, a sound or a film", None),
        Destination::Font => ("a font", None),
        Destination::Frame | Destination::Other => ("another kind of file", None),
    };
    let instead = match message.entry.body_kind {
        BodyKind::Html => "an HTML page",
        BodyKind::Json => "JSON",
        BodyKind::Xml => "XML",
        BodyKind::Unknown | BodyKind::Media | BodyKind::Other => "something else",
    };
    let mut diagnosis = case.diagnosis(&message, Confidence::Certain);
    diagnosis.what = format!("{} sends {shown} for {element}", message.host());
    diagnosis.detail = format!("({})", message.status_from());
    let other = instead != "something else"
        || message.status >= 400
        || kind == "text/html"
        || kind == "application/json";
    diagnosis.explanation = format!(
        "The element wanted {element}; the answer is declared as {shown} (status {}). Browsers \
         keep that from the page, so that the data of other sites cannot be drawn into it. {}",
        message.status,
        if other {
            format!(
                "The server answered with {instead}, probably an error page or the application's \
                 start page: the URL is wrong, or the file is not there."
            )
        } else {
            "If the file itself is right, only its Content-Type is wrong.".to_owned()
        }
    );
    if other && message.entry.body_kind == BodyKind::Unknown && message.status < 400 {
        diagnosis.confidence = Confidence::Likely;
    }
    diagnosis.evidence =
        case.response_header(message.id, &["Content-Type", "X-Content-Type-Options"]);
    diagnosis.evidence.push(case.status_of(message.id));
    diagnosis.evidence.extend(case.error_of());
    if let Some(right) = right.filter(|_| !other) {
        diagnosis.plans = vec![Plan::Header {
            title: "Send the file with its own type",
            name: "Content-Type",
            value: right.to_owned(),
        }];
    }
    Some(diagnosis)
}
